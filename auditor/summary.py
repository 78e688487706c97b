"""What lists of reports show: an audit without its findings, and the ranking of a level."""

from dataclasses import dataclass

from auditor.models import Audit
from auditor.vocabulary import Gate, Level


@dataclass(frozen=True, slots=True)
class Summary:
    """An audit without its findings."""

    source: str
    sha256: str
    unit: str | None
    level: Level | None
    year: int | None
    title: str | None
    scored: bool
    unscored_reason: str | None
    gap: float | None
    gap_best: float | None
    gap_waived: float | None
    gate: Gate
    met: int
    partial: int
    missing: int
    review: int
    na: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The reports of a level by gap: how many with which gate, and the ``first`` and ``last`` of them.

    ``last`` is empty where ``first`` holds them all.
    """

    level: Level | None
    count: int
    gates: dict[Gate, int]
    first: tuple[Summary, ...]
    last: tuple[Summary, ...] = ()


def summary_of(audit: Audit) -> Summary:
    """Return the summary of an audit."""
    counts = audit.counts
    return Summary(
        source=audit.source,
        sha256=audit.sha256,
        unit=audit.unit,
        level=audit.level,
        year=audit.year,
        title=audit.title,
        scored=audit.scored,
        unscored_reason=audit.unscored_reason,
        gap=audit.gap,
        gap_best=audit.gap_best,
        gap_waived=audit.gap_waived,
        gate=audit.gate,
        met=counts.met,
        partial=counts.partial,
        missing=counts.missing,
        review=counts.review,
        na=counts.na,
    )
