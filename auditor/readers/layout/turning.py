"""Pages turned so that their text stands upright."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.readers.layout.shapes import Page, Rule, Run


def turned_size(width: float, height: float, quarters: int) -> tuple[float, float]:
    """Return the size of a page after ``quarters`` clockwise turns by 90 degrees."""
    return (height, width) if quarters % 2 else (width, height)


def turned_point(x: float, y: float, size: tuple[float, float], quarters: int) -> tuple[float, float]:
    """Return where a point of a page of ``size`` lies after ``quarters`` clockwise turns."""
    width, height = size
    if quarters == 0:
        return x, y
    if quarters == 1:
        return height - y, x
    if quarters == 2:
        return width - x, height - y
    return y, width - x


def upright(runs: Mapping[int, Sequence[Run]], rules: Sequence[Rule], size: tuple[float, float]) -> Page:
    """Make a page of runs, given by the clockwise turns that were made to have them upright.

    The text that stands as most of the text does comes first, other text below it.
    """
    turns = sorted(filter(runs.get, runs), key=lambda quarters: -sum(len(run.text) for run in runs[quarters]))
    main = turns[0] if turns else 0
    placed: list[Run] = []
    below = 0.0
    for quarters in turns:
        placed += [
            replace(run, y0=run.y0 + below, y1=run.y1 + below) if below else run for run in runs[quarters]
        ]
        below += turned_size(*size, quarters)[1]
    width, height = turned_size(*size, main)
    return Page(width, max(height, below), tuple(placed), tuple(_turned(rule, size, main) for rule in rules))


def _turned(rule: Rule, size: tuple[float, float], quarters: int) -> Rule:
    ends = turned_point(rule.x0, rule.y0, size, quarters), turned_point(rule.x1, rule.y1, size, quarters)
    (left, right), (top, bottom) = (sorted(each) for each in zip(*ends, strict=True))
    return Rule(left, top, right, bottom)
