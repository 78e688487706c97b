"""Rows of tables for formats that tell, paragraph by paragraph, where a cell and a row end."""

import re
from dataclasses import replace

from auditor.readers.content import Piece
from auditor.vocabulary import BlockKind

_GAP = re.compile(r"[\t\n\x0b\x0c\r]+")
_DEEPEST = 20


class TableRows:
    """Collects paragraphs into cells and rows; depth 1 is a table, 2 a table in a cell of it.

    A row becomes one piece with its cells parted by tabs. A row that has words in one cell only is a frame
    around running text: its paragraphs stay apart.
    """

    def __init__(self) -> None:
        self._rows: list[list[list[Piece]]] = []

    @property
    def are_open(self) -> bool:
        """Whether a row has begun and not ended."""
        return bool(self._rows)

    def add(self, depth: int, piece: Piece) -> None:
        """Put a paragraph into the open cell."""
        self._reach(depth)[-1].append(piece)

    def end_cell(self, depth: int) -> None:
        """Close the open cell."""
        self._reach(depth).append([])

    def end_row(self, depth: int) -> list[Piece]:
        """Close the open row; return what it says, or nothing when it went into a cell around it."""
        self._reach(depth)
        pieces = _row(self._rows.pop())
        if not self._rows:
            return pieces
        self._rows[-1][-1].extend(pieces)
        return []

    def flush(self) -> list[Piece]:
        """Close whatever is open."""
        return self.end_row(1) if self._rows else []

    def _reach(self, depth: int) -> list[list[Piece]]:
        depth = min(max(depth, 1), _DEEPEST)
        while len(self._rows) > depth:
            self._rows[-2][-1].extend(_row(self._rows.pop()))
        while len(self._rows) < depth:
            self._rows.append([[]])
        return self._rows[-1]


def _row(cells: list[list[Piece]]) -> list[Piece]:
    cells = [[piece for piece in cell if piece.text.strip()] for cell in cells]
    filled = [cell for cell in cells if cell]
    if not filled:
        return []
    if len(filled) == 1 and len(filled[0]) > 1:
        return filled[0]
    texts = (" ".join(_GAP.sub(" ", piece.text.strip()) for piece in cell) for cell in cells)
    return [replace(filled[0][0], text="\t".join(texts).rstrip("\t"), kind=BlockKind.TABLE_ROW)]
