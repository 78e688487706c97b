"""The page of two folders: a line a unit, how its gap changed, and who stands on one side only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.comparing import Compared, Comparison, Turn
from auditor.comparing.pairing import unit_name
from auditor.papers.page.shell import page
from auditor.render.comparison import gap_turn
from auditor.rules import Edition
from auditor.summary import Summary
from auditor.vocabulary import LABELS, Gate

_COUNTED = (Turn.REPAIRED, Turn.BETTER, Turn.WORSE, Turn.OPEN)
_MOST_UNREAD = 500
_LESS, _MORE, _SAME = "减少", "增加", "没有变化"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of a unit, cut down to what the list shows.

    ``counts``: of what was repaired, is better, worse, open still. ``carried``: share of the text (0–1),
    None for two versions. ``address``: of the page of the pair, None when there is none.
    """

    before: Summary
    after: Summary
    counts: tuple[int, ...]
    carried: float | None
    address: str | None = None

    @property
    def name(self) -> str:
        """The unit."""
        return self.after.unit or self.before.unit or "单位不明"

    @property
    def change(self) -> float:
        """What was added to the gap."""
        return round((self.after.gap or 0.0) - (self.before.gap or 0.0), 1)

    @property
    def kind(self) -> str:
        """Whether the gap became less, more or neither."""
        return _LESS if self.change < 0 else _MORE if self.change else _SAME

    @property
    def turned(self) -> str:
        """How the gap changed, in words."""
        return gap_turn(self.before.gap, self.after.gap)


def pair_of(comparison: Comparison, address: str | None = None) -> Pair:
    """Return what the list shows of a comparison."""
    return Pair(
        comparison.before,
        comparison.after,
        tuple(sum(1 for _ in comparison.turned(turn)) for turn in _COUNTED),
        comparison.carried.share if comparison.carried else None,
        address,
    )


def comparisons_page(pairs: Iterable[Pair], compared: Compared, *, edition: Edition | None = None) -> str:
    """Return the page of two folders as HTML that needs no other file; ``pairs`` in any order."""
    listed = sorted(pairs, key=lambda each: (each.change, each.name))
    kinds = [(kind, kind, sum(each.kind == kind for each in listed)) for kind in (_LESS, _SAME, _MORE)]
    passing = [(gate, sum(each.after.gate is gate for each in listed)) for gate in Gate]
    return page(
        "comparisons.html",
        "tables.css",
        "listing.css",
        "comparisons.css",
        "ranking.js",
        old=compared.old.root,
        new=compared.new.root,
        pairs=listed,
        kinds=kinds,
        gates=[(gate, LABELS[gate], count) for gate, count in passing],
        only=[
            ("only-old", "只有旧的，没有新的", _sources(compared.only(new=False))),
            ("only-new", "只有新的，没有旧的", _sources(compared.only(new=True))),
        ],
        several=[
            (unit_name(old[0]) or "单位不明", [each.source for each in old], [each.source for each in new])
            for old, new in compared.pairing.several
        ],
        unscored=[((source, None), reason) for source, reason in compared.unscored],
        most_unread=_MOST_UNREAD,
        edition=edition,
    )


def _sources(summaries: Sequence[Summary]) -> list[tuple[str, str]]:
    return [(each.unit or "单位不明", each.source) for each in summaries]
