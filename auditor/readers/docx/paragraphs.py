"""The words of paragraphs: runs put together, hidden and deleted ones left out, label in front."""

from dataclasses import dataclass, replace

from auditor.readers.docx.fields import INSTRUCTION, MARK, Fields
from auditor.readers.docx.names import (
    DELETED,
    ENDNOTE_REFERENCE,
    FOOTNOTE_REFERENCE,
    MATH,
    MOVED_AWAY,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    TEXT_BOX,
    VML,
    Element,
    W,
    leading,
    switch,
    value,
)
from auditor.readers.docx.numbering import Numbering
from auditor.readers.docx.styles import Style, Styles, outline_of
from auditor.readers.docx.symbols import symbol
from auditor.readers.docx.tree import through
from auditor.readers.field_codes import is_contents_line
from auditor.readers.lists import ListCounter, with_label

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = " \t\r\n"
# Line ends and tabs of the file itself are blanks; a tab would part the cells of a table row.
_TO_BLANK = str.maketrans("\t\r\n", "   ")
_WORD_ART = VML + "textpath"
_TEXTS = frozenset({W + "t", MATH + "t"})
_SIGNS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_SYMBOL = W + "sym"
_NOTES = frozenset({FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE})
_FIELD_PARTS = frozenset({MARK, INSTRUCTION})
_SHAPES = frozenset({TEXT_BOX, _WORD_ART})
_INLINE = _TEXTS | _SIGNS.keys() | _NOTES | _FIELD_PARTS | _SHAPES | {_SYMBOL}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is shown.

    ``beside``: the text boxes, note references and word art anchored in it, as elements. ``origin``: the
    w:p that it was put together from.
    """

    text: str
    style: str = ""
    outline_level: int | None = None
    label: str = ""
    beside: tuple[Element, ...] = ()
    origin: tuple[Element, ...] = ()

    @property
    def shown(self) -> str:
        """Its text with its automatic number; breaks at its ends part nothing."""
        return with_label(self.label, self.text.strip("\n"))


class Story:
    """Paragraphs that follow each other (the body, a cell, a text box, a note).

    A paragraph whose mark is deleted or hidden runs on into the next one, as Word shows it.
    """

    def __init__(self, styles: Styles, numbering: Numbering, fields: Fields, counter: ListCounter) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields = fields
        self._counter = counter
        self._held: list[Paragraph] = []
        self._heads_on = False

    def add(self, element: Element) -> Paragraph | None:
        """Take in the next w:p; return a paragraph when one is complete."""
        properties = leading(element, PARAGRAPH_PROPERTIES)
        style = self._styles.paragraph(value(properties, W + "pStyle"))
        text, beside = self._words(element, style.hidden)
        if is_contents_line(style.name, text):
            return None
        mark = None if properties is None else properties.find(RUN_PROPERTIES)
        runs_on = _runs_on(mark, style)
        leads = bool(switch(mark, W + "specVanish"))
        label = self._numbering.label(properties, style, self._counter) if not runs_on or leads else ""
        stated = outline_of(value(properties, W + "outlineLvl"))
        level = (style.outline if stated is None else stated) or None
        self._held.append(Paragraph(text, style.name, level, label, beside, (element,)))
        # A heading set into the line of its text (style separator) keeps its own number and level.
        self._heads_on = self._heads_on or leads
        return None if runs_on else self.rest()

    def rest(self) -> Paragraph | None:
        """Return the paragraph that waits for one to run on into."""
        if not self._held:
            return None
        held, self._held = self._held, []
        head = held[0] if self._heads_on else held[-1]
        self._heads_on = False
        if len(held) == 1:
            return head
        return replace(
            head,
            text="".join(each.text for each in held),
            beside=tuple(element for each in held for element in each.beside),
            origin=tuple(element for each in held for element in each.origin),
        )

    def _words(self, paragraph: Element, is_hidden: bool) -> tuple[str, tuple[Element, ...]]:
        words: list[str] = []
        beside: list[Element] = []
        hidden_runs: dict[Element | None, bool] = {}
        for element in through(paragraph, _INLINE):
            tag = element.tag
            if tag in _FIELD_PARTS:
                self._fields.take(element)
                continue
            run = element.getparent()
            if run not in hidden_runs:
                hidden_runs[run] = self._is_hidden(run, is_hidden)
            if hidden_runs[run] or self._fields.are_silent:
                continue
            if tag in _TEXTS:
                words.append(text_of(element))
            elif tag in _SIGNS:
                words.append(_SIGNS[tag])
            elif tag == _SYMBOL:
                words.append(symbol(element.get(W + "font", ""), element.get(W + "char", "")))
            else:
                beside.append(element)
        return "".join(words), tuple(beside)

    def _is_hidden(self, run: Element | None, by_default: bool) -> bool:
        properties = None if run is None else leading(run, RUN_PROPERTIES)
        if properties is None:
            return by_default
        if switch(properties, W + "webHidden"):
            return True
        direct = switch(properties, W + "vanish")
        if direct is not None:
            return direct
        # Hiding is a toggle: a paragraph style and a character style that both hide show the text.
        return by_default != self._styles.hides(value(properties, W + "rStyle"))


def text_of(element: Element) -> str:
    """Return what a w:t shows."""
    text = element.text or ""
    if len(element):  # entities that were not expanded
        text += "".join(child.tail or "" for child in element)
    if element.get(_SPACE) != "preserve":
        text = text.strip(_BLANKS)
    return text.translate(_TO_BLANK)


def _runs_on(mark: Element | None, style: Style) -> bool:
    if mark is None:
        return style.hidden
    if mark.find(DELETED) is not None or mark.find(MOVED_AWAY) is not None:
        return True
    direct = switch(mark, W + "vanish")
    return style.hidden if direct is None else direct
