"""What the styles of a Word document say about the paragraphs and runs that name them."""

import re
from dataclasses import dataclass

from auditor.readers import limits
from auditor.readers.docx.names import (
    NUMBERING,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    Element,
    W,
    switch,
    value,
)
from auditor.readers.xml import integer

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_DEEPEST_OUTLINE = 8


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits.

    ``outline``: the depth of a heading, 1 is topmost, 0 is running text. ``list_id``: the w:numId it numbers
    by, with ``depth`` when a style says so; ``path``: the ids of the style and of those it inherits the list
    through. ``hidden``: whether its text is hidden.
    """

    name: str = ""
    outline: int = 0
    list_id: str | None = None
    depth: int | None = None
    path: tuple[str, ...] = ()
    hidden: bool = False


_NO_STYLE = Style()


class Styles:
    """The styles of one document; ``root``: the element that holds them, if there is any."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._by_id = {style.get(W + "styleId", ""): style for style in found}
        self._resolved: dict[str, Style] = {}
        self._default = next(
            (
                style.get(W + "styleId", "")
                for style in found
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
            ),
            "",
        )

    def paragraph(self, style_id: str | None) -> Style:
        """Return the paragraph style of that id; the default style when there is none."""
        return self._style(style_id if style_id in self._by_id else self._default)

    def hides(self, style_id: str | None) -> bool:
        """Tell whether a character style turns hiding over."""
        return self._style(style_id).hidden

    def list_of(self, style_id: str) -> str | None:
        """Return the w:numId of a list style."""
        return value(_numbering(self._by_id.get(style_id)), W + "numId")

    def _style(self, style_id: str | None) -> Style:
        """Return a style; each is looked at once, and a circle of styles ends where it closes."""
        waiting: dict[str, Element] = {}
        while style_id in self._by_id and style_id not in self._resolved and style_id not in waiting:
            waiting[style_id] = self._by_id[style_id]
            style_id = value(waiting[style_id], W + "basedOn")
        resolved = self._resolved.get(style_id or "", _NO_STYLE)
        for each, element in reversed(waiting.items()):
            resolved = self._resolved[each] = _with_own(element, each, resolved)
        return resolved


def outline_of(level: str | None) -> int | None:
    """Return the depth that a w:outlineLvl states: 1 is topmost, 0 is running text."""
    if level is None:
        return None
    depth = integer(level, _DEEPEST_OUTLINE + 1)
    return depth + 1 if 0 <= depth <= _DEEPEST_OUTLINE else 0


def _with_own(element: Element, style_id: str, inherited: Style) -> Style:
    """Return what a style says itself, over what it inherits."""
    name = (value(element, W + "name") or style_id).strip()
    numbering = _numbering(element)
    list_id = value(numbering, W + "numId")
    level = value(numbering, W + "ilvl")
    depth = None if level is None else integer(level, 0)
    path: tuple[str, ...] = (style_id,)
    if list_id is None:
        list_id = inherited.list_id
        depth = inherited.depth if depth is None else depth
        path += inherited.path[: limits.MAX_STYLE_CHAIN]
    outline = _outline(element, name)
    hidden = switch(element.find(RUN_PROPERTIES), W + "vanish")
    return Style(
        name=name,
        outline=inherited.outline if outline is None else outline,
        list_id=list_id,
        depth=depth,
        path=path,
        hidden=inherited.hidden if hidden is None else hidden,
    )


def _numbering(style: Element | None) -> Element | None:
    return None if style is None else style.find(f"{PARAGRAPH_PROPERTIES}/{NUMBERING}")


def _outline(element: Element, name: str) -> int | None:
    stated = outline_of(value(element.find(PARAGRAPH_PROPERTIES), W + "outlineLvl"))
    if stated is not None:
        return stated
    # Word's own heading styles have their level even where the file does not repeat it.
    heading = _HEADING.fullmatch(name)
    return int(heading.group(1)) if heading else None
