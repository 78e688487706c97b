"""The content of one OFD page: text objects as runs, drawn lines, pictures (GB/T 33190)."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from auditor.readers import limits
from auditor.readers.layout import Rule, Run
from auditor.readers.layout.stretch import Stretch, run_on_baseline
from auditor.readers.layout.turning import turned_point
from auditor.readers.xml import local_name

POINTS_PER_MM = 72 / 25.4

# In heights of a character.
_LATIN_WIDTH = 0.5
_MOST_SKEW = math.radians(5)
_QUARTER = math.pi / 2
_SMALLEST, _LARGEST = 0.5, 2000.0
_FARTHEST = 1e6

_THIN_MM = 1.0
_STRAIGHT_MM = 0.3
_MOST_RULES = 5_000
_LONGEST_PATH = 100_000
_DEEPEST = 6
# A shared drawing counts for so many objects, besides those in it.
_SHARED_COST = 50
_PATH = re.compile(r"([MLC])([-+.\deE\s]*)")


class Matrix(NamedTuple):
    """An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f; millimetres, y grows downwards."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point leads."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: "Matrix") -> "Matrix":
        """Return the map that applies ``first`` and then this one."""
        a, b = self.a * first.a + self.c * first.b, self.b * first.a + self.d * first.b
        c, d = self.a * first.c + self.c * first.d, self.b * first.c + self.d * first.d
        return Matrix(a, b, c, d, *self.point(first.e, first.f))


@dataclass
class Shown:
    """What a page shows. ``runs``: by the clockwise quarter turns that make them upright, in points.

    ``pictures``: (area in square points, identifier of the picture); ``objects``: how many were looked at.
    """

    runs: dict[int, list[Run]] = field(default_factory=lambda: defaultdict(list))
    rules: list[Rule] = field(default_factory=list)
    pictures: list[tuple[float, str]] = field(default_factory=list)
    paths: int = 0
    objects: int = 0
    characters: int = 0


def shown_on(
    content: etree._Element, size: tuple[float, float], unit: Callable[[str], etree._Element | None]
) -> Shown:
    """Look through the content of a page of ``size`` (in points), up to one object or letter over the limits.

    ``unit`` finds a drawing that several pages share by its identifier.
    """
    shown = Shown()
    for element, place in _objects(content, unit):
        name = local_name(element)
        shown.objects += _SHARED_COST if name == "CompositeObject" else 1
        if shown.objects > limits.MAX_OBJECTS or shown.characters > limits.MAX_CHARACTERS_ON_PAGE:
            break
        if name == "TextObject":
            for run, quarters in _text(element, place, size):
                shown.runs[quarters].append(run)
                shown.characters += len(run.text)
        elif name == "PathObject":
            shown.paths += 1
            if len(shown.rules) < _MOST_RULES:
                shown.rules += _rules(element, place)
        elif name == "ImageObject":
            _left, _top, width, height = _box(element)
            area = abs(width * height * (place.a * place.d - place.b * place.c)) * POINTS_PER_MM**2
            shown.pictures.append((area, element.get("ResourceID", "")))
    return shown


def _objects(
    content: etree._Element, unit: Callable[[str], etree._Element | None]
) -> Iterator[tuple[etree._Element, Matrix]]:
    """Yield the visible objects, those of shared drawings too, with the map from their boxes to the page."""
    todo: list[tuple[Iterator[etree._Element], Matrix]] = [(content.iter(), Matrix())]
    while todo:
        element = next(todo[-1][0], None)
        place = todo[-1][1]
        if element is None:
            todo.pop()
            continue
        if element.get("Visible") == "false":
            continue
        yield element, place
        if local_name(element) == "CompositeObject" and len(todo) < _DEEPEST:
            shared = unit(element.get("ResourceID", ""))
            if shared is not None:
                todo.append((shared.iter(), place.after(_inner(element))))


def _inner(element: etree._Element) -> Matrix:
    """Return the map from the inside of an object to what holds it."""
    left, top, _width, _height = _box(element)
    numbers = _numbers(element.get("CTM", ""))
    own = Matrix(*numbers) if len(numbers) == 6 else Matrix()
    return Matrix(e=left, f=top).after(own)


def _box(element: etree._Element) -> tuple[float, float, float, float]:
    numbers = _numbers(element.get("Boundary", ""))
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else (0.0, 0.0, 0.0, 0.0)


def _numbers(text: str) -> list[float]:
    """Return the numbers of a blank-parted list, none when one of them is none or absurd."""
    try:
        numbers = [float(word) for word in text.split()]
    except ValueError:
        return []
    return numbers if all(abs(number) < _FARTHEST for number in numbers) else []


