"""What a PDF page shows beside its text: drawn lines, and how much of it pictures cover."""

import ctypes
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from auditor.readers.layout import Rule

_THIN_POINTS = 3.0
_STRAIGHT_POINTS = 1.0
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 2_000
_MOST_RULES = 5_000
_DEEPEST_FORM = 3


class Drawing(NamedTuple):
    """What is drawn on a page, in the file's own coordinates (y grows upwards).

    ``rules``: straight lines; ``pictures``: the area of pictures in square points; ``paths``: how many
    figures there are.
    """

    rules: list[Rule]
    pictures: float
    paths: int


class _Place(NamedTuple):
    """Where the coordinates of a form lead: x to a·x + e, y to d·y + f; a turn is not followed."""

    a: float = 1.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def within(self, item: Any) -> "_Place":
        """Return the place of what stands in the coordinates of ``item``."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, matrix)
        a, d = self.a * matrix.a, self.d * matrix.d
        return _Place(a, d, self.a * matrix.e + self.e, self.d * matrix.f + self.f)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Rule:
        """Return a line or box in the coordinates of the page."""
        left, right = sorted((self.a * x0 + self.e, self.a * x1 + self.e))
        bottom, top = sorted((self.d * y0 + self.f, self.d * y1 + self.f))
        return Rule(left, bottom, right, top)


def drawing_of(page: Any) -> Drawing:
    """Look through the objects of a page, given as PDFium's handle."""
    rules: list[Rule] = []
    pictures = 0.0
    paths = 0
    for item, kind, place in islice(_objects(page), _MOST_OBJECTS):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = place.rule(*_bounds(item))
            pictures += (box.x1 - box.x0) * (box.y1 - box.y0)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if len(rules) < _MOST_RULES:
                rules += _rules(item, place)
    return Drawing(rules, pictures, paths)


def _objects(page: Any) -> Iterator[tuple[Any, int, _Place]]:
    """Yield the objects of a page and of the forms on it, with their kind and place."""
    open_forms = [(_members(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject), _Place())]
    while open_forms:
        members, place = open_forms[-1]
        item = next(members, None)
        if item is None:
            open_forms.pop()
            continue
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(open_forms) <= _DEEPEST_FORM:
            inside = _members(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
            open_forms.append((inside, place.within(item)))
        yield item, kind, place


def _members(holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any]) -> Iterator[Any]:
    return (get(holder, index) for index in range(count(holder)))


def _bounds(item: Any) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _rules(path: Any, place: _Place) -> list[Rule]:
    whole = place.rule(*_bounds(path))
    if min(whole.x1 - whole.x0, whole.y1 - whole.y0) <= _THIN_POINTS:
        return [whole]
    return [
        line
        for line in _segments(path, place.within(path))
        if min(line.x1 - line.x0, line.y1 - line.y0) <= _STRAIGHT_POINTS
    ]


def _segments(path: Any, place: _Place) -> Iterator[Rule]:
    """Yield the straight strokes of a path as boxes from end to end."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = x.value, y.value
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield place.rule(*last, *here)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield place.rule(*here, *start)
        last = here
