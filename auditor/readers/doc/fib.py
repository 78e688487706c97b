"""The file information block: where everything else of a binary Word document is."""

from enum import IntEnum
from typing import NamedTuple

from auditor.readers.doc.binary import cut, u16, u32

_MAGIC = 0xA5EC
_FIRST_WORD_97 = 0xC0
_ENCRYPTED = 0x0100
_SECOND_TABLE = 0x0200
_STORY_LENGTHS = 76
_PARTS = 154
_PART_COUNT = 152


class Part(IntEnum):
    """Places of tables in the list of the block."""

    STYLES = 1
    FOOTNOTE_MARKS = 2
    FOOTNOTES = 3
    SECTIONS = 6
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    FONTS = 15
    PIECES = 33
    SHAPES = 40
    ENDNOTE_MARKS = 46
    ENDNOTES = 47
    TEXT_BOXES = 56
    LISTS = 73
    LIST_USES = 74


class Span(NamedTuple):
    """Character positions, ``end`` exclusive."""

    start: int
    end: int


class Fib:
    """The block of a document of Word 97 and later.

    Raises:
        struct.error: the block breaks off.
    """

    def __init__(self, word: bytes) -> None:
        self._word = word
        flags = u16(word, 10)
        self.is_word_97 = u16(word, 0) == _MAGIC and u16(word, 2) >= _FIRST_WORD_97
        self.is_encrypted = bool(flags & _ENCRYPTED)
        self.table_stream = "1Table" if flags & _SECOND_TABLE else "0Table"

    def stories(self) -> dict[str, Span]:
        """Return where the stories stand: they follow each other in one row of characters."""
        names = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "text boxes")
        spans = {}
        start = 0
        for place, name in enumerate(names):
            end = start + u32(self._word, _STORY_LENGTHS + 4 * place)
            spans[name] = Span(start, end)
            start = end
        return spans

    def part(self, table: bytes, part: Part) -> bytes:
        """Return the bytes of a table, none when the document has no such table.

        Raises:
            IndexError: the table lies outside its stream.
        """
        start, size = self._place(part)
        return cut(table, start, size) if size else b""

    def part_and_rest(self, table: bytes, part: Part) -> tuple[bytes, bytes]:
        """Return the bytes of a table and what follows it in the stream."""
        start, size = self._place(part)
        return self.part(table, part), table[start + size :] if size else b""

    def _place(self, part: Part) -> tuple[int, int]:
        if part >= u16(self._word, _PART_COUNT):
            return 0, 0
        return u32(self._word, _PARTS + 8 * part), u32(self._word, _PARTS + 8 * part + 4)
