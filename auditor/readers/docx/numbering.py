"""The automatic numbers of a Word document: from w:numbering to the labels of its paragraphs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from auditor.readers.docx.names import (
    ALTERNATE,
    FALLBACK,
    NUMBERING,
    RUN_PROPERTIES,
    Element,
    W,
    switch,
    value,
)
from auditor.readers.docx.styles import Style, Styles
from auditor.readers.lists import Level, ListCounter, NumberedList
from auditor.readers.xml import integer

_DEPTHS = range(9)
_LINKS = 4
_FORMAT = W + "numFmt"


@dataclass(frozen=True, slots=True)
class _List:
    """A list with the depths of the levels that name a paragraph style."""

    numbered: NumberedList
    depth_of_style: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Definition:
    """The levels of a w:abstractNum, by depth, with the depths of those that name a paragraph style."""

    levels: dict[int, Level]
    depth_of_style: dict[str, int]


class Numbering:
    """The lists of one document; ``root``: the element that holds them, if there is any."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        children = [] if root is None else list(root)
        self._definitions = _by_id(children, "abstractNum", "abstractNumId")
        links = {each: value(found, W + "numStyleLink") for each, found in self._definitions.items()}
        self._links = {each: style for each, style in links.items() if style is not None}
        self._nums = _by_id(children, "num", "numId")
        self._styles = styles
        self._read: dict[Element, _Definition] = {}
        self._lists: dict[str, _List | None] = {}

    def label(self, properties: Element | None, style: Style, counter: ListCounter) -> str:
        """Count a paragraph by its own w:pPr and its style; return its label, "" when it has no number."""
        own = None if properties is None else properties.find(NUMBERING)
        own_list = value(own, W + "numId")
        own_depth = value(own, W + "ilvl")
        found = self._list(style.list_id if own_list is None else own_list)
        if found is None:
            return ""
        if own_depth is not None:
            depth: int | None = integer(own_depth, 0)
        elif own_list is None:
            depth = _depth_by_style(found, style)
        else:
            depth = 0
        return "" if depth is None else counter.label(found.numbered, depth)

    def _list(self, list_id: str | None) -> _List | None:
        if list_id is None or list_id not in self._nums:
            return None
        if list_id not in self._lists:
            self._lists[list_id] = self._build(list_id)
        return self._lists[list_id]

    def _build(self, list_id: str) -> _List | None:
        num = self._nums[list_id]
        definition_id = value(num, W + "abstractNumId")
        element = self._linked(definition_id)
        if element is None:
            return None
        if element not in self._read:
            found = element.findall(W + "lvl")
            self._read[element] = _definition((_depth(level), level) for level in found)
        definition = self._read[element]
        overrides = num.findall(W + "lvlOverride")
        own = _definition((_depth(each), each.find(W + "lvl")) for each in overrides)
        levels = definition.levels | own.levels
        starts = {}
        for override in overrides:
            depth, start = _depth(override), value(override, W + "startOverride")
            if start is not None and depth in levels:
                starts[depth] = integer(start, 1)
                levels[depth] = replace(levels[depth], start=starts[depth])
        numbered = NumberedList(list_id, definition_id, levels, starts)
        return _List(numbered, definition.depth_of_style | own.depth_of_style)

    def _linked(self, definition_id: str | None) -> Element | None:
        """Return the definition that holds the levels, across the list style that it may be linked to."""
        for _ in range(_LINKS):
            definition = self._definitions.get(definition_id or "")
            if definition is None or definition_id not in self._links:
                return definition
            num = self._nums.get(self._styles.list_of(self._links[definition_id]) or "")
            definition_id = value(num, W + "abstractNumId")
        return None


def _by_id(children: list[Element], name: str, attribute: str) -> dict[str, Element]:
    return {each.get(W + attribute, ""): each for each in children if each.tag == W + name}


def _definition(levels: Iterable[tuple[int, Element | None]]) -> _Definition:
    """Return the definition that w:lvl elements make, each with its depth."""
    found = {depth: level for depth, level in levels if depth in _DEPTHS and level is not None}
    styles = {depth: value(level, W + "pStyle") for depth, level in found.items()}
    return _Definition(
        {depth: _level(level) for depth, level in found.items()},
        {style: depth for depth, style in styles.items() if style is not None},
    )


def _depth(element: Element) -> int:
    return integer(element.get(W + "ilvl"), -1)


def _depth_by_style(found: _List, style: Style) -> int | None:
    """Return the depth that a style numbers at: the one it states, else that of the level that names it.

    None: the level there belongs to another style, so Word numbers nothing.
    """
    named = next((found.depth_of_style[each] for each in style.path if each in found.depth_of_style), None)
    depth = style.depth if style.depth is not None else named or 0
    return None if depth != named and depth in found.depth_of_style.values() else depth


def _level(element: Element) -> Level:
    number_format = value(element, _FORMAT) or value(element.find(f"{ALTERNATE}/{FALLBACK}"), _FORMAT)
    restart = value(element, W + "lvlRestart")
    is_hidden = switch(element.find(RUN_PROPERTIES), W + "vanish")
    return Level(
        text="" if is_hidden else value(element, W + "lvlText") or "",
        number_format=number_format or "decimal",
        start=integer(value(element, W + "start"), 0),
        restart=None if restart is None else max(integer(restart, 0), 0),
        legal=bool(switch(element, W + "isLgl")),
    )
