"""Change a YAML text so that it says something else, and leave alone all that says the same as before."""

import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import yaml

from auditor.editing.places import Places, plain
from auditor.editing.writing import in_brackets, item, pair, scalar

# To compare longer lists line by line could take minutes.
_MOST_PAIRS = 250_000


class TooTangledError(Exception):
    """No small change makes it say what is wanted: it is to be written anew."""


class Splice(NamedTuple):
    """``text`` takes the place of what stands between ``start`` and ``end``."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text after changes that do not overlap; of those at one place the first comes first."""
    pieces, done = [], 0
    for each in sorted(splices, key=lambda each: each[:2]):
        pieces += [text[done : each.start], each.text]
        done = each.end
    return "".join([*pieces, text[done:]])


def changes(places: Places, node: Any, wanted: Any) -> list[Splice]:
    """Return what makes a node of a text that ends with its line say ``wanted``. All comments stay.

    Raises:
        TooTangledError: the node is written in a way that only another program would choose.
    """
    return list(_changes(places, node, wanted))


def _changes(places: Places, node: Any, wanted: Any) -> Iterator[Splice]:
    if plain(node) == wanted:
        return
    if not _is_block(node):
        yield from _in_line(places, node, wanted)
    elif isinstance(node, yaml.MappingNode) and isinstance(wanted, dict):
        yield from _mapping(places, node, wanted)
    elif isinstance(node, yaml.SequenceNode) and isinstance(wanted, list) and wanted:
        yield from _sequence(places, node, wanted)
    else:
        raise TooTangledError


def _is_block(node: Any) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def _in_line(places: Places, node: Any, wanted: Any) -> Iterator[Splice]:
    """Write a value where it began; comments in its midst come to stand above."""
    start, end = node.start_mark.index, places.end(node)
    yield from _kept(places, start, end, places.line_start(start), places.column(start))
    yield Splice(start, end, _written(places, node, wanted))


def _written(places: Places, node: Any, wanted: Any) -> str:
    """Return a value on one line; what it has in common with a node in the words of the node."""
    if isinstance(wanted, str):
        return scalar(wanted)
    as_before = {}
    if isinstance(node, yaml.MappingNode) and isinstance(wanted, dict):
        as_before = {_key({plain(key): plain(value)}): (key, value) for key, value in node.value}
        parts: list[Any] = [{key: value} for key, value in wanted.items()]
    elif isinstance(node, yaml.SequenceNode) and isinstance(wanted, list):
        as_before, parts = {_key(plain(each)): (each, each) for each in node.value}, wanted
    else:
        return in_brackets(wanted)
    words = []
    for part in parts:
        first, last = as_before.get(_key(part), (None, None))
        said = places.text[first.start_mark.index : places.end(last)] if first else ""
        new = in_brackets(part)
        words.append(said if said and "\n" not in said else new[1:-1] if isinstance(wanted, dict) else new)
    return f"{{{', '.join(words)}}}" if isinstance(wanted, dict) else f"[{', '.join(words)}]"


def _mapping(places: Places, node: Any, wanted: dict[str, Any]) -> Iterator[Splice]:
    found = {plain(key): (key, value) for key, value in node.value}
    column = places.column(node.value[0][0].start_mark.index)
    staying = [each for each in found if each in wanted]
    if len(found) < len(node.value) or staying != [each for each in wanted if each in found]:
        raise TooTangledError
    for name, (key, value) in found.items():
        if name in wanted:
            yield from _value(places, key, value, wanted[name])
        else:
            yield from _without(places, key.start_mark.index, places.end(value))
    at = None
    for name, value in wanted.items():
        if name in found:
            at = places.line_end(places.end(found[name][1]))
        elif at is None:
            raise TooTangledError
        else:
            yield _lines(at, pair(name, value, column))


def _value(places: Places, key: Any, value: Any, wanted: Any) -> Iterator[Splice]:
    """Change the value of a key: in its parts, or it is written anew with its key."""
    if plain(value) == wanted:
        return
    start, end = key.start_mark.index, places.end(value)
    lines = pair(plain(key), wanted, places.column(start))
    try:
        if not _is_block(value) and len(lines) > 1:
            raise TooTangledError
        yield from changes(places, value, wanted)
    except TooTangledError:
        yield from _without(places, start, end)
        yield _lines(places.line_end(end), lines)


def _sequence(places: Places, node: Any, wanted: list[Any]) -> Iterator[Splice]:
    items = node.value
    if len(items) * len(wanted) > _MOST_PAIRS:
        raise TooTangledError
    column = places.column(places.dash(items[0]))
    compared = SequenceMatcher(None, [_key(plain(each)) for each in items], [*map(_key, wanted)], False)
    for kind, first, last, start, end in compared.get_opcodes():
        if kind == "replace" and last - first == end - start:
            for each, value in zip(items[first:last], wanted[start:end], strict=True):
                yield from _changes(places, each, value)
        elif kind != "equal":
            for each in items[first:last]:
                yield from _without(places, places.dash(each), places.end(each))
            after = places.line_end(places.end(items[first - 1])) if first else None
            at = places.line_start(places.dash(items[0])) if after is None else after
            yield _lines(at, [item(each, column) for each in wanted[start:end]])


def _without(places: Places, start: int, end: int) -> Iterator[Splice]:
    """Take lines away; the comments in them stay, each in a line."""
    if not places.is_first(start):
        raise TooTangledError
    first, last = places.line_start(start), places.line_end(end)
    yield from _kept(places, first, last, first, places.column(start))
    yield Splice(first, last, "")


def _kept(places: Places, start: int, end: int, at: int, column: int) -> Iterator[Splice]:
    yield _lines(at, [" " * column + each for each in places.comments(start, end)])


def _lines(at: int, lines: list[str]) -> Splice:
    return Splice(at, at, "".join(f"{each}\n" for each in lines))


def _key(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
