"""The gaps of a unit over its submissions, as a drawing (SVG) and as bars of characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from auditor.display import width
from auditor.history import UnitHistory
from auditor.readers.names import printable
from auditor.vocabulary import LABELS, Gate

_BAR = "█"
_COLUMNS = 40
_COLOURS = {Gate.PASS: "#1a7f37", Gate.REMIND: "#9a6700", Gate.RETURN: "#b3261e"}
_INK, _FAINT = "#333333", "#d0d0d0"
_FONT = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
# Units of the drawing; it scales to the width of its place.
_WIDTH, _HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 24, 24, 46
_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_EDGE = 96, 26, 4
_SPARK_RISE = _SPARK_HEIGHT - 2 * _SPARK_EDGE
_ROUND_STEPS = (5, 10, 20, 25, 50, 100)
_MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A submission on the chart. ``gap``: 0 to 100, None where it was not scored."""

    label: str
    gap: float | None
    gate: Gate


def history_points(unit: UnitHistory) -> list[Point]:
    """Return a point for every submission of a unit, oldest first."""
    return [
        Point(f"{year.year or '年度不明'} 第{each.ordinal}次", summary.gap, summary.gate)
        for year in unit.years
        for each in year.submissions
        if (summary := each.latest.summary)
    ]


def history_bars(points: Sequence[Point]) -> str:
    """Return a line a submission: label, gap, and a bar of ``_COLUMNS`` columns for the largest gap."""
    largest = max((each.gap or 0.0 for each in points), default=0.0)
    margin = max((width(each.label) for each in points), default=0)
    return "\n".join(
        f"  {each.label}{' ' * (margin - width(each.label))}  "
        + ("未评分" if each.gap is None else f"{each.gap:>5.1f} {_bar(each.gap, largest)}")
        for each in points
    )


def _bar(gap: float, largest: float) -> str:
    # A gap, however small, shows.
    return _BAR * max(round(_COLUMNS * gap / largest), 1) if gap else ""


def history_svg(points: Sequence[Point]) -> str:
    """Return the line of gaps as one ``<svg>`` element to stand in a page.

    It has no script, no style attribute and no id, so it fits under a strict policy and beside others; what
    it shows is told in its ``<title>``. Submissions that were not scored have a mark on the ground line.
    """
    top = _scale(points)
    told = "；".join(_told(each) for each in points) or "没有报送"
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
            f'width="100%" font-family="{_FONT}" font-size="12" fill="{_INK}">',
            f"<title>差距分走势，越低越好。{_shown(told)}</title>",
            *_grid(top),
            *_curve(points, top),
            *_marks(points, top),
            "</svg>",
        )
    )


def history_spark(points: Sequence[Point]) -> str:
    """Return the line of gaps as one small ``<svg>`` element without writing, to stand in a table."""
    top = _scale(points)
    inner = _SPARK_WIDTH - 2 * _SPARK_EDGE
    places = [
        (
            round(_SPARK_EDGE + inner * place / max(len(points) - 1, 1), 1),
            None
            if each.gap is None
            else round(_SPARK_HEIGHT - _SPARK_EDGE - _SPARK_RISE * each.gap / top, 1),
        )
        for place, each in enumerate(points)
    ]
    told = "；".join(_told(each) for each in points)
    ends = [(x, y, each.gate) for (x, y), each in zip(places, points, strict=True) if y is not None][-1:]
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {_SPARK_WIDTH} {_SPARK_HEIGHT}" width="{_SPARK_WIDTH}" height="{_SPARK_HEIGHT}">',
            f"<title>{_shown(told)}</title>",
            *_lines(places),
            *(f'<circle cx="{x}" cy="{y}" r="3" fill="{_COLOURS[gate]}"/>' for x, y, gate in ends),
            "</svg>",
        )
    )


def _shown(text: str) -> str:
    return escape(printable(text))


def _told(point: Point) -> str:
    gap = "未评分" if point.gap is None else f"{point.gap:.1f} 分"
    return f"{point.label} {gap}（{LABELS[point.gate]}）"


def _scale(points: Sequence[Point]) -> int:
    """Return the gap at the top of the drawing, a round number."""
    largest = max((each.gap or 0.0 for each in points), default=0.0)
    return next((each for each in _ROUND_STEPS if each >= largest), 100)


def _x(place: int, count: int) -> float:
    inner = _WIDTH - _LEFT - _RIGHT
    return round(_LEFT + inner * (place + 0.5) / max(count, 1), 1)


def _y(gap: float, top: int) -> float:
    return round(_HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * gap / top, 1)


def _grid(top: int) -> Iterator[str]:
    for share in (0, 0.5, 1):
        y = _y(top * share, top)
        yield (
            f'<line x1="{_LEFT}" y1="{y}" x2="{_WIDTH - _RIGHT}" y2="{y}" stroke="{_FAINT}"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{top * share:g}</text>'
        )


def _curve(points: Sequence[Point], top: int) -> Iterator[str]:
    count = len(points)
    return _lines(
        [
            (_x(place, count), None if each.gap is None else _y(each.gap, top))
            for place, each in enumerate(points)
        ]
    )


def _lines(places: Sequence[tuple[float, float | None]]) -> Iterator[str]:
    """Yield the line from place to place; it breaks where one is missing."""
    run: list[str] = []
    for x, y in (*places, (0, None)):
        if y is not None:
            run.append(f"{x},{y}")
            continue
        if len(run) > 1:
            yield f'<polyline points="{" ".join(run)}" fill="none" stroke="{_INK}" stroke-width="1.5"/>'
        run = []


def _marks(points: Sequence[Point], top: int) -> Iterator[str]:
    # The latest is always named, the others at even distances back from it.
    every = ceil(len(points) / _MOST_LABELS) or 1
    for place, each in enumerate(points):
        x = _x(place, len(points))
        if each.gap is None:
            y, number = _y(0, top), "未评分"
            yield f'<path d="M{x - 4} {y - 4}l8 8m0 -8l-8 8" stroke="{_INK}" stroke-width="1.5"/>'
        else:
            y, number = _y(each.gap, top), f"{each.gap:.1f}"
            yield f'<circle cx="{x}" cy="{y}" r="4" fill="{_COLOURS[each.gate]}"/>'
        if (len(points) - 1 - place) % every == 0:
            yield f'<text x="{x}" y="{y - 9}" text-anchor="middle" font-weight="bold">{number}</text>'
            for line, text in enumerate((each.label, LABELS[each.gate])):
                y = _HEIGHT - _BOTTOM + 18 + 16 * line
                yield f'<text x="{x}" y="{y}" text-anchor="middle">{_shown(text)}</text>'
