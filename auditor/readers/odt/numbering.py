"""Lists and headings of an OpenDocument text: which paragraphs are numbered, and with what."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from auditor.readers.lists import ListCounter, NumberedList
from auditor.readers.odt.names import (
    HEADING,
    LIST,
    LIST_HEADER,
    LIST_ITEM,
    STYLE_NAME,
    TEXT,
    XML_ID,
    Element,
)
from auditor.readers.odt.styles import Styles
from auditor.readers.xml import integer

_OUTLINE = "outline"


@dataclass(frozen=True, slots=True)
class _List:
    """A list at one depth; ``counts_in``: what it shares its counters by."""

    style: str
    depth: int
    counts_in: Hashable


@dataclass(slots=True)
class Item:
    """An item of a list; only its first paragraph carries the number.

    ``number``: the number that the item demands.
    """

    list: _List
    number: int | None = None
    is_counted: bool = False


_Context = _List | Item | None


class Numbering:
    """Counts the paragraphs of one document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counter = ListCounter()
        self._outline = NumberedList(_OUTLINE, _OUTLINE, styles.outline)
        self._by_id: dict[str, Hashable] = {}
        self._last_of_style: dict[str, Hashable] = {}

    def label(self, paragraph: Element, item: Item | None) -> str:
        """Count a paragraph that stands in ``item``, if in any; return its label, "" when it has none."""
        if item is not None:
            return self._label_in_list(item)
        if paragraph.tag != HEADING or paragraph.get(TEXT + "is-list-header") == "true":
            return ""
        if self._styles.paragraph(paragraph.get(STYLE_NAME)).is_unnumbered:
            return ""
        depth = outline_level(paragraph) - 1
        level = self._styles.outline.get(depth)
        restarts = paragraph.get(TEXT + "restart-numbering") == "true" and level is not None
        number = _whole(paragraph.get(TEXT + "start-value"), level.start if restarts and level else None)
        return self._counter.label(self._outline, depth, number)

    def blocks(
        self, root: Element, wanted: frozenset[str], closed: frozenset[str]
    ) -> Iterator[tuple[Element, Item | None]]:
        """Yield the ``wanted`` elements under ``root`` with the list items they stand in.

        What is ``closed`` or hidden is not entered, everything else is looked through.
        """
        stack: list[tuple[Iterator[Element], _Context]] = [(iter(root), None)]
        while stack:
            children, context = stack[-1]
            for child in children:
                if child.tag in wanted:
                    yield child, context if isinstance(context, Item) else None
                elif child.tag not in closed and not _is_hidden(child):
                    stack.append((iter(child), self._context(child, context)))
                    break
            else:
                stack.pop()

    def _context(self, element: Element, context: _Context) -> _Context:
        if element.tag == LIST:
            return self._opened(element, context.list if isinstance(context, Item) else None)
        if isinstance(context, _List) and element.tag in (LIST_ITEM, LIST_HEADER):
            style = element.get(TEXT + "style-override") or context.style
            listed = _List(style, context.depth, context.counts_in)
            number = _whole(element.get(TEXT + "start-value"), None)
            return Item(listed, number, is_counted=element.tag == LIST_HEADER)
        return context

    def _opened(self, element: Element, outer: _List | None) -> _List:
        style = element.get(STYLE_NAME) or (outer.style if outer else "")
        if outer is not None:
            return _List(style, outer.depth + 1, outer.counts_in)
        continued = element.get(TEXT + "continue-list")
        counts_in = None if continued is None else self._by_id.get(continued)
        if counts_in is None and element.get(TEXT + "continue-numbering") == "true":
            counts_in = self._last_of_style.get(style)
        if counts_in is None:
            counts_in = object()
        list_id = element.get(XML_ID)
        if list_id is not None:
            self._by_id[list_id] = counts_in
        self._last_of_style[style] = counts_in
        return _List(style, 0, counts_in)

    def _label_in_list(self, item: Item) -> str:
        if item.is_counted:
            return ""
        item.is_counted = True
        listed = item.list
        numbered = NumberedList(listed.style, listed.counts_in, self._styles.levels(listed.style))
        return self._counter.label(numbered, listed.depth, item.number)


def outline_level(paragraph: Element) -> int:
    """Return the depth of a heading, 1 is topmost, or 0 for running text."""
    return integer(paragraph.get(TEXT + "outline-level"), 1) if paragraph.tag == HEADING else 0


def _whole(text: str | None, default: int | None) -> int | None:
    return default if text is None else integer(text, 1)


def _is_hidden(element: Element) -> bool:
    return element.get(TEXT + "display") == "none" or element.get(TEXT + "is-hidden") == "true"
