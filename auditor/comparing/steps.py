"""What became of the requirements from one submission of a unit to the next."""

from collections.abc import Iterator

from pydantic import ValidationError

from auditor.comparing.compare import Judged, compare
from auditor.comparing.shapes import Comparison
from auditor.history import Judgement, Submission, UnitHistory, alike
from auditor.models import Audit
from auditor.store import History

Steps = dict[tuple[int, int], Comparison]
"""Comparisons of successive submissions, by the numbers of their judgements."""


def steps_of(unit: UnitHistory, archive: History) -> Steps:
    """Compare the successive submissions of each year, as far as their audits are kept."""
    return dict(_steps(unit, archive))


def step_between(steps: Steps, before: Submission, after: Submission) -> Comparison | None:
    """Return the comparison of two submissions, None where there is none."""
    pair = alike(before, after)
    return steps.get((pair[0].number, pair[1].number)) if pair else None


def _steps(unit: UnitHistory, archive: History) -> Iterator[tuple[tuple[int, int], Comparison]]:
    for year in unit.years:
        for pair in map(alike, year.submissions, year.submissions[1:]):
            sides = [_audited(archive, each) for each in pair] if pair else []
            if pair and sides[0] and sides[1]:
                yield (pair[0].number, pair[1].number), compare(sides[0], sides[1])


def _audited(archive: History, judgement: Judgement) -> Judged | None:
    kept = archive.audit(judgement.number)
    if kept is None:
        return None
    try:
        audit = Audit.model_validate_json(kept[0])
    except ValidationError:
        # An earlier program kept audits of another shape; their summaries still tell the gap.
        return None
    return Judged(audit, kept[1], judgement.enlisted) if audit.scored else None
