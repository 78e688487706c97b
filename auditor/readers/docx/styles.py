"""What the styles of a Word document say about the paragraphs and runs that name them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.readers import limits
from auditor.readers.docx.names import (
    NUMBERING,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    Element,
    W,
    integer,
    switch,
    value,
)

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)|目录\s*\d|wpsoffice手动目录\s*\d", re.IGNORECASE)
_VANISH = W + "vanish"
_DEEPEST_OUTLINE = 8


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with all that it inherits.

    ``outline_level``: 1 is topmost. ``list_id``: the w:numId it numbers by, with ``depth`` when a style says
    so; ``path``: the ids of the style and of those it inherits the list through. ``lists_contents``: whether
    it is the style of a table of contents. ``hidden``: whether its text is hidden.
    """

    name: str = ""
    outline_level: int | None = None
    list_id: str | None = None
    depth: int | None = None
    path: tuple[str, ...] = ()
    lists_contents: bool = False
    hidden: bool = False


class Styles:
    """The styles of one document; ``root``: the element that holds them, if there is any."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._by_id = {style.get(W + "styleId", ""): style for style in found}
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._default = next(
            (
                style.get(W + "styleId")
                for style in found
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
            ),
            None,
        )
        self._characters: dict[str, bool] = {}

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """Return the paragraph style of that id; the default style when there is none."""
        known = self._paragraphs.get(style_id)
        if known is None:
            chosen = style_id if style_id in self._by_id else self._default
            known = self._paragraphs[style_id] = self._resolve(chosen)
        return known

    def hides(self, style_id: str | None) -> bool:
        """Tell whether a character style turns hiding over."""
        if style_id is None:
            return False
        if style_id not in self._characters:
            self._characters[style_id] = _is_hidden(list(self._chain(style_id)))
        return self._characters[style_id]

    def list_of(self, style_id: str) -> str | None:
        """Return the w:numId of a list style."""
        return value(self._numbering(self._by_id.get(style_id)), W + "numId")

    def _resolve(self, style_id: str | None) -> ParagraphStyle:
        chain = list(self._chain(style_id))
        if not chain:
            return ParagraphStyle(style_id or "")
        name = value(chain[0], W + "name") or style_id or ""
        list_id, depth, path = self._list(chain)
        return ParagraphStyle(
            name=name,
            outline_level=next((level for level in map(_outline, chain) if level is not None), 0) or None,
            list_id=list_id,
            depth=depth,
            path=path,
            lists_contents=bool(_CONTENTS.fullmatch(name.strip())),
            hidden=_is_hidden(chain),
        )

    def _list(self, chain: list[Element]) -> tuple[str | None, int | None, tuple[str, ...]]:
        depth = None
        path = []
        for style in chain:
            path.append(style.get(W + "styleId", ""))
            properties = self._numbering(style)
            level = value(properties, W + "ilvl")
            if depth is None and level is not None:
                depth = integer(level, 0)
            list_id = value(properties, W + "numId")
            if list_id is not None:
                return list_id, depth, tuple(path)
        return None, None, ()

    @staticmethod
    def _numbering(style: Element | None) -> Element | None:
        return None if style is None else style.find(f"{PARAGRAPH_PROPERTIES}/{NUMBERING}")

    def _chain(self, style_id: str | None) -> Iterator[Element]:
        """Yield the style and those it is based on, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen and len(seen) < limits.MAX_STYLE_CHAIN:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            style_id = value(style, W + "basedOn")


def outline_of(level: str | None) -> int | None:
    """Return the depth of a w:outlineLvl: 1 is topmost, 0 is running text."""
    if level is None:
        return None
    depth = integer(level, _DEEPEST_OUTLINE + 1)
    return depth + 1 if 0 <= depth <= _DEEPEST_OUTLINE else 0


def _outline(style: Element) -> int | None:
    properties = style.find(PARAGRAPH_PROPERTIES)
    stated = outline_of(value(properties, W + "outlineLvl"))
    if stated is not None:
        return stated
    # Word's own heading styles have their level even where the file does not repeat it.
    heading = _HEADING.fullmatch((value(style, W + "name") or "").strip())
    return int(heading.group(1)) if heading else None


def _is_hidden(chain: list[Element]) -> bool:
    stated = (switch(style.find(RUN_PROPERTIES), _VANISH) for style in chain)
    return next((state for state in stated if state is not None), False)
