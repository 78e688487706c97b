"""The style sheet of a binary Word document, every style with what it has from its bases."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from auditor.readers import limits
from auditor.readers.doc.binary import cut, u16
from auditor.readers.doc.sprms import Properties, Sprm, properties, toggled

_PARAGRAPH = 1
_CHARACTER = 2
_FIRST_HEADING, _LAST_HEADING = 1, 9


class Style(NamedTuple):
    """A style with what it inherits. ``hidden``: whether it hides its text."""

    name: str
    said: Properties
    hidden: bool


class _Definition(NamedTuple):
    name: str
    base: int
    said: Properties
    hidden: int | None


class StyleSheet:
    """The styles by their number.

    Raises:
        IndexError, struct.error: the sheet breaks off.
    """

    def __init__(self, sheet: bytes) -> None:
        self._definitions = _definitions(sheet) if sheet else []
        self.style = cache(self._style)

    def _style(self, number: int) -> Style:
        """Return a style; one that is not there says nothing."""
        chain: list[_Definition] = []
        seen = set()
        while number not in seen and number < len(self._definitions) and len(chain) < limits.MAX_STYLE_CHAIN:
            seen.add(number)
            definition = self._definitions[number]
            if definition is None:
                break
            chain.append(definition)
            number = definition.base
        said: Properties = {}
        hidden = False
        for definition in reversed(chain):
            said = said | definition.said
            hidden = toggled(hidden, definition.hidden)
        return Style(chain[0].name if chain else "", said, hidden)


def _definitions(sheet: bytes) -> list[_Definition | None]:
    header_size = u16(sheet, 0)
    count = u16(sheet, 2)
    base_size = u16(sheet, 4)
    definitions = []
    at = 2 + header_size
    for _ in range(count):
        if at + 2 > len(sheet):
            # Real files are met whose last styles are cut off; text in these then looks like any other.
            break
        size = u16(sheet, at)
        definitions.append(_definition(sheet[at + 2 : at + 2 + size], base_size) if size else None)
        at += 2 + size + size % 2
    return definitions


def _definition(entry: bytes, base_size: int) -> _Definition:
    built_in = u16(entry, 0) & 0xFFF
    kind = u16(entry, 2) & 0xF
    base = u16(entry, 2) >> 4
    name_end = base_size + 2 + 2 * u16(entry, base_size)
    name = cut(entry, base_size + 2, name_end - base_size - 2).decode("utf-16-le", "replace")
    said: Properties = {}
    if kind == _PARAGRAPH and _FIRST_HEADING <= built_in <= _LAST_HEADING:
        said[Sprm.OUTLINE_LEVEL] = built_in - 1
    modifiers = _modifiers(entry, name_end + 2)
    if kind == _PARAGRAPH:
        # In front of a paragraph's modifiers stands its style, once more.
        said |= properties(next(modifiers, b"")[2:])
    hidden = None
    if kind in (_PARAGRAPH, _CHARACTER):
        hidden = properties(next(modifiers, b"")).get(Sprm.CHAR_HIDDEN)
    return _Definition(name, base, said, hidden)


def _modifiers(entry: bytes, at: int) -> Iterator[bytes]:
    """Yield the lists of modifiers behind the name, each on an even place; the last may be cut short."""
    while at + 2 <= len(entry):
        size = u16(entry, at)
        yield entry[at + 2 : at + 2 + size]
        at += 2 + size + size % 2
