"""Characters given one by one become runs, for formats that place each of them."""

from typing import NamedTuple

from auditor.readers.layout.radicals import as_characters
from auditor.readers.layout.shapes import Run

# In heights of a character.
_SAME_BASELINE = 0.2
_GAP = 0.5
_BLANK = 1.0
_BELOW_BASELINE = 0.12


class Placed(NamedTuple):
    """Text on a baseline, in the coordinates its characters were given in."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float


def run_on_baseline(text: str, x0: float, x1: float, baseline: float, size: float) -> Run:
    """Make a run whose box depends on baseline and size alone, not on the font."""
    bottom = baseline + size * _BELOW_BASELINE
    return Run(as_characters(text), x0, bottom - size, x1, bottom, size)


class Stretch:
    """Collects characters that follow one another on a baseline, until one does not."""

    def __init__(self) -> None:
        self._chars: list[str] = []
        self._x0 = self._x1 = self._y = self._size = 0.0
        self._is_blank = False

    def goes_on(self, x: float, y: float) -> bool:
        """Tell whether a character that starts at ``x`` on the baseline ``y`` follows the last one."""
        if not self._chars or abs(y - self._y) > _SAME_BASELINE * self._size:
            return False
        return -_GAP <= (x - self._x1) / self._size <= (_BLANK if self._is_blank else _GAP)

    def start(self, x: float, size: float) -> None:
        """Begin anew with letters of ``size``."""
        self._chars, self._x0, self._size, self._is_blank = [], x, size, False

    def add(self, char: str, x1: float, y: float) -> None:
        """Take the next character, which ends at ``x1``."""
        if self._is_blank:
            self._chars.append(" ")
            self._is_blank = False
        self._chars.append(char)
        self._x1, self._y = x1, y

    def blank(self) -> None:
        """Hear of a blank; it counts when text goes on close behind it."""
        self._is_blank = bool(self._chars)

    def finished(self) -> Placed | None:
        """Return what was collected and forget it."""
        if not self._chars:
            return None
        text = "".join(self._chars)
        self._chars = []
        return Placed(text, self._x0, self._x1, self._y, self._size)
