"""What all pages of the workbench work with, and a report as it stands after all that people said."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.deciding import decide
from auditor.models import Audit
from auditor.vocabulary import Status
from auditor.waivers import Waivers
from auditor.waiving import waive
from auditor.web.desk import Desk
from auditor.web.standard import Standard
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
    verdicts: Verdicts
    desk: Desk
    clock: Callable[[], datetime.datetime]

    def case(self, submission: Submission) -> "Case":
        """Return a submission with what became of it."""
        return self.cases([submission])[0]

    def cases(self, submissions: Sequence[Submission]) -> "list[Case]":
        """Return submissions with what became of them."""
        given = self.verdicts.waivers()
        entries = (*self.standard.terms.waivers.entries, *(each.exemption for each in given))
        waivers = Waivers(entries, self.clock().date())
        return [self._case(each, waivers, given) for each in submissions]

    def _case(self, submission: Submission, waivers: Waivers, given: list[Waived]) -> "Case":
        result = self.submissions.result(submission.id)
        if result is None or result.audit is None:
            return Case(submission, reason=result.reason if result else None)
        decisions = self.verdicts.decisions(submission.id)
        latest = {each.decision.rule: each for each in decisions}
        unit = result.audit.unit
        return Case(
            submission,
            audit=waive(decide(result.audit, (each.decision for each in decisions)), waivers),
            text=result.text,
            open={
                each.id: latest.get(each.id) for each in result.audit.findings if each.status is Status.REVIEW
            },
            given={each.exemption.rule: each for each in given if each.exemption.is_for(unit)},
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A submission as its page shows it: not done yet, unreadable (``reason``), or with its audit.

    ``audit``: after decisions and exemptions. ``open``: the rules that the program left open, with the last
    decision on each. ``given``: the exemptions of its unit given on these pages, by rule.
    """

    submission: Submission
    reason: str | None = None
    audit: Audit | None = None
    text: str = ""
    open: dict[str, Decided | None] | None = None
    given: dict[str, Waived] | None = None
