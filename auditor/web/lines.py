"""The reports as lists show them: a line each, kept at hand, for a batch has a thousand."""

import datetime
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from auditor.deciding import decide
from auditor.papers.overviews import requirements, statuses_of
from auditor.rules import RuleSet
from auditor.summary import Summary, summary_of
from auditor.vocabulary import Status
from auditor.waivers import Exemption, Waivers
from auditor.waiving import waive
from auditor.web.results import Results
from auditor.web.standard import Standard
from auditor.web.submissions import Submission
from auditor.web.verdicts import Verdicts

_MOST_KEPT = 20_000
# So many are read before others get their turn.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A submission without its findings.

    ``serial``: another one whenever anything of the line is another. ``reason``: why it cannot be read.
    ``summary``: after decisions and exemptions; its unit is called as the roster calls it. ``statuses``: one
    for each requirement, in their order. ``enlisted``: whether the roster knows the unit. All are empty for
    one that waits for the first time.
    """

    serial: int
    submission: Submission
    reason: str | None = None
    summary: Summary | None = None
    statuses: tuple[Status, ...] = ()
    enlisted: bool = False

    @property
    def unit(self) -> str | None:
        """The name of its unit, None when it does not tell."""
        return self.summary.unit if self.summary else None

    @property
    def received(self) -> datetime.date:
        """The day it came in."""
        return datetime.datetime.fromisoformat(self.submission.received).date()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A line with all that it was made from. ``unit``: as the report writes it."""

    submission: Submission
    decided: int
    exemptions: tuple[Exemption, ...]
    rules: str
    unit: str | None
    line: Line


class Lines:
    """Makes lines, and keeps them until what they are made from changes."""

    def __init__(
        self, results: Results, verdicts: Verdicts, standard: Standard, clock: Callable[[], datetime.datetime]
    ) -> None:
        self._results = results
        self._verdicts = verdicts
        self._standard = standard
        self._clock = clock
        self._kept: dict[int, _Kept] = {}
        self._serials = count(1)
        self._lock = threading.Lock()

    def of(self, submissions: Sequence[Submission]) -> list[Line]:
        """Return the lines of submissions in their order."""
        decided = self._verdicts.last_decisions(each.id for each in submissions)
        found = []
        terms = _Terms(self._standard.rules, self.waivers())
        for start in range(0, len(submissions), _AT_ONCE):
            # Under a lock: of twenty who ask at once one reads, and the others find what was read.
            with self._lock:
                found += [
                    self._line(each, decided.get(each.id, 0), terms)
                    for each in submissions[start : start + _AT_ONCE]
                ]
        return found

    @property
    def today(self) -> datetime.date:
        """The day by which exemptions and deadlines are told."""
        return self._clock().date()

    def waivers(self) -> Waivers:
        """Return the exemptions that hold today, those of the office's file and those given on the pages."""
        given = (each.exemption for each in self._verdicts.waivers())
        return Waivers((*self._standard.terms.waivers.entries, *given), self.today)

    def _line(self, submission: Submission, decided: int, terms: "_Terms") -> Line:
        rules = terms.rules.sha256
        known = self._kept.get(submission.id)
        if (
            known
            and (known.submission, known.decided, known.rules) == (submission, decided, rules)
            and terms.exemptions(known.unit) == known.exemptions
        ):
            return known.line
        line, unit = self._made(submission, terms)
        while len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[submission.id] = _Kept(submission, decided, terms.exemptions(unit), rules, unit, line)
        return line

    def _made(self, submission: Submission, terms: "_Terms") -> tuple[Line, str | None]:
        serial = next(self._serials)
        result = self._results.result(submission.id, text=False)
        if result is None or result.audit is None:
            return Line(serial, submission, reason=result.reason if result else None), None
        decisions = (each.decision for each in self._verdicts.decisions(submission.id))
        audit = waive(decide(result.audit, decisions), terms.waivers)
        line = Line(
            serial,
            submission,
            summary=replace(summary_of(audit), unit=result.enlisted or audit.unit),
            statuses=statuses_of(audit, terms.ids),
            enlisted=result.enlisted is not None,
        )
        return line, audit.unit


class _Terms:
    """What all lines that are asked for at once are made by."""

    def __init__(self, rules: RuleSet, waivers: Waivers) -> None:
        self.rules = rules
        self.waivers = waivers
        self._of_units: dict[str | None, tuple[Exemption, ...]] = {}

    @cached_property
    def ids(self) -> list[str]:
        """The rules, in the order of statuses."""
        return [each.id for each in requirements(self.rules)]

    def exemptions(self, unit: str | None) -> tuple[Exemption, ...]:
        """Return those that hold for a unit."""
        if unit not in self._of_units:
            self._of_units[unit] = tuple(self.waivers.of(unit).values()) if self.waivers.entries else ()
        return self._of_units[unit]
