"""Footnotes: small lines at the foot of a page, and the raised marks in the text that lead to them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from auditor.readers.layout.lines import line_of, rows_of
from auditor.readers.layout.shapes import Line, Run, Zone
from auditor.vocabulary import BlockKind

# In heights of an ordinary character.
_SMALL = 0.88
_MARK_SIZE = 0.75
_RAISED = 0.15

_MARK = re.compile(r"\[?\d{1,2}\]?|〔\d{1,2}〕|[①-⑳*†]")


def without_marks(runs: list[Run]) -> list[Run]:
    """Drop raised figures that a small line on the same page takes up: they are no words of the text."""
    usual = median(run.size for run in runs) if runs else 0.0
    if all(run.size > usual * _SMALL for run in runs):
        return runs
    rows = rows_of(runs)
    taken_up = {_mark(line.text) for line in map(line_of, rows) if line.size <= usual * _SMALL} - {""}
    if not taken_up:
        return runs
    marks = {id(run) for row in rows for run in row[1:] if run.text in taken_up and _is_raised(run, row)}
    return [run for run in runs if id(run) not in marks]


def _is_raised(run: Run, row: list[Run]) -> bool:
    tallest = max(row, key=lambda each: each.size)
    return run.size <= tallest.size * _MARK_SIZE and tallest.y1 - run.y1 >= tallest.size * _RAISED


def _mark(text: str) -> str:
    found = _MARK.match(text)
    return found.group() if found else ""


def starts_note(line: Line) -> bool:
    """Tell whether a line at the foot of a page starts with the mark of a note."""
    return _mark(line.text) != ""


def with_notes(zones: Sequence[Zone], usual: float) -> list[Zone]:
    """Return the zones of a page with the lines of its footnotes told from its text.

    ``usual``: the size of ordinary text in the document.
    """
    result = list(zones)
    last = {zone.frame: place for place, zone in enumerate(zones)}
    for place in last.values():
        lines = zones[place].lines
        first = len(lines)
        while (
            first > 0
            and lines[first - 1].size <= usual * _SMALL
            and lines[first - 1].kind is BlockKind.PARAGRAPH
        ):
            first -= 1
        while first < len(lines) and not starts_note(lines[first]):
            first += 1
        notes = tuple(replace(line, kind=BlockKind.NOTE) for line in lines[first:])
        result[place] = replace(zones[place], lines=lines[:first] + notes)
    return result
