"""Lines become paragraphs, over columns and pages, with the notes at the foot of a page put after them."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from auditor.readers.content import Piece
from auditor.readers.layout.margins import INDENT, SHORT, Margins, ends_sentence, is_numbered, margins_of
from auditor.readers.layout.notes import starts_note
from auditor.readers.layout.shapes import Line, Zone
from auditor.readers.layout.wording import joined_text
from auditor.vocabulary import BlockKind

# In heights of a character.
_RAGGED = 6.0
_SAME_EDGE = 0.5
_LATIN_WIDTH = 0.65
_EVEN_ROOM = -0.25
_RECOGNISED_ROOM = 0.5
_UNEVEN_ROOM = 1.2
# Paragraphs start with an indent of two characters; what stands deeper is indented or centred throughout.
_FIRST_LINE = 2.8
_DEEPEST = 10.0
# In distances of lines.
_APART = 1.3
_OTHER_SIZE = 0.2
# In sizes of ordinary letters.
_TITLE_SIZE = 1.15

# What no line is broken in: a Latin word or figure, a character and the marks that cling to it.
_UNBROKEN = re.compile(
    r"[“‘（《〈【「『〔]*(?:[!-~]+|.)(?:[”’）》〉】」』〕，。、；：？！…—]|[,.;:!?)\]}%][!-~]*)*"
)
_NEVER_FIRST = re.compile(r"[，。、；：？！,;:?!）)》」』]")
_NEVER_LAST = re.compile(r"[，、,（(《“]$")
_WORD_END, _WORD_START = re.compile(r"[A-Za-z\d]$"), re.compile(r"[A-Za-z]|\d+(?![、．.\d])")
_SENTENCE_INSIDE = re.compile(r"[。；：;:].")


class _Placed(NamedTuple):
    """A line with the margins it keeps.

    ``is_below``: the line before it stands above it in its zone. ``apart``: text of other zones does not go
    on into its zone, nor its text into them.
    """

    line: Line
    margins: Margins
    is_below: bool
    apart: bool

    @property
    def indent(self) -> float:
        """How far it starts from the left margin, in characters."""
        return (self.line.x0 - self.margins.left) / self.line.size

    @property
    def lacks(self) -> float:
        """How far it ends from the right margin, in characters."""
        return (self.margins.right - self.line.x1) / self.line.size

    @property
    def is_centred(self) -> bool:
        """Whether it keeps equally far from both margins, and not by the chance of a first line's indent."""
        least = _SAME_EDGE if self.line.size > _TITLE_SIZE * self.margins.size else _FIRST_LINE
        return self.indent > least and abs(self.indent - self.lacks) <= _SAME_EDGE

    @property
    def room(self) -> float:
        """How much more would have fitted on it, in characters."""
        return self.lacks + (self.indent if self.is_centred else 0.0)

    @property
    def is_text(self) -> bool:
        """Whether it is no table row."""
        return self.line.kind is not BlockKind.TABLE_ROW


def paragraphs(zones: Sequence[Zone]) -> Iterator[Piece]:
    """Yield the paragraphs, table rows and notes of zones in reading order."""
    body: list[_Placed] = []
    notes: list[Line] = []
    placed = [
        _Placed(line, margins, place > 0, zone.apart)
        for zone, margins in zip(zones, margins_of(zones), strict=True)
        for place, line in enumerate(zone.lines)
    ]
    for here, following in zip_longest(placed, placed[1:]):
        if here.line.kind is BlockKind.NOTE:
            notes.append(here.line)
            continue
        if body and _starts(body, here, following):
            yield _piece([each.line for each in body])
            yield from _note_pieces(notes)
            body, notes = [], []
        body.append(here)
    if body:
        yield _piece([each.line for each in body])
    yield from _note_pieces(notes)


def _starts(body: Sequence[_Placed], here: _Placed, following: _Placed | None) -> bool:
    """Tell whether a line starts a paragraph; ``body``: the paragraph before it as far as it is known."""
    last = body[-1]
    if not last.is_text or not here.is_text or ((last.apart or here.apart) and not here.is_below):
        return True
    if abs(last.line.size - here.line.size) > _OTHER_SIZE * max(last.line.size, here.line.size):
        return True
    if here.is_below and here.line.y1 - last.line.y1 > _APART * here.margins.pitch_at(here.line.size):
        return True
    if _NEVER_FIRST.match(here.line.text) or _NEVER_LAST.search(last.line.text):
        return False
    if last.room > _room_wanted(last, here):
        return not _is_ragged(last, here)
    if here.indent > INDENT:
        return not _is_indented_throughout(body, here, following)
    if is_numbered(here.line):
        return ends_sentence(last.line) and not here.margins.numbers_indented
    return len(body) == 1 and _is_heading(last) and here.lacks <= SHORT


def _room_wanted(last: _Placed, here: _Placed) -> float:
    """Return how much room what starts a line would have needed at the end of the line before."""
    if _WORD_END.search(last.line.text) and _WORD_START.match(here.line.text):
        return SHORT
    unit = _UNBROKEN.match(here.line.text)
    width = sum(_LATIN_WIDTH if char.isascii() else 1.0 for char in unit.group()) if unit else 1.0
    if not (last.margins.even or last.is_centred):
        return width + _UNEVEN_ROOM
    # Recognised boxes end with the ink: half a character early at a comma.
    return width + _EVEN_ROOM + (_RECOGNISED_ROOM if last.line.confidence < 1 else 0.0)


def _is_ragged(last: _Placed, here: _Placed) -> bool:
    """Tell whether a line only seems to end early, in a text that indents what starts anew."""
    return (
        here.margins.indented
        and last.lacks < (SHORT if last.margins.even else _RAGGED)
        and here.indent <= INDENT
        and not ends_sentence(last.line)
        and not (is_numbered(last.line) and last.indent <= INDENT)
        and not is_numbered(here.line)
    )


def _is_heading(first: _Placed) -> bool:
    """Tell whether a full line is a whole heading, in a text that starts paragraphs without an indent."""
    margins = first.margins
    is_alike = margins.numbers_alone and not margins.indented and is_numbered(first.line)
    return is_alike and not _SENTENCE_INSIDE.search(first.line.text)


def _is_indented_throughout(body: Sequence[_Placed], here: _Placed, following: _Placed | None) -> bool:
    """Tell whether an indented line goes on with a paragraph that is indented or centred as a whole."""
    last = body[-1]
    if ends_sentence(last.line) or is_numbered(here.line):
        return False
    if here.lacks <= SHORT and following and following.is_below:
        return abs(following.indent - here.indent) <= _SAME_EDGE
    if abs(here.indent - last.indent) <= _SAME_EDGE:
        return len(body) > 1 or _FIRST_LINE < here.indent < _DEEPEST
    return here.indent > _FIRST_LINE and (here.is_centred or is_numbered(body[0].line))


def _piece(lines: Sequence[Line]) -> Piece:
    letters = sum(len(line.text) for line in lines)
    confidence = sum(line.confidence * len(line.text) for line in lines) / letters
    return Piece(joined_text(line.text for line in lines), lines[0].kind, confidence=confidence)


def _note_pieces(notes: Sequence[Line]) -> Iterator[Piece]:
    """Yield the notes: each starts with its mark."""
    note: list[Line] = []
    for line in notes:
        if note and starts_note(line):
            yield _piece(note)
            note = []
        note.append(line)
    if note:
        yield _piece(note)
