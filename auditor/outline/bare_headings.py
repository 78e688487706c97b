"""Headings with neither number nor style: short lines that stand alone over running text.

One such line proves nothing; a report that writes its headings so writes several.
"""

import re
from collections.abc import Sequence

from auditor.outline.flat import Paragraph
from auditor.outline.markers import find_marker, starts_item

_LENGTH = range(3, 26)
_RUNNING_TEXT = 30
_FEWEST = 3
_NO_HEADING = re.compile(r"[。;:!?(]|[,、]$|\d+[个件次场人份名条元万]|^附件|^\d+$")


def find_bare_headings(paragraphs: Sequence[Paragraph]) -> dict[int, bool]:
    """Return the indexes of the paragraphs that are such headings; True where another stands right below."""
    candidates = [_may_be_heading(paragraph) for paragraph in paragraphs]
    found: dict[int, bool] = {}
    for index in range(len(paragraphs) - 2, -1, -1):
        over_another = index + 1 in found
        if candidates[index] and (over_another or _is_running(paragraphs[index + 1])):
            found[index] = over_another
    return found if len(found) >= _FEWEST else {}


def _may_be_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) not in _LENGTH or paragraph.row or _NO_HEADING.search(text):
        return False
    return find_marker(text) is None and not starts_item(text)


def _is_running(paragraph: Paragraph) -> bool:
    return len(paragraph.text) >= _RUNNING_TEXT and "。" in paragraph.text
