"""Fields: their instructions are no text, their results are; a table of contents says nothing of its own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.readers.doc.fib import Span
from auditor.readers.field_codes import drawn_by, is_listing

_MARKS = re.compile("[\x13-\x15]")
_BEGIN, _SEPARATOR = "\x13", "\x14"
_LONGEST_INSTRUCTION = 1000


class _Field(NamedTuple):
    """Positions of the marks; ``separator`` is that of the end where there is no result."""

    begin: int
    separator: int
    end: int


def hide_fields(signs: list[str], units: str, span: Span) -> None:
    """Blank out in ``signs`` what of the fields in ``span`` of ``units`` no page shows."""
    changes = []
    for field in _fields(units, span):
        instruction = units[field.begin + 1 : min(field.separator, field.begin + _LONGEST_INSTRUCTION)]
        hidden_until = field.end if is_listing(instruction) else field.separator
        drawn = drawn_by(instruction) if signs[field.begin] else ""
        first = field.begin
        if drawn:
            signs[first] = drawn
            first += 1
        changes += [(first, 1), (hidden_until + 1, -1)]
    depth = start = 0
    for position, change in sorted(changes):
        if depth and position > start:
            signs[start:position] = [""] * (position - start)
        depth += change
        start = position


def _fields(units: str, span: Span) -> Iterator[_Field]:
    """Yield the fields that are closed; one that is left open would swallow the rest of the document."""
    open_fields: list[list[int]] = []
    for mark in _MARKS.finditer(units, span.start, span.end):
        position = mark.start()
        if mark[0] == _BEGIN:
            open_fields.append([position])
        elif mark[0] == _SEPARATOR:
            if open_fields:
                open_fields[-1].append(position)
        elif open_fields:
            begin, *separators = open_fields.pop()
            yield _Field(begin, separators[0] if separators else position, position)
