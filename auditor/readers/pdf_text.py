"""The text of a PDF page as runs placed on the page as it is read, whichever way it was turned."""

import ctypes
import math
from collections import defaultdict
from typing import NamedTuple

import pypdfium2.raw as pdfium

from auditor.readers.layout import Run

# In heights of a character.
_SAME_BASELINE = 0.2
_GAP = 0.5
_BLANK = 1.0
_BELOW_BASELINE = 0.12
_MOST_SKEW = math.radians(5)
_QUARTER = math.pi / 2
_SMALLEST, _LARGEST = 0.5, 2000.0
_BEYOND_UNICODE = 0x110000
_UNKNOWN = "\ufffd"
# What PDFium makes of a hyphen at the end of a line.
_HYPHENS = {"\ufffe": "-", "\x02": "-"}


class Frame(NamedTuple):
    """The visible part of a page in the file's own coordinates (y grows upwards)."""

    left: float
    bottom: float
    right: float
    top: float

    def turned(self, quarters: int) -> tuple[float, float]:
        """Return width and height as read after ``quarters`` clockwise turns by 90 degrees."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if quarters % 2 else (width, height)

    def place(self, x: float, y: float, quarters: int) -> tuple[float, float]:
        """Return a point as read: from the upper left corner of the turned page."""
        if quarters == 0:
            return x - self.left, self.top - y
        if quarters == 1:
            return y - self.bottom, x - self.left
        if quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def visible(self, run: Run, quarters: int = 0) -> list[Run]:
        """Return ``run`` if its middle is on the page."""
        width, height = self.turned(quarters)
        is_inside = 0 <= (run.x0 + run.x1) / 2 <= width and 0 <= run.centre <= height
        return [run] if is_inside else []


class _Stroke(NamedTuple):
    """How a character stands: its size, and how many quarters clockwise make it upright."""

    size: float
    quarters: int


class _Line:
    """Characters that follow one another on a baseline, until one does not."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._chars: list[str] = []
        self._x0 = self._x1 = self._y = self._size = 0.0
        self._is_blank = False

    def goes_on(self, x: float, y: float) -> bool:
        """Tell whether a character at this origin follows the last one."""
        if not self._chars or abs(y - self._y) > _SAME_BASELINE * self._size:
            return False
        return -_GAP <= (x - self._x1) / self._size <= (_BLANK if self._is_blank else _GAP)

    def start(self, x: float, size: float) -> None:
        """Begin anew."""
        self._chars, self._x0, self._size, self._is_blank = [], x, size, False

    def add(self, char: str, x1: float, y: float) -> None:
        """Take the next character; ``x1``: where it ends."""
        if self._is_blank:
            self._chars.append(" ")
            self._is_blank = False
        self._chars.append(char)
        self._x1, self._y = x1, y

    def blank(self) -> None:
        """Hear of a blank; it counts when text goes on behind it."""
        self._is_blank = bool(self._chars)

    def finished(self) -> list[Run]:
        """Return what was collected as a run, nothing when there is none on the visible page."""
        if not self._chars:
            return []
        chars, self._chars = self._chars, []
        x0, y = self._frame.place(self._x0, self._y, 0)
        return self._frame.visible(_run("".join(chars), x0, x0 + self._x1 - self._x0, y, self._size))


def _run(text: str, x0: float, x1: float, baseline: float, size: float) -> Run:
    bottom = baseline + size * _BELOW_BASELINE
    return Run(text, x0, bottom - size, x1, bottom, size)


class PageText:
    """Asks PDFium for the characters of one page."""

    def __init__(self, handle: object, count: int, frame: Frame) -> None:
        self._handle = handle
        self._count = count
        self._frame = frame
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()

    def runs(self) -> dict[int, list[Run]]:
        """Return the runs by the clockwise quarter turns that make them upright; slanted text is left out."""
        found: dict[int, list[Run]] = defaultdict(list)
        line = _Line(self._frame)
        handle, x, y, box = self._handle, self._x, self._y, self._box
        for index, char in enumerate(self._characters()):
            if char.isspace():
                if self._is_blank(index, char):
                    line.blank()
                continue
            pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
            if not line.goes_on(x.value, y.value):
                found[0] += line.finished()
                stroke = self._stroke(index)
                if stroke and stroke.quarters:
                    found[stroke.quarters] += self._turned(index, char, stroke)
                if not stroke or stroke.quarters:
                    continue
                line.start(x.value, stroke.size)
            pdfium.FPDFText_GetLooseCharBox(handle, index, box)
            line.add(_HYPHENS.get(char, char), max(x.value, box.right), y.value)
        found[0] += line.finished()
        return found

    def _characters(self) -> str | list[str]:
        """Return the characters by PDFium's index; one call for all where the indices stay in step."""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        length = pdfium.FPDFText_GetText(self._handle, 0, self._count, buffer) - 1
        text = bytes(buffer)[: 2 * max(length, 0)].decode("utf-16-le", "replace")
        if length == len(text) == self._count and "\ufffd" not in text:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._handle, index) for index in range(self._count))
        return [chr(code) if 0 < code < _BEYOND_UNICODE else _UNKNOWN for code in codes]

    def _is_blank(self, index: int, char: str) -> bool:
        """Tell a blank that stands in the file, or parts Latin words, from one that PDFium made up."""
        return char not in "\r\n" and not pdfium.FPDFText_IsGenerated(self._handle, index)

    def _stroke(self, index: int) -> _Stroke | None:
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._handle, index, matrix):
            return None
        size = pdfium.FPDFText_GetFontSize(self._handle, index) * math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a)
        quarters = round(angle / _QUARTER)
        if not _SMALLEST <= size <= _LARGEST or abs(angle - quarters * _QUARTER) > _MOST_SKEW:
            return None
        return _Stroke(size, quarters % 4)

    def _turned(self, index: int, char: str, stroke: _Stroke) -> list[Run]:
        """Return a character that stands sideways or upside down as a run of its own."""
        left, right, bottom, top = self._sides
        pdfium.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top)
        corners = (
            self._frame.place(left.value, bottom.value, stroke.quarters)[0],
            self._frame.place(right.value, top.value, stroke.quarters)[0],
        )
        x, baseline = self._frame.place(self._x.value, self._y.value, stroke.quarters)
        end = max(x, *corners)
        return self._frame.visible(_run(char, x, end, baseline, stroke.size), stroke.quarters)
