"""The list tables of a binary Word document."""

from typing import NamedTuple

from auditor.readers import limits
from auditor.readers.doc.binary import cut, u8, u16, u32
from auditor.readers.doc.sprms import Properties, Sprm
from auditor.readers.lists import Level, NumberedList, format_of_code

_LIST_BYTES = 28
_USE_BYTES = 16
_LEVEL_BYTES = 28
_OVERRIDE_BYTES = 8
_DEPTHS = 9
_NO_STYLE = 0xFFF
_SIMPLE = 0x1
_LEGAL = 0x04
_NO_RESTART = 0x08
_OVERRIDDEN_DEPTH = 0xF
_STARTS_ANEW = 0x10
_WHOLE_LEVEL = 0x20
# A use of a list is named by its place from 1 on; the numbers beyond tell that there is no number.
_LAST_USE = 0x7FE


class _Definition(NamedTuple):
    levels: dict[int, Level]
    depth_of_style: dict[int, int]


_NO_LIST = _Definition({}, {})


class Lists:
    """The lists that paragraphs may name.

    Raises:
        IndexError, struct.error: the tables break off.
    """

    def __init__(self, lists: bytes, levels: bytes, uses: bytes) -> None:
        """``levels``: what follows the table of lists in its stream."""
        definitions = _definitions(lists, levels) if lists else {}
        self._uses = _uses(uses, definitions) if uses else {}

    def numbering(self, said: Properties) -> tuple[NumberedList, int] | None:
        """Return the list of a paragraph and its depth in it, None for a paragraph without a number."""
        use = said.get(Sprm.LIST, 0)
        if use not in self._uses:
            return None
        numbered, depth_of_style = self._uses[use]
        depth = said.get(Sprm.LIST_LEVEL)
        if depth is None:
            depth = depth_of_style.get(said.get(Sprm.STYLE, 0), 0)
        return numbered, depth


def _definitions(lists: bytes, levels: bytes) -> dict[int, _Definition]:
    definitions = {}
    at = 0
    for place in range(u16(lists, 0)):
        entry = cut(lists, 2 + place * _LIST_BYTES, _LIST_BYTES)
        linked = {u16(entry, 8 + 2 * depth): depth for depth in reversed(range(_DEPTHS))}
        linked.pop(_NO_STYLE, None)
        definition = _Definition({}, linked)
        if place * _DEPTHS > limits.MAX_STRETCHES:
            raise IndexError("more lists than a report can have")
        for depth in range(1 if u8(entry, 26) & _SIMPLE else _DEPTHS):
            definition.levels[depth], at = _level(levels, at)
        definitions[u32(entry, 0)] = definition
    return definitions


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Return the level that stands at ``at``, and where it ends."""
    head = cut(data, at, _LEVEL_BYTES)
    flags = head[5]
    text_at = at + _LEVEL_BYTES + head[24] + head[25]
    length = u16(data, text_at)
    signs = cut(data, text_at + 2, 2 * length).decode("utf-16-le", "replace")
    text = "".join(f"%{ord(sign) + 1}" if ord(sign) < _DEPTHS else sign for sign in signs)
    level = Level(
        text=text,
        number_format=format_of_code(head[4]),
        start=u32(head, 0),
        restart=head[26] if flags & _NO_RESTART else None,
        legal=bool(flags & _LEGAL),
    )
    return level, text_at + 2 + 2 * length


def _uses(uses: bytes, definitions: dict[int, _Definition]) -> dict[int, tuple[NumberedList, dict[int, int]]]:
    """Return the lists, with the depths linked to styles, by the number that paragraphs name them by."""
    count = u32(uses, 0)
    at = 4 + count * _USE_BYTES
    found = {}
    for place in range(min(count, _LAST_USE)):
        entry = cut(uses, 4 + place * _USE_BYTES, _USE_BYTES)
        definition = definitions.get(u32(entry, 0), _NO_LIST)
        levels = dict(definition.levels)
        starts_anew: dict[int, int] = {}
        at += 4
        for _ in range(entry[12]):
            at = _override(uses, at, levels, starts_anew)
        numbered = NumberedList(place, u32(entry, 0), levels, starts_anew)
        found[place + 1] = numbered, definition.depth_of_style
    return found


def _override(uses: bytes, at: int, levels: dict[int, Level], starts_anew: dict[int, int]) -> int:
    """Take over what one use of a list changes at one depth; return where the change ends."""
    flags = u32(uses, at + 4)
    depth = flags & _OVERRIDDEN_DEPTH
    start = u32(uses, at)
    at += _OVERRIDE_BYTES
    if flags & _WHOLE_LEVEL:
        levels[depth], at = _level(uses, at)
        start = levels[depth].start
    if flags & _STARTS_ANEW:
        starts_anew[depth] = start
    return at
