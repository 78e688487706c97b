"""Find many words in a text by one scan.

The words go into one automaton (Aho-Corasick), and with them the halves of every word that may hold a
slip: an occurrence with one wrong character still holds one half unharmed, at its start or at its end
(pigeonhole). rapidfuzz has the last word on what such a half points at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation
from rapidfuzz.distance import Levenshtein

_NEGATIONS = frozenset("未不无非没")
_NO_SLIP_IN = frozenset("、,。:;()《》")


class FuzzyHit(NamedTuple):
    """A word found with one wrong, missing or added character at ``changed`` of the text."""

    word: str
    start: int
    end: int
    changed: int
    similarity: float


class WordIndex:
    """All words of a rule set, compiled once."""

    def __init__(self, exact: Iterable[str], fuzzy: Iterable[str]) -> None:
        self._words = sorted(set(exact))
        # The halves of fuzzy words: for each the words that begin, and those that end with it.
        halves: dict[str, tuple[list[str], list[str]]] = {}
        for word in sorted(set(fuzzy)):
            middle = len(word) // 2
            halves.setdefault(word[:middle], ([], []))[0].append(word)
            halves.setdefault(word[middle:], ([], []))[1].append(word)
        self._halves = list(halves.values())
        self._automaton = AhoCorasick([*self._words, *halves], implementation=Implementation.ContiguousNFA)

    def scan(self, text: str) -> tuple[dict[str, list[int]], list[FuzzyHit]]:
        """Return the starts of every exact word, and the fuzzy hits that no exact hit of the word covers."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            places[number].append(start)
        count = len(self._words)
        exact = {self._words[number]: starts for number, starts in places.items() if number < count}
        halves = [(self._halves[number - count], at) for number, at in places.items() if number >= count]
        hits = {
            (hit.word, hit.start): hit
            for (beginning, ending), starts in halves
            for hit in (*_hits_from(beginning, starts, text), *_hits_up_to(ending, starts, text))
            if not _is_covered(hit, exact)
        }
        return exact, sorted(hits.values(), key=lambda hit: (hit.start, hit.word))


def _is_covered(hit: FuzzyHit, exact: dict[str, list[int]]) -> bool:
    return any(abs(hit.start - known) <= 1 for known in exact.get(hit.word, ()))


def _hits_from(words: list[str], starts: list[int], text: str) -> Iterator[FuzzyHit]:
    """Yield the hits of ``words`` whose first half stands, unharmed, at ``starts``."""
    for word in words:
        size = len(word)
        for start in starts:
            for length in (size, size + 1, size - 1):
                if text[start + length - 1 : start + length] == word[-1]:
                    hit = _hit(word, text, start, start + length)
                    if hit:
                        yield hit
                        break


def _hits_up_to(words: list[str], starts: list[int], text: str) -> Iterator[FuzzyHit]:
    """Yield the hits of ``words`` whose second half stands, unharmed, at ``starts``."""
    for word in words:
        size = len(word)
        for half in starts:
            end = half + size - size // 2
            for start in (end - size, end - size - 1, end - size + 1):
                if start >= 0 and text[start] == word[0]:
                    hit = _hit(word, text, start, end)
                    if hit:
                        yield hit
                        break


def _hit(word: str, text: str, start: int, end: int) -> FuzzyHit | None:
    """Return the hit of ``word`` at ``text[start:end]`` when one edit inside it tells them apart."""
    window = text[start:end]
    if "\n" in window or Levenshtein.distance(word, window, score_cutoff=1) != 1:
        return None
    (edit,) = Levenshtein.editops(word, window)
    inside = word[edit.src_pos] if edit.tag == "delete" else window[edit.dest_pos]
    if inside in _NEGATIONS or inside.isascii() or inside in _NO_SLIP_IN:
        return None
    similarity = round(1 - 1 / max(len(word), len(window)), 2)
    return FuzzyHit(word, start, end, start + edit.dest_pos, similarity)
