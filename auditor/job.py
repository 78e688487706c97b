"""What a run judges by, and the audits of files by it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from auditor.auditing import audit_outline
from auditor.errors import UnreadableError
from auditor.models import Audit, Document, Outline
from auditor.outline import outline as make_outline
from auditor.readers import read_each
from auditor.roster import Roster, Unit
from auditor.rules import RuleSet
from auditor.vocabulary import Level
from auditor.waivers import NO_WAIVERS, Waivers
from auditor.waiving import waive


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
        waivers = [asdict(each) for each in self.waivers.of(unit).values()]
        return json.dumps([self.level, self.year, stated, waivers], ensure_ascii=False, default=str)


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit with the text that its offsets count in; ``path``: the file, or the archive that it is in."""

    audit: Audit
    text: str
    path: Path = Path()


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
                outcome.reports.append(Audited(audit_document(result, terms)[0], result.text, path))
    return outcome


def audit_document(document: Document, terms: Terms) -> tuple[Audit, Unit | None]:
    """Audit one document by all that is known of its unit; return the unit of the roster with it."""
    outline, unit = understand(document, terms)
    return audit_understood(outline, unit, terms), unit


def audit_understood(outline: Outline, unit: Unit | None, terms: Terms) -> Audit:
    """Audit a document already understood."""
    return waive(audit_outline(outline, terms.rules, unit.enforces if unit else None), terms.waivers)


def understand(document: Document, terms: Terms) -> tuple[Outline, Unit | None]:
    """Return the outline of a document by all that is known of its unit, and the unit of the roster."""
    outline = make_outline(document, terms.level, terms.year)
    unit = terms.enlisted(outline.unit, outline.title, document.source)
    if unit and unit.level and terms.level is None and unit.level is not outline.level:
        outline = make_outline(document, unit.level, terms.year)
    return outline, unit
