"""Rows of tables for formats that tell, paragraph by paragraph, where a cell and a row end."""

from typing import NamedTuple

from auditor.readers.content import Piece
from auditor.readers.tables import row_pieces

_DEEPEST = 20


class _Item(NamedTuple):
    """What stands in a cell: a paragraph of its own, or what a table inside it says."""

    piece: Piece
    is_inner: bool


class TableRows:
    """Collects paragraphs into cells and rows; depth 1 is a table, 2 a table in a cell of it."""

    def __init__(self) -> None:
        self._rows: list[list[list[_Item]]] = []

    @property
    def are_open(self) -> bool:
        """Whether a row has begun and not ended."""
        return bool(self._rows)

    def add(self, depth: int, piece: Piece) -> None:
        """Put a paragraph into the open cell."""
        cells = self._reach(depth)
        if piece.text.strip():
            cells[-1].append(_Item(piece, is_inner=False))

    def end_cell(self, depth: int) -> None:
        """Close the open cell."""
        self._reach(depth).append([])

    def end_row(self, depth: int) -> list[Piece]:
        """Close the open row; return what it says, or nothing when it went into a cell around it."""
        self._reach(depth)
        return self._close()

    def flush(self) -> list[Piece]:
        """Close whatever is open."""
        return self.end_row(1) if self._rows else []

    def _reach(self, depth: int) -> list[list[_Item]]:
        depth = min(max(depth, 1), _DEEPEST)
        while len(self._rows) > depth:
            self._close()
        while len(self._rows) < depth:
            self._rows.append([[]])
        return self._rows[-1]

    def _close(self) -> list[Piece]:
        pieces = _row(self._rows.pop())
        if not self._rows:
            return pieces
        self._rows[-1][-1] += [_Item(piece, is_inner=True) for piece in pieces]
        return []


def _row(cells: list[list[_Item]]) -> list[Piece]:
    if not cells[-1]:
        # Behind the last cell no other one was opened.
        cells = cells[:-1]
    if len(cells) == 1 and len(cells[0]) > 1:
        # A frame around a page, not a table.
        return [item.piece for item in cells[0]]
    inner = [item.piece for cell in cells for item in cell if item.is_inner]
    return row_pieces([[item.piece for item in cell if not item.is_inner] for cell in cells]) + inner
