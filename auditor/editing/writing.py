"""Write plain data as the YAML of rule files: as an officer would, and as the loader finds no fault with."""

import re
from collections.abc import Mapping
from typing import Any

_INNER = r"\w。（）《》“”‘’【】〔〕…—；！？·%％+./\-"
# What needs no quotation marks; in brackets the marks that part words do.
_PLAIN = re.compile(rf"(?=[\w（《“‘【〔])[{_INNER}，、]+(?: [{_INNER}，、]+)*")
_PLAIN_IN_BRACKETS = re.compile(rf"(?=[\w（《“‘【〔])[{_INNER}]+(?: [{_INNER}]+)*")
_MEANS_NOTHING = ("~", "null")
_LONGEST_LINE = 60


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """Return a text on one line, in quotation marks where it needs them."""
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    if plain.fullmatch(text) and text not in _MEANS_NOTHING and text.isprintable():
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def name(key: str) -> str:
    """Return a key; the plus sign before one that adds needs no quotation marks."""
    plus = "+" if key.startswith("+") else ""
    return plus + scalar(key.removeprefix(plus), in_brackets=True)


def in_brackets(value: Any) -> str:
    """Return any value on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{name(key)}: {in_brackets(each)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(in_brackets(each) for each in value) + "]"
    return scalar(value, in_brackets=True)


def pair(key: str, value: Any, column: int) -> list[str]:
    """Return the lines of a key with its value, the key at ``column``."""
    start = f"{' ' * column}{name(key)}:"
    if isinstance(value, str):
        return [f"{start} {scalar(value)}"]
    line = f"{start} {in_brackets(value)}"
    if not value or (isinstance(value, list) and _is_short(value, line)):
        return [line]
    lines = [start]
    if isinstance(value, Mapping):
        for inner, each in value.items():
            lines += pair(inner, each, column + 2)
    else:
        lines += [item(each, column) for each in value]
    return lines


def item(value: Any, column: int) -> str:
    """Return the line of an item of a list, its dash at ``column``."""
    written = scalar(value) if isinstance(value, str) else in_brackets(value)
    return f"{' ' * column}- {written}"


def entry(data: Mapping[str, Any], column: int = 0) -> str:
    """Return a whole entry of a list, a key a line."""
    lines = [line for key, value in data.items() for line in pair(key, value, column + 2)]
    return "\n".join([f"{' ' * column}- {lines[0].lstrip(' ')}", *lines[1:]])


def _is_short(value: list[Any], line: str) -> bool:
    return len(line) <= _LONGEST_LINE and all(
        isinstance(each, str) and scalar(each, in_brackets=True) == each for each in value
    )
