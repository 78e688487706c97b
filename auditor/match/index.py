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
        windows = {
            window
            for number, starts in places.items()
            if number >= count
            for window in _windows(self._halves[number - count], starts, text)
        }
        return exact, _hits(windows, text, exact)


def _windows(
    half: tuple[list[str], list[str]], starts: list[int], text: str
) -> Iterator[tuple[str, int, int]]:
    """Yield the words, each with a window of the text, whose first or second half stands at ``starts``.

    A slip is strictly inside a word: its first and last character stand.
    """
    begun, ended = half
    for word in begun:
        size = len(word)
        for start in starts:
            for end in (start + size - 1, start + size, start + size + 1):
                if text[end - 1 : end] == word[-1]:
                    yield word, start, end
    for word in ended:
        size = len(word)
        for half_start in starts:
            end = half_start + size - size // 2
            for start in (end - size - 1, end - size, end - size + 1):
                if start >= 0 and text[start] == word[0]:
                    yield word, start, end


def _hits(windows: Iterable[tuple[str, int, int]], text: str, exact: dict[str, list[int]]) -> list[FuzzyHit]:
    """Return one hit for windows of a word that overlap: the one as long as the word, or the first."""
    kept: dict[str, list[FuzzyHit]] = {}
    for word, start, end in sorted(windows, key=lambda each: (abs(each[2] - each[1] - len(each[0])), each)):
        if any(abs(start - known) <= 1 for known in exact.get(word, ())):
            continue
        found = kept.setdefault(word, [])
        if not any(hit.start < end and start < hit.end for hit in found):
            hit = _hit(word, text, start, end)
            if hit:
                found.append(hit)
    return sorted((hit for hits in kept.values() for hit in hits), key=lambda hit: (hit.start, hit.word))


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
