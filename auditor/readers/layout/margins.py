"""How the text of a column stands: its edges, the distance of its lines, indents of paragraphs."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from auditor.readers.layout.shapes import Line, Zone
from auditor.vocabulary import BlockKind

# In heights of a character.
INDENT = 1.2
SHORT = 2.2
_SHORT_IF_EVEN = 0.75
_SAME_EDGE = 0.5
_MOST_SHIFT = 3.0
_LINES_THAT_SHOW = 8
_EDGE_SHARE = 0.05
_REACHED_SHARE = 0.1
_ALIGNED = 0.2
_FEWEST_ALIGNED = 3
_ALIGNED_SHARE = 0.3

_CHINESE = "一二三四五六七八九十"
_NUMBERED = re.compile(
    rf"(?:第[{_CHINESE}\d]{{1,3}}(?:部分|[章节条])|[{_CHINESE}]{{1,3}}[、．.]|[（(]\s*[{_CHINESE}\d]{{1,3}}\s*[）)]"
    r"|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|附件|附[:：])"
)
_SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’」』）)》]*$")


class Margins(NamedTuple):
    """What the zones of one frame share.

    ``even``: whether full lines end at one right edge. ``pitch``: from line to line, at ``size``.
    ``indented``: whether paragraphs start with an indent,
    ``numbers_indented``: whether numbered headings do, ``numbers_alone``: whether these fill their lines
    without a text that follows.
    """

    left: float
    right: float
    even: bool
    pitch: float
    size: float
    indented: bool = False
    numbers_indented: bool = False
    numbers_alone: bool = False

    def pitch_at(self, size: float) -> float:
        """Return the distance of lines of larger letters."""
        return self.pitch * max(1.0, size / self.size)


def is_numbered(line: Line) -> bool:
    """Tell whether a line starts with the number of a heading."""
    return _NUMBERED.match(line.text) is not None


def ends_sentence(line: Line) -> bool:
    """Tell whether a line closes a sentence or announces a list."""
    return _SENTENCE_END.search(line.text) is not None


def margins_of(zones: Sequence[Zone]) -> list[Margins]:
    """Return the margins of every zone: those of its frame, but a left edge of its own when it shows one."""
    frames: dict[tuple[float, str], list[Zone]] = defaultdict(list)
    pages: dict[float, list[Zone]] = defaultdict(list)
    for zone in zones:
        frames[zone.frame].append(zone)
        pages[zone.frame[0]].append(zone)
    shared = {frame: _shared(members, pages[frame[0]]) for frame, members in frames.items()}
    return [_own(zone, shared[zone.frame]) for zone in zones]


def _own(zone: Zone, shared: Margins) -> Margins:
    lines = _text_lines(zone)
    if len(lines) < _LINES_THAT_SHOW:
        return shared
    right, even = _right(lines)
    is_shifted = even and abs(right - shared.right) <= _MOST_SHIFT * shared.size
    return shared._replace(left=_left(lines), right=right if is_shifted else shared.right)


def _shared(zones: Sequence[Zone], page: Sequence[Zone]) -> Margins:
    """Return the margins that the zones of one frame show, or else all zones on pages of that width."""
    for members in (zones, page):
        margins = _margins(members)
        if sum(len(zone.lines) for zone in members) >= _FEWEST_ALIGNED:
            return margins
    # A line or two show no right edge: the text is taken to stand in the middle of the page.
    return margins._replace(right=max(margins.right, zones[0].frame[0] - margins.left))


def _text_lines(zone: Zone) -> list[Line]:
    return [line for line in zone.lines if line.kind is BlockKind.PARAGRAPH]


def _margins(zones: Sequence[Zone]) -> Margins:
    lines = [line for zone in zones for line in _text_lines(zone)]
    if not lines:
        return Margins(0.0, 0.0, False, 0.0, 1.0)
    left, (right, even) = _left(lines), _right(lines)
    pairs = [pair for zone in zones for pair in pairwise(_text_lines(zone))]
    distances = [below.y1 - above.y1 for above, below in pairs]

    def is_short(line: Line) -> bool:
        return line.x1 < right - (_SHORT_IF_EVEN if even else SHORT) * line.size

    def is_indented(line: Line) -> bool:
        return line.x0 > left + INDENT * line.size

    numbered = [line for line in lines if is_numbered(line)]
    starts = [below for above, below in pairs if is_short(above) and ends_sentence(above)]
    return Margins(
        left,
        right,
        even,
        median_low(distances) if distances else float("inf"),
        median_low(line.size for line in lines),
        _mostly(map(is_indented, starts)),
        _mostly(map(is_indented, numbered)),
        _mostly(map(is_short, numbered)),
    )


def _left(lines: Sequence[Line]) -> float:
    """Return the leftmost edge that several lines share."""
    ordered = sorted(lines, key=lambda line: line.x0)
    enough = max(2, _EDGE_SHARE * len(ordered))
    for index, line in enumerate(ordered):
        last = index + int(enough) - 1
        if last < len(ordered) and ordered[last].x0 - line.x0 <= _SAME_EDGE * line.size:
            return line.x0
    return ordered[0].x0


def _right(lines: Sequence[Line]) -> tuple[float, bool]:
    """Return the right edge, and whether so many lines end at it that the text must be even."""
    ends = sorted(line.x1 for line in lines)
    near = _ALIGNED * median_low(line.size for line in lines)
    count, edge = max((bisect_right(ends, end + near) - place, end) for place, end in enumerate(ends))
    beyond = len(ends) - bisect_right(ends, edge + near + SHORT * near / _ALIGNED)
    if count >= max(_FEWEST_ALIGNED, _ALIGNED_SHARE * len(ends)) and beyond <= _REACHED_SHARE * len(ends):
        return edge, True
    return ends[-1 - int(_REACHED_SHARE * (len(ends) - 1))], False


def _mostly(answers: Iterable[bool]) -> bool:
    said = list(answers)
    return 2 * sum(said) > len(said)
