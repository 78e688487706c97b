"""Damage done to files by chance, always the same for the same seed."""

import io
import random
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.samples import archives

Change = Callable[[random.Random, bytes], bytes]
_ODD_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_LONGEST_PIECE = 400
_NOISE = (b"\0", b"\xff", b"<", b">", b"&", b'"', b"{", b"}", b"\\", b"/", b"99999999999", b"-1", b"\xd8\x00")
_ODD_VALUES = ("", "0", "-1", "1e400", "99999999999999999999", "NaN", "\u202e", "x" * 5000, "#", "../../x")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def mutated(data: bytes, seed: int) -> bytes:
    """``data`` with one to four changes; in a zip container they are made inside one of its parts."""
    chance = random.Random(seed)
    if data.startswith(_ZIP) and chance.random() < 0.8:
        return _with_changed_part(chance, data)
    return _changed(chance, data)


def _with_changed_part(chance: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    names = [name for name, content in parts.items() if content]
    # Large parts hold the words; they are chosen more often.
    chosen = chance.choices(names, [len(parts[name]) for name in names])[0]
    if chance.random() < 0.05:
        del parts[chosen]
    else:
        parts[chosen] = _changed(chance, parts[chosen])
    return archives.zipped(parts)


def _changed(chance: random.Random, data: bytes) -> bytes:
    """Changes that a format survives more often than not: whole elements, bytes in their place, or any."""
    if data.lstrip().startswith(b"<?xml") and chance.random() < 0.7:
        return _changed_elements(chance, data)
    changes = _IN_PLACE if data.startswith(_OLE) and chance.random() < 0.7 else _CHANGES
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(changes)(chance, data) if data else data
    return data


def _changed_elements(chance: random.Random, data: bytes) -> bytes:
    """Well-formed XML in which elements were lost, doubled or moved, and values are odd."""
    root = etree.fromstring(data)
    for _ in range(chance.randint(1, 6)):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        one, other = chance.choice(elements), chance.choice(elements)
        action = chance.choice(("drop", "double", "move", "value", "value", "text"))
        if action == "value" and one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(_ODD_VALUES))
        elif action == "text":
            one.text = chance.choice(_ODD_VALUES)
        elif action == "double" and one is not root:
            one.addnext(deepcopy(one))
        elif action == "drop" and (parent := one.getparent()) is not None:
            parent.remove(one)
        elif one not in (root, other, *other.iterancestors()) and action == "move":
            other.append(one)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _piece(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.randint(1, _LONGEST_PIECE))


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def _drop(chance: random.Random, data: bytes) -> bytes:
    start, end = _piece(chance, data)
    return data[:start] + data[end:]


def _flip(chance: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _duplicate(chance: random.Random, data: bytes) -> bytes:
    start, end = _piece(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def _splice(chance: random.Random, data: bytes) -> bytes:
    start, end = _piece(chance, data)
    place = chance.randrange(len(data))
    return data[:place] + data[start:end] + data[place:]


def _zero(chance: random.Random, data: bytes) -> bytes:
    start, end = _piece(chance, data)
    return data[:start] + bytes(end - start) + data[end:]


def _number(chance: random.Random, data: bytes) -> bytes:
    """An odd number where a length or an offset may stand."""
    size = chance.choice((1, 2, 4))
    place = chance.randrange(len(data))
    value = chance.choice(_ODD_NUMBERS) & (256**size - 1)
    return data[:place] + value.to_bytes(size, chance.choice(("little", "big"))) + data[place + size :]


def _insert(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.choice(_NOISE) * chance.choice((1, 1, 3, 500)) + data[place:]


_IN_PLACE: tuple[Change, ...] = (_flip, _zero, _number, _number)
_CHANGES: tuple[Change, ...] = (
    _cut,
    _drop,
    _flip,
    _flip,
    _duplicate,
    _splice,
    _zero,
    _number,
    _number,
    _insert,
)
