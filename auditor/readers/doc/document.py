"""A binary Word document as a person sees it: paragraphs, rows, notes and text boxes in reading order."""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise, zip_longest
from typing import NamedTuple

from auditor.readers import limits
from auditor.readers.content import Piece
from auditor.readers.doc.binary import plc, u16, u32
from auditor.readers.doc.fib import Fib, Part, Span
from auditor.readers.doc.fields import hide_fields
from auditor.readers.doc.fonts import Fonts
from auditor.readers.doc.formats import Formats
from auditor.readers.doc.lists import Lists
from auditor.readers.doc.paragraphs import Paragraph, Paragraphs, Visible
from auditor.readers.doc.sprms import Sprm
from auditor.readers.doc.styles import StyleSheet
from auditor.readers.doc.text import Text
from auditor.readers.field_codes import is_contents_line
from auditor.readers.lists import ListCounter, with_label
from auditor.readers.rows import TableRows
from auditor.readers.surrogates import joined
from auditor.vocabulary import BlockKind

# Anchors, marks of notes and of fields carry no words; the rest is what a page shows for it.
_SIGNS = dict.fromkeys((*range(9), *range(0xE, 0x20))) | {0xB: "\n", 0xC: "\n", 0x1E: "-", 0x9: " "}
_BODY_LEVEL = 9
_NOTE_MARK_BYTES = 2
_TEXT_BOX_BYTES = 22
_SPARE, _SHAPE_OF_BOX = 8, 14
_SHAPE_BYTES = 26
_PICTURES = ("\x01", "\x08")


class _Beside(NamedTuple):
    """What stands beside the text and hangs on a position in it: a note, a text box."""

    position: int
    kind: BlockKind
    span: Span


