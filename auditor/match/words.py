"""Word boundaries, asked only where a decision hangs on them.

A short term may stand across two words: 协调解决 holds 调解, 回应诉求 holds 应诉. A sentence is cut into the
words that are likeliest together by jieba's frequencies.
"""

import re
from bisect import bisect_right
from functools import lru_cache

from auditor.match.frequencies import frequencies

LONGEST_GUARDED = 3
_RUN = re.compile("[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")


def crosses_words(sentence: str, start: int, end: int) -> bool:
    """Tell whether ``sentence[start:end]`` begins or ends inside a word that reaches beyond it."""
    first, last = _word_at(sentence, start)
    if first < start < last < end:
        return True
    first, last = _word_at(sentence, end - 1)
    return start < first < end < last


def is_known_word(sentence: str, position: int) -> str | None:
    """Return the dictionary word of two or more characters that covers ``position``, if any."""
    first, last = _word_at(sentence, position)
    return sentence[first:last] if last - first >= 2 else None


def _word_at(sentence: str, position: int) -> tuple[int, int]:
    """Return the span of the word at ``position``: one character where punctuation stands."""
    for run in _RUN.finditer(sentence):
        if run.end() > position >= run.start():
            cuts = _cuts(run.group())
            index = bisect_right(cuts, position - run.start())
            return run.start() + cuts[index - 1], run.start() + cuts[index]
    return position, position + 1


@lru_cache(maxsize=8192)
def _cuts(run: str) -> tuple[int, ...]:
    """Return where the words begin and end whose joint probability is highest."""
    known = frequencies()
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        choices = [
            (probability + best[start + length][0], start + length)
            for length, probability in known.beginning(run, start)
        ]
        best[start] = max(choices) if choices else (best[start + 1][0] + known.of_unknown, start + 1)
    cuts = [0]
    while cuts[-1] < len(run):
        cuts.append(best[cuts[-1]][1])
    return tuple(cuts)
