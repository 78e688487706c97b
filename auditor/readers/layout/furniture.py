"""What pages carry beside the text: running headers and footers, page numbers, watermarks."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import islice, takewhile
from statistics import median_low
from typing import NamedTuple

from auditor.readers.layout.lines import line_of, rows_of
from auditor.readers.layout.shapes import Run

_EDGE_ROWS = 3
# In heights of the page.
_OUTER = 0.12
_SAME_HEIGHT = 0.02
_FEWEST_REPEATS = 2
_REPEATED_SHARE = 0.3
# In heights of an ordinary character.
_WATERMARK_SIZE = 2.0
_MOST_LETTERS = 200
_LONGEST_NUMBER = 40
_MOST_FIGURES = 20

_DASH = r"[-‐–—―−_~·•.\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}第?\s*(?:page|p\.)?\s*\d{{1,4}}\s*页?(?:\s*(?:[/,，]|of)?\s*[(]?共?\s*\d{{1,4}}\s*页?[)]?)?{_DASH}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")


class Sheet(NamedTuple):
    """A page on its way to be read: its height and the runs that are left."""

    height: float
    runs: list[Run]


class _Row(NamedTuple):
    """A row near the edge of a page. ``distance``: from that edge, in heights of the page."""

    text: str
    distance: float


def without_watermarks(runs: list[Run]) -> list[Run]:
    """Drop what is written in huge letters across several lines of the text."""
    if not runs:
        return runs
    huge = median_low(run.size for run in runs) * _WATERMARK_SIZE
    if not 0 < sum(run.size >= huge for run in runs) <= _MOST_LETTERS:
        return runs
    lines = [line_of(row) for row in rows_of(run for run in runs if run.size < huge)]

    def is_across(run: Run) -> bool:
        under = (line for line in lines if line.x0 < run.x1 and run.x0 < line.x1)
        return sum(run.y0 < line.centre < run.y1 for line in under) > 1

    return [run for run in runs if run.size < huge or not is_across(run)]


def without_furniture(sheets: Sequence[Sheet]) -> list[list[Run]]:
    """Return the runs of every page without the rows at its edges that pages share, and page numbers."""
    pages = [rows_of(sheet.runs) for sheet in sheets]
    heights = [sheet.height for sheet in sheets]
    above = _furniture([_top(rows, height) for rows, height in zip(pages, heights, strict=True)])
    below = _furniture([_bottom(rows, height) for rows, height in zip(pages, heights, strict=True)])
    return [
        [run for row in rows[first : max(first, len(rows) - last)] for run in row]
        for rows, first, last in zip(pages, above, below, strict=True)
    ]


def _top(rows: list[list[Run]], height: float) -> list[_Row]:
    lines = (line_of(row) for row in rows[:_EDGE_ROWS])
    return [_Row(_plain(line.text), line.centre / height) for line in lines]


def _bottom(rows: list[list[Run]], height: float) -> list[_Row]:
    lines = (line_of(row) for row in rows[: -_EDGE_ROWS - 1 : -1])
    return [_Row(_plain(line.text), 1 - line.centre / height) for line in lines]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _furniture(edges: list[list[_Row]]) -> list[int]:
    """Return how many rows from the edge inwards are furniture, for every page."""
    distances: dict[Hashable, list[float]] = defaultdict(list)
    for number, rows in enumerate(edges, 1):
        for row in rows:
            for mark in _marks(row.text, number):
                distances[mark].append(row.distance)
    for places in distances.values():
        places.sort()
    enough = max(_FEWEST_REPEATS, _REPEATED_SHARE * sum(map(bool, edges)))

    def is_furniture(row: _Row, number: int) -> bool:
        if row.distance > _OUTER:
            return False
        return _is_page_number(row.text, number) or any(
            _around(distances[mark], row.distance) >= enough for mark in _marks(row.text, number)
        )

    counts = []
    for number, rows in enumerate(edges, 1):
        inwards = takewhile(bool, (is_furniture(row, number) for row in rows))
        counts.append(sum(inwards))
    return counts


def _marks(text: str, number: int) -> Iterator[Hashable]:
    """Yield what makes rows of different pages the same: the text, or figures that count the pages."""
    yield text
    masked = _NUMBER.sub("#", text)
    for place, match in enumerate(islice(_NUMBER.finditer(text), _MOST_FIGURES)):
        yield masked, place, int(match.group()[:9]) - number


def _around(places: list[float], distance: float) -> int:
    return bisect_right(places, distance + _SAME_HEIGHT) - bisect_left(places, distance - _SAME_HEIGHT)


def _is_page_number(text: str, number: int) -> bool:
    if _NUMBER.fullmatch(text):
        return int(text[:9]) == number
    return len(text) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None
