"""Where the terms of a rule set occur in an outline.

One scan finds the words; terms are then put together sentence by sentence. What an occurrence *means*
(reported, planned, …) is not decided here.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, product
from typing import NamedTuple

from auditor.match.index import FuzzyHit, WordIndex
from auditor.match.term import Term
from auditor.match.words import LONGEST_GUARDED, crosses_words, is_known_word
from auditor.models import Outline, Sentence

_NEAR = 40
_GAP = 15
_MOST_COMBINATIONS = 64

# The spans of words by the number of their sentence.
Places = dict[int, list[tuple[int, int]]]
_NOWHERE: Places = {}


class Occurrence(NamedTuple):
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
        distinct = dict.fromkeys(terms)
        words = [word for term in distinct for word in term.words]
        self._index = WordIndex(words, (term.fuzzy for term in distinct if term.fuzzy))
        # The terms by the words of that slot which is the least often filled: without it a term is not there.
        self._by_rarest: dict[str, list[Term]] = {}
        self._with_slips: dict[str, list[Term]] = {}
        for term in distinct:
            for word in min((slot.choices for slot in term.slots), key=_expected):
                self._by_rarest.setdefault(word, []).append(term)
            if term.fuzzy:
                self._with_slips.setdefault(term.fuzzy, []).append(term)

    def scan(self, outline: Outline) -> "Matches":
        """Find every term in ``outline``."""
        exact, slips = self.find(outline)
        possible: dict[Term, list[FuzzyHit]] = {
            term: [] for word in exact for term in self._by_rarest.get(word, ())
        }
        for hit in slips:
            for term in self._with_slips[hit.word]:
                possible.setdefault(term, []).append(hit)
        return Matches(outline, exact, possible)

    def find(self, outline: Outline) -> tuple[dict[str, list[int]], list[FuzzyHit]]:
        """Return where the words of all terms stand, and where with a slip (see ``WordIndex.scan``)."""
        return self._index.scan(outline.flat.matching)


class Matches:
    """What one scan found, asked term by term."""

    def __init__(
        self, outline: Outline, exact: dict[str, list[int]], possible: dict[Term, list[FuzzyHit]]
    ) -> None:
        self._outline = outline
        self._possible = possible
        self._known: dict[Term, tuple[Occurrence, ...]] = {}
        self._crossing: dict[tuple[int, int], bool] = {}
        # The number of the sentence at each place of the text; -1 between sentences.
        self._sentence_at: list[int] = []
        for index, sentence in enumerate(outline.sentences):
            self._sentence_at += [-1] * (sentence.start - len(self._sentence_at))
            self._sentence_at += [index] * (sentence.end - sentence.start)
        self._sentence_at += [-1] * (len(outline.flat.text) - len(self._sentence_at))
        self._places = {word: self._by_sentence(len(word), starts) for word, starts in exact.items()}

    def of(self, term: Term) -> tuple[Occurrence, ...]:
        """Return the occurrences of ``term`` in order of place."""
        slips = self._possible.get(term)
        if slips is None:
            return ()
        known = self._known.get(term)
        if known is None:
            occurrences = [*self._assembled(term), *self._with_slips(term, slips)]
            known = tuple(sorted(occurrences, key=lambda occurrence: (occurrence.start, occurrence.end)))
            self._known[term] = known
        return known

    def _by_sentence(self, length: int, starts: list[int]) -> Places:
        """Return the spans of a word that lie in one sentence."""
        places: Places = {}
        for start in starts:
            index = self._sentence_at[start]
            if index >= 0 and self._sentence_at[start + length - 1] == index:
                places.setdefault(index, []).append((start, start + length))
        return places

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
        places = self._places
        by_slot = [[places[word] for word in slot.choices if word in places] for slot in term.slots]
        if not all(by_slot):
            return
        common = set[int]().union(*by_slot[0])
        for slot in by_slot[1:]:
            common &= set().union(*slot)
        for word in term.without:
            common -= places.get(word, _NOWHERE).keys()
        for index in sorted(common):
            choices = [sorted(chain(*(each.get(index, ()) for each in slot))) for slot in by_slot]
            for spans in self._combinations(term, choices):
                if not any(self._crosses(index, start, end) for start, end in spans):
                    yield Occurrence(term, index, spans, self._similarity(spans, term))

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

    def _with_slips(self, term: Term, hits: list[FuzzyHit]) -> Iterator[Occurrence]:
        for hit in hits:
            index = self._sentence_at[hit.start]
            if index < 0 or self._sentence_at[hit.end - 1] != index:
                continue
            sentence = self._outline.sentences[index]
            found = self._outline.flat.matching[hit.start : hit.end]
            word = is_known_word(self._text(sentence), hit.changed - sentence.start)
            doubled = len(found) > len(hit.word) and _is_doubled(found)
            yield Occurrence(
                term,
                index,
                ((hit.start, hit.end),),
                hit.similarity,
                doubtful=not doubled,
                another_word=word is not None and word not in hit.word and not doubled,
            )


def _expected(words: Iterable[str]) -> float:
    """Return roughly how often one of the words is to be met: the rarer the longer they are."""
    return sum(4.0 ** -len(word) for word in words)


def _fits(term: Term, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether words stand apart, near each other, and in the order that the term asks for."""
    ordered = sorted(spans)
    end, letters = ordered[0][0], 0
    for start, stop in ordered:
        if start < end:
            return False
        end, letters = stop, letters + stop - start
    if end - ordered[0][0] > _NEAR + letters:
        return False
    return all(
        not slot.ordered or 0 <= spans[index][0] - spans[index - 1][1] <= _GAP
        for index, slot in enumerate(term.slots)
    )


def _is_doubled(found: str) -> bool:
    return any(a == b for a, b in pairwise(found))
