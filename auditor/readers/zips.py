"""Zip containers (docx, odt, ofd, archives), opened within limits and never unpacked to disk."""

import io
import zipfile

from auditor.errors import UnreadableError
from auditor.readers import limits
from auditor.readers.content import Allowance
from auditor.readers.refusals import damaged, encrypted, too_large

_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_SEE_64 = 0xFFFFFFFF


class SafeZip:
    """A zip container in memory; parts are asked for by name and read within limits.

    ``infos``: all its entries in the order of their list, ``entries``: the same by name (the last of a name).
    ``allowance``: counts what is unpacked, over several containers when they share it.

    Raises:
        UnreadableError: no zip, damaged, encrypted, or more than the limits allow.
    """

    def __init__(self, data: bytes, name: str, kind: str, allowance: Allowance | None = None) -> None:
        self._name = name
        self._kind = kind
        self._allowance = allowance or Allowance()
        if list_bytes(data) > limits.MAX_LIST_BYTES:
            raise too_large(name, kind, "里面的部件多得异常")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise damaged(name, kind) from None
        self.infos = self._zip.infolist()
        if len(self.infos) > limits.MAX_PARTS:
            raise too_large(name, kind, f"里面有 {len(self.infos)} 个部件")
        self.entries = {entry.filename: entry for entry in self.infos}

    def __contains__(self, part: str) -> bool:
        return part in self.entries

    def read(self, part: str, most: int = limits.MAX_PART_BYTES) -> bytes:
        """Return the bytes of a part; at most ``most`` of them, and not from a bomb.

        Raises:
            KeyError: there is no such part.
            UnreadableError: the part is damaged, encrypted or too large.
        """
        return self.unpack(self.entries[part], self._name, self._kind, most)

    def unpack(self, entry: zipfile.ZipInfo, name: str, kind: str, most: int) -> bytes:
        """Return the bytes of an entry, at most ``most``; ``name`` and ``kind`` are what messages call it.

        Raises:
            UnreadableError: the entry is damaged, encrypted, packed in an odd way or too large.
        """
        if entry.flag_bits & _ENCRYPTED:
            raise encrypted(name, kind)
        if entry.file_size > most:
            raise too_large(name, kind, f"展开后超过 {most // limits.MEBIBYTE} MB")
        packed = max(entry.compress_size, 1)
        if entry.file_size > limits.RATIO_COUNTS_FROM_BYTES and entry.file_size / packed > limits.MAX_RATIO:
            raise too_large(name, kind, "压缩得异常紧（疑似压缩炸弹）")
        if entry.file_size > self._allowance.unpacked_bytes:
            raise too_large(name, kind, "所在的压缩包展开后过大")
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(most + 1)
        except NotImplementedError:
            raise UnreadableError(
                f"“{name}”（{kind}）的压缩方式这里解不开。请在电脑上解压后，报送里面的文件。"
            ) from None
        except Exception:  # zlib, lzma and the header fields of a hostile zip fail in many ways
            raise damaged(name, kind) from None
        self._allowance.unpacked_bytes -= len(content)
        if len(content) > most or self._allowance.unpacked_bytes < 0:
            raise too_large(name, kind, "展开后过大")
        return content


def list_bytes(data: bytes) -> int:
    """Return how long the list of parts at the end of a zip says it is; 0 without one.

    ``zipfile`` makes an object of every entry before anything can be counted.
    """
    end = data.rfind(_END)
    length = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    if length == _SEE_64:
        end = data.rfind(_END_64)
        length = int.from_bytes(data[end + 40 : end + 48], "little") if end >= 0 else 0
    return length
