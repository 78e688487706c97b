"""From text placed on pages to paragraphs: what PDF, OFD and recognised scans share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on a page, left to right.

    Lengths are in points, the origin is the page's top left corner and y grows downwards: ``x0``, ``y0`` is
    the upper left corner of its box, ``x1``, ``y1`` the lower right one, ``size`` the height of a character.
    ``confidence``: how sure its recognition was, 0 to 1.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is meant to be read: its size in points and its runs in any order."""

    width: float
    height: float
    runs: tuple[Run, ...]
