"""Zip containers (docx, odt, ofd, archives), opened within limits and never unpacked to disk."""

import io
import zipfile

from auditor.readers import limits
from auditor.readers.refusals import damaged, encrypted, too_large

_ENCRYPTED = 0x1


class SafeZip:
    """A zip container in memory; parts are asked for by name and read within limits.

    Raises:
        UnreadableError: no zip, damaged, encrypted, or more than the limits allow.
    """

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        self._name = name
        self._kind = kind
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise damaged(name, kind) from None
        entries = self._zip.infolist()
        if len(entries) > limits.MAX_PARTS:
            raise too_large(name, kind, f"里面有 {len(entries)} 个部件")
        self.entries = {entry.filename: entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self.entries

    def read(self, part: str, most: int = limits.MAX_PART_BYTES) -> bytes:
        """Return the bytes of a part; at most ``most`` of them, and not from a bomb.

        Raises:
            KeyError: there is no such part.
            UnreadableError: the part is damaged, encrypted or too large.
        """
        entry = self.entries[part]
        if entry.flag_bits & _ENCRYPTED:
            raise encrypted(self._name, self._kind)
        if entry.file_size > most:
            raise too_large(self._name, self._kind, f"展开后超过 {most // limits.MEBIBYTE} MB")
        packed = max(entry.compress_size, 1)
        if entry.file_size > limits.RATIO_COUNTS_FROM_BYTES and entry.file_size / packed > limits.MAX_RATIO:
            raise too_large(self._name, self._kind, "压缩得异常紧（疑似压缩炸弹）")
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(most + 1)
        except Exception:  # zlib, lzma and the header fields of a hostile zip fail in many ways
            raise damaged(self._name, self._kind) from None
        self._unpacked += len(content)
        if len(content) > most or self._unpacked > limits.MAX_UNPACKED_BYTES:
            raise too_large(self._name, self._kind, "展开后过大")
        return content
