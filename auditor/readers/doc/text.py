"""The characters of a document, put together from the pieces that a binary Word file keeps them in."""

from bisect import bisect_right
from typing import NamedTuple

from auditor.readers import limits
from auditor.readers.doc.binary import cut, plc, u16, u32
from auditor.readers.doc.sprms import Properties, properties, short_properties

_MODIFIERS = 1
_PIECE_TABLE = 2
_PIECE_BYTES = 8
_EIGHT_BIT = 0x40000000
_PLACE = 0x3FFFFFFF


class TextPiece(NamedTuple):
    """Characters ``start`` to ``end`` stand at ``offset`` of the stream, ``width`` bytes each.

    ``changes``: what the piece as a whole says about its characters and paragraphs, over their own word.
    """

    start: int
    end: int
    offset: int
    width: int
    changes: Properties


class Text:
    """The characters of all stories, one sign for each position: half of a surrogate pair is one too.

    Raises:
        IndexError: a piece lies outside the stream, or there are no pieces.
        struct.error: the piece table breaks off.
        OverflowError: there is more text, or it is in more pieces, than a report can have.
    """

    def __init__(self, word: bytes, clx: bytes) -> None:
        """Take ``clx``, the bytes of the piece table, apart."""
        self.pieces = _pieces(clx)
        self._starts = [piece.start for piece in self.pieces]
        self.units = "".join(_decoded(word, piece) for piece in self.pieces)
        if not self.pieces or self.pieces[0].start or len(self.units) != self.pieces[-1].end:
            raise IndexError("the pieces do not make one text")

    def __len__(self) -> int:
        return len(self.units)

    def place(self, position: int) -> tuple[int, TextPiece]:
        """Return where in the stream a character stands, and its piece."""
        piece = self.pieces[bisect_right(self._starts, position) - 1]
        return piece.offset + (position - piece.start) * piece.width, piece


def _pieces(clx: bytes) -> list[TextPiece]:
    at = 0
    modifiers = []
    while clx[at] == _MODIFIERS:
        size = u16(clx, at + 1)
        modifiers.append(cut(clx, at + 3, size))
        at += 3 + size
    if clx[at] != _PIECE_TABLE:
        raise IndexError("no piece table")
    table = plc(cut(clx, at + 5, u32(clx, at + 1)), _PIECE_BYTES)
    pieces: list[TextPiece] = []
    for start, end, item in zip(table.positions, table.positions[1:], table.items, strict=False):
        if end < start:
            raise IndexError("pieces in disorder")
        place = u32(item, 2)
        eight_bit = bool(place & _EIGHT_BIT)
        offset = (place & _PLACE) // 2 if eight_bit else place & _PLACE
        if len(pieces) >= limits.MAX_STRETCHES:
            raise OverflowError("more pieces than a report can have")
        if end > start:
            pieces.append(TextPiece(start, end, offset, 1 if eight_bit else 2, _changes(item, modifiers)))
        if end > limits.MAX_CHARACTERS:
            raise OverflowError("more text than a report can have")
    return pieces


def _changes(item: bytes, modifiers: list[bytes]) -> Properties:
    modifier = u16(item, 6)
    if modifier & 1:
        place = modifier >> 1
        return properties(modifiers[place]) if place < len(modifiers) else {}
    return short_properties(modifier >> 1 & 0x7F, modifier >> 8)


def _decoded(word: bytes, piece: TextPiece) -> str:
    count = piece.end - piece.start
    data = cut(word, piece.offset, count * piece.width)
    if piece.width == 1:
        return "".join(map(_WINDOWS.__getitem__, data))
    text = data.decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    return "".join(chr(u16(data, at)) for at in range(0, len(data), 2))


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:  # five bytes that code page leaves open
        return chr(byte)


_WINDOWS = tuple(_windows(byte) for byte in range(256))
