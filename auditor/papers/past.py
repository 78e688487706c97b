"""What a unit handed in before a report: found in the store, sent to the workers, shown on papers."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.comparing import Judged, Steps, compare
from auditor.comparing.steps import opened, standing_for
from auditor.history import Judgement, Submission, UnitHistory, Year, alike, histories
from auditor.judging import unpacked
from auditor.models import Audit
from auditor.render.history_json import history_document
from auditor.store import Store

# The latest that are shown; nobody hands in so often, but many units may share a name misread.
_MOST = 12
_DAY = 10


@dataclass(frozen=True, slots=True)
class Past:
    """The submissions of a unit up to a report and with it, and what the report mended of the one before."""

    unit: UnitHistory
    steps: Steps


@dataclass(frozen=True, slots=True)
class PackedPast:
    """A past to be sent to a worker.

    ``pair``: the judgements of the report before and of this one, by their numbers. ``before``: the packed
    audit and text of the former and its unit's name in the roster, None where they are not kept.
    """

    unit: UnitHistory
    pair: tuple[int, int] = (0, 0)
    before: tuple[bytes, bytes, str | None] | None = None

    def opened(self, audit: Audit, text: str) -> Past:
        """Return the past of a report, given as its audit and text."""
        steps: Steps = {}
        if self.before and audit.scored:
            packed, old_text, enlisted = self.before
            old = opened(unpacked(packed), unpacked(old_text).decode(), enlisted)
            if old:
                # What the roster calls the unit is known to be the same: they are one history.
                steps[self.pair] = compare(old, Judged(audit, text, enlisted))
        return Past(self.unit, steps)


class Pasts:
    """What the store knows of the units of a run before it; most have handed in once and have none."""

    def __init__(self, store: Store) -> None:
        self._archive = store.history
        here = {each.number for each in store.found.filed()}
        self._units: dict[int, UnitHistory] = {}
        for unit in histories(store.history.judgements()) if here else ():
            if unit.count > 1:
                self._units.update(_up_to_each(unit, here))

    def fingerprint(self, number: int) -> bytes:
        """Return a hash of the past of a report, by its number; nothing when there is none."""
        unit = self._units.get(number)
        if unit is None:
            return b""
        digest = hashlib.sha256(history_document("", [unit]).encode(errors="replace"))
        for each in self._before(unit, number)[1]:
            digest.update(self._archive.digest(each.number))
        return digest.digest()

    def packed(self, number: int) -> PackedPast | None:
        """Return the past of a report, by its number."""
        unit = self._units.get(number)
        if unit is None:
            return None
        pair, candidates = self._before(unit, number)
        for each in candidates:
            kept = self._archive.packed(each.number)
            if kept:
                return PackedPast(unit, pair, (*kept, each.enlisted))
        return PackedPast(unit)

    def _before(self, unit: UnitHistory, number: int) -> tuple[tuple[int, int], list[Judgement]]:
        """Return which judgements tell the change to the report of a number, and what the former one said.

        None say it where the report was judged by other rules since.
        """
        submissions = next(year.submissions for year in unit.years if _has(year.submissions[-1], number))
        pair = alike(*submissions[-2:]) if len(submissions) > 1 else None
        if not pair or all(each.number != number for each in standing_for(pair[1], submissions[-1])):
            return (0, 0), []
        return (pair[0].number, pair[1].number), list(standing_for(pair[0], submissions[-2]))


def _up_to_each(unit: UnitHistory, here: set[int]) -> Iterator[tuple[int, UnitHistory]]:
    for year in unit.years:
        for each in year.submissions:
            numbers = here & {judgement.number for judgement in each.judgements}
            past = _up_to(unit, each, here) if numbers else unit
            if past.count > 1:
                yield from ((number, past) for number in numbers)


def _up_to(unit: UnitHistory, latest: Submission, here: set[int]) -> UnitHistory:
    """Return what came in before a submission, and that itself.

    Of two files that a folder brings on one day nobody knows which was first.
    """

    def before(each: Submission) -> bool:
        day, its_day = each.first_judged[:_DAY], latest.first_judged[:_DAY]
        stands = any(judgement.number in here for judgement in each.judgements)
        return day < its_day or (_order(each) < _order(latest) and not stands)

    kept = [each for year in unit.years for each in year.submissions if each is latest or before(each)]
    shown = {id(each) for each in sorted(kept, key=_order)[-_MOST:]}
    years = [(year.year, [each for each in year.submissions if id(each) in shown]) for year in unit.years]
    return replace(
        unit,
        years=tuple(Year(year, tuple(submissions)) for year, submissions in years if submissions),
        unreadable=(),
    )


def _order(submission: Submission) -> tuple[str, int]:
    return submission.first_judged, submission.judgements[0].number


def _has(submission: Submission, number: int) -> bool:
    return any(each.number == number for each in submission.judgements)
