"""Fields that run over many elements: what of them is shown."""

from collections import defaultdict
from dataclasses import dataclass

from auditor.readers.docx.names import DELETED, ENDNOTE, FOOTNOTE, MOVED_AWAY, TEXT_BOX, Element, W
from auditor.readers.field_codes import is_listing

MARK = W + "fldChar"
INSTRUCTION = W + "instrText"
_TYPE = W + "fldCharType"
_LONGEST_INSTRUCTION = 100


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False
    is_silent: bool = True


class Fields:
    """The fields open at a point of one story. Instructions are never shown, results are, listings not.

    ``closed``: the opening marks that have their closing one.
    """

    def __init__(self, closed: frozenset[Element]) -> None:
        self._closed = closed
        self._open: list[_Field] = []
        self._silent = 0

    @property
    def are_silent(self) -> bool:
        """Whether text at this point is not shown."""
        return self._silent > 0

    def take(self, element: Element) -> None:
        """Take in a w:fldChar or w:instrText."""
        if element.tag == INSTRUCTION:
            self._instruct(element.text or "")
            return
        mark = element.get(_TYPE)
        if mark == "begin":
            if element in self._closed:
                self._open.append(_Field())
                self._silent += 1
        elif self._open and mark == "separate":
            self._show_result(self._open[-1])
        elif self._open and mark == "end":
            self._silent -= self._open.pop().is_silent

    def _instruct(self, text: str) -> None:
        if self._open and not self._open[-1].has_result:
            field = self._open[-1]
            field.instruction = (field.instruction + text)[:_LONGEST_INSTRUCTION]

    def _show_result(self, field: _Field) -> None:
        if not field.has_result and not is_listing(field.instruction):
            field.is_silent = False
            self._silent -= 1
        field.has_result = True


def closed_fields(root: Element) -> frozenset[Element]:
    """Return the opening marks under ``root`` that have a closing mark in the same story.

    One that has none would swallow the rest of the document.
    """
    open_marks: dict[Element | None, list[Element]] = defaultdict(list)
    closed = set()
    for mark in root.iter(MARK):
        enclosing = next(mark.iterancestors(DELETED, MOVED_AWAY, TEXT_BOX, FOOTNOTE, ENDNOTE), None)
        if enclosing is not None and enclosing.tag in (DELETED, MOVED_AWAY):
            continue
        story = open_marks[enclosing]
        kind = mark.get(_TYPE)
        if kind == "begin":
            story.append(mark)
        elif kind == "end" and story:
            closed.add(story.pop())
    return frozenset(closed)
