"""Word boundaries, asked only where a decision hangs on them.

A short term may stand across two words: 协调解决 holds 调解, 回应诉求 holds 应诉. A sentence is cut into the
words that are likeliest together by jieba's frequencies.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from math import log

from auditor.match.frequencies import frequencies

LONGEST_GUARDED = 3
_CHINESE = re.compile("[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")


@lru_cache(maxsize=4096)
def _boundaries(sentence: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    position = 0
    for match in _CHINESE.finditer(sentence):
        spans.extend((at, at + 1) for at in range(position, match.start()))
        spans.extend(
            (match.start() + first, match.start() + last) for first, last in _likeliest(match.group())
        )
        position = match.end()
    spans.extend((at, at + 1) for at in range(position, len(sentence)))
    return tuple(spans)


def _likeliest(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words whose joint probability is highest."""
    known = frequencies()
    log_total = log(known.total)
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        choices = []
        end = start + 1
        count = known.get(text[start:end])
        while count is not None and end <= len(text):
            if count:
                choices.append((log(count) - log_total + best[end][0], end))
            end += 1
            count = known.get(text[start:end]) if end <= len(text) else None
        best[start] = max(choices, default=(best[start + 1][0] - log_total, start + 1))
    start = 0
    while start < len(text):
        end = best[start][1]
        yield start, end
        start = end


def crosses_words(sentence: str, start: int, end: int) -> bool:
    """Tell whether ``sentence[start:end]`` begins or ends inside a word that reaches beyond it."""
    boundaries = _boundaries(sentence)
    index = max(bisect_right(boundaries, (start, len(sentence))) - 1, 0)
    for first, last in boundaries[index:]:
        if first >= end:
            return False
        if first < start < last < end or start < first < end < last:
            return True
    return False


def is_known_word(sentence: str, position: int) -> str | None:
    """Return the dictionary word of two or more characters that covers ``position``, if any."""
    boundaries = _boundaries(sentence)
    index = max(bisect_right(boundaries, (position, len(sentence))) - 1, 0)
    first, last = boundaries[index]
    return sentence[first:last] if last - first >= 2 else None
