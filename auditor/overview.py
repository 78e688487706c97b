"""A whole batch at a glance: what its papers show, an audit's findings cut down to a letter each."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from auditor.models import Audit
from auditor.overlaps import Overlap
from auditor.summary import Summary
from auditor.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule as lists name it. ``weight``: 3 to 0."""

    id: str
    title: str
    weight: int
    sources: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Row:
    """A report of the batch.

    ``statuses``: one for each requirement, in their order. ``folder``: the name, under ``units/``, of the
    folder or file stem that this report's own papers have.
    """

    summary: Summary
    statuses: tuple[Status, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What a run found, in the order of sources.

    ``audits``: yields every audit anew at each call; they need not fit in memory together.
    ``not_handed_in``: units of the roster; None when there is no roster. ``unreadable``: pairs of source
    and reason. ``overlaps``: None when the reports were not compared with each other.
    """

    rules_title: str
    rules_id: str
    rules_version: str
    rules_sha256: str
    requirements: Sequence[Requirement]
    rows: Sequence[Row]
    audits: Callable[[], Iterator[Audit]]
    not_handed_in: Sequence[str] | None
    unreadable: Sequence[tuple[str, str]]
    overlaps: Sequence[Overlap] | None

    def failures(self) -> list[tuple[Requirement, Counter[Status]]]:
        """Return each requirement with how many scored reports have it in each status, worst first."""
        counted = [Counter[Status]() for _ in self.requirements]
        for row in self.rows:
            if row.summary.scored:
                for counter, status in zip(counted, row.statuses, strict=True):
                    counter[status] += 1
        both = zip(self.requirements, counted, strict=True)
        return sorted(both, key=lambda each: (-share_failing(each[1]), -each[0].weight))


def share_failing(counter: Counter[Status]) -> float:
    """Return which share of the reports that a requirement applies to lack it; a partial one counts half."""
    applicable = counter.total() - counter[Status.NOT_APPLICABLE]
    failing = counter[Status.MISSING] + counter[Status.REVIEW] + counter[Status.PARTIAL] / 2
    return failing / applicable if applicable else 0.0
