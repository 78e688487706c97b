"""What stands on a page: runs of text and drawn lines before reading, lines and zones after.

Lengths are in points, the origin is the page's top left corner and y grows downwards.
"""

from dataclasses import dataclass

from auditor.vocabulary import BlockKind


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on a page, left to right.

    ``x0``, ``y0`` is the upper left corner of its box, ``x1``, ``y1`` the lower right one, ``size`` the
    height of a character. Runs on one baseline should have boxes alike whatever their fonts.
    ``confidence``: how sure its recognition was, 0 to 1.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    confidence: float = 1.0

    @property
    def centre(self) -> float:
        """Height of its middle."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn along the page's edges: the border of a table cell, an underline."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is meant to be read: its size in points, its runs and drawn lines in any order."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a whole table row. ``segments``: its stretches parted by wide gaps."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    confidence: float
    segments: tuple[Run, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH

    @property
    def centre(self) -> float:
        """Height of its middle."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines that stand under one another, top to bottom: a column, a table cell, what spans the columns.

    ``frame``: zones with the same one share their margins; its first part is the width of the page,
    0 in a table.
    ``apart``: whether no text goes on into or from
    another zone, as in a table cell.
    """

    lines: tuple[Line, ...]
    frame: tuple[float, str]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page that is put in order as a whole: a table row. ``zones``: what it says, in order."""

    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    zones: tuple[Zone, ...]

    @property
    def centre(self) -> float:
        """Height of its middle."""
        return (self.y0 + self.y1) / 2


Box = Run | Block
