"""The paragraphs of a binary Word document and the characters of theirs that a page shows."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from auditor.readers.doc.binary import plc
from auditor.readers.doc.fib import Span
from auditor.readers.doc.fonts import Fonts
from auditor.readers.doc.formats import Formats
from auditor.readers.doc.sprms import Properties, Sprm, toggled
from auditor.readers.doc.styles import Style, StyleSheet
from auditor.readers.doc.text import Text

CELL_END = "\x07"
_ENDS = re.compile("[\r\x07\x0c]")
_PAGE_BREAK = "\x0c"
_SECTION_BYTES = 12
# A character put in from a table of symbols is a bracket in the text; typed ones are codes of private use.
_SYMBOL = "("
_SYMBOLS = re.compile("[(\uf000-\uf0ff]")


class Paragraph(NamedTuple):
    """Characters ``start`` to ``mark``, which is the position of the paragraph's end sign.

    ``said``: what its style and the paragraph itself say. ``end_sign``: "" when the story stops without one.
    """

    start: int
    mark: int
    end_sign: str
    style: Style
    said: Properties

    @property
    def depth(self) -> int:
        """How many tables it stands in, one in the other."""
        depth = self.said.get(Sprm.TABLE_DEPTH, 0)
        return max(depth, 1) if self.said.get(Sprm.IN_TABLE) or self.end_sign == CELL_END else depth

    @property
    def ends_row(self) -> bool:
        """Whether it is the end of a table row, which has no words."""
        return bool(self.said.get(Sprm.ROW_END) or self.said.get(Sprm.INNER_ROW_END))

    @property
    def ends_cell(self) -> bool:
        """Whether it is the last one of its cell."""
        return self.end_sign == CELL_END or bool(self.said.get(Sprm.INNER_CELL_END))


class Paragraphs:
    """Takes stories apart into paragraphs."""

    def __init__(self, text: Text, formats: Formats, styles: StyleSheet, sections: bytes) -> None:
        self._text = text
        self._formats = formats
        self._styles = styles
        self._section_ends = frozenset(plc(sections, _SECTION_BYTES).positions)

    def within(self, span: Span) -> Iterator[Paragraph]:
        """Yield the paragraphs of a story, or of a part of one."""
        units = self._text.units
        start = span.start
        for end in _ENDS.finditer(units, span.start, span.end):
            mark = end.start()
            # The sign of a page break ends a paragraph only where a section ends.
            if end[0] != _PAGE_BREAK or mark + 1 in self._section_ends:
                yield self._paragraph(start, mark, end[0])
                start = mark + 1
        if start < span.end:
            yield self._paragraph(start, span.end, "")

    def _paragraph(self, start: int, mark: int, end_sign: str) -> Paragraph:
        offset, piece = self._text.place(min(mark, len(self._text) - 1))
        said = self._formats.paragraphs.at(offset) | piece.changes
        style = self._styles.style(said.get(Sprm.STYLE, 0))
        return Paragraph(start, mark, end_sign, style, style.said | said)


class Visible:
    """The signs of a document by position, "" where none is to be seen.

    ``revised``: whether changes are marked in it; they are taken as accepted.
    """

    def __init__(self, text: Text, formats: Formats, styles: StyleSheet, paragraphs: list[Paragraph]) -> None:
        self.signs = list(text.units)
        self.revised = False
        self._units = text.units
        self._text = text
        self._formats = formats
        self._styles = styles
        self._paragraphs = paragraphs
        self._starts = [paragraph.start for paragraph in paragraphs]
        for paragraph in paragraphs:
            if paragraph.style.hidden:
                self._show(paragraph.start, paragraph.mark + 1, shown=False)
        for start, end, said in formats.characters.in_text(text):
            self._apply(start, end, said)

    def draw_symbols(self, fonts: Fonts) -> None:
        """Put the signs that symbol fonts draw in the place of their codes."""
        for match in _SYMBOLS.finditer(self._units):
            position = match.start()
            if self.signs[position]:
                self.signs[position] = self._drawn(position, fonts)

    def _drawn(self, position: int, fonts: Fonts) -> str:
        said = self._formats.characters.at(self._text.place(position)[0])
        if self._units[position] != _SYMBOL:
            return fonts.sign(said.get(Sprm.CHAR_FONT, 0), ord(self._units[position]))
        if Sprm.CHAR_SYMBOL not in said:
            return _SYMBOL
        return fonts.sign(said[Sprm.CHAR_SYMBOL] & 0xFFFF, said[Sprm.CHAR_SYMBOL] >> 16)

    def _apply(self, start: int, end: int, said: Properties) -> None:
        deleted = bool(said.get(Sprm.CHAR_DELETED))
        self.revised = self.revised or deleted or bool(said.get(Sprm.CHAR_INSERTED))
        if deleted:
            self._show(start, end, shown=False)
            return
        if Sprm.CHAR_HIDDEN in said or Sprm.CHAR_STYLE in said:
            self._hide_by_style(start, end, said)

    def _hide_by_style(self, start: int, end: int, said: Properties) -> None:
        by_style = self._styles.style(said[Sprm.CHAR_STYLE]).hidden if Sprm.CHAR_STYLE in said else False
        first = max(bisect_right(self._starts, start) - 1, 0)
        for place in range(first, bisect_right(self._starts, end - 1)):
            paragraph = self._paragraphs[place]
            # A style of characters turns round what the style of the paragraph says.
            hidden = toggled(paragraph.style.hidden != by_style, said.get(Sprm.CHAR_HIDDEN))
            if hidden != paragraph.style.hidden:
                inside = max(start, paragraph.start), min(end, paragraph.mark + 1)
                self._show(*inside, shown=not hidden)

    def _show(self, start: int, end: int, *, shown: bool) -> None:
        end = min(end, len(self.signs))
        if start < end:
            self.signs[start:end] = self._units[start:end] if shown else [""] * (end - start)
