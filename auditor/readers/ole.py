"""OLE containers (.doc, .wps and their kin), opened within bounds.

The library that reads them believes the counts of their header; a few bytes made to hurt it could keep it
busy for hours. So the counts are held against the length of the file first.
"""

import io
import struct

import olefile

_HEADER_BYTES = 512
_SECTOR_SHIFTS = (9, 12)
_MINI_SHIFT = 6
_ENTRY_BYTES = 4


_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_container(data: bytes) -> bool:
    """Return whether the bytes begin as a container does."""
    return data.startswith(_MAGIC)


class BrokenContainerError(ValueError):
    """The container contradicts itself, or breaks off."""


class Container:
    """An OLE container in memory.

    Raises:
        BrokenContainerError: no OLE container, or a damaged one.
    """

    def __init__(self, data: bytes) -> None:
        _check_counts(data)
        self._length = len(data)
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
            paths = self._ole.listdir()
        except Exception as error:  # the library fails in many ways on bytes made to hurt it
            raise BrokenContainerError(str(error)) from None
        self.streams = frozenset(path[0] for path in paths)
        self._entries = {entry.name: entry for entry in self._ole.root.kids if entry.name in self.streams}

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream, none when there is no such stream.

        Raises:
            BrokenContainerError: the stream is longer than the file, runs in a circle or breaks off.
        """
        if name not in self._entries:
            return b""
        entry = self._entries[name]
        # The small streams are parts of one stream that belongs to the root.
        if max(entry.size, self._ole.root.size) > self._length or self._runs_in_a_circle(entry):
            raise BrokenContainerError(name)
        try:
            content: bytes = self._ole.openstream(name).read()
        except Exception as error:  # likewise
            raise BrokenContainerError(str(error)) from None
        if len(content) != entry.size:
            raise BrokenContainerError(name)
        return content

    def _runs_in_a_circle(self, entry: olefile.olefile.OleDirectoryEntry) -> bool:
        if entry.size < self._ole.minisectorcutoff:
            return False
        table = self._ole.fat
        sector = entry.isectStart
        seen: set[int] = set()
        while sector not in seen and sector < len(table) and len(seen) * self._ole.sectorsize < entry.size:
            seen.add(sector)
            sector = table[sector]
        return sector in seen


def _check_counts(data: bytes) -> None:
    if len(data) < _HEADER_BYTES:
        raise BrokenContainerError("no header")
    sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if sector_shift not in _SECTOR_SHIFTS or mini_shift != _MINI_SHIFT:
        raise BrokenContainerError("sector size")
    sectors = (len(data) >> sector_shift) + 1
    (table_sectors,) = struct.unpack_from("<I", data, 44)
    (mini_table_sectors,) = struct.unpack_from("<I", data, 64)
    (index_sectors,) = struct.unpack_from("<I", data, 72)
    # A table has an entry for every sector; twice as many is more than any writer leaves free.
    most = 2 * sectors * _ENTRY_BYTES // (1 << sector_shift) + 2
    if max(table_sectors, index_sectors) > most or mini_table_sectors > sectors:
        raise BrokenContainerError("more tables than the file can need")
