"""The page of two reports: how the gap changed and by what, what turned, and the new text, marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.comparing import Carried, Change, Comparison, Judged, Turn
from auditor.papers.page.marking import Span, marked
from auditor.papers.page.quoting import Quote, quotes_of, shortened, spans_of
from auditor.papers.page.report import role_notes
from auditor.papers.page.shell import page
from auditor.render.comparison import gap_turn, signed
from auditor.rules import Edition
from auditor.vocabulary import OPEN

# What the page needs besides its template.
COMPARISON_ASSETS = ("desk.css", "comparison.css", "desk.js")
_LISTS = (
    ("repaired", "已补正", (Turn.REPAIRED,)),
    ("better", "有改进，还不够", (Turn.BETTER,)),
    ("worse", "退步", (Turn.WORSE,)),
    ("open", "仍未补正", (Turn.OPEN,)),
    ("begun", "新适用的要求", (Turn.BEGUN,)),
    ("ended", "不再适用的要求", (Turn.ENDED,)),
)
# Told also where there are none.
_ALWAYS = ("repaired", "worse", "open")
_HINTED = (Turn.REPAIRED, Turn.BETTER, Turn.WORSE)
_GAINS = (Turn.REPAIRED, Turn.BETTER, Turn.BEGUN)
_FIRST_PASSAGES = 10
_LONGEST_PASSAGE = 300


@dataclass(frozen=True, slots=True)
class _Item:
    """A change as the list shows it. ``new``: whether its evidence stands nowhere in the old report."""

    number: int
    change: Change
    evidence: tuple[Quote, ...]
    look_alikes: tuple[Quote, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class _List:
    """Changes of one kind. ``name``: what links know it by, ``points``: what they add to the gap."""

    name: str
    title: str
    points: str
    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage that was carried over. ``number``: its place in the page, the longest first."""

    number: int
    text: str
    start: int
    end: int


def comparison_page(
    comparison: Comparison,
    new: Judged,
    *,
    edition: Edition | None = None,
    home: tuple[str, str] | None = None,
) -> str:
    """Return the page of two reports as HTML that needs no other file.

    Args:
        comparison: what became of the requirements.
        new: the new report, whose text is shown.
        edition: the rules both were judged by.
        home: name and address of where the link back leads; without it there is none.
    """
    values = comparison_values(comparison, new, edition=edition, home=home)
    return page("comparison.html", *COMPARISON_ASSETS, **values)


def comparison_values(
    comparison: Comparison,
    new: Judged,
    *,
    edition: Edition | None = None,
    home: tuple[str, str] | None = None,
) -> dict[str, Any]:
    """Return what the template of the page is filled with , also in another frame."""
    before, after = comparison.before, comparison.after
    lists = tuple(_lists(comparison))
    items = [item for each in lists for item in each.items]
    passages = _passages(comparison.carried)
    return {
        "comparison": comparison,
        "before": before,
        "after": after,
        "who": after.unit or before.unit or "单位不明",
        "turned": gap_turn(before.gap, after.gap),
        "balance": _balance(comparison),
        "lists": lists,
        "kinds": [(each.name, each.title, len(each.items)) for each in lists],
        "total": len(items),
        "same": sum(each.turn is Turn.SAME and each.latest.status not in OPEN for each in comparison.changes),
        "first_passages": passages[:_FIRST_PASSAGES],
        "more_passages": passages[_FIRST_PASSAGES:],
        "text": marked(new.text, [*_spans(items), *map(_span, passages)], list(role_notes(new.audit))),
        "characters": len(new.text),
        "edition": edition,
        "home": home,
    }


def _lists(comparison: Comparison) -> Iterator[_List]:
    chosen = [(name, title, list(comparison.turned(*turns))) for name, title, turns in _LISTS]
    hints = [each for each in comparison.changes if each.turn in _HINTED and not each.weight]
    number = 0
    for name, title, changes in (*chosen, ("hints", "提示（不计分）", hints)):
        items = tuple(_item(place, each) for place, each in enumerate(changes, number + 1))
        number += len(items)
        points = sum(each.gained for each in changes)
        if items or name in _ALWAYS:
            yield _List(name, title, signed(-points) if round(points, 1) else "", items)


def _item(number: int, change: Change) -> _Item:
    after = change.after
    evidence = change.answer
    if after and not evidence and change.turn in _GAINS:
        evidence = after.evidence
    look_alikes = after.look_alikes if after and after.status in OPEN else ()
    return _Item(
        number, change, quotes_of(number, evidence), quotes_of(number, look_alikes), bool(change.answer)
    )


def _balance(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return what the gap changed by: what it is, points, how many requirements or why."""
    balance = comparison.balance
    gained = sum(1 for _ in comparison.turned(Turn.REPAIRED, Turn.BETTER))
    lost = sum(1 for _ in comparison.turned(Turn.WORSE))
    told = [
        ("补正和改进", signed(-balance.repaired), f"{gained} 项"),
        ("退步", signed(balance.worsened), f"{lost} 项"),
    ]
    if balance.scope:
        told.append(("适用的要求不同", signed(balance.scope), "与补正无关"))
    if balance.rescaled:
        weights = f"合计 {balance.weight_before} → {balance.weight_after}，与补正无关"
        told.append(("各项权重不同", signed(balance.rescaled), weights))
    return told


def _passages(carried: Carried | None) -> list[_Passage]:
    longest = sorted(
        carried.passages if carried else (), key=lambda each: (each.start - each.end, each.start)
    )
    return [
        _Passage(number, shortened(each.quote, _LONGEST_PASSAGE), each.start, each.end)
        for number, each in enumerate(longest, 1)
    ]


def _spans(items: Sequence[_Item]) -> Iterator[Span]:
    for item in items:
        yield from spans_of(item.number, item.change.title, (*item.evidence, *item.look_alikes))


def _span(passage: _Passage) -> Span:
    key = f"c{passage.number}"
    label = f'<a class="n c" id="t{key}" href="#{key}" title="与旧的一份相同">{passage.number}</a>'
    return Span(passage.start, passage.end, key, "c", label)
