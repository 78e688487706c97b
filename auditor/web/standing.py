"""Where a batch stands: which units have handed in what how often, which report of each counts."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.roster import Roster, Unit
from auditor.units import same_units
from auditor.web.batches import Batch
from auditor.web.lines import Line
from auditor.web.returns import Return

Returned = Mapping[int, tuple[Return, ...]]


@dataclass(frozen=True)
class UnitStanding:
    """What a unit has handed in.

    ``versions``: its scored reports, the oldest first; two without a name of their unit are no versions of
    each other. ``counting``: the one that counts. ``enlisted``: the unit in the roster. ``returned``: that
    the counting one was sent back and has not come again.
    """

    name: str
    versions: tuple[Line, ...]
    counting: Line
    enlisted: Unit | None
    returned: Return | None

    @property
    def is_expected(self) -> bool:
        """Whether the roster expects it to hand in."""
        return self.enlisted is not None and self.enlisted.expected

    @property
    def year(self) -> int | None:
        """The year that its counting report is for, None when that does not tell."""
        return self.counting.summary.year if self.counting.summary else None


@dataclass(frozen=True, eq=False)
class Standing:
    """All submissions of a batch (None: those in none), gathered; two are the same if they are one object."""

    batch: Batch | None
    today: datetime.date
    lines: Sequence[Line]
    roster: Roster | None
    returned: Returned
    units: Sequence[UnitStanding]

    @cached_property
    def unscored(self) -> list[Line]:
        """Those that were read and not scored."""
        return [each for each in self.lines if each.summary and not each.summary.scored]

    @cached_property
    def unreadable(self) -> list[Line]:
        """Those that could not be read."""
        return [each for each in self.lines if each.reason is not None]

    @cached_property
    def waiting(self) -> int:
        """How many are still to be audited."""
        return sum(each.submission.waiting for each in self.lines)

    @cached_property
    def absent(self) -> list[Unit] | None:
        """The units of the roster that have not handed in, None without a roster."""
        return self.roster.missing(self._came) if self.roster else None

    @cached_property
    def late(self) -> list[UnitStanding]:
        """The units whose first report came after the deadline; with a roster, of those expected."""
        deadline = self.batch.deadline if self.batch else None
        return [
            each
            for each in self.units
            if deadline and each.versions[0].received > deadline and (each.is_expected or not self.roster)
        ]

    @cached_property
    def of_other_years(self) -> list[UnitStanding]:
        """The units whose report that counts is for another year than the batch."""
        year = self.batch.year if self.batch else None
        return [each for each in self.units if year and each.year not in (year, None)]

    @cached_property
    def sent_back(self) -> list[UnitStanding]:
        """The units whose report was sent back and has not come again."""
        return [each for each in self.units if each.returned]

    @property
    def is_over(self) -> bool:
        """Whether the deadline has passed."""
        return bool(self.batch and self.batch.deadline and self.batch.deadline < self.today)

    @property
    def handed_in(self) -> int:
        """How many units have handed in, of those expected where there is a roster."""
        if self.roster is None or self.absent is None:
            return len(self.units)
        return self.expected - len(self.absent)

    @property
    def expected(self) -> int:
        """How many units are to hand in by the roster."""
        return sum(each.expected for each in self.roster.units) if self.roster else 0

    @cached_property
    def _came(self) -> set[str]:
        """The units of the roster of which a file came, also one that tells its unit by its name alone."""
        assert self.roster is not None
        came = {each.unit for each in self.lines if each.enlisted and each.unit}
        by_name = (self.roster.find_named(each.submission.name) for each in self.unreadable)
        return came | {each.name for each in by_name if each}

    def of(self, number: int) -> UnitStanding | None:
        """Return the unit that a submission, given by its number, is a version of."""
        return self._by_submission.get(number)

    @cached_property
    def _by_submission(self) -> dict[int, UnitStanding]:
        return {line.submission.id: each for each in self.units for line in each.versions}


def standing(
    batch: Batch | None,
    lines: Sequence[Line],
    roster: Roster | None,
    returned: Returned,
    today: datetime.date,
) -> Standing:
    """Gather the lines of a batch, given in the order they came in."""
    scored = [each for each in lines if each.summary and each.summary.scored]
    # A unit that the roster knows has a name of its own; it must not be taken for one of the others.
    keys = same_units({each.unit for each in scored if each.unit and not each.enlisted})
    by_unit: defaultdict[tuple[object, ...], list[Line]] = defaultdict(list)
    for each in scored:
        # What is in no batch is of any year, and a report of another year is no version.
        year = None if batch or not each.summary else each.summary.year
        if each.unit is None:
            by_unit["unnamed", each.submission.id].append(each)
        elif each.enlisted:
            by_unit["enlisted", each.unit, year].append(each)
        else:
            by_unit["named", keys[each.unit], year].append(each)
    known = {each.name: each for each in roster.units} if roster else {}
    units = [_unit(found, batch, known, returned) for found in by_unit.values()]
    return Standing(batch, today, lines, roster, returned, units)


def _unit(
    versions: list[Line], batch: Batch | None, known: Mapping[str, Unit], returned: Returned
) -> UnitStanding:
    counting = _counting(versions, batch)
    name = counting.unit or "单位不明"
    pending = [each for each in returned.get(counting.submission.id, ()) if not each.withdrawn]
    enlisted = known.get(name) if counting.enlisted else None
    return UnitStanding(name, tuple(versions), counting, enlisted, pending[-1] if pending else None)


def _counting(versions: Sequence[Line], batch: Batch | None) -> Line:
    """Return the last version; last year's report, handed in by mistake, does not push this year's out."""
    of_year = [
        each for each in versions if batch and each.summary and each.summary.year in (batch.year, None)
    ]
    return (of_year or versions)[-1]
