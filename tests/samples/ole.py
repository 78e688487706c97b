"""Compound files (OLE), the container of Word 97–2003, in the fewest sectors."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
# Shorter streams would go to a stream of small blocks.
_SHORTEST = 4096
_ENTRIES_A_SECTOR = 4


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these top streams; short ones are filled up with zeros."""
    contents = {name: data.ljust(_SHORTEST, b"\0") for name, data in streams.items()}
    counts = [-(-len(data) // _SECTOR) for data in contents.values()]
    directory_size = -(-(len(contents) + 1) // _ENTRIES_A_SECTOR)
    fat_size = next(size for size in range(1, 110) if size * 128 >= size + directory_size + sum(counts))
    fat = [_FAT] * fat_size + _chain(fat_size, directory_size)
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if contents else _NONE)]
    for place, ((name, data), count) in enumerate(zip(contents.items(), counts, strict=True), 1):
        right = place + 1 if place < len(contents) else _NONE
        entries.append(_entry(name, 2, len(fat), len(data), right=right))
        fat += _chain(len(fat), count)
    fat += [_FREE] * (fat_size * 128 - len(fat))
    return (
        _header(fat_size)
        + struct.pack(f"<{len(fat)}I", *fat)
        + b"".join(entries).ljust(directory_size * _SECTOR, b"\0")
        + b"".join(
            data.ljust(count * _SECTOR, b"\0") for data, count in zip(contents.values(), counts, strict=True)
        )
    )


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END] if count else []


def _header(fat_size: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, fat_size, fat_size, 0, _SHORTEST, _END, 0, _END, 0)
    places = [*range(fat_size), *[_FREE] * (109 - fat_size)]
    return head + struct.pack("<109I", *places)


def _entry(name: str, kind: int, start: int, size: int, right: int = _NONE, child: int = _NONE) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    head = coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded), kind, 1, _NONE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
