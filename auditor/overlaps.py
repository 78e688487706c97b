"""雷同 over a batch: which reports share passages with each other, or with their unit's of last year."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import NamedTuple

from auditor.likeness import Passage, candidate_pairs, set_phrases, shared_passages, unpacked_marks
from auditor.models import Document, Outline
from auditor.outline import outline
from auditor.outline.fold import compact

# Both sides of the pairs of one report: those of neighbouring pairs are mostly the same.
_OUTLINES_AT_HAND = 64


class Report(NamedTuple):
    """A report of the batch. ``number``: what ``text_of`` knows it by, ``marks``: packed fingerprints."""

    number: int
    source: str
    unit: str | None
    marks: bytes


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
    reports: Iterable[Report], text_of: Callable[[int], str], last_year: Iterable[Document] = ()
) -> list[Overlap]:
    """Return the pairs that share passages, those that share most first.

    ``last_year``: the reports of the year before; each is held against those of its own unit only.
    """

    @lru_cache(maxsize=_OUTLINES_AT_HAND)
    def outline_of(number: int) -> Outline:
        return outline(Document("", "", text_of(number)))

    listed = list(reports)
    # By number: two files may bear one name.
    marks = {f"{each.source}\n{each.number}": unpacked_marks(each.marks) for each in listed}
    by_name = {f"{each.source}\n{each.number}": each for each in listed}
    common = set_phrases(marks.values())
    found = []
    for one, two in candidate_pairs(marks, common):
        first, second = by_name[one], by_name[two]
        shared = shared_passages(outline_of(first.number), outline_of(second.number), common)
        found.append(_overlap(first.source, second.source, outline_of(first.number), shared))
    for earlier in last_year:
        old = outline(earlier)
        for each in listed:
            if each.unit and old.unit and compact(each.unit) == compact(old.unit):
                now = outline_of(each.number)
                shared = shared_passages(now, old, common)
                found.append(_overlap(each.source, earlier.source, now, shared, last_year=True))
    told = [each for each in found if each.passages]
    return sorted(told, key=lambda each: (-each.characters, each.first, each.second))


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
    first: str, second: str, of: Outline, shared: tuple[Passage, ...], *, last_year: bool = False
) -> Overlap:
    text = of.document.text
    return Overlap(
        first,
        second,
        last_year,
        tuple(
            Shared(text[slice(*each.first)], Place(*each.first), Place(*each.second), each.similarity)
            for each in shared
        ),
    )
