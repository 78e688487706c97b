"""A text with marks (see ``marks``) as pieces that can be put together again with values, many times."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.papers.notice.marks import EACH, END, FIELD, UNLESS_EMPTY
from auditor.papers.plain import xml_text

_MARK = re.compile(rf"<\?({FIELD}|{EACH}|{UNLESS_EMPTY}|{END})(?: ([^?]*))?\?>")

# A value by the name of its field; the entries of a list by the name of its block with "#" in front.
Values = Mapping[str, "str | Sequence[Values]"]


@dataclass(frozen=True, slots=True)
class Field:
    """Where a value goes."""

    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that are repeated for each entry of a list, or left out when all of some fields are empty."""

    kind: str
    names: tuple[str, ...]
    pieces: "Pieces"


Pieces = tuple[str | Field | Block, ...]


def cut(text: str) -> Pieces:
    """Cut an XML text at its marks."""
    tokens = iter(_MARK.split(text))
    return tuple(_pieces(tokens))


def _pieces(tokens: Iterator[str]) -> Iterator[str | Field | Block]:
    """Yield pieces up to the end of their block; ``tokens``: text, kind, names, text, kind, names …"""
    yield next(tokens)
    for kind in tokens:
        names = next(tokens) or ""
        if kind == END:
            return
        yield Field(names) if kind == FIELD else Block(kind, tuple(names.split()), tuple(_pieces(tokens)))
        yield next(tokens)


def filled(pieces: Pieces, values: Values) -> Iterator[str]:
    """Yield the text of the pieces; values are escaped for XML."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Field):
            yield xml_text(str(values[piece.name]))
        elif piece.kind == EACH:
            for entry in values[f"#{piece.names[0]}"]:
                assert not isinstance(entry, str)
                yield from filled(piece.pieces, {**values, **entry})
        elif any(values[name] for name in piece.names):
            yield from filled(piece.pieces, values)
