"""Where the words of an RTF file go: the main text, a note, a text box."""

from auditor.readers.content import Piece
from auditor.readers.field_codes import is_contents_line
from auditor.readers.lists import with_label
from auditor.readers.rows import TableRows
from auditor.readers.surrogates import joined


class Story:
    """Collects characters into paragraphs and rows; ``pieces`` are those that are done, in order."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._rows = TableRows()
        self._texts: list[str] = []
        self._label: list[str] = []
        self._boxes: list[Piece] = []
        self._notes: list[Piece] = []

    def write(self, text: str) -> None:
        """Add characters to the open paragraph."""
        self._texts.append(text)

    def write_label(self, text: str) -> None:
        """Add characters to the automatic number of the open paragraph."""
        self._label.append(text)

    def add_boxes(self, pieces: list[Piece]) -> None:
        """Put a text box behind the open paragraph, or behind the row that it stands in."""
        self._boxes += pieces

    def add_notes(self, pieces: list[Piece]) -> None:
        """Put notes there too, behind the text boxes."""
        self._notes += pieces

    def end_paragraph(self, depth: int, style: str, outline_level: int | None) -> None:
        """Close the paragraph; ``depth`` tells how many tables it stands in."""
        piece = Piece(self._taken(), style=style, outline_level=outline_level)
        if depth:
            self._rows.add(depth, piece)
            return
        self.pieces += self._rows.flush()
        if piece.text.strip() and not is_contents_line(style, piece.text):
            self.pieces.append(piece)
        self._place_beside()

    def end_cell(self, depth: int, style: str, outline_level: int | None) -> None:
        """Close the last paragraph of a cell, and the cell."""
        self.end_paragraph(max(depth, 1), style, outline_level)
        self._rows.end_cell(depth)

    def end_row(self, depth: int) -> None:
        """Close a row; what stands in none of its cells is no text."""
        self._taken()
        self.pieces += self._rows.end_row(depth)
        if not self._rows.are_open:
            self._place_beside()

    def finish(self) -> list[Piece]:
        """Close whatever is open and return all pieces."""
        if self._texts or self._label:
            self.end_paragraph(0, "", None)
        self.pieces += self._rows.flush()
        self._place_beside()
        return self.pieces

    def _place_beside(self) -> None:
        self.pieces += self._boxes + self._notes
        self._boxes = []
        self._notes = []

    def _taken(self) -> str:
        text = joined("".join(self._texts))
        label = joined("".join(self._label)).strip()
        self._texts = []
        self._label = []
        # A label without letter or figure is a bullet.
        return with_label(label, text) if any(char.isalnum() for char in label) else text
