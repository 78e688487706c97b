"""From the tree of a page to its lines as a reader sees them, with the blocks these stand in."""

import re
from dataclasses import dataclass, field

from auditor.readers import limits
from auditor.readers.html_lists import Numbering, is_numbered
from auditor.readers.html_tree import CELLS, Element, Survey, is_block, is_hidden, is_unseen, walk, weight
from auditor.readers.refusals import too_large
from auditor.readers.simplified import simplify

_HEADING = re.compile(r"h[1-6]")
_DOCUMENT_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf|odt|xlsx?|zip|rar)(?:$|[?#&])", re.IGNORECASE)
_WRITTEN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·]"
# A line end in the source is a blank on the page, but none between Chinese characters.
_SOURCE_LINE_END = re.compile(rf"(?<={_WRITTEN})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WRITTEN})")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_PRESSED = frozenset("span li em i b font".split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a row of a data table with its cells parted by tabs.

    ``plain``: the same in simplified characters, of the same length, for telling what it is. ``linked``: how
    many of its Chinese characters are links. ``heading``: 1 for <h1>, 0 for no heading. ``offers_file``:
    whether it links to an office document.
    """

    text: str
    plain: str
    linked: int = 0
    heading: int = 0
    is_row: bool = False
    offers_file: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """An element that starts and ends a line: the lines ``first`` to ``last`` (exclusive) stand in it."""

    tag: str
    names: str
    first: int
    last: int


@dataclass(slots=True)
class Page:
    """The lines and blocks of a page, and what else on it tells what kind of page it is."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    frames: int = 0
    pictures: int = 0
    scripts: int = 0
    asks_password: bool = False


def read_lines(root: Element, name: str) -> Page:
    """Return the lines of the page below ``root``; ``name`` is what messages call it.

    Raises:
        UnreadableError: there are more lines than a page has.
    """
    reader = _LineReader(Survey(root), name)
    for entering, element in walk(root):
        if entering:
            reader.enter(element)
        else:
            reader.leave(element)
    reader.end_line()
    return reader.page


class _LineReader:
    def __init__(self, survey: Survey, name: str) -> None:
        self.page = Page()
        self._name = name
        self._survey = survey
        self._skipped: Element | None = None
        self._chunks: list[str] = []
        self._linked = 0
        self._label = ""
        self._offers_file = False
        self._heading = 0
        self._open_blocks: list[tuple[Element, int]] = []
        self._lists: list[Numbering | None] = []
        # How deep in links and preformatted text we are.
        self._links = self._preformatted = 0
        # Inside a data table: how many tables deep, and the cells of the open row.
        self._tables = 0
        self._row: list[str] | None = None

    def enter(self, element: Element) -> None:
        """Take notice of the start of an element."""
        if self._skipped is not None:
            return
        self._note(element)
        hidden = is_hidden(element) and element not in self._survey.revealed
        if is_unseen(element) or hidden:
            self._skipped = element
            return
        if element.tag == "br":
            self._break()
        elif is_block(element):
            self._enter_block(element)
        if _is_link(element):
            self._links += 1
            self._offers_file |= bool(_DOCUMENT_FILE.search(element.get("href") or ""))
        self._say(element.text)

    def leave(self, element: Element) -> None:
        """Take notice of the end of an element and of the text that follows it."""
        if self._skipped is not None:
            if self._skipped is element:
                self._skipped = None
                self._say(element.tail)
            return
        if _is_link(element):
            self._links -= 1
        if element.tag != "br" and is_block(element):
            self._leave_block(element)
        self._say(element.tail)

    def _note(self, element: Element) -> None:
        tag = element.tag
        if tag in ("iframe", "frame", "embed", "object"):
            source = element.get("src") or element.get("data") or ""
            self.page.frames += bool(source) and not source.startswith(("about:", "javascript:"))
        elif tag == "img":
            self.page.pictures += 1
        elif tag == "script":
            self.page.scripts += 1
        elif tag == "input" and (element.get("type") or "").lower() == "password":
            self.page.asks_password = True

    def _enter_block(self, element: Element) -> None:
        self._break()
        tag = element.tag
        if self._tables or element in self._survey.data_tables:
            self._enter_table_part(element)
        if self._row is None:
            self._open_blocks.append((element, len(self.page.lines)))
        if _HEADING.fullmatch(tag):
            self._heading = int(tag[1])
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(Numbering(element) if tag == "ol" else None)
        elif tag == "li":
            numbering = self._lists[-1] if self._lists else None
            self._label = numbering.label(element) if numbering else ""
        elif tag == "pre":
            self._preformatted += 1

    def _leave_block(self, element: Element) -> None:
        self._break()
        tag = element.tag
        if self._tables:
            self._leave_table_part(element)
        if _HEADING.fullmatch(tag):
            self._heading = 0
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        elif tag == "pre":
            self._preformatted -= 1
        if self._open_blocks and self._open_blocks[-1][0] is element:
            _, first = self._open_blocks.pop()
            names = " ".join(element.get(key) or "" for key in ("class", "id", "role"))
            self.page.blocks.append(Block(str(tag), names.lower(), first, len(self.page.lines)))

    def _enter_table_part(self, element: Element) -> None:
        if element.tag == "table":
            self._tables += 1
        elif self._tables == 1 and element.tag == "tr":
            self._end_row()
        elif self._tables == 1 and element.tag in CELLS:
            self.end_line()
            self._row = self._row or []

    def _leave_table_part(self, element: Element) -> None:
        if element.tag == "table":
            self._tables -= 1
        if self._tables == 0 or (self._tables == 1 and element.tag == "tr"):
            self._end_row()
        elif self._tables == 1 and element.tag in CELLS and self._row is not None:
            self._row.append(self._written())

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row and any(row):
            self._add("\t".join(row).rstrip("\t"), is_row=True)

    def _break(self) -> None:
        if self._row is None:
            self.end_line()
        else:
            self._chunks.append(" ")

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._links:
            self._linked += weight(text)
        if not self._preformatted:
            self._chunks.append(text)
            return
        for number, part in enumerate(_LINE_END.split(text)):
            if number:
                self._break()
            self._chunks.append(part)

    def _written(self) -> str:
        """Return what has been said since the last line end, as a page shows it."""
        text = "".join(self._chunks)
        self._chunks = []
        return _BLANKS.sub(" ", _SOURCE_LINE_END.sub("", text)).replace("\xa0", " ").strip()

    def end_line(self) -> None:
        """End the line that has been said so far."""
        text = self._written()
        if text:
            label = "" if is_numbered(text) else self._label
            self._label = ""
            self._add(label + text, is_row=False)

    def _add(self, text: str, *, is_row: bool) -> None:
        line = Line(text, simplify(text), self._linked, self._heading, is_row, self._offers_file)
        self.page.lines.append(line)
        self._linked, self._offers_file = 0, False
        if len(self.page.lines) > limits.MAX_LINES:
            raise too_large(self._name, "网页", f"文字超过 {limits.MAX_LINES // 10000} 万行")


def _is_link(element: Element) -> bool:
    """Tell whether the element is something to press: a link, no mere target of one."""
    if element.tag == "a":
        return element.get("href") is not None or not (element.get("name") or element.get("id"))
    return element.tag in _PRESSED and element.get("onclick") is not None
