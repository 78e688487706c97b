"""What was handed in when: judgements gathered into submissions, years and units.

A submission is a document that a unit handed in. The same content judged again, by newer rules or a newer
program, is the same submission judged again, however its file is called.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.outline.fold import compact
from auditor.summary import Summary
from auditor.units import bare_name, same_units
from auditor.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Judgement:
    """A document as it was judged once.

    ``number``: what the store knows it by. ``content``: SHA-256 of its file. ``judged``: when it was first
    judged so (ISO 8601). ``summary``: None for a document that could not be read, for the ``reason`` given.
    """

    number: int
    content: str
    judged: str
    rules_id: str
    rules_version: str
    rules_sha256: str
    program: str
    enlisted: str | None
    reason: str | None
    source: str
    summary: Summary | None

    @property
    def unit(self) -> str | None:
        """The name of its unit, that of the roster before that of the report."""
        return self.enlisted or (self.summary.unit if self.summary else None)

    @property
    def gap(self) -> float | None:
        """The gap, None for a document that was not scored."""
        return self.summary.gap if self.summary else None


@dataclass(frozen=True)
class Submission:
    """A document with its judgements, the oldest first. ``ordinal``: the how-manieth of its year, from 1."""

    ordinal: int
    judgements: tuple[Judgement, ...]

    @property
    def first_judged(self) -> str:
        """When it was judged for the first time, which is soon after it came in."""
        return self.judgements[0].judged

    @property
    def latest(self) -> Judgement:
        """The judgement that holds."""
        return self.judgements[-1]


@dataclass(frozen=True)
class Year:
    """The submissions of a unit for one report year (None: it is not known), in the order they came in."""

    year: int | None
    submissions: tuple[Submission, ...]

    def steps(self) -> Iterator[tuple[Submission, Submission]]:
        """Yield every submission but the first, each after the one before it."""
        yield from zip(self.submissions, self.submissions[1:], strict=False)


@dataclass(frozen=True)
class UnitHistory:
    """All that a unit handed in. ``names``: as its reports write it. ``years``: oldest first.

    ``unreadable``: judgements of files that could not be read, known by their name to be this unit's.
    """

    name: str
    names: tuple[str, ...]
    level: Level | None
    years: tuple[Year, ...]
    unreadable: tuple[Judgement, ...] = ()

    @cached_property
    def count(self) -> int:
        """How many submissions there are."""
        return sum(len(year.submissions) for year in self.years)

    def judgements(self) -> Iterator[Judgement]:
        """Yield the judgements of all submissions."""
        for year in self.years:
            for submission in year.submissions:
                yield from submission.judgements


def alike(before: Submission, after: Submission) -> tuple[Judgement, Judgement] | None:
    """Return the latest judgements of two submissions by the same rules, None where there are none.

    Gaps by different rules are no measure of what a unit mended.
    """
    pairs = [
        (one, other)
        for other in reversed(after.judgements)
        for one in reversed(before.judgements)
        if one.rules_sha256 == other.rules_sha256
    ]
    same_program = (pair for pair in pairs if pair[0].program == pair[1].program)
    return next(same_program, pairs[0] if pairs else None)


def histories(judgements: Iterable[Judgement]) -> list[UnitHistory]:
    """Return the history of every unit, by level and name. What names no unit is left out."""
    listed = sorted(judgements, key=lambda each: (each.judged, each.number))
    keys = _unit_keys(listed)
    by_unit: defaultdict[str, list[Judgement]] = defaultdict(list)
    unreadable = []
    for each in listed:
        if each.summary is None:
            unreadable.append(each)
        elif each.unit:
            by_unit[keys[each.unit]].append(each)
    found = [_unit(of_unit, unreadable) for of_unit in by_unit.values()]
    levels: list[Level | None] = [*Level, None]
    return sorted(found, key=lambda each: (levels.index(each.level), compact(each.name)))


def find_units(units: Sequence[UnitHistory], name: str) -> list[UnitHistory]:
    """Return the units of this name, else those whose name holds it; simplified or traditional is one."""
    asked, bare = compact(name), bare_name(name)

    def called(each: UnitHistory) -> set[str]:
        return {compact(one) for one in (each.name, *each.names)}

    exact = [
        each for each in units if asked in called(each) or bare in {bare_name(one) for one in called(each)}
    ]
    return exact or [each for each in units if asked and any(asked in one for one in called(each))]


def _unit_keys(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return a key for every name of a unit; a name the roster has once told of holds also for before."""
    enlisted: defaultdict[str, set[str]] = defaultdict(set)
    names = set()
    for each in judgements:
        if each.unit:
            names.add(each.unit)
        if each.enlisted and each.summary and each.summary.unit:
            enlisted[each.summary.unit].add(each.enlisted)
    keys = same_units(names)
    known = {name: keys[next(iter(found))] for name, found in enlisted.items() if len(found) == 1}
    return keys | known


def _unit(judgements: list[Judgement], unreadable: list[Judgement]) -> UnitHistory:
    sources = {each.source for each in judgements}
    contents = {(each.source, each.content) for each in judgements}
    summaries = [each.summary for each in judgements if each.summary]
    names = [each.unit for each in summaries if each.unit]
    enlisted = [each.enlisted for each in judgements if each.enlisted]
    return UnitHistory(
        name=enlisted[-1] if enlisted else judgements[-1].unit or "",
        names=tuple(dict.fromkeys(names)),
        level=next((each.level for each in reversed(summaries) if each.level), None),
        years=tuple(_years(judgements)),
        unreadable=tuple(
            each
            for each in unreadable
            if each.source in sources and (each.source, each.content) not in contents
        ),
    )


def _years(judgements: Iterable[Judgement]) -> Iterator[Year]:
    by_document: defaultdict[str, list[Judgement]] = defaultdict(list)
    for each in judgements:
        by_document[each.summary.sha256 if each.summary else each.content].append(each)
    by_year: defaultdict[int | None, list[list[Judgement]]] = defaultdict(list)
    for document in by_document.values():
        latest = document[-1].summary
        by_year[latest.year if latest else None].append(document)
    for year in sorted(by_year, key=lambda each: each or 0):
        submissions = (Submission(ordinal, tuple(each)) for ordinal, each in enumerate(by_year[year], 1))
        yield Year(year, tuple(submissions))
