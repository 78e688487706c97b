"""Lay the body out as flat text: one string to match in, and the way back to the document."""

import re
from dataclasses import dataclass

from auditor.models import FlatText
from auditor.outline.fold import WORDING, fold_slips
from auditor.outline.lines import Line
from auditor.outline.markers import find_marker
from auditor.vocabulary import BlockKind

_HALF_STOP = re.compile(r"(?<=[^\x00-\x7f])\.(?=[^\x00-\x7f]|\Z)")


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
    texts: list[str] = []
    origin: list[int] = []
    paragraphs: list[Paragraph] = []
    for group in groups:
        start = len(origin)
        kept: list[str] = []
        for line in group:
            for wording in WORDING.finditer(line.text):
                kept.append(wording.group())
                origin.extend(range(line.start + wording.start(), line.start + wording.end()))
        text = _with_full_stops("".join(kept))
        if text:
            block = group[0].block
            paragraphs.append(
                Paragraph(
                    start,
                    len(origin),
                    text,
                    block.outline_level if block else None,
                    row=block is not None and block.kind is BlockKind.TABLE_ROW,
                )
            )
            texts.append(text + "\n")
            origin.append(group[-1].end)
    flat = "".join(texts)
    return FlatText(flat, fold_slips(flat), tuple(origin)), paragraphs


def _with_full_stops(text: str) -> str:
    """Turn a half-width stop between Chinese characters into a full stop, but not that of a number."""
    if "." not in text:
        return text
    marker = find_marker(text[:12])
    chars = list(text)
    for stop in _HALF_STOP.finditer(text, marker.length if marker else 0):
        chars[stop.start()] = "。"
    return "".join(chars)
