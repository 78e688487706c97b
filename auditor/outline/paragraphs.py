"""Join physical lines into paragraphs: hard wraps and page breaks fall in mid-sentence.

Two situations are told apart by the document itself. In a *wrapped* text most lines that end no sentence
are about equally long; there a full line goes on in the next one. Elsewhere a line is a paragraph, unless
it is long, ends no sentence and is no heading: then a page break cut it.
"""

from itertools import pairwise

from auditor.outline.lines import Line
from auditor.outline.markers import find_marker, starts_item

_LONGEST_WRAP = 120
_LONG_LINE = 25
_LONGEST_HEADING = 60


def paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Group ``lines`` into paragraphs, in order."""
    if not lines:
        return []
    width = _wrap_width(lines)
    groups = [[lines[0]]]
    for line, following in pairwise(lines):
        if _goes_on(line, following, width):
            groups[-1].append(following)
        else:
            groups.append([following])
    return groups


def _wrap_width(lines: list[Line]) -> int | None:
    """Return the line length of a wrapped text, None for a text of one line a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(len(lengths) * 0.9)] if len(lengths) > 1 else lengths[0]
    open_lines = [line for line in lines[:-1] if not line.ends_sentence]
    if width > _LONGEST_WRAP or len(open_lines) < 4:
        return None
    full = sum(_is_full(line, width) for line in open_lines)
    return width if full >= len(open_lines) * 0.5 and full >= len(lines) * 0.3 else None


def _is_full(line: Line, width: int) -> bool:
    return len(line.text) >= width - 3 or _columns(line.text) >= 2 * width - 4


def _columns(text: str) -> int:
    return sum(1 if char.isascii() and char.isalnum() else 2 for char in text)


def _goes_on(line: Line, following: Line, width: int | None) -> bool:
    if line.ends_sentence and line.text[-1] != ":":
        return False
    marker = find_marker(following.text)
    if marker and not (width and _is_full(line, width) and marker.style == "1."):
        return False
    if width is not None:
        return _is_full(line, width) and not line.ends_sentence
    if line.ends_sentence or starts_item(following.text) or len(line.text) < _LONG_LINE:
        return False
    is_heading = find_marker(line.text) is not None and len(line.text) <= _LONGEST_HEADING
    return not is_heading and not _closes_document(following)


def _closes_document(line: Line) -> bool:
    return len(line.text) <= 20 and line.text[-1] in "日府会局"
