"""What became of the requirements from one submission of a unit to the next."""

from collections.abc import Iterator

from pydantic import ValidationError

from auditor.comparing.compare import Judged, compare
from auditor.comparing.shapes import Comparison
from auditor.history import Judgement, Submission, UnitHistory, alike
from auditor.models import Audit
from auditor.store import History

Steps = dict[tuple[int, int], Comparison]
"""Comparisons of successive submissions, by the numbers of their judgements that are ``alike``."""


def steps_of(unit: UnitHistory, archive: History) -> Steps:
    """Compare the successive submissions of each year, as far as their audits are kept."""
    return dict(_steps(unit, archive))


def step_between(steps: Steps, before: Submission, after: Submission) -> Comparison | None:
    """Return the comparison of two submissions, None where there is none."""
    pair = alike(before, after)
    return steps.get((pair[0].number, pair[1].number)) if pair else None


def standing_for(judgement: Judgement, submission: Submission) -> Iterator[Judgement]:
    """Yield a judgement and those by the same rules that found the same gap, the latest first.

    A newer program judges what still stands in the folder anew and drops the audit it had: where the gap
    has not moved, the one audit is as good as the other.
    """
    yield judgement
    for each in reversed(submission.judgements):
        if each is not judgement and (each.rules_sha256, each.gap) == (judgement.rules_sha256, judgement.gap):
            yield each


def opened(audit: bytes, text: str, enlisted: str | None) -> Judged | None:
    """Return a report from the store; None where it was not scored or is kept in another shape."""
    try:
        read = Audit.model_validate_json(audit)
    except ValidationError:
        # An earlier program kept audits of another shape; their summaries still tell the gap.
        return None
    return Judged(read, text, enlisted) if read.scored else None


def _steps(unit: UnitHistory, archive: History) -> Iterator[tuple[tuple[int, int], Comparison]]:
    for year in unit.years:
        for before, after in year.steps():
            pair = alike(before, after)
            if pair:
                old = _kept(archive, standing_for(pair[0], before))
                new = _kept(archive, standing_for(pair[1], after))
                if old and new:
                    yield (pair[0].number, pair[1].number), compare(old, new)


def _kept(archive: History, judgements: Iterator[Judgement]) -> Judged | None:
    for each in judgements:
        kept = archive.audit(each.number)
        judged = opened(*kept, each.enlisted) if kept else None
        if judged:
            return judged
    return None