def _text(element: etree._Element, place: Matrix, size: tuple[float, float]) -> Iterator[tuple[Run, int]]:
    """Yield the runs of a text object with the turns that make them upright; slanted text is left out."""
    matrix = place.after(_inner(element))
    height = _number(element, "Size", 0.0)
    letter = height * math.hypot(matrix.c, matrix.d) * POINTS_PER_MM
    angle = math.atan2(matrix.b, matrix.a) + math.radians(_number(element, "CharDirection", 0.0))
    turn = round(angle / _QUARTER)
    if not _SMALLEST <= letter <= _LARGEST or abs(angle - turn * _QUARTER) > _MOST_SKEW:
        return
    quarters = -turn % 4
    stretch = Stretch()
    for char, across, down in _characters(element, height):
        if char.isspace():
            stretch.blank()
            continue
        x, y = _as_read(matrix.point(across, down), size, quarters)
        if not stretch.goes_on(x, y):
            yield from _finished(stretch, quarters)
            stretch.start(x, letter)
        stretch.add(char, x + letter * _width(char), y)
    left, top, width, depth = _box(element)
    corners = place.point(left, top), place.point(left + width, top + depth)
    yield from _finished(stretch, quarters, max(_as_read(corner, size, quarters)[0] for corner in corners))


def _as_read(point: tuple[float, float], size: tuple[float, float], quarters: int) -> tuple[float, float]:
    """Return a point in millimetres as points on the turned page."""
    return turned_point(point[0] * POINTS_PER_MM, point[1] * POINTS_PER_MM, size, quarters)


def _finished(stretch: Stretch, quarters: int, edge: float = 0.0) -> Iterator[tuple[Run, int]]:
    """Yield what was collected; ``edge``: where the box around it ends, which tells its last width."""
    done = stretch.finished()
    if done:
        end = edge if 0 < edge - done.x1 <= (1 - _LATIN_WIDTH) * done.size else done.x1
        yield run_on_baseline(done.text, done.x0, end, done.baseline, done.size), quarters


def _characters(element: etree._Element, height: float) -> Iterator[tuple[str, float, float]]:
    """Yield the characters of a text object with the places of their origins in it."""
    x = y = 0.0
    for code in element:
        if local_name(code) != "TextCode":
            continue
        x, y = _number(code, "X", x), _number(code, "Y", y)
        text = (code.text or "").strip("\r\n")[: limits.MAX_CHARACTERS_ON_PAGE + 1]
        right, down = _deltas(code.get("DeltaX", ""), len(text)), _deltas(code.get("DeltaY", ""), len(text))
        across, below = x, y
        for place, char in enumerate(text):
            yield char, across, below
            advance = height * _width(char) if not (right or down) else 0.0
            across += right[place] if place < len(right) else advance
            below += down[place] if place < len(down) else 0.0


def _deltas(text: str, most: int) -> list[float]:
    """Return distances from character to character; "g 3 5.6" stands for 5.6 three times over."""
    words = iter(text.split())
    deltas: list[float] = []
    for word in words:
        if word != "g":
            deltas += _numbers(word)
            continue
        count, distance = next(words, "0"), _numbers(next(words, "0"))
        deltas += distance * min(int(count) if count.isdecimal() and len(count) < 9 else 0, most)
        if len(deltas) > most:
            break
    return deltas


def _width(char: str) -> float:
    return _LATIN_WIDTH if char.isascii() else 1.0


def _number(element: etree._Element, name: str, default: float) -> float:
    numbers = _numbers(element.get(name, ""))
    return numbers[0] if numbers else default


def _rules(element: etree._Element, place: Matrix) -> Iterator[Rule]:
    left, top, width, height = _box(element)
    if min(width, height) <= _THIN_MM:
        yield _rule(place.point(left, top), place.point(left + width, top + height))
        return
    matrix = place.after(_inner(element))
    start = last = (0.0, 0.0)
    path = next((part.text or "" for part in element if local_name(part) == "AbbreviatedData"), "")
    for command, words in _PATH.findall(path[:_LONGEST_PATH]):
        numbers = _numbers(words)
        here = matrix.point(numbers[0], numbers[1]) if len(numbers) == 2 else start
        if command == "M":
            start = here
        elif min(abs(here[0] - last[0]), abs(here[1] - last[1])) <= _STRAIGHT_MM:
            yield _rule(last, here)
        last = here


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Rule:
    (left, right), (top, bottom) = (sorted(each) for each in zip(one, other, strict=True))
    return Rule(*(side * POINTS_PER_MM for side in (left, top, right, bottom)))
