"""The reading order of a Word document: paragraphs, tables, text boxes, notes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from auditor.readers.content import Piece
from auditor.readers.docx.fields import Fields, closed_fields
from auditor.readers.docx.names import (
    CELL,
    CELL_DELETED,
    CHUNK,
    DELETED,
    ENDNOTE_REFERENCE,
    FOOTNOTE_REFERENCE,
    PARAGRAPH,
    RELATION,
    ROW,
    TABLE,
    TEXT_BOX,
    VALUE,
    Element,
    W,
    switch,
)
from auditor.readers.docx.numbering import Numbering
from auditor.readers.docx.paragraphs import Paragraph, Story
from auditor.readers.docx.styles import Styles
from auditor.readers.docx.tree import through
from auditor.readers.lists import ListCounter
from auditor.readers.tables import row_pieces
from auditor.vocabulary import BlockKind

_BLOCKS = frozenset({PARAGRAPH, TABLE, CHUNK})
_ROWS = frozenset({ROW})
_CELLS = frozenset({CELL})

# Reads a document pasted whole into this one, by the id of its relation.
ChunkReader = Callable[[str], list[Piece]]
# The element of a note by the tag of its reference and its id.
Notes = dict[tuple[str, str], Element]


@dataclass(frozen=True, slots=True)
class WordTree:
    """The parts of a Word document that hold its text. None: the file has no such part."""

    body: Element
    styles: Element | None = None
    numbering: Element | None = None
    notes: Notes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Flow:
    """What paragraphs have in common that are read as one text: the body, a text box, the notes."""

    kind: BlockKind
    fields: Fields
    counter: ListCounter


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of blocks still to be read."""

    blocks: Iterator[Element]
    flow: _Flow
    story: Story


class BodyReader:
    """Reads the text of a document once, top to bottom."""

    def __init__(self, tree: WordTree, read_chunk: ChunkReader) -> None:
        self._tree = tree
        self._read_chunk = read_chunk
        self._styles = Styles(tree.styles)
        self._numbering = Numbering(tree.numbering, self._styles)
        self._closed = closed_fields(tree.body).union(*map(closed_fields, tree.notes.values()))
        self._note_counters = {FOOTNOTE_REFERENCE: ListCounter(), ENDNOTE_REFERENCE: ListCounter()}
        self._noted: set[Element] = set()
        self._pieces: list[Piece] = []
        self._runs: list[_Run] = []

    def pieces(self) -> list[Piece]:
        """Return paragraphs and rows in reading order; boxes and notes follow the place they hang on."""
        self._begin(through(self._tree.body, _BLOCKS), self._flow(BlockKind.PARAGRAPH, ListCounter()))
        while self._runs:
            run = self._runs[-1]
            block = next(run.blocks, None)
            if block is None:
                self._runs.pop()
                self._show(run.story.rest(), run.flow.kind)
            elif block.tag == PARAGRAPH:
                self._show(run.story.add(block), run.flow.kind)
            elif block.tag == TABLE:
                self._begin(through(block, _ROWS), run.flow)
            elif block.tag == ROW:
                self._row(block, run)
            else:
                self._pieces.extend(self._read_chunk(block.get(RELATION + "id", "")))
        return self._pieces

    def _flow(self, kind: BlockKind, counter: ListCounter) -> _Flow:
        return _Flow(kind, Fields(self._closed), counter)

    def _begin(self, blocks: Iterator[Element], flow: _Flow) -> None:
        self._runs.append(_Run(blocks, flow, self._story(flow)))

    def _story(self, flow: _Flow) -> Story:
        return Story(self._styles, self._numbering, flow.fields, flow.counter)

    def _show(self, paragraph: Paragraph | None, kind: BlockKind) -> None:
        if paragraph is None:
            return
        self._pieces.append(_piece(paragraph, kind))
        self._show_beside(paragraph.beside)

    def _row(self, row: Element, run: _Run) -> None:
        properties = row.find(W + "trPr")
        if properties is not None and (
            properties.find(DELETED) is not None or switch(properties, W + "hidden")
        ):
            return
        cells = [cell for cell in through(row, _CELLS) if not _is_gone(cell)]
        if len(cells) == 1:
            blocks = list(through(cells[0], _BLOCKS))
            if len(blocks) > 1:  # a frame around a page, not a table
                self._begin(iter(blocks), run.flow)
                return
        beside: list[Element] = []
        inner: list[Element] = []
        texts = [self._cell(cell, run.flow, beside, inner) for cell in cells]
        self._pieces.extend(row_pieces(texts))
        if inner:
            self._begin(iter(inner), run.flow)
        self._show_beside(tuple(beside))

    def _cell(self, cell: Element, flow: _Flow, beside: list[Element], inner: list[Element]) -> list[Piece]:
        """Return the paragraphs of a cell; put aside what hangs on them and the tables in it."""
        if _goes_on_from_above(cell):
            return []
        story = self._story(flow)
        found = []
        for block in through(cell, _BLOCKS):
            if block.tag == PARAGRAPH:
                found.append(story.add(block))
            else:
                inner.append(block)
        found.append(story.rest())
        paragraphs = [each for each in found if each is not None]
        beside.extend(element for each in paragraphs for element in each.beside)
        pieces = [_piece(each, flow.kind) for each in paragraphs]
        return [piece for piece in pieces if piece.text.strip()]

    def _show_beside(self, beside: tuple[Element, ...]) -> None:
        """Let text boxes, then notes, follow; what is begun last is read first."""
        for element in reversed(beside):
            if element.tag in (FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE):
                note = self._tree.notes.get((element.tag, element.get(W + "id", "")))
                if note is not None and note not in self._noted:
                    self._noted.add(note)
                    self._begin(
                        through(note, _BLOCKS), self._flow(BlockKind.NOTE, self._note_counters[element.tag])
                    )
        for element in reversed(beside):
            if element.tag == TEXT_BOX:
                self._begin(through(element, _BLOCKS), self._flow(BlockKind.TEXT_BOX, ListCounter()))
        self._pieces.extend(
            Piece(element.get("string", ""), BlockKind.TEXT_BOX)
            for element in beside
            if element.tag.endswith("}textpath") and element.get("string")
        )


def _piece(paragraph: Paragraph, kind: BlockKind) -> Piece:
    return Piece(paragraph.shown, kind, paragraph.style, paragraph.outline_level, origin=paragraph.origin)


def _is_gone(cell: Element) -> bool:
    """Tell whether a cell is deleted, or merged into the cell on its left."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return False
    return properties.find(CELL_DELETED) is not None or _is_merged(properties, W + "hMerge")


def _goes_on_from_above(cell: Element) -> bool:
    properties = cell.find(W + "tcPr")
    return properties is not None and _is_merged(properties, W + "vMerge")


def _is_merged(properties: Element, direction: str) -> bool:
    merge = properties.find(direction)
    return merge is not None and merge.get(VALUE) != "restart"
