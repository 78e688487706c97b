"""What is done with one file, wherever it runs: bytes and terms in, audits out."""

import json
import logging
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from auditor.auditing import audit_outline
from auditor.errors import UnreadableError
from auditor.likeness import fingerprints, packed_marks
from auditor.models import Audit, Document, Outline
from auditor.outline import outline as make_outline
from auditor.readers import read_each, read_each_of
from auditor.roster import Roster, Unit
from auditor.rules import RuleSet
from auditor.summary import Summary, summary_of
from auditor.vocabulary import Level
from auditor.waivers import NO_WAIVERS, Waivers
from auditor.waiving import waive, waived_rules

_LOG = logging.getLogger(__name__)
# The quickest packing takes a third of the time of the tightest and a seventh more room.
_PACKING = 1


@dataclass(frozen=True)
class Terms:
    """What a run judges by: rules, roster, exemptions, and what the user says of all files."""

    rules: RuleSet
    roster: Roster | None = None
    waivers: Waivers = NO_WAIVERS
    level: Level | None = None
    year: int | None = None

    def enlisted(self, unit: str | None, title: str | None, source: str) -> Unit | None:
        """Return the unit of the roster that a report is from."""
        return self.roster.find_named(unit, title, source) if self.roster else None

    def profile(self, unit: str | None, title: str | None, source: str) -> str:
        """Return all that these terms say of the unit of a report, the rules apart, as text to compare."""
        found = self.enlisted(unit, title, source)
        stated = [found.name, found.level, found.enforces] if found else None
        waivers = [each.model_dump(mode="json") for each in self.waivers.of(unit).values()]
        return json.dumps([self.level, self.year, stated, waivers], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit with the text that its offsets count in."""

    audit: Audit
    text: str


@dataclass
class Outcome:
    """What became of the files: audited reports, pairs of source and reason of the unreadable."""

    reports: list[Audited] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    @property
    def audits(self) -> list[Audit]:
        """The audits of the reports."""
        return [each.audit for each in self.reports]

    @property
    def complete(self) -> bool:
        """Whether every file was read and scored."""
        return not self.unreadable and all(each.scored for each in self.audits)


def audit_files(files: Iterable[tuple[str, Path]], terms: Terms) -> Outcome:
    """Audit ``files``, pairs of the name to show and the path, in the order given."""
    outcome = Outcome()
    for source, path in files:
        for member, result in read_each(path, source):
            if isinstance(result, UnreadableError):
                outcome.unreadable.append((member, str(result)))
            else:
                outcome.reports.append(Audited(audit_document(result, terms)[0], result.text))
    return outcome


def audit_document(document: Document, terms: Terms) -> tuple[Audit, Unit | None]:
    """Audit one document by all that is known of its unit; return the unit of the roster with it."""
    outline, unit = understand(document, terms)
    return _audited(outline, unit, terms), unit


def _audited(outline: Outline, unit: Unit | None, terms: Terms) -> Audit:
    return waive(audit_outline(outline, terms.rules, unit.enforces if unit else None), terms.waivers)


def understand(document: Document, terms: Terms) -> tuple[Outline, Unit | None]:
    """Return the outline of a document by all that is known of its unit, and the unit of the roster."""
    outline = make_outline(document, terms.level, terms.year)
    unit = terms.enlisted(outline.unit, outline.title, document.source)
    if unit and unit.level and terms.level is None and unit.level is not outline.level:
        outline = make_outline(document, unit.level, terms.year)
    return outline, unit


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document of a file: the ``reason`` why it cannot be read, else its audit.

    ``enlisted``: its unit's name in the roster. ``waived``: ids of the rules it is exempted from.
    ``profile``: see ``Terms.profile``. ``packed``, ``text``: the audit and the text that its offsets count
    in, as ``unpacked`` takes them. ``marks``: the fingerprints of the report (see ``likeness``).
    """

    source: str
    reason: str | None = None
    summary: Summary | None = None
    enlisted: str | None = None
    waived: tuple[str, ...] = ()
    profile: str = ""
    packed: bytes = b""
    text: bytes = b""
    marks: bytes = b""


def judge(data: bytes, source: str, terms: Terms, alive: Callable[[], None]) -> tuple[Entry, ...]:
    """Return what becomes of the documents in the content of a file; ``alive`` is called at each step.

    A fault of the program costs the document that it happens on, and never ends a batch.
    """
    entries = []
    try:
        for member, result in read_each_of(data, source, lambda _note: alive()):
            entries.append(_entry(member, result, terms))
            alive()
    except Exception as error:
        entries.append(_fault(source, error))
    return tuple(entries)


def unpacked(packed: bytes) -> bytes:
    """Return the JSON of an ``Audit`` (one line) or the text of a report, in UTF-8.

    Raises:
        zlib.error: the bytes are damaged.
    """
    return zlib.decompress(packed)


def _entry(source: str, result: Document | UnreadableError, terms: Terms) -> Entry:
    if isinstance(result, UnreadableError):
        return Entry(source, str(result))
    try:
        return _judged(result, terms)
    except Exception as error:
        return _fault(source, error)


def _judged(document: Document, terms: Terms) -> Entry:
    outline, unit = understand(document, terms)
    audited = _audited(outline, unit, terms)
    return Entry(
        document.source,
        summary=summary_of(audited),
        enlisted=unit.name if unit else None,
        waived=waived_rules(audited),
        profile=terms.profile(audited.unit, audited.title, document.source),
        packed=zlib.compress(audited.model_dump_json().encode(), _PACKING),
        text=zlib.compress(document.text.encode(), _PACKING),
        marks=packed_marks(fingerprints(outline)),
    )


def _fault(source: str, error: Exception) -> Entry:
    _LOG.debug("%s: %r", source, error, exc_info=True)
    name = type(error).__name__
    return Entry(source, f"核查“{source}”时程序出错（{name}），没有结果。请把这份文件交给维护人员。")
