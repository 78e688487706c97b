"""The same path for every report of a folder tree; one bad file never stops the rest."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.auditing import audit_outline
from auditor.errors import UnreadableError
from auditor.models import Audit, Document, Outline
from auditor.outline import outline as make_outline
from auditor.readers import read_each
from auditor.readers.names import is_junk, printable
from auditor.roster import Roster, Unit
from auditor.rules import RuleSet
from auditor.vocabulary import Level
from auditor.waivers import NO_WAIVERS, Waivers
from auditor.waiving import waive


@dataclass
class Outcome:
    """What became of the files: audits, pairs of source and reason of the unreadable, units found."""

    audits: list[Audit] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether every file was read and scored."""
        return not self.unreadable and all(each.scored for each in self.audits)


def report_files(
    folder: Path,
    apart_from: Path | None = None,
    failed: Callable[[Path, str], None] = lambda _path, _reason: None,
) -> Iterator[Path]:
    """Yield the files of a folder tree by name, without links and what systems leave behind.

    ``apart_from``: the folder of results, left out with its results.json. ``failed`` hears of folders that
    cannot be opened.
    """
    results = apart_from.resolve() if apart_from else None

    def heard(error: OSError) -> None:
        reason = f"打不开文件夹“{error.filename}”（{error.strerror}）。请检查权限后再试。"
        failed(Path(error.filename), reason)

    for root, folders, names in os.walk(folder, onerror=heard):
        here = Path(root).resolve()
        folders[:] = sorted(name for name in folders if not is_junk(name) and here / name != results)
        for name in sorted(names):
            path = Path(root, name)
            is_result = here == results and name == "results.json"
            if not is_junk(name) and not path.is_symlink() and not is_result:
                yield path


def shown(path: Path, folder: Path) -> str:
    """Return the name of a file as results show it: its path in the folder, printable."""
    return printable(path.relative_to(folder).as_posix())


@dataclass(frozen=True)
class Terms:
    """What a run judges by: rules, roster, exemptions, and what the user says of all files."""

    rules: RuleSet
    roster: Roster | None = None
    waivers: Waivers = NO_WAIVERS
    level: Level | None = None
    year: int | None = None


def audit_files(
    files: list[tuple[str, Path]],
    terms: Terms,
    progress: Callable[[int, str], None] = lambda _done, _source: None,
) -> Outcome:
    """Audit ``files``, pairs of the name to show and the path, in the order given."""
    outcome = Outcome()
    for done, (source, path) in enumerate(files, 1):
        progress(done, source)
        for member, result in read_each(path, source):
            if isinstance(result, UnreadableError):
                outcome.unreadable.append((member, str(result)))
                continue
            audited, unit = audit_document(result, terms)
            outcome.audits.append(audited)
            if unit:
                outcome.units.append(unit)
    return outcome


def audit_document(document: Document, terms: Terms) -> tuple[Audit, Unit | None]:
    """Audit one document by all that is known of its unit; return the unit of the roster with it."""
    outline, unit = understand(document, terms)
    audited = audit_outline(outline, terms.rules, unit.enforces if unit else None)
    return waive(audited, terms.waivers), unit


def understand(document: Document, terms: Terms) -> tuple[Outline, Unit | None]:
    """Return the outline of a document by all that is known of its unit, and the unit of the roster."""
    outline = make_outline(document, terms.level, terms.year)
    unit = terms.roster.find(outline) if terms.roster else None
    if unit and unit.level and terms.level is None and unit.level is not outline.level:
        outline = make_outline(document, unit.level, terms.year)
    return outline, unit


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a half-written one never stands under its name."""
    draft = path.with_name(path.name + ".part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
