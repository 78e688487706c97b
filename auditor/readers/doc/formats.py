"""Formatting of paragraphs and characters, kept by place in the stream on pages of 512 bytes."""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from auditor.readers import limits
from auditor.readers.doc.binary import cut, plc, u8, u16, u32
from auditor.readers.doc.sprms import Properties, Sprm, properties
from auditor.readers.doc.text import Text

_PAGE_BYTES = 512
_PAGE_NUMBER = 0x3FFFFF
_PLACE_BYTES_OF_CHARACTERS = 1
_PLACE_BYTES_OF_PARAGRAPHS = 13
# What a run costs in memory besides its modifiers.
_RUN_BYTES = 64


@dataclass(slots=True)
class Runs:
    """Stretches of the stream in order, none empty, none over another, and what is said about them."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    said: list[Properties] = field(default_factory=list)

    def at(self, offset: int) -> Properties:
        """Return what is said about a byte of the stream."""
        place = bisect_right(self.starts, offset) - 1
        return self.said[place] if place >= 0 and offset < self.ends[place] else {}

    def in_text(self, text: Text) -> Iterator[tuple[int, int, Properties]]:
        """Yield (first character, end, what is said) in the order of the text, where anything is said."""
        for piece in text.pieces:
            last = piece.offset + (piece.end - piece.start) * piece.width
            first_run = max(bisect_right(self.starts, piece.offset) - 1, 0)
            for run in range(first_run, bisect_left(self.starts, last)):
                said = self.said[run] | piece.changes
                if said:
                    start = max(self.starts[run] - piece.offset, 0) // piece.width
                    end = (min(self.ends[run], last) - piece.offset) // piece.width
                    yield piece.start + start, piece.start + end, said


class Formats:
    """The runs of a document.

    Raises:
        IndexError: a page lies outside the stream, or the runs are more than a report can have.
        struct.error: a page breaks off.
    """

    def __init__(self, word: bytes, data: bytes, character_pages: bytes, paragraph_pages: bytes) -> None:
        """``data``: the stream that holds the modifiers that are too many for a page."""
        self._word = word
        self._data = data
        self._budget = limits.MAX_FORMAT_BYTES
        self.characters = self._runs(character_pages, _PLACE_BYTES_OF_CHARACTERS, self._of_characters)
        self.paragraphs = self._runs(paragraph_pages, _PLACE_BYTES_OF_PARAGRAPHS, self._of_paragraph)

    def _runs(self, pages: bytes, place_bytes: int, said: Callable[[bytes, int], Properties]) -> Runs:
        runs = Runs()
        covered = 0
        for item in dict.fromkeys(plc(pages, 4).items):
            page = cut(self._word, (u32(item, 0) & _PAGE_NUMBER) * _PAGE_BYTES, _PAGE_BYTES)
            count = page[-1]
            bounds = struct.unpack_from(f"<{count + 1}I", page)
            for index, (start, end) in enumerate(pairwise(bounds)):
                if covered <= start < end:
                    runs.starts.append(start)
                    runs.ends.append(end)
                    runs.said.append(said(page, u8(page, 4 * (count + 1) + index * place_bytes) * 2))
                    covered = end
        return runs

    def _spend(self, grpprl: bytes) -> Properties:
        self._budget -= _RUN_BYTES + len(grpprl)
        if self._budget < 0:
            raise IndexError("more formatting than a report can have")
        return properties(grpprl)

    def _of_characters(self, page: bytes, place: int) -> Properties:
        return self._spend(page[place + 1 : place + 1 + page[place]] if place else b"")

    def _of_paragraph(self, page: bytes, place: int) -> Properties:
        if not place:
            return self._spend(b"")
        # A size of 0 tells that the real one follows, in words.
        if page[place]:
            start, size = place + 1, 2 * page[place] - 1
        else:
            start, size = place + 2, 2 * page[place + 1]
        said = {Sprm.STYLE: u16(page, start)} | self._spend(page[start + 2 : start + size])
        for modifier in (Sprm.ELSEWHERE, Sprm.ELSEWHERE_OLD):
            if modifier in said:
                elsewhere = said[modifier]
                said |= self._spend(cut(self._data, elsewhere + 2, u16(self._data, elsewhere)))
        return said
