"""Runs become lines: doubles of fake bold dropped, what shares a baseline joined from left to right."""

from collections.abc import Iterable, Sequence
from itertools import product
from math import floor

from auditor.readers.layout.shapes import Line, Run
from auditor.vocabulary import BlockKind

# In heights of a character.
_SAME_PLACE = 0.15
WIDE_GAP = 1.5
_BLANK_BETWEEN_WORDS = 0.15
_BLANK = 0.7

_AROUND = tuple(product((-1, 0, 1), repeat=2))


def without_doubles(runs: Iterable[Run]) -> list[Run]:
    """Return the runs with ink, each once: fake bold and shadows draw a text several times over."""
    seen: dict[tuple[str, int, int], Run] = {}
    kept = []
    for run in runs:
        if not run.text.strip():
            continue
        near = run.size * _SAME_PLACE
        column, row = floor(run.x0 / near), floor(run.y0 / near)
        others = (seen.get((run.text, column + right, row + down)) for right, down in _AROUND)
        if any(
            other and abs(other.x0 - run.x0) <= near and abs(other.y0 - run.y0) <= near for other in others
        ):
            continue
        seen[run.text, column, row] = run
        kept.append(run)
    return kept


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Group runs that share a baseline, top to bottom, each group from left to right."""
    rows: list[list[Run]] = []
    tallest: Run | None = None
    for run in sorted(runs, key=lambda each: each.centre):
        if tallest and abs(run.centre - tallest.centre) <= max(run.size, tallest.size) / 2:
            rows[-1].append(run)
            tallest = max(tallest, run, key=lambda each: each.size)
        else:
            rows.append([run])
            tallest = run
    for row in rows:
        row.sort(key=lambda each: each.x0)
    return rows


def segments_of(row: Sequence[Run], widest: float) -> list[Run]:
    """Join the runs of a row to stretches; gaps of ``widest`` characters and more part them."""
    segments = [row[0]]
    for run in row[1:]:
        last = segments[-1]
        gap = (run.x0 - last.x1) / max(run.size, last.size)
        if gap >= widest:
            segments.append(run)
        else:
            segments[-1] = _joined(last, run, gap)
    return segments


def _joined(left: Run, right: Run, gap: float) -> Run:
    text = left.text + (" " if _is_blank(left.text[-1], right.text[0], gap) else "") + right.text
    letters = len(left.text), len(right.text)
    return Run(
        text,
        left.x0,
        min(left.y0, right.y0),
        max(left.x1, right.x1),
        max(left.y1, right.y1),
        max(left, right, key=lambda each: len(each.text)).size,
        (left.confidence * letters[0] + right.confidence * letters[1]) / sum(letters),
    )


def _is_blank(before: str, after: str, gap: float) -> bool:
    """Tell whether a gap is a blank: between Latin words it is narrow, justified Chinese is spread."""
    if before.isspace() or after.isspace():
        return False
    is_word = before.isascii() and after.isascii() and after.isalpha() and not before.isdigit()
    return gap >= (_BLANK_BETWEEN_WORDS if is_word else _BLANK)


def line_of(segments: Sequence[Run], kind: BlockKind = BlockKind.PARAGRAPH) -> Line:
    """Make a line of stretches from left to right; in a table row tabs part them, else blanks."""
    between = "\t" if kind is BlockKind.TABLE_ROW else " "
    letters = sum(len(each.text) for each in segments)
    return Line(
        between.join(each.text for each in segments),
        min(each.x0 for each in segments),
        min(each.y0 for each in segments),
        max(each.x1 for each in segments),
        max(each.y1 for each in segments),
        max(segments, key=lambda each: len(each.text)).size,
        sum(each.confidence * len(each.text) for each in segments) / letters,
        tuple(segments),
        kind,
    )


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Return the lines that runs stand in, top to bottom."""
    return [line_of(segments_of(row, WIDE_GAP)) for row in rows_of(runs)]
