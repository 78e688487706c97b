"""From the slanted, padded boxes of recognition to runs that stand level on a page."""

from collections.abc import Callable, Sequence
from math import atan2, cos, sin
from statistics import median, median_low
from typing import NamedTuple

from auditor.readers.layout import Run
from auditor.readers.recognise.engine import Recognised
from auditor.readers.recognise.punctuation import as_printed

# Shorter boxes, in their heights, tell little about the slant of a page.
_LONG = 4.0
# Full-width marks whose ink fills only one half of their square.
_BLANK_BEFORE = "（《〈“‘〔【「『"
_BLANK_AFTER = "）》〉”’〕】」』，。；：、！？"
_HALF = 0.5

_Point = tuple[float, float]


class _Level(NamedTuple):
    """A line turned level: ``left`` and ``right`` end of its middle, ``height`` of its box."""

    text: str
    left: _Point
    right: _Point
    height: float
    confidence: float

    @property
    def width(self) -> float:
        return self.right[0] - self.left[0]


def runs_of(lines: Sequence[Recognised], points: float) -> tuple[Run, ...]:
    """Return lines as runs of a page; ``points``: how many make a pixel."""
    level = _levelled(lines, points)
    sizes = [_size(line) for line in level]
    told = [size for size in sizes if size is not None]
    usual = median_low(told) if told else None
    return tuple(
        _run(line, min(line.height, size or usual or line.height))
        for line, size in zip(level, sizes, strict=True)
    )


def _levelled(lines: Sequence[Recognised], points: float) -> list[_Level]:
    slants = [
        atan2(line.corners[1][1] - line.corners[0][1], line.corners[1][0] - line.corners[0][0])
        for line in lines
        if line.width > _LONG * line.height
    ]
    turn = _turned_back(median(slants) if slants else 0.0)
    return [
        _Level(
            as_printed(line.text),
            turn(_between(line.corners[0], line.corners[3], points)),
            turn(_between(line.corners[1], line.corners[2], points)),
            line.height * points,
            line.confidence,
        )
        for line in lines
    ]


def _turned_back(slant: float) -> Callable[[_Point], _Point]:
    across, down = cos(slant), sin(slant)
    return lambda point: (point[0] * across + point[1] * down, point[1] * across - point[0] * down)


def _between(one: _Point, other: _Point, points: float) -> _Point:
    return (one[0] + other[0]) / 2 * points, (one[1] + other[1]) / 2 * points


def _size(line: _Level) -> float | None:
    """Return the height of a character, None for a line too short to tell.

    A box is padded by the same amount on all sides: n characters are n - 1 heights wider than high. Spaced
    characters are told by their height, which is at least that of a character.
    """
    squares = _squares(line.text)
    return (line.width - line.height) / (squares - 1) if squares >= 2 and line.width > line.height else None


def _squares(text: str) -> float:
    """Return the width of a text's ink in heights of a character."""
    width = sum(_HALF if character.isascii() else 1.0 for character in text)
    return width - _HALF * (text[0] in _BLANK_BEFORE) - _HALF * (text[-1] in _BLANK_AFTER)


def _run(line: _Level, size: float) -> Run:
    """Take the padding off a box; put back the blank halves of marks at its ends."""
    padding = min(line.height - size, line.width / 2) / 2
    x0 = line.left[0] + padding - _HALF * size * (line.text[0] in _BLANK_BEFORE)
    x1 = line.right[0] - padding + _HALF * size * (line.text[-1] in _BLANK_AFTER)
    centre = (line.left[1] + line.right[1]) / 2
    return Run(line.text, x0, centre - size / 2, x1, centre + size / 2, size, line.confidence)
