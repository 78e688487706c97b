"""Join physical lines into paragraphs: hard wraps and page breaks fall in mid-sentence.

Two situations are told apart by the document itself. In a *wrapped* text most lines that end no sentence
are about equally long; there a full line goes on in the next one. Elsewhere a line is a paragraph, unless
it is long, ends no sentence and is no heading: then a page break cut it. Where the file itself knows its
paragraphs only the first can happen: a text pasted line by line. A row of a table is never joined.
"""

from dataclasses import dataclass
from itertools import pairwise

from auditor.outline.heading_roles import may_name_part
from auditor.outline.lines import Line
from auditor.outline.markers import find_marker, starts_item
from auditor.vocabulary import BlockKind

_SHORTEST_WRAP, _LONGEST_WRAP = 12, 120
_FEWEST_OPEN_LINES = 4
_LONG_LINE = 25
_LONGEST_HEADING = 60
# A mark may not begin a line, nor a figure be cut: full lines differ by so many characters.
_RAGGED = 3


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How long the full lines of a wrapped text are; ``exact`` when nearly all have the very same length."""

    width: int
    exact: bool

    def fills(self, line: Line) -> bool:
        """Tell whether ``line`` reaches the right margin."""
        return line.width >= self.width - (0 if self.exact else _RAGGED)


def paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Group ``lines`` into paragraphs, in order."""
    if not lines:
        return []
    wrap = _find_wrap(lines)
    groups = [[lines[0]]]
    for line, following in pairwise(lines):
        goes_on = _goes_on_wrapped(line, following, wrap) if wrap else _goes_on(line, following)
        if goes_on:
            groups[-1].append(following)
        else:
            groups.append([following])
    return groups


def _find_wrap(lines: list[Line]) -> _Wrap | None:
    """Return the wrap of a text whose lines were broken at a margin, None for one line a paragraph."""
    widths = sorted(line.width for line in lines)
    width = widths[min(int(len(widths) * 0.9), len(widths) - 1)]
    open_lines = [line for line in lines[:-1] if not line.ends_sentence]
    if not _SHORTEST_WRAP <= width <= _LONGEST_WRAP or len(open_lines) < _FEWEST_OPEN_LINES:
        return None
    same = sum(line.width == width for line in open_lines)
    wrap = _Wrap(width, exact=same >= len(open_lines) * 0.6)
    full = sum(wrap.fills(line) for line in open_lines)
    return wrap if full >= len(open_lines) * 0.5 and full >= len(lines) * 0.3 else None


def _goes_on_wrapped(line: Line, following: Line, wrap: _Wrap) -> bool:
    if line.ends_sentence or not wrap.fills(line) or _is_row(line) or _is_row(following):
        return False
    marker = find_marker(following.text)
    # A figure at the start of a line (…3\n1.2万件) is more often cut off than a heading.
    return marker is None or marker.style == "1."


def _is_row(line: Line) -> bool:
    return line.block is not None and line.block.kind is BlockKind.TABLE_ROW


def _goes_on(line: Line, following: Line) -> bool:
    if line.block is not following.block:
        return False
    if line.ends_sentence or starts_item(following.text) or len(line.text) < _LONG_LINE:
        return False
    if find_marker(following.text) is not None:
        return False
    numbered = find_marker(line.text) is not None and len(line.text) <= _LONGEST_HEADING
    is_heading = numbered or may_name_part(line.text)
    return not is_heading and not _closes_document(following)


def _closes_document(line: Line) -> bool:
    return len(line.text) <= 20 and line.text[-1] in "日府会局"
