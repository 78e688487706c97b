"""Headings with neither number nor style: short lines that stand alone over running text.

One such line proves nothing; a report that writes its headings so writes several.
"""

import re
from collections.abc import Sequence

from auditor.outline.flat import Paragraph
from auditor.outline.heading_roles import may_name_part, roles_of
from auditor.outline.markers import find_marker, starts_item
from auditor.vocabulary import Role

_LENGTH = range(3, 26)
_RUNNING_TEXT = 30
_FEWEST, _FEWEST_NAMING_PARTS = 3, 2
_NO_HEADING = re.compile(r"[。;:!?(]|[,、]$|\d+[个件次场人份名条元万]|^附件|^\d+$")
# Numbers of the great parts; a bare line in a report that has these is a heading of small things.
_GREAT_STYLES = frozenset({"一、", "第一部分"})
# Great parts wherever they stand; that of the heads may be one of several small ones.
_GREAT_PARTS = frozenset({Role.PROBLEMS, Role.CAUSES, Role.NEXT_YEAR, Role.OTHER})
_SMALL = 3


def find_bare_headings(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return index of paragraph → depth for the lines that are such headings; none when there are too few."""
    over_another: dict[int, bool] = {}
    for index in range(len(paragraphs) - 2, -1, -1):
        above_heading = index + 1 in over_another
        if _may_be_heading(paragraphs[index]) and (above_heading or _opens_text(paragraphs[index + 1])):
            over_another[index] = above_heading
    naming = [index for index in over_another if may_name_part(paragraphs[index].text)]
    if len(over_another) < _FEWEST and len(naming) < _FEWEST_NAMING_PARTS:
        return {}
    styles = {marker.style for each in paragraphs if (marker := find_marker(each.text))}
    if styles & _GREAT_STYLES:
        return dict.fromkeys(over_another, _SMALL)
    if styles:
        return dict.fromkeys(over_another, 1)
    return {
        index: 1 if above or _names_great_part(paragraphs[index].text) else 2
        for index, above in over_another.items()
    }


def _may_be_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.row or _NO_HEADING.search(text) or find_marker(text) is not None or starts_item(text):
        return False
    return len(text) in _LENGTH or may_name_part(text)


def _names_great_part(text: str) -> bool:
    return not _GREAT_PARTS.isdisjoint(roles_of(text, 1, None))


def _opens_text(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is running text, or the first of a series of numbered ones."""
    marker = find_marker(paragraph.text)
    if marker and marker.number == 1:
        return True
    return len(paragraph.text) >= _RUNNING_TEXT and "。" in paragraph.text
