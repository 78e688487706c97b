"""What a comparison of two reports says."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from auditor.models import Evidence, Finding, Model
from auditor.summary import Summary


class Turn(StrEnum):
    """What became of a requirement from the old report to the new one.

    REPAIRED: open, now met. BETTER: open, now less so. WORSE: the reverse of both. OPEN: open as before.
    SAME: in order as before, or without meaning for both. BEGUN, ENDED: it holds for the new, for the old
    one only (another year, another level, other powers).
    """

    REPAIRED = "repaired"
    BETTER = "better"
    WORSE = "worse"
    OPEN = "open"
    SAME = "same"
    BEGUN = "begun"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Model):
    """One requirement in both reports.

    ``before``, ``after``: its findings, None where the rules of that report's level lack it. ``gained``:
    points by which it lowers the gap. ``answer``: the sentences of the new report that count for it and
    stand nowhere in the old one. ``parts_gained``, ``parts_lost``: names of parts met in one only.
    """

    id: str
    title: str
    turn: Turn
    weight: int
    gained: float
    before: Finding | None
    after: Finding | None
    answer: tuple[Evidence, ...] = ()
    parts_gained: tuple[str, ...] = ()
    parts_lost: tuple[str, ...] = ()

    @property
    def latest(self) -> Finding:
        """The finding of the new report, else that of the old one."""
        found = self.after or self.before
        assert found is not None, "a change is of one finding at least"
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Model):
    """Why the gap changed, in points: new gap = old gap − repaired + worsened + scope + rescaled.

    ``scope``: by requirements that hold for one of the two only. ``rescaled``: by the sum of weights being
    another, which changes the share of all that is open still. ``weight_before``, ``weight_after``: that
    sum.
    """

    repaired: float
    worsened: float
    scope: float
    rescaled: float
    weight_before: int
    weight_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPassage(Model):
    """A passage taken over from the old report: ``quote`` is ``text[start:end]`` of the new one."""

    quote: str
    start: int
    end: int
    old_start: int
    old_end: int
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried(Model):
    """What was taken over. ``characters``: how many of the new report, ``share``: of all of them (0–1)."""

    passages: tuple[CarriedPassage, ...]
    characters: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Model):
    """Two scored reports, by the same rules, each by those of its own level and year.

    ``notes``: Chinese sentences on what speaks against comparing them. ``changes``: every requirement, in
    the order of the rules. ``carried``: None for two versions of one report, where it is no news.
    """

    before: Summary
    after: Summary
    notes: tuple[str, ...]
    balance: Balance
    changes: tuple[Change, ...]
    carried: Carried | None

    def turned(self, *turns: Turn) -> Iterator[Change]:
        """Yield the changes of these kinds that count for the gap, those that weigh most first."""
        counting = (each for each in self.changes if each.turn in turns and each.weight)
        yield from sorted(counting, key=lambda each: (-abs(each.gained), -each.latest.points, -each.weight))
