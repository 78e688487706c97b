"""The old and the new side of a comparison: a file each, or a folder or archive of many reports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.comparing.compare import Judged, compare
from auditor.comparing.pairing import Pairing, inside, pair_up
from auditor.comparing.shapes import Comparison
from auditor.errors import UnreadableError
from auditor.folder import STORE, report_files, shown
from auditor.job import Terms
from auditor.judging import Entry, judge, unpacked
from auditor.models import Audit
from auditor.readers.loading import load
from auditor.readers.names import printable
from auditor.summary import Summary
from auditor.vocabulary import Gate

Heard = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Side:
    """What became of the reports of one side. ``root``: the name of the file or folder they are from."""

    root: str
    entries: tuple[Entry, ...]

    @property
    def is_one_report(self) -> bool:
        """Whether the side is a file with one report, not a folder or an archive."""
        return len(self.entries) == 1 and not inside(self.entries[0], self.root)

    def scored(self) -> list[Entry]:
        """Return the reports that were scored."""
        return [each for each in self.entries if each.summary and each.summary.scored]

    def unscored(self) -> Iterator[tuple[str, str]]:
        """Yield source and reason of what could not be read or scored."""
        for each in self.entries:
            reason = each.summary.unscored_reason if each.summary else each.reason
            if reason:
                yield each.source, reason


def judged_side(path: Path, terms: Terms, heard: Heard = lambda _done, _total: None) -> Side:
    """Judge a file, or every report of a folder; ``heard`` is told how many of how many files are done."""
    root = printable(str(path))
    if path.is_dir():
        # A folder of results that lies in it is no report.
        results = next((each.parent for each in sorted(path.rglob(STORE))), None)
        files = [(f"{root}/{shown(each, path)}", each) for each in report_files(path, results)]
    else:
        files = [(root, path)]
    entries: list[Entry] = []
    for done, (source, file) in enumerate(files):
        heard(done, len(files))
        entries += _judged(file, source, terms)
    return Side(root, tuple(entries))


def _judged(path: Path, source: str, terms: Terms) -> tuple[Entry, ...]:
    try:
        return judge(load(path, source), source, terms, lambda: None)
    except UnreadableError as error:
        return (Entry(source, str(error)),)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides laid side by side. ``unscored``: pairs of source and reason, of both sides."""

    old: Side
    new: Side
    pairing: Pairing
    unscored: tuple[tuple[str, str], ...]

    @property
    def of_one_report(self) -> bool:
        """Whether a file was compared with a file."""
        return self.old.is_one_report and self.new.is_one_report

    @property
    def passed(self) -> bool:
        """Whether every new report is 通过."""
        return all(each.summary and each.summary.gate is Gate.PASS for each in self.new.entries)

    def comparisons(self) -> Iterator[Comparison]:
        """Yield every comparison anew at each call, by units; they need not fit in memory together."""
        for old, new in self.judged():
            yield compare(old, new)

    def judged(self) -> Iterator[tuple[Judged, Judged]]:
        """Yield the reports of every comparison anew at each call, in the same order."""
        for old, new in self.pairing.pairs:
            yield _unpacked(old), _unpacked(new)

    def only(self, *, new: bool) -> list[Summary]:
        """Return the reports that one side has and the other has not."""
        entries = self.pairing.only_new if new else self.pairing.only_old
        return [each.summary for each in entries if each.summary]


def compare_sides(old: Side, new: Side) -> Compared:
    """Match the scored reports of two sides: a file with a file whatever they are, else unit by unit."""
    before, after = old.scored(), new.scored()
    if old.is_one_report and new.is_one_report:
        pairing = Pairing(list(zip(before, after, strict=False)))
    else:
        pairing = pair_up(before, after, old.root, new.root)
    return Compared(old, new, pairing, (*old.unscored(), *new.unscored()))


def _unpacked(entry: Entry) -> Judged:
    audit = Audit.model_validate_json(unpacked(entry.packed))
    return Judged(audit, unpacked(entry.text).decode(), entry.enlisted)
