"""Fields: their instructions are no text, their results are; a table of contents says nothing of its own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.readers.doc.fib import Span
from auditor.readers.numerals import numeral

_MARKS = re.compile("[\x13-\x15]")
_BEGIN, _SEPARATOR = "\x13", "\x14"
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
# EQ \o(○,1) draws its arguments over each other: a number in a circle, a character under its reading.
_OVERSTRIKE = re.compile(r"\s*EQ\b.*?\\o(?:\\a[lcr])?\s*\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
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
        hidden_until = field.end if _CONTENTS.match(instruction) else field.separator
        drawn = _drawn(instruction) if signs[field.begin] else ""
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


def _drawn(instruction: str) -> str:
    """Return what a field without result draws, "" when it draws nothing."""
    overstrike = _OVERSTRIKE.match(instruction)
    if overstrike is None:
        return ""
    below, _comma, text = overstrike[1].rpartition(",")
    in_circle = below in ("○", "〇", "◯") and text.isdecimal()
    return numeral(int(text), "decimalEnclosedCircle") if in_circle else text
