"""雷同 over a batch: which reports share passages with each other, or with their unit's of last year."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import starmap
from typing import Any, NamedTuple

from auditor.likeness import Passage, candidate_pairs, set_phrases, shared_passages, unpacked_marks
from auditor.models import Document, Outline
from auditor.outline import outline
from auditor.outline.fold import compact

# Both sides of the pairs of one report: those of neighbouring pairs are mostly the same.
_OUTLINES_AT_HAND = 16


Spread = Callable[
    [Callable[..., tuple[Passage, ...]], Iterable[tuple[Any, ...]]], Iterable[tuple[Passage, ...]]
]


class Report(NamedTuple):
    """A report of the batch. ``number``: what ``text_of`` knows it by, ``marks``: packed fingerprints."""

    number: int
    source: str
    unit: str | None
    marks: bytes


class Earlier(NamedTuple):
    """A report of the year before."""

    source: str
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in one of the two reports: offsets of its text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that two reports share, as the first writes it."""

    quote: str
    first: Place
    second: Place
    similarity: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two reports with what they share. ``last_year``: the second is the unit's report of last year."""

    first: str
    second: str
    last_year: bool
    passages: tuple[Shared, ...]

    @property
    def characters(self) -> int:
        """How many characters of the first report are shared."""
        return sum(len(each.quote) for each in self.passages)


def find_overlaps(
    reports: Iterable[Report],
    text_of: Callable[[int], str],
    last_year: Iterable[Earlier] = (),
    spread: Spread = starmap,
) -> list[Overlap]:
    """Return the pairs that share passages, those that share most first.

    ``last_year``: the reports of the year before; each is held against those of its own unit only.
    ``spread``: makes calls with each of some arguments, wherever it likes, and yields the answers in order.
    """
    listed = list(reports)
    # By number: two files may bear one name.
    by_name = {_name(each): each for each in listed}
    marks = {name: unpacked_marks(each.marks) for name, each in by_name.items()}
    common = set_phrases(marks.values())
    pairs = candidate_pairs(marks, common)
    sides = (
        (text_of(by_name[one].number), text_of(by_name[two].number), common & (marks[one] | marks[two]))
        for one, two in pairs
    )
    found = []
    for (one, two), shared in zip(pairs, spread(passages_between, sides), strict=True):
        if shared:
            text = text_of(by_name[one].number)
            found.append(_overlap(by_name[one].source, by_name[two].source, text, shared))
    of_unit: defaultdict[str, list[Report]] = defaultdict(list)
    for each in listed:
        if each.unit:
            of_unit[compact(each.unit)].append(each)
    held = [(each, old) for old in last_year if old.unit for each in of_unit.get(compact(old.unit), ())]
    texts = ((text_of(each.number), old.text, common & marks[_name(each)]) for each, old in held)
    for (each, old), shared in zip(held, spread(passages_between, texts), strict=True):
        if shared:
            text = text_of(each.number)
            found.append(_overlap(each.source, old.source, text, shared, last_year=True))
    return sorted(found, key=lambda each: (-each.characters, each.first, each.second))


def _name(report: Report) -> str:
    return f"{report.source}\n{report.number}"


def passages_between(first: str, second: str, common: frozenset[int]) -> tuple[Passage, ...]:
    """Return what two reports, given as their texts, share besides set phrases."""
    return shared_passages(_outline_of(first), _outline_of(second), common)


@lru_cache(maxsize=_OUTLINES_AT_HAND)
def _outline_of(text: str) -> Outline:
    return outline(Document("", "", text))


def to_json(overlaps: Iterable[Overlap]) -> bytes:
    """Return overlaps as a JSON list (UTF-8)."""
    return json.dumps([asdict(each) for each in overlaps], ensure_ascii=False, separators=(",", ":")).encode(
        errors="replace"
    )


def from_json(data: bytes) -> Iterator[Overlap]:
    """Yield the overlaps that ``to_json`` wrote."""
    for each in json.loads(data):
        passages = tuple(
            Shared(one["quote"], Place(**one["first"]), Place(**one["second"]), one["similarity"])
            for one in each["passages"]
        )
        yield Overlap(each["first"], each["second"], each["last_year"], passages)


def _overlap(
    first: str, second: str, text: str, shared: tuple[Passage, ...], *, last_year: bool = False
) -> Overlap:
    return Overlap(
        first,
        second,
        last_year,
        tuple(
            Shared(text[slice(*each.first)], Place(*each.first), Place(*each.second), each.similarity)
            for each in shared
        ),
    )
