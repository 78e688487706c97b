"""What a unit handed in again and again: the versions of a report, and its report of last year."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.units import same_units
from auditor.web.lines import Line
from auditor.web.returns import Return
from auditor.web.submissions import Submission
from auditor.web.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Version:
    """A submission of a unit as the list of them shows it.

    ``ordinal``: from 1. ``before``: the version before it. ``same``: whether its file is that one's.
    ``returns``: when it was sent back, the oldest first.
    """

    ordinal: int
    line: Line
    before: Line | None
    returns: tuple[Return, ...]

    @property
    def same(self) -> bool:
        """Whether the unit sent the same file again."""
        return self.before is not None and self.before.submission.sha256 == self.line.submission.sha256


def versions_of(bench: Workbench, submission: Submission) -> list[Version]:
    """Return all versions of a report in its batch, the oldest first; none when it was not scored."""
    standing = bench.standing(submission.batch)
    unit = standing.of(submission.id)
    if unit is None:
        return []
    before = (None, *unit.versions)
    return [
        Version(place, line, earlier, standing.returned.get(line.submission.id, ()))
        for place, (line, earlier) in enumerate(zip(unit.versions, before, strict=False), 1)
    ]


def last_year_of(bench: Workbench, submission: Submission) -> Line | None:
    """Return the report of the same unit that counted in the batches of the year before."""
    batch = bench.batches.batch(submission.batch) if submission.batch is not None else None
    unit = bench.standings.of(batch).of(submission.id) if batch else None
    if batch is None or unit is None or unit.counting.unit is None:
        return None
    earlier = {each.name: each.counting for year in bench.year_before(batch) for each in year.units}
    if unit.name not in earlier:
        keys = same_units((unit.name, *earlier))
        same = (line for name, line in earlier.items() if keys[name] == keys[unit.name])
        return next(same, None)
    return earlier[unit.name]


def is_pending(versions: Sequence[Version], submission: Submission) -> bool:
    """Tell whether a report was sent back, which was not undone since."""
    mine = next((each for each in versions if each.line.submission.id == submission.id), None)
    return mine is not None and any(not each.withdrawn for each in mine.returns)
