"""How often words occur, as jieba's dictionary knows it, kept so that asking needs no dictionary loaded.

Loading the dictionary takes over half a second; a single check asks for a few hundred words. So it is
written once, as a trie and an array of numbers, into the cache folder: reading these takes milliseconds.
"""

import logging
import sys
import zlib
from array import array
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

import marisa_trie

from auditor.cache import read_cached_bytes, write_cached_bytes

_MAGIC = b"word-frequencies-2\n"
_SUM = 4
_NUMBERS = 24


class Frequencies:
    """The words of the dictionary with their counts.

    ``longest``: the characters of the longest. ``of_unknown``: the logarithm of the probability of a
    character that begins no word.
    """

    def __init__(self, total: int, longest: int, words: marisa_trie.Trie, counts: "array[int]") -> None:
        self.longest = longest
        self.of_unknown = -log(total)
        self._total = total
        self._words = words
        self._counts = counts

    def beginning(self, text: str, start: int) -> Iterator[tuple[int, float]]:
        """Yield length and logarithm of the probability of every word that begins at ``start``."""
        for word, number in self._words.iter_prefixes_with_ids(text[start : start + self.longest]):
            yield len(word), log(self._counts[number]) + self.of_unknown

    def packed(self) -> bytes:
        """Return the table as bytes, with a sum to tell damage by."""
        trie: bytes = self._words.tobytes()
        numbers = array("Q", [self._total, self.longest, len(trie)]).tobytes()
        body = numbers + trie + self._counts.tobytes()
        return _MAGIC + zlib.crc32(body).to_bytes(_SUM, "big") + body


@cache
def frequencies() -> Frequencies:
    """Return the table, made anew when the cache has none for this version of the dictionary."""
    name = f"words-{_edition()}.bin"
    data = read_cached_bytes(name)
    known = _unpacked(data) if data else None
    if known is None:
        known = _from_dictionary()
        write_cached_bytes(name, known.packed())
    return known


def _edition() -> str:
    """Name the dictionary by its size and date: to ask for its version costs more than the table saves."""
    package = find_spec("jieba")
    assert package is not None and package.origin is not None
    dictionary = Path(package.origin).with_name("dict.txt").stat()
    return f"{dictionary.st_size}-{dictionary.st_mtime_ns}-{sys.byteorder}"


def _from_dictionary() -> Frequencies:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    counted = {word: count for word, count in tokenizer.FREQ.items() if count}
    words = marisa_trie.Trie(counted)
    counts = array("I", bytes(4 * len(counted)))
    for word, count in counted.items():
        counts[words[word]] = count
    return Frequencies(tokenizer.total, max(map(len, counted)), words, counts)


def _unpacked(data: bytes) -> Frequencies | None:
    """Return the table that ``data`` holds, None when it is damaged."""
    start = len(_MAGIC) + _SUM
    checked, body = data[len(_MAGIC) : start], data[start:]
    if not data.startswith(_MAGIC) or zlib.crc32(body).to_bytes(_SUM, "big") != checked:
        return None
    total, longest, size = array("Q", body[:_NUMBERS])
    words = marisa_trie.Trie()
    words.frombytes(body[_NUMBERS : _NUMBERS + size])
    return Frequencies(total, longest, words, array("I", body[_NUMBERS + size :]))
