"""Where the terms of a rule set occur in an outline.

One scan finds the words; terms are then put together sentence by sentence. What an occurrence *means*
(reported, planned, …) is not decided here.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product

from auditor.match.index import FuzzyHit, WordIndex
from auditor.match.term import Term
from auditor.match.words import LONGEST_GUARDED, crosses_words, is_known_word
from auditor.models import Outline, Sentence

_NEAR = 40
_GAP = 15
_MOST_COMBINATIONS = 64


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term found in one sentence. ``spans``: flat offsets of its words, in order of place."""

    term: Term
    sentence: int
    spans: tuple[tuple[int, int], ...]
    similarity: float = 1.0
    doubtful: bool = False
    another_word: bool = False

    @property
    def exact(self) -> bool:
        """Whether the text holds the term letter for letter."""
        return self.similarity == 1.0

    @property
    def start(self) -> int:
        """Where the first word starts."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return max(end for _, end in self.spans)


class Matcher:
    """The terms of a rule set, compiled once for any number of reports."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(dict.fromkeys(terms))
        words = [word for term in self._terms for word in term.words]
        self._index = WordIndex(words, (term.fuzzy for term in self._terms if term.fuzzy))

    def scan(self, outline: Outline) -> "Matches":
        """Find every term in ``outline``."""
        exact, fuzzy = self._index.scan(outline.flat.matching)
        return Matches(outline, exact, fuzzy)


class Matches:
    """What one scan found, asked term by term."""

    def __init__(self, outline: Outline, exact: dict[str, list[int]], fuzzy: list[FuzzyHit]) -> None:
        self._outline = outline
        self._starts = [sentence.start for sentence in outline.sentences]
        self._exact = exact
        self._fuzzy: dict[str, list[FuzzyHit]] = {}
        for hit in fuzzy:
            self._fuzzy.setdefault(hit.word, []).append(hit)
        self._found: dict[Term, tuple[Occurrence, ...]] = {}
        self._by_sentence: dict[str, dict[int, list[tuple[int, int]]]] = {}

    def of(self, term: Term) -> tuple[Occurrence, ...]:
        """Return the occurrences of ``term`` in order of place."""
        if term not in self._found:
            found = [*self._assembled(term), *self._with_slips(term)]
            self._found[term] = tuple(
                sorted(found, key=lambda occurrence: (occurrence.start, occurrence.end))
            )
        return self._found[term]

    def _word(self, word: str) -> dict[int, list[tuple[int, int]]]:
        """Return the places of ``word`` by sentence."""
        known = self._by_sentence.get(word)
        if known is not None:
            return known
        places: dict[int, list[tuple[int, int]]] = {}
        for start in self._exact.get(word, ()):
            index = self._sentence_at(start, start + len(word))
            if index is not None:
                places.setdefault(index, []).append((start, start + len(word)))
        self._by_sentence[word] = places
        return places

    def _sentence_at(self, start: int, end: int) -> int | None:
        index = bisect_right(self._starts, start) - 1
        if index < 0 or end > self._outline.sentences[index].end:
            return None
        return index

    def _crosses(self, index: int, start: int, end: int) -> bool:
        """Tell whether a short word of a term runs across two words of the sentence."""
        word = self._outline.flat.matching[start:end]
        if not 2 <= len(word) <= LONGEST_GUARDED or not all("\u4e00" <= char <= "\u9fff" for char in word):
            return False
        sentence = self._outline.sentences[index]
        return crosses_words(self._text(sentence), start - sentence.start, end - sentence.start)

    def _text(self, sentence: Sentence) -> str:
        return self._outline.flat.matching[sentence.start : sentence.end]

    def _assembled(self, term: Term) -> Iterable[Occurrence]:
        by_slot = [self._slot(slot.choices) for slot in term.slots]
        common = set(by_slot[0]).intersection(*by_slot[1:])
        excluded = {index for word in term.without for index in self._word(word)}
        for index in sorted(common - excluded):
            for spans in self._combinations(term, [places[index] for places in by_slot]):
                if not any(self._crosses(index, start, end) for start, end in spans):
                    yield Occurrence(term, index, spans, self._similarity(spans, term))

    def _slot(self, choices: tuple[str, ...]) -> dict[int, list[tuple[int, int]]]:
        if len(choices) == 1:
            return self._word(choices[0])
        merged: dict[int, list[tuple[int, int]]] = {}
        for word in choices:
            for index, spans in self._word(word).items():
                merged.setdefault(index, []).extend(spans)
        return {index: sorted(spans) for index, spans in merged.items()}

    @staticmethod
    def _combinations(
        term: Term, places: list[list[tuple[int, int]]]
    ) -> Iterable[tuple[tuple[int, int], ...]]:
        if len(places) == 1:
            yield from ((span,) for span in places[0])
            return
        seen: set[tuple[tuple[int, int], ...]] = set()
        for count, spans in enumerate(product(*places)):
            if count > _MOST_COMBINATIONS:
                return
            if _fits(term, spans):
                ordered = tuple(sorted(spans))
                if ordered not in seen:
                    seen.add(ordered)
                    yield ordered

    def _similarity(self, spans: tuple[tuple[int, int], ...], term: Term) -> float:
        """1.0 for the very letters; below it where a known slip was forgiven."""
        flat = self._outline.flat
        wrong = sum(
            a != b
            for start, end in spans
            for a, b in zip(flat.text[start:end], flat.matching[start:end], strict=True)
        )
        length = sum(end - start for start, end in spans)
        same_in_source = all(flat.text[start:end] in term.source for start, end in spans)
        return 1.0 if not wrong or same_in_source else round(1 - wrong / length, 2)

    def _with_slips(self, term: Term) -> Iterable[Occurrence]:
        if term.fuzzy is None:
            return
        for hit in self._fuzzy.get(term.fuzzy, ()):
            index = self._sentence_at(hit.start, hit.end)
            if index is None:
                continue
            sentence = self._outline.sentences[index]
            found = self._outline.flat.matching[hit.start : hit.end]
            word = is_known_word(self._text(sentence), min(hit.changed, sentence.end - 1) - sentence.start)
            doubled = len(found) > len(term.fuzzy) and _is_doubled(found)
            yield Occurrence(
                term,
                index,
                ((hit.start, hit.end),),
                hit.similarity,
                doubtful=not doubled,
                another_word=word is not None and word not in term.fuzzy and not doubled,
            )


def _fits(term: Term, spans: tuple[tuple[int, int], ...]) -> bool:
    ordered = sorted(spans)
    if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)):
        return False
    if ordered[-1][1] - ordered[0][0] > _NEAR + sum(end - start for start, end in spans):
        return False
    return all(
        not slot.ordered or 0 <= spans[index][0] - spans[index - 1][1] <= _GAP
        for index, slot in enumerate(term.slots)
    )


def _is_doubled(found: str) -> bool:
    return any(a == b for a, b in pairwise(found))
