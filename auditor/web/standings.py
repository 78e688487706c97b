"""Gathers what belongs to a batch, anew only when anything of it has changed."""

from dataclasses import dataclass, replace

from auditor.web.access import Access
from auditor.web.batches import Batch
from auditor.web.lines import Lines
from auditor.web.returns import Returns
from auditor.web.standard import Standard
from auditor.web.standing import Standing, standing
from auditor.web.submissions import Submissions


@dataclass(frozen=True, slots=True)
class _Kept:
    """A standing: of which version of the data, and what it was made of."""

    version: tuple[object, ...]
    made_of: tuple[object, ...]
    standing: Standing


class Standings:
    """Where all batches stand."""

    def __init__(
        self,
        access: Access,
        submissions: Submissions,
        lines: Lines,
        returns: Returns,
        standard: Standard,
    ) -> None:
        self._access = access
        self._submissions = submissions
        self._lines = lines
        self._returns = returns
        self._standard = standard
        self._kept: dict[int | None, _Kept] = {}

    def of(self, batch: Batch | None) -> Standing:
        """Return where a batch stands, the same object as long as it does; None: what is in no batch."""
        number = batch.id if batch else None
        today = self._lines.today
        roster = self._standard.roster(number)
        version = (self._access.version(), self._standard.rules.sha256, batch, today, id(roster))
        kept = self._kept.get(number)
        if kept and kept.version == version:
            return kept.standing
        # Most that is written has nothing to do with this batch.
        lines = self._lines.of(self._submissions.of_batch(number))
        returned = self._returns.of_batch(number)
        made_of = (batch, id(roster), returned, today, [each.serial for each in lines])
        if kept is None or kept.made_of != made_of:
            kept = _Kept(version, made_of, standing(batch, lines, roster, returned, today))
        self._kept[number] = replace(kept, version=version)
        return kept.standing
