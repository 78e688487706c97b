"""Every word against every sentence with rapidfuzz, as one would write it first; the same hits."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

Hit = tuple[str, int, int]

_WHOLE = 100.0
# One edit in a word of six characters leaves 5/6 of it; no word that may hold a slip is shorter.
_ALMOST = 80.0
# A character whose change makes another thing of a word, or that stands between words.
_NO_SLIP = frozenset("未不无非没、,。:;()《》")


def brute_force(words: Iterable[str], fuzzy: Iterable[str], sentences: Sequence[tuple[int, str]]) -> set[Hit]:
    """Return every occurrence of ``words``, and those of ``fuzzy`` with one edit strictly inside.

    ``sentences``: the pieces of a text, each with its offset in it.
    """
    hits: set[Hit] = set()
    for word in words:
        for offset, sentence in sentences:
            if fuzz.partial_ratio(word, sentence, score_cutoff=_WHOLE):
                hits.update((word, offset + at, offset + at + len(word)) for at in _places(word, sentence))
    for word in fuzzy:
        for offset, sentence in sentences:
            if fuzz.partial_ratio(word, sentence, score_cutoff=_ALMOST):
                hits.update((word, offset + start, offset + end) for start, end in _slips(word, sentence))
    return hits


def _places(word: str, text: str) -> list[int]:
    return [at for at in range(len(text) - len(word) + 1) if text.startswith(word, at)]


def _slips(word: str, text: str) -> list[tuple[int, int]]:
    """Return where ``word`` stands with one edit; of windows that overlap, one of its length or the first."""
    known = _places(word, text)
    free = [each for each in _windows(word, text) if all(abs(each[0] - at) > 1 for at in known)]
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(free, key=lambda each: (abs(each[1] - each[0] - len(word)), each)):
        if not any(first < end and start < last for first, last in chosen):
            chosen.append((start, end))
    return chosen


def _windows(word: str, text: str) -> Iterator[tuple[int, int]]:
    for start in range(len(text)):
        for end in range(start + len(word) - 1, min(start + len(word) + 2, len(text) + 1)):
            window = text[start:end]
            if window[0] == word[0] and window[-1] == word[-1] and _is_slip(word, window):
                yield start, end


def _is_slip(word: str, window: str) -> bool:
    if Levenshtein.distance(word, window) != 1:
        return False
    (edit,) = Levenshtein.editops(word, window)
    changed = word[edit.src_pos] if edit.tag == "delete" else window[edit.dest_pos]
    return not changed.isascii() and changed not in _NO_SLIP
