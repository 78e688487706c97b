"""Lines become paragraphs, over columns and pages, with the notes at the foot of a page put after them."""

from collections.abc import Iterator, Sequence

from auditor.readers.content import Piece
from auditor.readers.layout.margins import INDENT, SHORT, Margins, ends_sentence, is_numbered, margins_of
from auditor.readers.layout.notes import starts_note
from auditor.readers.layout.shapes import Line, Zone
from auditor.readers.layout.wording import joined_text
from auditor.vocabulary import BlockKind

# In heights of a character.
_RAGGED = 6.0
_HANGING = 0.8
_SAME_EDGE = 0.5
_OTHER_SIZE = 0.2
# In distances of lines.
_APART = 1.3


def paragraphs(zones: Sequence[Zone]) -> Iterator[Piece]:
    """Yield the paragraphs and table rows of zones in reading order."""
    body: list[Line] = []
    notes: list[Line] = []
    before: Margins | None = None
    for zone, margins in zip(zones, margins_of(zones), strict=True):
        for place, line in enumerate(zone.lines):
            if line.kind is BlockKind.NOTE:
                notes.append(line)
                continue
            if body and (before is None or _starts(body[-1], before, line, margins, is_below=place > 0)):
                yield _piece(body)
                yield from _note_pieces(notes)
                body, notes = [], []
            body.append(line)
            before = margins
    if body:
        yield _piece(body)
    yield from _note_pieces(notes)


def _starts(last: Line, before: Margins, line: Line, margins: Margins, *, is_below: bool) -> bool:
    """Tell whether ``line`` starts a paragraph; ``is_below``: it stands under ``last`` in the same zone."""
    if BlockKind.TABLE_ROW in (last.kind, line.kind):
        return True
    if abs(last.size - line.size) > _OTHER_SIZE * max(last.size, line.size):
        return True
    if is_below and line.y1 - last.y1 > _APART * margins.pitch:
        return True
    if before.lacks(last) > SHORT:
        return not _is_ragged(last, before, line, margins)
    if margins.indent(line) > INDENT:
        return not _hangs(last, before, line, margins)
    return is_numbered(line) and ends_sentence(last) and not margins.numbers_indented


def _is_ragged(last: Line, before: Margins, line: Line, margins: Margins) -> bool:
    """Tell whether ``last`` only ends early because the next word did not fit."""
    return (
        margins.indented
        and before.lacks(last) < _RAGGED
        and margins.indent(line) <= INDENT
        and not ends_sentence(last)
        and not is_numbered(last)
        and not is_numbered(line)
    )


def _hangs(last: Line, before: Margins, line: Line, margins: Margins) -> bool:
    """Tell whether an indented line goes on with a paragraph that is indented as a whole."""
    if ends_sentence(last) or is_numbered(line):
        return False
    inwards = margins.indent(line) - before.indent(last)
    as_deep = abs(inwards) <= _SAME_EDGE and before.indent(last) > INDENT
    return as_deep or (is_numbered(last) and inwards > _HANGING)


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
