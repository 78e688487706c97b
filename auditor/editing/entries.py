"""The entries of a rule file as pieces of its text: found by id, put in, taken out."""

from typing import Any, NamedTuple

import yaml

from auditor.editing.places import Places, plain
from auditor.rules.files import HEADER, ID, RULES

_EMPTY = f'{HEADER}: {{编号: own, 名称: 本单位核查规则, 版本: "1"}}\n{RULES}: []\n'


class ListedInLineError(Exception):
    """The rules of the file stand in one pair of brackets: no line is one rule's alone."""


class Entry(NamedTuple):
    """The lines of an entry. ``line``: the number of its first, from one."""

    text: str
    line: int


def entry_of(text: str, rule_id: str) -> Entry:
    """Return the lines of the entry of a rule, "" at line 0 when there is none.

    ``text``: of a file in which the loader found no mistake; in one whose rules stand in one pair of brackets
    none has lines. Comments above an entry are not its own, those in it are, and those after it that stand
    deeper than its dash.
    """
    if not text.strip():
        return Entry("", 0)
    places = Places(text)
    for node in _listed(places):
        if dict(_pairs(node)).get(ID) == rule_id and places.is_first(places.dash(node)):
            start, end = _extent(places, node)
            return Entry(text[start:end].rstrip("\n"), text.count("\n", 0, start) + 1)
    return Entry("", 0)


def with_entry(text: str, rule_id: str, entry: str) -> tuple[str, int]:
    """Return a file with these lines as the entry of a rule, and the number of the first of them.

    Without an entry of that id they come after the others; "" takes the entry away.

    Raises:
        ListedInLineError: its rules cannot be told apart by lines.
    """
    if not text.strip() and not entry.strip():
        return "", 0
    text = _ended(text if text.strip() else _EMPTY)
    places = Places(text)
    nodes = _listed(places)
    dashes = [places.dash(each) for each in nodes]
    if places.is_in_line or _is_in_brackets(places) or not all(map(places.is_first, dashes)):
        raise ListedInLineError
    found = next((each for each in nodes if dict(_pairs(each)).get(ID) == rule_id), None)
    if not entry.strip():
        return _without(places, found, only=len(nodes) == 1), 0
    written = _ended(_moved(entry, places.column(dashes[0]) if dashes else 0))
    before, after = _around(places, nodes, found)
    return before + written + after, before.count("\n") + 1


def _without(places: Places, found: Any, *, only: bool) -> str:
    if found is None:
        return places.text
    start, end = _extent(places, found)
    before = places.text[:start]
    if only:
        colon = before.index(":", _key(places, RULES)[0].end_mark.index) + 1
        before = f"{before[:colon]} []{before[colon:]}"
    return before + places.text[end:]


def _around(places: Places, nodes: list[Any], found: Any) -> tuple[str, str]:
    """Return what stands before and after an entry: in the place of ``found``, or after all others."""
    text = places.text
    if nodes:
        start, end = _extent(places, found or nodes[-1])
        return text[: start if found else end], text[end:]
    key, value = _key(places, RULES)
    if key is None:
        return f"{text}{RULES}:\n", ""
    place = places.end(value)
    end = places.line_end(place)
    return f"{text[: key.end_mark.index]}:{text[place:end]}", text[end:]


def _listed(places: Places) -> list[Any]:
    """Return the nodes of the entries that stand in lines."""
    value = _key(places, RULES)[1]
    if not isinstance(value, yaml.SequenceNode) or _is_in_brackets(places):
        return []
    return list(value.value)


def _is_in_brackets(places: Places) -> bool:
    value = _key(places, RULES)[1]
    return isinstance(value, yaml.SequenceNode) and bool(value.flow_style and value.value)


def _key(places: Places, name: str) -> Any:
    pairs = places.root.value if isinstance(places.root, yaml.MappingNode) else []
    return next(((key, value) for key, value in pairs if plain(key) == name), (None, None))


def _pairs(node: Any) -> list[tuple[str, Any]]:
    return list(plain(node).items()) if isinstance(node, yaml.MappingNode) else []


def _extent(places: Places, node: Any) -> tuple[int, int]:
    """Return where the lines of an entry begin and end."""
    dash = places.dash(node)
    end = places.line_end(places.end(node))
    last = end
    while last < len(places.text):
        following = places.line_end(last)
        line = places.text[last:following]
        bare = line.lstrip(" ")
        if bare.startswith("#") and len(line) - len(bare) > places.column(dash):
            end = following
        elif bare.strip():
            break
        last = following
    return places.line_start(dash), end


def _moved(entry: str, column: int) -> str:
    """Return the lines of an entry with their dash at ``column``."""
    lines = entry.rstrip().split("\n")
    depths = (len(line) - len(line.lstrip(" ")) for line in lines if line.lstrip(" ").startswith("-"))
    stands = next(depths, column)
    if stands < column:
        return "\n".join(" " * (column - stands) + line if line.strip() else line for line in lines)
    taken = " " * (stands - column)
    return "\n".join(line.removeprefix(taken) for line in lines)


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"
