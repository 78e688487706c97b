"""How the text of a column stands: its edges, the distance of its lines, indents of paragraphs."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from auditor.readers.layout.shapes import Line, Zone
from auditor.vocabulary import BlockKind

# In heights of a character.
INDENT = 1.2
SHORT = 2.2
_SAME_EDGE = 0.5
_LINES_THAT_SHOW = 8
_EDGE_SHARE = 0.05
_REACHED_SHARE = 0.1

_CHINESE = "一二三四五六七八九十"
_NUMBERED = re.compile(
    rf"(?:第[{_CHINESE}\d]{{1,3}}(?:部分|[章节条])|[{_CHINESE}]{{1,3}}[、．.]|[（(]\s*[{_CHINESE}\d]{{1,3}}\s*[）)]"
    r"|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|附件|附[:：])"
)
_SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’」』）)》]*$")


class Margins(NamedTuple):
    """What the zones of one frame share. ``pitch``: from line to line.

    ``indented``: whether paragraphs start with an indent; ``numbers_indented``: whether headings do.
    """

    left: float
    right: float
    pitch: float
    indented: bool
    numbers_indented: bool

    def indent(self, line: Line) -> float:
        """Return how far a line starts from the left margin, in characters."""
        return (line.x0 - self.left) / line.size

    def lacks(self, line: Line) -> float:
        """Return how far a line ends from the right margin, in characters."""
        return (self.right - line.x1) / line.size


def is_numbered(line: Line) -> bool:
    """Tell whether a line starts with the number of a heading."""
    return _NUMBERED.match(line.text) is not None


def ends_sentence(line: Line) -> bool:
    """Tell whether a line closes a sentence or announces a list."""
    return _SENTENCE_END.search(line.text) is not None


def margins_of(zones: Sequence[Zone]) -> list[Margins]:
    """Return the margins of every zone: those of its frame, but a left edge of its own when it shows one."""
    frames: dict[str, list[Zone]] = defaultdict(list)
    for zone in zones:
        frames[zone.frame].append(zone)
    shared = {frame: _margins(members) for frame, members in frames.items()}
    return [_own(zone, shared[zone.frame]) for zone in zones]


def _own(zone: Zone, shared: Margins) -> Margins:
    lines = _text_lines(zone)
    return shared._replace(left=_left(lines)) if len(lines) >= _LINES_THAT_SHOW else shared


def _text_lines(zone: Zone) -> list[Line]:
    return [line for line in zone.lines if line.kind is BlockKind.PARAGRAPH]


def _margins(zones: Sequence[Zone]) -> Margins:
    lines = [line for zone in zones for line in _text_lines(zone)]
    if not lines:
        return Margins(0.0, 0.0, 0.0, False, False)
    ends = sorted(line.x1 for line in lines)
    right = ends[-1 - int(_REACHED_SHARE * (len(ends) - 1))]
    pairs = [pair for zone in zones for pair in pairwise(_text_lines(zone))]
    distances = [below.y1 - above.y1 for above, below in pairs]
    pitch = median_low(distances) if distances else float("inf")
    bare = Margins(_left(lines), right, pitch, False, False)
    starts = [below for above, below in pairs if bare.lacks(above) > SHORT and ends_sentence(above)]
    return bare._replace(
        indented=_mostly(bare, iter(starts)),
        numbers_indented=_mostly(bare, (line for line in lines if is_numbered(line))),
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


def _mostly(margins: Margins, lines: Iterator[Line]) -> bool:
    indents = [margins.indent(line) > INDENT for line in lines]
    return 2 * sum(indents) > len(indents)
