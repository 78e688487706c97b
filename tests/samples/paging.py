"""A report set on pages line by line, as official papers are: 22 lines of 28 characters."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from tests.samples.report import Block, Report

PER_LINE = 28
PER_PAGE = 22
_NEVER_FIRST = "，。、：；！？）》”’」』】,.:;!?)]"
_GUTTER = 2


@dataclass(frozen=True)
class Line:
    """A stretch of text on a page: ``x`` in characters from the left margin, ``row`` from the top."""

    text: str
    x: float
    row: int


Sheet = list[Line]


def width(text: str) -> float:
    """How wide a text is in full-width characters."""
    return sum(0.5 if char < "\u0300" else 1.0 for char in text)


def sheets(report: Report, columns: int = 1, per_page: int = PER_PAGE) -> list[Sheet]:
    """Lay a report out. With two columns the title stands over both of them."""
    measure = (PER_LINE - _GUTTER * (columns - 1)) // columns
    above = list(takewhile(lambda block: columns > 1 and block.kind in ("title", "meta"), report.blocks))
    rest = Report(report.blocks[len(above) :])
    done: list[Sheet] = [[]]
    for line in _set(Report(tuple(above)), PER_LINE):
        done[0].append(Line(line.text, line.x, line.row))
    top = row = 1 + done[0][-1].row if done[0] else 0
    column = 0
    last = -1
    for line in _set(rest, measure):
        row += int(last >= 0 and line.row != last)
        last = line.row
        if row >= per_page:
            column, row = column + 1, top
        if column >= columns:
            done.append([])
            column = top = row = 0
        done[-1].append(Line(line.text, line.x + column * (measure + _GUTTER), row))
    return done


def _set(report: Report, measure: int) -> Iterator[Line]:
    row = 0
    for block in report.blocks:
        for text, x, is_new_row in _pieces(block, measure):
            row += int(is_new_row)
            yield Line(text, x, row)


def _pieces(block: Block, measure: int) -> Iterator[tuple[str, float, bool]]:
    if block.kind == "table":
        step = measure / max(len(row) for row in block.rows)
        for cells in block.rows:
            for place, text in enumerate(cells):
                yield text, place * step, place == 0
        return
    indent = 2.0 if block.kind not in ("title", "meta") else 0.0
    for place, text in enumerate(_broken(block.text, measure, 0 if block.kind == "signature" else indent)):
        yield text, _left(block.kind, text, measure, indent if place == 0 else 0.0), True


def _left(kind: str, text: str, measure: int, indent: float) -> float:
    if kind == "title":
        return max(0.0, (measure - width(text)) / 2)
    return max(0.0, measure - width(text) - 4) if kind == "signature" else indent


def _broken(text: str, measure: int, indent: float) -> Iterator[str]:
    """Break a paragraph as word processors do: one mark may hang over the edge, none starts a line."""
    line = ""
    room = measure - indent
    for char in text:
        over = width(line + char) - room
        if over <= 0 or (over <= 1 and char in _NEVER_FIRST):
            line += char
            continue
        kept = len(line) - (char in _NEVER_FIRST)
        yield line[:kept]
        line, room = line[kept:] + char, float(measure)
    yield line
