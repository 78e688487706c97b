"""What the styles of an OpenDocument text say: names, hidden text, and how lists number."""

import re
from dataclasses import dataclass

from auditor.readers.lists import Level
from auditor.readers.odt.names import LIBREOFFICE, OFFICE, STYLE, TEXT, Element
from auditor.readers.xml import integer

_FORMATS = {
    "1": "decimal",
    "01": "decimalZero",
    "A": "upperLetter",
    "a": "lowerLetter",
    "I": "upperRoman",
    "i": "lowerRoman",
    "一": "chineseCounting",
    "〇": "ideographDigital",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "": "none",
}
_PLACE = re.compile(r"%(\d+)%")


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or text style with what it inherits.

    ``name``: as its user sees it, of the nearest style that has a name of its own. ``hidden``: whether its
    text is hidden. ``is_unnumbered``: whether it takes a paragraph out of every list.
    """

    name: str = ""
    hidden: bool = False
    is_unnumbered: bool = False


_NO_STYLE = Style()
Levels = dict[int, Level]


class Styles:
    """The styles of one document. ``named``: those its users see; ``automatic``: those of single places."""

    def __init__(self, named: Element | None, automatic: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._automatic: set[tuple[str, str]] = set()
        self._list_elements: dict[str, Element] = {}
        self._resolved: dict[tuple[str, str], Style] = {}
        self._levels: dict[str, Levels] = {}
        self.outline: Levels = {}
        for holder in (named, automatic):
            for element in () if holder is None else holder:
                self._take(element, is_automatic=holder is automatic)

    def paragraph(self, name: str | None) -> Style:
        """Return a paragraph style."""
        return self._style("paragraph", name)

    def hides(self, name: str | None) -> bool:
        """Tell whether a text style hides what it is laid on."""
        return self._style("text", name).hidden

    def levels(self, list_style: str) -> Levels:
        """Return the levels of a list style by depth, 0 is topmost."""
        if list_style not in self._levels:
            element = self._list_elements.get(list_style)
            self._levels[list_style] = {} if element is None else _levels(element)
        return self._levels[list_style]

    def _take(self, element: Element, *, is_automatic: bool) -> None:
        if element.tag == STYLE + "style":
            key = element.get(STYLE + "family", ""), element.get(STYLE + "name", "")
            self._elements[key] = element
            if is_automatic:
                self._automatic.add(key)
        elif element.tag == TEXT + "list-style":
            self._list_elements[element.get(STYLE + "name", "")] = element
        elif element.tag == TEXT + "outline-style":
            self.outline = _levels(element)

    def _style(self, family: str, name: str | None) -> Style:
        """Return a style; each is looked at once, and a circle of styles ends where it closes."""
        waiting: dict[tuple[str, str], Element] = {}
        key = family, name or ""
        while key in self._elements and key not in self._resolved and key not in waiting:
            waiting[key] = self._elements[key]
            key = family, waiting[key].get(STYLE + "parent-style-name", "")
        resolved = self._resolved.get(key, _NO_STYLE)
        for each, element in reversed(waiting.items()):
            resolved = self._resolved[each] = self._with_own(each, element, resolved)
        return resolved

    def _with_own(self, key: tuple[str, str], element: Element, inherited: Style) -> Style:
        is_automatic = key in self._automatic
        properties = element.find(STYLE + "text-properties")
        display = None if properties is None else properties.get(TEXT + "display")
        return Style(
            name=inherited.name if is_automatic else element.get(STYLE + "display-name") or key[1],
            hidden=inherited.hidden if display is None else display == "none",
            is_unnumbered=element.get(STYLE + "list-style-name") == ""
            and not _is_heading_of_outline(element),
        )


def _is_heading_of_outline(style: Element) -> bool:
    """Tell whether a style is one of the outline's own, which LibreOffice writes as if it had no list."""
    return style.get(STYLE + "default-outline-level") is not None


def styles_of(content: Element, named: Element | None) -> Styles:
    """Return the styles that a content root and the root that holds the named ones define."""
    holder = content if named is None else named
    return Styles(holder.find(OFFICE + "styles"), content.find(OFFICE + "automatic-styles"))


def _levels(element: Element) -> Levels:
    levels = {}
    for child in element:
        depth = integer(child.get(TEXT + "level"), 0) - 1
        if depth >= 0:
            levels[depth] = _level(child, depth)
    return levels


def _level(element: Element, depth: int) -> Level:
    if not str(element.tag).endswith(("list-level-style-number", "outline-level-style")):
        return Level("", "bullet")
    # The format may be a whole row of signs: 一, 二, 三, ...
    sign = element.get(STYLE + "num-format", "").partition(",")[0].strip()
    return Level(
        text=_label_text(element, depth, is_numbered=bool(sign)),
        number_format=_FORMATS.get(sign, "decimal"),
        start=integer(element.get(TEXT + "start-value"), 1),
    )


def _label_text(element: Element, depth: int, *, is_numbered: bool) -> str:
    whole = element.get(LIBREOFFICE + "num-list-format")
    if whole is not None:
        return _PLACE.sub(r"%\1", whole)
    shown = integer(element.get(TEXT + "display-levels"), 1) if is_numbered else 0
    first = max(depth + 2 - shown, 1)
    number = ".".join(f"%{place}" for place in range(first, depth + 2))
    return element.get(STYLE + "num-prefix", "") + number + element.get(STYLE + "num-suffix", "")
