"""Word boundaries, asked of jieba only where a decision hangs on them.

A short term may stand across two words: 协调解决 holds 调解, 回应诉求 holds 应诉. The dictionary loads in
over half a second, so it is imported at the first question.
"""

import logging
from bisect import bisect_right
from functools import cache, lru_cache
from typing import Any

LONGEST_GUARDED = 3


@cache
def _tokenizer() -> Any:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


@lru_cache(maxsize=4096)
def _boundaries(sentence: str) -> tuple[tuple[int, int], ...]:
    spans, position = [], 0
    for word in _tokenizer().cut(sentence, HMM=False):
        spans.append((position, position + len(word)))
        position += len(word)
    return tuple(spans)


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
