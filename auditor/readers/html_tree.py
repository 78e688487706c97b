"""What the elements of a web page are, by tags and attributes, and a first survey of the whole page."""

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary"
    " table caption tbody thead tfoot tr td th ul".split()
)
# What never shows text on a page, or shows it on something to press or fill in.
_UNSEEN = frozenset(
    "script style noscript template head object applet embed iframe frame noframes svg math canvas audio"
    " video map select option datalist button input textarea rt rp rtc base param source track".split()
)
CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:comment|header|footer)"
)
_DISPLAY = re.compile(r"display\s*:\s*([a-z-]+)")
_SHOWN_AS_BLOCK = frozenset({"block", "flex", "grid", "table", "list-item", "table-row", "flow-root"})
_WORDING = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# A cell with half of a table's text, and this much or with this many breaks in it, is a place on the page.
_PLACE_CHARACTERS = 600
_PLACE_BREAKS = 4
_BREAKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 section".split())


def weight(text: str | None) -> int:
    """Return how many Chinese characters ``text`` has."""
    return len(_WORDING.findall(text)) if text else 0


def is_unseen(element: Element) -> bool:
    """Tell whether the element shows no text of its own, whatever its style."""
    if element.tag == "del":
        # A deletion that Word keeps track of is marked with its date.
        return element.get("datetime") is not None
    if element.tag == "div":
        # So LibreOffice saves what is printed at the edge of every page.
        return element.get("title") in ("header", "footer")
    return element.tag in _UNSEEN


def is_hidden(element: Element) -> bool:
    """Tell whether the element's attributes keep it from sight."""
    style = _style(element)
    return bool(style and _HIDDEN.search(style)) or element.get("hidden") is not None


def is_block(element: Element) -> bool:
    """Tell whether the element starts and ends a line."""
    style = _style(element)
    display = _DISPLAY.search(style) if style else None
    if display and element.tag not in CELLS:
        return display.group(1) in _SHOWN_AS_BLOCK
    return element.tag in _BLOCKS


def walk(root: Element) -> Iterator[tuple[bool, Element]]:
    """Yield (True, element) where an element starts and (False, element) where it ends, without recursion."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        yield event == "start", element


def _style(element: Element) -> str:
    style = element.get("style")
    return style.lower() if style else ""


class _Table:
    def __init__(self) -> None:
        self.cells: list[tuple[int, int]] = []
        self.nested = 0
        self.row = 0
        self.widest = 0

    def is_data(self, total: int) -> bool:
        if self.widest < 2 or self.nested * 2 > total:
            return False
        largest, breaks = max(self.cells, default=(0, 0))
        is_place = largest >= _PLACE_CHARACTERS or breaks >= _PLACE_BREAKS
        return not (is_place and largest * 2 >= total)


class Survey:
    """What has to be known of a page before its lines can be read.

    ``data_tables``: the tables that hold rows of data; others only place things on the page. ``revealed``:
    hidden elements that hold most of the text, which a script shows when the page is open.
    """

    def __init__(self, root: Element) -> None:
        self.data_tables: set[Element] = set()
        self._total = 0
        self._tables: list[_Table] = []
        # The breaks so far in each open cell.
        self._breaks: list[int] = []
        hidden: list[tuple[Element, int]] = []
        starts: list[int] = []
        for entering, element in walk(root):
            if entering:
                self._enter(element)
                starts.append(self._total)
                self._total += 0 if is_unseen(element) else weight(element.text)
            else:
                own = self._total - starts.pop()
                self._leave(element, own)
                if own and is_hidden(element):
                    hidden.append((element, own))
                self._total += weight(element.tail)
        self.revealed = {element for element, own in hidden if own * 2 > self._total}

    def _enter(self, element: Element) -> None:
        if element.tag == "table":
            self._tables.append(_Table())
        elif not self._tables:
            return
        elif element.tag == "tr":
            self._tables[-1].row = 0
        elif element.tag in CELLS:
            table = self._tables[-1]
            table.row += 1
            table.widest = max(table.widest, table.row)
            self._breaks.append(0)
        elif element.tag in _BREAKS and self._breaks:
            self._breaks[-1] += 1

    def _leave(self, element: Element, own: int) -> None:
        if not self._tables:
            return
        if element.tag in CELLS:
            self._tables[-1].cells.append((own, self._breaks.pop()))
        elif element.tag == "table":
            if self._tables.pop().is_data(own):
                self.data_tables.add(element)
            if self._tables:
                self._tables[-1].nested += own
