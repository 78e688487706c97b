"""The text of a PDF page as runs placed on the page as it is read, whichever way it was turned."""

import ctypes
import math
from collections import defaultdict
from typing import NamedTuple

import pypdfium2.raw as pdfium

from auditor.readers.layout import Rule, Run
from auditor.readers.layout.stretch import Stretch, run_on_baseline
from auditor.readers.layout.turning import turned_point, turned_size

_MOST_SKEW = math.radians(5)
_QUARTER = math.pi / 2
_LATIN_WIDTH = 0.5
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

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.right - self.left, self.top - self.bottom

    def place(self, x: float, y: float, quarters: int = 0) -> tuple[float, float]:
        """Return a point counted from the upper left corner of the page, turned clockwise."""
        return turned_point(x - self.left, self.top - y, self.size, quarters)

    def rule(self, rule: Rule) -> Rule:
        """Return a drawn line counted from the upper left corner of the page."""
        left, top = self.place(rule.x0, rule.y1)
        right, bottom = self.place(rule.x1, rule.y0)
        return Rule(left, top, right, bottom)

    def visible(self, run: Run, quarters: int = 0) -> list[Run]:
        """Return ``run`` if its middle is on the page."""
        width, height = turned_size(*self.size, quarters)
        is_inside = 0 <= (run.x0 + run.x1) / 2 <= width and 0 <= run.centre <= height
        return [run] if is_inside else []


class _Stroke(NamedTuple):
    """How a character stands: its height, its full width, how many quarters clockwise make it upright."""

    size: float
    width: float
    quarters: int


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
        stretch = Stretch()
        handle, x, y, box = self._handle, self._x, self._y, self._box
        text = self._characters()
        for index, char in enumerate(text):
            if char.isspace():
                if self._is_blank(text, index):
                    stretch.blank()
                continue
            pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
            if not stretch.goes_on(x.value, y.value):
                found[0] += self._finished(stretch)
                stroke = self._stroke(index)
                if stroke and stroke.quarters:
                    found[stroke.quarters] += self._turned(index, char, stroke)
                if not stroke or stroke.quarters:
                    continue
                stretch.start(x.value, stroke.size)
            pdfium.FPDFText_GetLooseCharBox(handle, index, box)
            stretch.add(_HYPHENS.get(char, char), max(x.value, box.right), y.value)
        found[0] += self._finished(stretch)
        return found

    def _finished(self, stretch: Stretch) -> list[Run]:
        done = stretch.finished()
        if done is None:
            return []
        x0, baseline = self._frame.place(done.x0, done.baseline)
        run = run_on_baseline(done.text, x0, x0 + done.x1 - done.x0, baseline, done.size)
        return self._frame.visible(run)

    def _characters(self) -> str | list[str]:
        """Return the characters by PDFium's index; one call for all where the indices stay in step."""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        length = pdfium.FPDFText_GetText(self._handle, 0, self._count, buffer) - 1
        text = bytes(buffer)[: 2 * max(length, 0)].decode("utf-16-le", "replace")
        if length == len(text) == self._count and "\ufffd" not in text:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._handle, index) for index in range(self._count))
        return [chr(code) if 0 < code < _BEYOND_UNICODE else _UNKNOWN for code in codes]

    def _is_blank(self, text: str | list[str], index: int) -> bool:
        """Tell a blank that stands in the file, or parts Latin words, from one that PDFium made up."""
        if text[index] in "\r\n":
            return False
        around = (*text[index - 1 : index], *text[index + 1 : index + 2])
        return all(map(str.isascii, around)) or not pdfium.FPDFText_IsGenerated(self._handle, index)

    def _stroke(self, index: int) -> _Stroke | None:
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._handle, index, matrix):
            return None
        unscaled = pdfium.FPDFText_GetFontSize(self._handle, index)
        size = unscaled * math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a)
        quarters = round(angle / _QUARTER)
        if not _SMALLEST <= size <= _LARGEST or abs(angle - quarters * _QUARTER) > _MOST_SKEW:
            return None
        return _Stroke(size, unscaled * math.hypot(matrix.a, matrix.b), quarters % 4)

    def _turned(self, index: int, char: str, stroke: _Stroke) -> list[Run]:
        """Return a character that stands sideways or upside down as a run of its own."""
        place, quarters = self._frame.place, stroke.quarters
        x, baseline = place(self._x.value, self._y.value, quarters)
        end = x + stroke.width
        if char.isascii():
            left, right, bottom, top = self._sides
            pdfium.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top)
            corners = place(left.value, bottom.value, quarters), place(right.value, top.value, quarters)
            end = max(x + stroke.width * _LATIN_WIDTH, *(corner[0] for corner in corners))
        return self._frame.visible(run_on_baseline(char, x, end, baseline, stroke.size), quarters)
