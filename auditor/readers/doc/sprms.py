"""Single property modifiers: how the binary Word format says what a paragraph or a run is like."""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import TypeAlias

from auditor.readers.doc.binary import u8, u16

# Modifier → operand, for those of ``Sprm`` that are said.
Properties: TypeAlias = dict[int, int]


class Sprm(IntEnum):
    """The modifiers that decide what a person sees as text."""

    CHAR_DELETED = 0x0800
    CHAR_INSERTED = 0x0801
    CHAR_HIDDEN = 0x083C
    CHAR_STYLE = 0x4A30
    CHAR_SYMBOL = 0x6A09
    CHAR_FONT = 0x4A4F
    IN_TABLE = 0x2416
    ROW_END = 0x2417
    INNER_CELL_END = 0x244B
    INNER_ROW_END = 0x244C
    TABLE_DEPTH = 0x6649
    LIST_LEVEL = 0x260A
    LIST = 0x460B
    OUTLINE_LEVEL = 0x2640
    STYLE = 0x4600
    ELSEWHERE = 0x6646
    ELSEWHERE_OLD = 0x6645


_WANTED = frozenset(Sprm)
# Operand sizes by the upper three bits; 0 stands for "the first byte tells".
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_DEFINITIONS = (0xD606, 0xD608)
_TAB_STOPS = 0xC615
_TAB_STOPS_COUNTED = 255
# The seven bits that a piece of text has room for, and the modifiers they stand for.
_SHORT = {
    0x0C: Sprm.LIST_LEVEL,
    0x18: Sprm.IN_TABLE,
    0x19: Sprm.ROW_END,
    0x41: Sprm.CHAR_DELETED,
    0x42: Sprm.CHAR_INSERTED,
    0x5C: Sprm.CHAR_HIDDEN,
}


@lru_cache(maxsize=4096)
def _parsed(grpprl: bytes) -> tuple[tuple[int, int], ...]:
    return tuple(_walk(grpprl))


def properties(grpprl: bytes) -> Properties:
    """Return what a list of modifiers says; the last word counts, a broken end says nothing."""
    return dict(_parsed(grpprl))


def short_properties(modifier: int, operand: int) -> Properties:
    """Return what the short form of a modifier says."""
    return {_SHORT[modifier]: operand} if modifier in _SHORT else {}


def _walk(grpprl: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    end = len(grpprl)
    while at + 3 <= end:
        modifier = u16(grpprl, at)
        at += 2
        size = _SIZES[modifier >> 13] or _told_size(modifier, grpprl, at)
        if at + size > end:
            return
        if modifier in _WANTED:
            yield modifier, int.from_bytes(grpprl[at : at + min(size, 4)], "little")
        at += size


def _told_size(modifier: int, grpprl: bytes, at: int) -> int:
    first = u8(grpprl, at)
    if modifier in _TABLE_DEFINITIONS:
        return first + (grpprl[at + 1] << 8 if at + 1 < len(grpprl) else 0) + 1
    if modifier == _TAB_STOPS and first == _TAB_STOPS_COUNTED:
        deleted = grpprl[at + 1] if at + 1 < len(grpprl) else 0
        place = at + 2 + 4 * deleted
        added = grpprl[place] if place < len(grpprl) else 0
        return 3 + 4 * deleted + 3 * added
    return first + 1


def toggled(base: bool, operand: int | None) -> bool:
    """Return a toggle after an operand: 0 and 1 say it, 0x80 keeps what the style says, 0x81 turns it."""
    if operand is None or operand == 0x80:
        return base
    return not base if operand == 0x81 else bool(operand)
