"""Find many words in a text by one scan.

Every word is filed under its first two characters; a word that may hold a slip also under each of its
halves, for an occurrence with one wrong character still holds one half unharmed (pigeonhole).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_NEGATIONS = frozenset("未不无非没")


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
        self._by_head: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(exact)):
            self._by_head[word[:2]].append(word)
        self._by_piece: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for word in sorted(set(fuzzy)):
            middle = len(word) // 2
            for piece, offset in ((word[:middle], 0), (word[middle:], middle)):
                self._by_piece[piece[:2]].append((piece, word, offset))
        self._single = {head for head in self._by_head if len(head) == 1}

    def scan(self, text: str) -> tuple[dict[str, list[int]], list[FuzzyHit]]:
        """Return the starts of every exact word, and the fuzzy hits that no exact hit of the word covers."""
        exact: dict[str, list[int]] = defaultdict(list)
        candidates: dict[tuple[str, int], None] = {}
        by_head, by_piece, single = self._by_head, self._by_piece, self._single
        for position in range(len(text)):
            head = text[position : position + 2]
            for word in by_head.get(head, ()):
                if text.startswith(word, position):
                    exact[word].append(position)
            if single and head[:1] in single:
                exact[head[:1]].append(position)
            for piece, word, offset in by_piece.get(head, ()):
                if text.startswith(piece, position) and position >= offset:
                    candidates[word, position - offset] = None
        return exact, self._verify(text, exact, candidates)

    @staticmethod
    def _verify(
        text: str, exact: dict[str, list[int]], candidates: dict[tuple[str, int], None]
    ) -> list[FuzzyHit]:
        hits: dict[tuple[str, int], FuzzyHit] = {}
        for word, start in candidates:
            if any(abs(start - known) <= 1 for known in exact.get(word, ())):
                continue
            hit = _near(word, text, start)
            if hit:
                hits.setdefault((word, hit.start), hit)
        return sorted(hits.values(), key=lambda hit: (hit.start, hit.word))


def _near(word: str, text: str, start: int) -> FuzzyHit | None:
    """Return the hit of ``word`` near ``start`` with one edit strictly inside it."""
    for first in (start, start - 1, start + 1):
        for length in (len(word), len(word) + 1, len(word) - 1):
            window = text[max(first, 0) : max(first, 0) + length]
            if len(window) != length or first < 0 or "\n" in window:
                continue
            if window[0] != word[0] or window[-1] != word[-1]:
                continue
            if Levenshtein.distance(word, window, score_cutoff=1) != 1:
                continue
            edit = next(iter(Levenshtein.editops(word, window)))
            inside = word[edit.src_pos] if edit.tag == "delete" else window[edit.dest_pos]
            if inside in _NEGATIONS or inside.isascii() or inside in "、,。:;()《》":
                return None
            similarity = round(1 - 1 / max(len(word), length), 2)
            return FuzzyHit(word, first, first + length, first + edit.dest_pos, similarity)
    return None
