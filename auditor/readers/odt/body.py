"""The reading order of an OpenDocument text: paragraphs, lists, tables, text boxes, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.readers.content import Piece
from auditor.readers.lists import with_label
from auditor.readers.odt.names import (
    CELL,
    COVERED_CELL,
    DRAW,
    HEADING,
    NOTE,
    OFFICE,
    PARAGRAPH,
    ROW,
    STYLE_NAME,
    SVG,
    TABLE,
    TEXT,
    WHOLE_TABLE,
    Element,
)
from auditor.readers.odt.numbering import Item, Numbering, outline_level
from auditor.readers.odt.styles import Styles
from auditor.readers.tables import row_pieces
from auditor.readers.xml import integer
from auditor.vocabulary import BlockKind

_PARAGRAPHS = frozenset({PARAGRAPH, HEADING})
_SHAPES = frozenset(
    DRAW + name for name in "frame custom-shape g rect ellipse line connector path polygon a".split()
)
_BLOCKS = _PARAGRAPHS | _SHAPES | {WHOLE_TABLE}
_ROWS, _CELLS = frozenset({ROW}), frozenset({CELL, COVERED_CELL})
# What is deleted, a remark, an index that repeats the headings, or no text at all.
_CLOSED = frozenset(
    {TEXT + name for name in "tracked-changes table-of-content illustration-index table-index".split()}
    | {TEXT + name for name in "object-index user-index alphabetical-index bibliography".split()}
    | {TEXT + name for name in "note-citation ruby-text script sequence-decls".split()}
    | {OFFICE + name for name in "annotation forms binary-data document".split()}
    | {SVG + "title", SVG + "desc", DRAW + "object", DRAW + "object-ole"}
)
_BLANKS = re.compile("[ \t\r\n]+")
_MOST_BLANKS = 100
_SIGNS = {TEXT + "tab": " ", TEXT + "line-break": "\n"}

_Blocks = Iterator[tuple[Element, Item | None]]


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of blocks still to be read, and what its paragraphs are on the page."""

    blocks: _Blocks
    kind: BlockKind


class BodyReader:
    """Reads the text of a document once, top to bottom."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._numbering = Numbering(styles)
        self._pieces: list[Piece] = []
        self._runs: list[_Run] = []

    def pieces(self, body: Element) -> list[Piece]:
        """Return paragraphs and rows in reading order; boxes and notes follow the place they hang on."""
        self._begin(body, BlockKind.PARAGRAPH)
        while self._runs:
            run = self._runs[-1]
            block, item = next(run.blocks, (None, None))
            if block is None:
                self._runs.pop()
            elif block.tag in _PARAGRAPHS:
                piece, beside = self._paragraph(block, item, run.kind)
                self._pieces.append(piece)
                self._show_beside(beside)
            elif block.tag == WHOLE_TABLE:
                self._runs.append(_Run(self._numbering.blocks(block, _ROWS, _CLOSED), run.kind))
            elif block.tag == ROW:
                self._row(block, run)
            else:
                self._begin(block, BlockKind.TEXT_BOX)
        return self._pieces

    def _begin(self, root: Element, kind: BlockKind) -> None:
        self._runs.append(_Run(self._numbering.blocks(root, _BLOCKS, _CLOSED), kind))

    def _show_beside(self, beside: list[Element]) -> None:
        """Let text boxes, then notes, follow; what is begun last is read first."""
        notes = [element for element in beside if element.tag == NOTE]
        shapes = [element for element in beside if element.tag != NOTE]
        for element in reversed(notes):
            self._begin(element, BlockKind.NOTE)
        for element in reversed(shapes):
            self._begin(element, BlockKind.TEXT_BOX)

    def _row(self, row: Element, run: _Run) -> None:
        if row.get(TABLE + "visibility", "visible") != "visible":
            return
        cells = list(self._cells(row))
        if len(cells) == 1:
            blocks = list(self._numbering.blocks(cells[0], _BLOCKS, _CLOSED))
            if len(blocks) > 1:  # a frame around a page, not a table
                self._runs.append(_Run(iter(blocks), run.kind))
                return
        beside: list[Element] = []
        inner: list[tuple[Element, Item | None]] = []
        self._pieces.extend(row_pieces([self._cell(cell, run.kind, beside, inner) for cell in cells]))
        self._runs.append(_Run(iter(inner), run.kind))
        self._show_beside(beside)

    def _cells(self, row: Element) -> Iterator[Element]:
        """Yield the cells of a row without those that a cell on their left covers."""
        covered = 0
        for cell, _ in self._numbering.blocks(row, _CELLS, _CLOSED):
            if cell.tag == COVERED_CELL and covered > 0:
                covered -= 1
                continue
            covered = integer(cell.get(TABLE + "number-columns-spanned"), 1) - 1
            yield cell

    def _cell(
        self, cell: Element, kind: BlockKind, beside: list[Element], inner: list[tuple[Element, Item | None]]
    ) -> list[Piece]:
        """Return the paragraphs of a cell; put aside what hangs on them and the tables in it."""
        if cell.tag == COVERED_CELL:
            return []
        pieces = []
        for block, item in self._numbering.blocks(cell, _BLOCKS, _CLOSED):
            if block.tag in _PARAGRAPHS:
                piece, hanging = self._paragraph(block, item, kind)
                beside.extend(hanging)
                pieces.append(piece)
            else:
                inner.append((block, item))
        return [piece for piece in pieces if piece.text]

    def _paragraph(self, element: Element, item: Item | None, kind: BlockKind) -> tuple[Piece, list[Element]]:
        style = self._styles.paragraph(element.get(STYLE_NAME))
        if style.hidden:
            return Piece(""), []
        words, beside = self._words(element)
        text = with_label(self._numbering.label(element, item), words)
        return Piece(text, kind, style.name, outline_level(element) or None), beside

    def _words(self, paragraph: Element) -> tuple[str, list[Element]]:
        """Return the words of a paragraph, and the shapes and notes in it."""
        words: list[str] = []
        beside: list[Element] = []
        todo: list[Element | str] = [paragraph]
        while todo:
            each = todo.pop()
            if isinstance(each, str):
                words.append(_BLANKS.sub(" ", each))
            elif each.tag in _SIGNS:
                words.append(_SIGNS[str(each.tag)])
            elif each.tag == TEXT + "s":
                words.append(" " * min(integer(each.get(TEXT + "c"), 1), _MOST_BLANKS))
            elif each.tag == NOTE or each.tag in _SHAPES:
                beside.append(each)
            elif self._is_shown(each):
                todo.extend(_inside(each))
        return "".join(words).strip(" \n"), beside

    def _is_shown(self, element: Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in _CLOSED:
            return False
        if element.get(TEXT + "is-hidden") == "true":
            return False
        return element.tag != TEXT + "span" or not self._styles.hides(element.get(STYLE_NAME))


def _inside(element: Element) -> Iterator[Element | str]:
    """Yield the contents of ``element`` last to first: texts and the elements between them."""
    for child in reversed(element):
        if child.tail:
            yield child.tail
        yield child
    if element.text:
        yield element.text
