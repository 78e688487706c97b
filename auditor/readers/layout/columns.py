"""Reading order on a page: columns are found by their gutter before lines are joined across it."""

from collections import Counter
from collections.abc import Sequence

from auditor.readers.layout.lines import line_of, rows_of, segments_of
from auditor.readers.layout.shapes import Box, Line, Run

# In heights of a character.
_NARROWEST_GUTTER = 0.8
_RAGGED = 3.0
_SAME_EDGE_POINTS = 4.0
_FEWEST_ROWS = 5
_FULL_SHARE = 0.5
_CROSSING_SHARE = 0.25
# Cells of a table are shorter than the lines of a column.
_SHORTEST_MEAN = 7
_MOST_EDGES = 6
_DEEPEST = 2


def boxes_of(runs: Sequence[Run]) -> list[Box]:
    """Join runs to stretches so short that none of them reaches over a gutter."""
    return [segment for row in rows_of(runs) for segment in segments_of(row, _NARROWEST_GUTTER)]


def gutter_of(boxes: Sequence[Box]) -> float | None:
    """Return an x in the white strip between two columns of running text, None when there is none."""
    first, last = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    edges = Counter(round(box.x0 / _SAME_EDGE_POINTS) for box in boxes if box.x0 > first + (last - first) / 5)
    for edge, count in edges.most_common(_MOST_EDGES):
        if count < _FEWEST_ROWS:
            return None
        gutter = _tested(boxes, (edge - 0.5) * _SAME_EDGE_POINTS)
        if gutter is not None:
            return gutter
    return None


def columns_of(
    boxes: Sequence[Box], elsewhere: Sequence[float], path: str = ""
) -> list[tuple[str, list[Box]]]:
    """Part the boxes of a page into zones in reading order, each with its place among the columns.

    ``elsewhere``: gutters of other pages, for a page too empty to show its own.
    """
    if len(path) >= _DEEPEST or not boxes:
        return [(path, list(boxes))]
    gutter = gutter_of(boxes)
    if gutter is None:
        gutter = next((each for each in elsewhere if _is_clear(boxes, each)), None)
        if gutter is None:
            return [(path, list(boxes))]
        return [
            (path + side, members)
            for side, members in zip("01", _sides(boxes, gutter), strict=True)
            if members
        ]
    zones: list[tuple[str, list[Box]]] = []
    for band in _bands(boxes, gutter):
        left, right = _sides(band, gutter)
        if left and right:
            zones += columns_of(left, (), path + "0")
            zones += columns_of(right, (), path + "1")
        elif zones and zones[-1][0] == path:
            zones[-1][1].extend(band)
        else:
            zones.append((path, band))
    return zones


def _is_clear(boxes: Sequence[Box], gutter: float) -> bool:
    return not any(box.x0 < gutter < box.x1 for box in boxes)


def _sides(boxes: Sequence[Box], gutter: float) -> tuple[list[Box], list[Box]]:
    """Return the boxes left and right of a gutter; what crosses it is on neither side."""
    return [box for box in boxes if box.x1 <= gutter], [box for box in boxes if box.x0 >= gutter]


def _bands(boxes: Sequence[Box], gutter: float) -> list[list[Box]]:
    """Part boxes from top to bottom into those beside the gutter and those across it."""
    bands: list[list[Box]] = []
    across_before = None
    for box in sorted(boxes, key=lambda each: each.centre):
        across = box.x0 < gutter < box.x1
        if across != across_before:
            bands.append([])
        bands[-1].append(box)
        across_before = across
    return bands


def _tested(boxes: Sequence[Box], edge: float) -> float | None:
    """Return the middle of the gutter left of ``edge`` if columns of full lines stand on both sides."""
    left, right = _sides(boxes, edge)
    if not left or not right:
        return None
    top = max(min(box.y0 for box in side) for side in (left, right))
    bottom = min(max(box.y1 for box in side) for side in (left, right))
    left, right = ([box for box in side if top <= box.centre <= bottom] for side in (left, right))
    crossing = sum(box.x0 < edge < box.x1 and top <= box.centre <= bottom for box in boxes)
    if crossing > _CROSSING_SHARE * (len(left) + len(right)):
        return None
    if not _is_column(left) or not _is_column(right):
        return None
    beside = max(box.x1 for box in left)
    size = min(left[0].size, right[0].size)
    return (beside + edge) / 2 if edge - beside >= size * _NARROWEST_GUTTER / 2 else None


def _is_column(boxes: Sequence[Box]) -> bool:
    runs = [box for box in boxes if isinstance(box, Run)]
    if not runs or sum(len(run.text) for run in runs) < _SHORTEST_MEAN * len(runs):
        return False
    lines: list[Line] = [line_of(row) for row in rows_of(runs)]
    right = max(line.x1 for line in lines)
    full = sum(line.x1 >= right - _RAGGED * line.size for line in lines)
    return len(lines) >= _FEWEST_ROWS and full >= _FULL_SHARE * len(lines)
