"""Where the terms of a rule set occur in an outline.

One scan finds the words; terms are then put together sentence by sentence. What an occurrence *means*
(reported, planned, …) is not decided here.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from auditor.match.index import FuzzyHit, WordIndex
from auditor.match.term import Term
from auditor.match.words import LONGEST_GUARDED, crosses_words, is_known_word
from auditor.models import Outline, Sentence

_NEAR = 40
_GAP = 15
_MOST_COMBINATIONS = 64

# The spans of words by the number of their sentence.
Places = dict[int, list[tuple[int, int]]]
# The words found for each slot of a term.
Filling = list[list[str]]


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
        # The slots that a word can fill: the number of the term and the place of the slot in it.
        self._fills: dict[str, list[tuple[int, int]]] = {}
        self._with_slips: dict[str, list[Term]] = {}
        for number, term in enumerate(self._terms):
            for place, slot in enumerate(term.slots):
                for word in slot.choices:
                    self._fills.setdefault(word, []).append((number, place))
            if term.fuzzy:
                self._with_slips.setdefault(term.fuzzy, []).append(term)

    def scan(self, outline: Outline) -> "Matches":
        """Find every term in ``outline``."""
        exact, fuzzy = self._index.scan(outline.flat.matching)
        return Matches(outline, exact, self._filled(exact), self._slips(fuzzy))

    def _filled(self, words: Iterable[str]) -> dict[Term, Filling]:
        """Return the terms, few of all, for every slot of which there is a word, with these words."""
        found: dict[int, dict[int, list[str]]] = {}
        for word in words:
            for number, place in self._fills.get(word, ()):
                found.setdefault(number, {}).setdefault(place, []).append(word)
        terms = self._terms
        return {
            terms[number]: [filling[place] for place in range(len(filling))]
            for number, filling in found.items()
            if len(filling) == len(terms[number].slots)
        }

    def _slips(self, hits: Iterable[FuzzyHit]) -> dict[Term, list[FuzzyHit]]:
        found: dict[Term, list[FuzzyHit]] = {}
        for hit in hits:
            for term in self._with_slips[hit.word]:
                found.setdefault(term, []).append(hit)
        return found


class Matches:
    """What one scan found, asked term by term."""

    def __init__(
        self,
        outline: Outline,
        exact: dict[str, list[int]],
        filled: dict[Term, Filling],
        slips: dict[Term, list[FuzzyHit]],
    ) -> None:
        self._outline = outline
        self._starts = [sentence.start for sentence in outline.sentences]
        self._exact = exact
        self._filled = filled
        self._slips = slips
        self._found: dict[Term, tuple[Occurrence, ...]] = {}
        self._by_sentence: dict[str, Places] = {}
        self._crossing: dict[tuple[int, int], bool] = {}

    def of(self, term: Term) -> tuple[Occurrence, ...]:
        """Return the occurrences of ``term`` in order of place."""
        if term not in self._filled and term not in self._slips:
            return ()
        found = self._found.get(term)
        if found is None:
            everything = [*self._assembled(term), *self._with_slips(term)]
            found = tuple(sorted(everything, key=lambda occurrence: (occurrence.start, occurrence.end)))
            self._found[term] = found
        return found

    def _word(self, word: str) -> Places:
        """Return the places of ``word`` by sentence."""
        known = self._by_sentence.get(word)
        if known is not None:
            return known
        places: Places = {}
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
        if not 2 <= end - start <= LONGEST_GUARDED:
            return False
        known = self._crossing.get((start, end))
        if known is None:
            sentence = self._outline.sentences[index]
            text, offset = self._text(sentence), sentence.start
            word = text[start - offset : end - offset]
            known = all("\u4e00" <= char <= "\u9fff" for char in word) and crosses_words(
                text, start - offset, end - offset
            )
            self._crossing[start, end] = known
        return known

    def _text(self, sentence: Sentence) -> str:
        return self._outline.flat.matching[sentence.start : sentence.end]

    def _assembled(self, term: Term) -> Iterator[Occurrence]:
        by_slot = [self._slot(words) for words in self._filled.get(term, ())]
        if not by_slot:
            return
        common = set(by_slot[0]).intersection(*by_slot[1:])
        excluded = {index for word in term.without for index in self._word(word)}
        for index in sorted(common - excluded):
            for spans in self._combinations(term, [sorted(places[index]) for places in by_slot]):
                if not any(self._crosses(index, start, end) for start, end in spans):
                    yield Occurrence(term, index, spans, self._similarity(spans, term))

    def _slot(self, words: list[str]) -> Places:
        """Return the places of any of ``words`` by sentence."""
        if len(words) == 1:
            return self._word(words[0])
        merged: Places = {}
        for word in words:
            for index, spans in self._word(word).items():
                merged.setdefault(index, []).extend(spans)
        return merged

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
        text, matching = self._outline.flat.text, self._outline.flat.matching
        written = [text[start:end] for start, end in spans]
        meant = [matching[start:end] for start, end in spans]
        if written == meant or all(each in term.source for each in written):
            return 1.0
        pairs = list(zip("".join(written), "".join(meant), strict=True))
        return round(1 - sum(a != b for a, b in pairs) / len(pairs), 2)

    def _with_slips(self, term: Term) -> Iterator[Occurrence]:
        for hit in self._slips.get(term, ()):
            index = self._sentence_at(hit.start, hit.end)
            if index is None:
                continue
            sentence = self._outline.sentences[index]
            found = self._outline.flat.matching[hit.start : hit.end]
            word = is_known_word(self._text(sentence), min(hit.changed, sentence.end - 1) - sentence.start)
            doubled = len(found) > len(hit.word) and _is_doubled(found)
            yield Occurrence(
                term,
                index,
                ((hit.start, hit.end),),
                hit.similarity,
                doubtful=not doubled,
                another_word=word is not None and word not in hit.word and not doubled,
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
