"""What all pages of the workbench work with, and a report as it stands after all that people said."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.deciding import decide
from auditor.job import Terms
from auditor.models import Audit
from auditor.vocabulary import Status
from auditor.waiving import waive
from auditor.web.access import Access
from auditor.web.batches import Batch, Batches
from auditor.web.desk import Desk
from auditor.web.likeness import Likeness
from auditor.web.lines import Lines
from auditor.web.own_rules import OwnRules
from auditor.web.results import Results
from auditor.web.returns import Returns
from auditor.web.rule_versions import Versions
from auditor.web.standard import Standard
from auditor.web.standing import Standing
from auditor.web.standings import Standings
from auditor.web.submissions import Submission, Submissions
from auditor.web.verdicts import Decided, Verdicts, Waived

if TYPE_CHECKING:
    from auditor.papers.notice import Stationery


@dataclass(frozen=True)
class Workbench:
    """The data, the desk, and what reports are judged by. ``clock``: tells the time of day."""

    standard: Standard
    stationery: "Stationery | None"
    submissions: Submissions
    results: Results
    verdicts: Verdicts
    batches: Batches
    returns: Returns
    lines: Lines
    standings: Standings
    likeness: Likeness
    own_rules: OwnRules
    desk: Desk
    clock: Callable[[], datetime.datetime]

    def start(self, rules_file: Path | None = None) -> None:
        """Take up what waits, and what was judged by other terms.

        ``rules_file``: the office's own rules come from there, with the terms; not from the data.
        """
        self.own_rules.start(rules_file)
        self.judge_anew()

    def judge_anew(self) -> None:
        """Have all reports judged again that were judged by other terms."""
        self.desk.start(each.id for each in self.batches.all())

    def as_decided(self, submission: Submission, audit: Audit) -> Audit:
        """Return an audit of a submission after decisions and exemptions."""
        decisions = (each.decision for each in self.verdicts.decisions(submission.id))
        return waive(decide(audit, decisions), self.lines.waivers())

    def case(self, submission: Submission) -> "Case":
        """Return a submission with what became of it."""
        result = self.results.result(submission.id)
        if result is None or result.audit is None:
            return Case(submission, reason=result.reason if result else None)
        decisions = self.verdicts.decisions(submission.id)
        latest = {each.decision.rule: each for each in decisions}
        unit = result.audit.unit
        decided = decide(result.audit, (each.decision for each in decisions))
        return Case(
            submission,
            audit=waive(decided, self.lines.waivers()),
            text=result.text,
            kind=result.kind,
            enlisted=result.enlisted,
            open={
                each.id: latest.get(each.id) for each in result.audit.findings if each.status is Status.REVIEW
            },
            given={
                each.exemption.rule: each for each in self.verdicts.waivers() if each.exemption.is_for(unit)
            },
        )

    def standing(self, batch: int | None) -> Standing:
        """Return where a batch stands, given by its number; None: the submissions that are in none."""
        return self.standings.of(self.batches.batch(batch) if batch is not None else None)

    def year_before(self, batch: Batch) -> list[Standing]:
        """Return where the batches of the year before a batch stand."""
        return [self.standings.of(each) for each in self.batches.all() if each.year == batch.year - 1]


@contextmanager
def working(
    access: Access,
    terms: Terms,
    stationery: "Stationery | None",
    jobs: int,
    clock: Callable[[], datetime.datetime],
) -> Iterator[Workbench]:
    """Yield a workbench with ``jobs`` workers; at the end they are gone, what they were at still waits."""
    submissions, results, verdicts = Submissions(access), Results(access), Verdicts(access)
    batches, returns = Batches(access), Returns(access)
    standard = Standard(terms, batches.roster)
    lines = Lines(results, verdicts, standard, clock)
    desk = Desk(submissions, standard, jobs)
    likeness = Likeness(access, results, desk)
    try:
        yield Workbench(
            standard,
            stationery,
            submissions,
            results,
            verdicts,
            batches,
            returns,
            lines,
            Standings(access, submissions, lines, returns, standard),
            likeness,
            OwnRules(Versions(access), standard),
            desk,
            clock,
        )
    finally:
        likeness.close()
        desk.close()


@dataclass(frozen=True, slots=True)
class Case:
    """A submission as its page shows it: not done yet, unreadable (``reason``), or with its audit.

    ``audit``: after decisions and exemptions. ``kind``: of the file. ``enlisted``: its unit's name in the
    roster. ``open``: the rules that the program left open, with the last decision on each. ``given``: the
    exemptions of its unit given on these pages, by rule.
    """

    submission: Submission
    reason: str | None = None
    audit: Audit | None = None
    text: str = ""
    kind: str = ""
    enlisted: str | None = None
    open: dict[str, Decided | None] | None = None
    given: dict[str, Waived] | None = None