class WordDocument:
    """A document of Word 97 to 2003, or of WPS.

    ``revised``: whether it holds marked changes. ``numbered``: whether its list tables could be read.

    Raises:
        IndexError, struct.error, ValueError: the file contradicts itself or breaks off.
        OverflowError: it holds more text than a report can have.
    """

    def __init__(self, fib: Fib, word: bytes, table: bytes, data: bytes) -> None:
        def part(name: Part) -> bytes:
            return fib.part(table, name)

        self._part = part
        self._stories = fib.stories()
        text = Text(word, part(Part.PIECES))
        if max(span.end for span in self._stories.values()) > len(text):
            raise IndexError("stories longer than the text")
        formats = Formats(word, data, part(Part.CHARACTER_PAGES), part(Part.PARAGRAPH_PAGES))
        styles = StyleSheet(part(Part.STYLES))
        splitter = Paragraphs(text, formats, styles, part(Part.SECTIONS))
        self._paragraphs: list[Paragraph] = []
        for span in self._stories.values():
            room = limits.MAX_STRETCHES - len(self._paragraphs)
            self._paragraphs += islice(splitter.within(span), room + 1)
        if len(self._paragraphs) > limits.MAX_STRETCHES:
            raise OverflowError("more paragraphs than a report can have")
        self._starts = [paragraph.start for paragraph in self._paragraphs]
        visible = Visible(text, formats, styles, self._paragraphs)
        self._signs = visible.signs
        visible.draw_symbols(Fonts(part(Part.FONTS)))
        self.revised = visible.revised
        for span in self._stories.values():
            hide_fields(self._signs, text.units, span)
        self._lists = _lists(fib, table)
        self.numbered = self._lists is not None
        self._counter = ListCounter()
        self.has_pictures = any(sign in self._signs for sign in _PICTURES)
        self._beside = self._text_boxes()
        self._beside += self._notes("footnotes", Part.FOOTNOTE_MARKS, Part.FOOTNOTES)
        self._beside += self._notes("endnotes", Part.ENDNOTE_MARKS, Part.ENDNOTES)
        self._beside.sort(key=lambda each: each.position)
        self._positions = [each.position for each in self._beside]

    def pieces(self) -> Iterator[Piece]:
        """Yield what the document says; text boxes and notes follow the place they hang on."""
        yield from self._story(self._stories["main"])

    def _story(self, span: Span) -> Iterator[Piece]:
        rows = TableRows()
        beside: list[_Beside] = []
        for paragraph, text in self._merged(span):
            depth = paragraph.depth
            beside += self._hanging_on(paragraph)
            if not depth:
                yield from rows.flush()
                if not is_contents_line(paragraph.style.name, text):
                    yield self._piece(paragraph, text)
            elif paragraph.ends_row:
                yield from rows.end_row(depth)
            else:
                rows.add(depth, self._piece(paragraph, text))
                if paragraph.ends_cell:
                    rows.end_cell(depth)
            if not rows.are_open:
                yield from self._beside_text(beside)
                beside = []
        yield from rows.flush()
        yield from self._beside_text(beside)

    def _merged(self, span: Span) -> Iterator[tuple[Paragraph, str]]:
        """Yield the paragraphs as they are seen: one whose end is deleted or hidden runs on into the next."""
        first = bisect_left(self._starts, span.start)
        paragraphs = self._paragraphs[first : bisect_left(self._starts, span.end)]
        text = ""
        for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
            text += "".join(self._signs[paragraph.start : paragraph.mark])
            if self._runs_on(paragraph):
                if following is not None and following.depth == paragraph.depth:
                    continue
                if not text:
                    continue
            yield paragraph, text
            text = ""

    def _runs_on(self, paragraph: Paragraph) -> bool:
        if not paragraph.end_sign or paragraph.ends_cell or paragraph.ends_row:
            return False
        return not self._signs[paragraph.mark]

    def _piece(self, paragraph: Paragraph, text: str) -> Piece:
        text = joined(text).translate(_SIGNS)
        numbering = self._lists.numbering(paragraph.said) if self._lists else None
        if numbering:
            text = with_label(self._counter.label(*numbering), text)
        level = paragraph.said.get(Sprm.OUTLINE_LEVEL, _BODY_LEVEL)
        return Piece(
            text, style=paragraph.style.name, outline_level=level + 1 if level < _BODY_LEVEL else None
        )

    def _notes(self, story: str, marks: Part, notes: Part) -> list[_Beside]:
        positions = plc(self._part(marks), _NOTE_MARK_BYTES).positions[:-1]
        spans = _spans(plc(self._part(notes), 0).positions, self._stories[story])
        return [
            _Beside(mark, BlockKind.NOTE, span)
            for mark, span in zip(positions, spans, strict=False)
            if self._is_seen(mark)
        ]

    def _text_boxes(self) -> list[_Beside]:
        """Return the text boxes that are in use; those of a group of shapes hang on the end of the text."""
        shapes = plc(self._part(Part.SHAPES), _SHAPE_BYTES)
        anchors = {u32(item, 0): at for at, item in zip(shapes.positions, shapes.items, strict=False)}
        boxes = plc(self._part(Part.TEXT_BOXES), _TEXT_BOX_BYTES)
        spans = _spans(boxes.positions, self._stories["text boxes"])
        last = self._stories["main"].end - 1
        found = []
        for span, item in zip(spans, boxes.items, strict=False):
            anchor = anchors.get(u32(item, _SHAPE_OF_BOX), last)
            is_spare = u16(item, _SPARE)
            if not is_spare and (anchor >= last or self._is_seen(anchor)):
                found.append(_Beside(min(anchor, last), BlockKind.TEXT_BOX, span))
        return found

    def _is_seen(self, position: int) -> bool:
        return position < self._stories["main"].end and bool(self._signs[position])

    def _hanging_on(self, paragraph: Paragraph) -> list[_Beside]:
        first = bisect_left(self._positions, paragraph.start)
        found = self._beside[first : bisect_right(self._positions, paragraph.mark)]
        return sorted(found, key=lambda each: each.kind is BlockKind.NOTE)

    def _beside_text(self, beside: list[_Beside]) -> Iterator[Piece]:
        for each in beside:
            for piece in self._story(each.span):
                yield replace(piece, kind=each.kind)


def _lists(fib: Fib, table: bytes) -> Lists | None:
    """Return the lists; a report whose list tables are odd is still worth reading, so None for these."""
    try:
        return Lists(*fib.part_and_rest(table, Part.LISTS), fib.part(table, Part.LIST_USES))
    except (IndexError, struct.error):
        return None


def _spans(positions: tuple[int, ...], story: Span) -> list[Span]:
    """Return the parts of a story that follow each other at ``positions`` counted from its start."""
    if list(positions) != sorted(positions):
        raise IndexError("parts of a story in disorder")
    return [
        Span(story.start + start, min(story.start + end, story.end)) for start, end in pairwise(positions)
    ]
