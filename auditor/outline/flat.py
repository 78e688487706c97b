"""Lay the body out as flat text: one string to match in, and the way back to the document."""

from dataclasses import dataclass

from auditor.models import FlatText
from auditor.outline.fold import fold_slips, is_dropped
from auditor.outline.lines import Line
from auditor.outline.markers import find_marker
from auditor.vocabulary import BlockKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in flat offsets; ``text`` is its flat text.

    ``outline_level``: the depth of heading that the file itself gives it (1 = topmost), None for none.
    ``row``: whether it is a row of a table.
    """

    start: int
    end: int
    text: str
    outline_level: int | None = None
    row: bool = False


def flatten(groups: list[list[Line]]) -> tuple[FlatText, list[Paragraph]]:
    """Return the flat text of paragraphs given as lines, with their places in it."""
    chars: list[str] = []
    origin: list[int] = []
    paragraphs: list[Paragraph] = []
    for group in groups:
        start = len(chars)
        for line in group:
            for index, char in enumerate(line.text):
                if not is_dropped(char):
                    chars.append(char)
                    origin.append(line.start + index)
        _mend_full_stops(chars, start)
        if len(chars) > start:
            block = group[0].block
            paragraphs.append(
                Paragraph(
                    start,
                    len(chars),
                    "".join(chars[start:]),
                    block.outline_level if block else None,
                    row=block is not None and block.kind is BlockKind.TABLE_ROW,
                )
            )
            chars.append("\n")
            origin.append(group[-1].end)
    text = "".join(chars)
    return FlatText(text, fold_slips(text), tuple(origin)), paragraphs


def _mend_full_stops(chars: list[str], start: int) -> None:
    """Turn a half-width stop between Chinese characters into a full stop, but not that of a number."""
    marker = find_marker("".join(chars[start : start + 12]))
    first = start + max(1, marker.length if marker else 1)
    for index in range(first, len(chars)):
        if chars[index] != ".":
            continue
        following = chars[index + 1] if index + 1 < len(chars) else "。"
        if not chars[index - 1].isascii() and not following.isascii():
            chars[index] = "。"
