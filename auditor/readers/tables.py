"""Rows of tables as pieces: what every format with tables shares."""

from collections.abc import Iterable, Sequence

from auditor.readers.content import Piece
from auditor.vocabulary import BlockKind

# A cell of several paragraphs and more characters than this is a page laid out by a table, not a cell.
_LONGEST_CELL = 600


def row_pieces(cells: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Return a table row as one piece, its cells parted by tabs and the paragraphs of a cell by blanks.

    ``cells``: the paragraphs of each cell. Those of a cell that holds a whole page of text follow the row
    one by one, as they stand on the page.
    """
    pages = [len(cell) > 1 and sum(len(piece.text) for piece in cell) > _LONGEST_CELL for cell in cells]
    row = "\t".join(
        "" if is_page else _joined(piece.text for piece in cell)
        for cell, is_page in zip(cells, pages, strict=True)
    )
    origin = tuple(
        element
        for cell, is_page in zip(cells, pages, strict=True)
        for piece in cell
        if not is_page
        for element in piece.origin
    )
    pieces = [Piece(row, BlockKind.TABLE_ROW, origin=origin)] if row.strip() else []
    for cell, is_page in zip(cells, pages, strict=True):
        pieces.extend(cell if is_page else ())
    return pieces


def _joined(texts: Iterable[str]) -> str:
    return " ".join(text.replace("\n", " ").replace("\t", " ") for text in texts)
