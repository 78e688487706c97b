"""How often words occur, as jieba's dictionary knows it, kept so that asking needs no dictionary loaded.

Loading the dictionary takes over half a second; a single check asks for a few hundred words. So they are
written once, as two sorted arrays of numbers, into the cache folder: reading these takes milliseconds.
"""

import hashlib
import logging
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from auditor.cache import read_cached_bytes, write_cached_bytes

_MAGIC = b"word-frequencies-1\n"


class Frequencies(NamedTuple):
    """Sorted hashes of words and of their beginnings, and the count of each (0 for a mere beginning)."""

    total: int
    keys: "array[int]"
    counts: "array[int]"

    def get(self, word: str) -> int | None:
        """Return how often ``word`` occurs, 0 for the beginning of words, None for anything else."""
        key = _key(word)
        place = bisect_left(self.keys, key)
        if place < len(self.keys) and self.keys[place] == key:
            return self.counts[place]
        return None


@cache
def frequencies() -> Frequencies:
    """Return the table, made anew when the cache has none for this version of the dictionary."""
    name = f"words-{_edition()}.bin"
    data = read_cached_bytes(name)
    known = _unpacked(data) if data else None
    if known is None:
        known = _from_dictionary()
        write_cached_bytes(name, _packed(known))
    return known


def _edition() -> str:
    """Name the dictionary by its size and date: to ask for its version costs more than the table saves."""
    package = find_spec("jieba")
    assert package is not None and package.origin is not None
    dictionary = Path(package.origin).with_name("dict.txt").stat()
    return f"{dictionary.st_size}-{dictionary.st_mtime_ns}-{sys.byteorder}"


def _key(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def _from_dictionary() -> Frequencies:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    pairs = sorted((_key(word), count) for word, count in tokenizer.FREQ.items())
    return Frequencies(
        tokenizer.total, array("Q", (key for key, _ in pairs)), array("Q", (count for _, count in pairs))
    )


def _packed(known: Frequencies) -> bytes:
    body = array("Q", [known.total]).tobytes() + known.keys.tobytes() + known.counts.tobytes()
    return _MAGIC + zlib.crc32(body).to_bytes(4, "big") + body


def _unpacked(data: bytes) -> Frequencies | None:
    """Return the table that ``data`` holds, None when it is damaged."""
    checked, body = data[len(_MAGIC) : len(_MAGIC) + 4], data[len(_MAGIC) + 4 :]
    if not data.startswith(_MAGIC) or zlib.crc32(body).to_bytes(4, "big") != checked or len(body) % 16 != 8:
        return None
    numbers = array("Q")
    numbers.frombytes(body)
    half = (len(numbers) - 1) // 2
    return Frequencies(numbers[0], numbers[1 : half + 1], numbers[half + 1 :])
