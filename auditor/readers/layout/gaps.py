"""Tables without drawn lines: rows told by white strips that several lines share."""

from collections.abc import Sequence
from itertools import islice, pairwise

from auditor.readers.layout.lines import line_of
from auditor.readers.layout.shapes import Line
from auditor.vocabulary import BlockKind

_FEWEST_ROWS = 3
# In heights of a character.
_NARROWEST_STRIP = 1.0
_MOST_COLUMNS = 50


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those that make up a table turned into table rows."""
    result: list[Line] = []
    table: list[Line] = []
    for line in lines:
        if not (table and _share_strip(table[-1], line)):
            result += _finished(table)
            table = []
        table.append(line)
    return result + _finished(table)


def _finished(table: list[Line]) -> list[Line]:
    if len(table) < _FEWEST_ROWS:
        return table
    return [line_of(line.segments, BlockKind.TABLE_ROW) for line in table]


def _share_strip(above: Line, below: Line) -> bool:
    narrowest = _NARROWEST_STRIP * max(above.size, below.size)
    return any(
        min(right, other_right) - max(left, other_left) >= narrowest
        for left, right in _gaps(above)
        for other_left, other_right in _gaps(below)
    )


def _gaps(line: Line) -> list[tuple[float, float]]:
    return [(left.x1, right.x0) for left, right in islice(pairwise(line.segments), _MOST_COLUMNS)]
