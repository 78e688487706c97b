"""Little-endian fields of the binary Word format; what lies outside the bytes is an error, never empty."""

import struct
from collections.abc import Callable
from typing import NamedTuple


def _field(code: str) -> Callable[[bytes, int], int]:
    unpack = struct.Struct("<" + code).unpack_from

    def read(data: bytes, at: int) -> int:
        value: int = unpack(data, at)[0]
        return value

    return read


u8 = _field("B")
u16 = _field("H")
u32 = _field("I")


def cut(data: bytes, start: int, size: int) -> bytes:
    """Return ``size`` bytes from ``start`` on.

    Raises:
        IndexError: they are not all there.
    """
    if start < 0 or size < 0 or start + size > len(data):
        raise IndexError(f"{size} bytes at {start} of {len(data)}")
    return data[start : start + size]


class Plc(NamedTuple):
    """The format's table of positions with data: n + 1 positions, n items."""

    positions: tuple[int, ...]
    items: tuple[bytes, ...]


def plc(data: bytes, item_size: int) -> Plc:
    """Take a table of positions apart; no bytes make an empty one.

    Raises:
        struct.error: the bytes do not hold the positions that their number asks for.
    """
    count = max(len(data) - 4, 0) // (4 + item_size)
    if not count:
        return Plc((), ())
    positions = struct.unpack_from(f"<{count + 1}I", data)
    start = 4 * (count + 1)
    starts = range(start, start + count * item_size, item_size or 1)
    return Plc(positions, tuple(data[at : at + item_size] for at in starts))
