"""Tables told by the lines drawn around their cells."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.readers.layout.lines import line_of, lines_of
from auditor.readers.layout.shapes import Block, Line, Rule, Run, Zone
from auditor.readers.layout.wording import joined_text
from auditor.vocabulary import BlockKind

_SAME_POINTS = 2.0
_SHORTEST_RULE = 6.0
_FEWEST_RULES = 4
_MOST_STEPS = 2_000_000
# A cell with more text than this holds paragraphs and headings of its own.
_LONGEST_CELL = 200
_FEWEST_LINES = 4


class _Cell(NamedTuple):
    """A cell by the places of the lines around it."""

    top: float
    left: float
    bottom: float
    right: float


class _Side(NamedTuple):
    """A drawn line: its place across, and from where to where it runs."""

    at: float
    start: float
    end: float


def ruled_rows(runs: Sequence[Run], rules: Sequence[Rule]) -> tuple[list[Block], list[Run]]:
    """Return the table rows that drawn lines make of ``runs``, and the runs that stand in none."""
    if len(rules) < _FEWEST_RULES or len(rules) * len(runs) > _MOST_STEPS:
        return [], list(runs)
    grid = _Grid(rules)
    cells: dict[_Cell, list[Run]] = defaultdict(list)
    free: list[Run] = []
    for run in runs:
        cell = grid.around((run.x0 + run.x1) / 2, run.centre)
        (cells[cell] if cell else free).append(run)
    rows: list[list[_Cell]] = []
    for cell in sorted(cells):
        if rows and cell.top == rows[-1][0].top:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    blocks: list[Block] = []
    for table in _tables(rows):
        columns = sorted({cell.left for row in table for cell in row})
        for row in table:
            if len(row) == 1:
                free += cells[row[0]]
            else:
                blocks.append(_block([(cell, lines_of(cells[cell])) for cell in row], columns))
    return blocks, free


def _tables(rows: list[list[_Cell]]) -> list[list[list[_Cell]]]:
    """Group rows that follow close under one another."""
    tables: list[list[list[_Cell]]] = []
    bottom = float("-inf")
    for row in rows:
        if row[0].top > bottom + _SAME_POINTS:
            tables.append([])
        tables[-1].append(row)
        bottom = max(bottom, *(cell.bottom for cell in row))
    return tables


def _block(row: list[tuple[_Cell, list[Line]]], columns: list[float]) -> Block:
    texts = {cell.left: joined_text(line.text for line in lines) for cell, lines in row}
    all_lines = [line for _cell, lines in row for line in lines]
    if any(len(texts[cell.left]) > _LONGEST_CELL and len(lines) >= _FEWEST_LINES for cell, lines in row):
        zones = tuple(
            Zone(tuple(lines), (0, f"{cell.left:.0f} {cell.right:.0f}"), apart=True) for cell, lines in row
        )
    else:
        zones = (Zone((_row_line(row, texts, columns, all_lines),), (0, "")),)
    return Block(
        min(line.x0 for line in all_lines),
        min(line.y0 for line in all_lines),
        max(line.x1 for line in all_lines),
        max(line.y1 for line in all_lines),
        all_lines[0].size,
        zones,
    )


def _row_line(
    row: list[tuple[_Cell, list[Line]]], texts: dict[float, str], columns: list[float], lines: list[Line]
) -> Line:
    """Make one line of a row; an empty cell leaves its tab, a cell over several columns takes one."""
    words = [
        texts.get(left, "")
        for left in columns
        if left in texts or not any(cell.left < left < cell.right for cell, _lines in row)
    ]
    whole = line_of([segment for line in lines for segment in line.segments], BlockKind.TABLE_ROW)
    return Line(
        "\t".join(words).rstrip("\t"),
        whole.x0,
        whole.y0,
        whole.x1,
        whole.y1,
        whole.size,
        whole.confidence,
        (),
        BlockKind.TABLE_ROW,
    )


class _Grid:
    """The drawn lines of a page, to be asked which of them stand around a point."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        across, upright = [], []
        for rule in rules:
            width, height = rule.x1 - rule.x0, rule.y1 - rule.y0
            if width > height and width >= _SHORTEST_RULE:
                across.append(_Side((rule.y0 + rule.y1) / 2, rule.x0, rule.x1))
            elif height > width and height >= _SHORTEST_RULE:
                upright.append(_Side((rule.x0 + rule.x1) / 2, rule.y0, rule.y1))
        self._across = _snapped(across)
        self._upright = _snapped(upright)

    def around(self, x: float, y: float) -> _Cell | None:
        """Return the cell of a point: closed above and below, and on at least one of the other sides."""
        above, below = _nearest(self._across, y, x)
        left, right = _nearest(self._upright, x, y)
        if above is None or below is None or (left is None and right is None):
            return None
        return _Cell(
            above,
            float("-inf") if left is None else left,
            below,
            float("inf") if right is None else right,
        )


def _snapped(sides: list[_Side]) -> list[_Side]:
    """Put lines that are meant to be one in the same place."""
    snapped: list[_Side] = []
    for side in sorted(sides):
        last = snapped[-1].at if snapped else side.at
        snapped.append(side._replace(at=last) if side.at - last <= _SAME_POINTS else side)
    return snapped


def _nearest(sides: list[_Side], at: float, along: float) -> tuple[float | None, float | None]:
    """Return the places of the nearest lines before and behind ``at`` that pass by ``along``."""

    def first(candidates: Iterable[_Side]) -> float | None:
        passing = (
            side.at for side in candidates if side.start - _SAME_POINTS <= along <= side.end + _SAME_POINTS
        )
        return next(passing, None)

    before = bisect_right(sides, at, key=lambda side: side.at)
    behind = bisect_left(sides, at, key=lambda side: side.at)
    return first(reversed(sides[:before])), first(sides[behind:])
