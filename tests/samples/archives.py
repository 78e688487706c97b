"""Archives as old and new packers write them: names in GBK, RAR 4 and 5, members that are no files."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

Files = Mapping[str, bytes]
_DATE = (2025, 1, 8, 9, 30, 0)
_BLOCK = 1024 * 1024
_ENCRYPTED_FLAG = 0x1


def zipped(files: Files | Iterable[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive; pairs instead of a mapping may hold one name twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in files.items() if isinstance(files, Mapping) else files:
            archive.writestr(_entry(name, kind), data)
    return out.getvalue()


def _entry(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("x", _DATE)
    entry.filename = name
    entry.compress_type = kind
    return entry


def inflated(name: str, size: int, start: bytes = b"", end: bytes = b"") -> bytes:
    """A zip archive of one member that unpacks to ``size`` blanks, made without ever holding them."""
    out = io.BytesIO()
    block = b" " * _BLOCK
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(_entry(name, zipfile.ZIP_DEFLATED), "w") as member,
    ):
        member.write(start)
        for _ in range(size // _BLOCK):
            member.write(block)
        member.write(end)
    return out.getvalue()


def gbk_named(files: Files) -> bytes:
    """A zip archive whose names are GBK and carry no mark of their encoding."""
    marks = {f"{place:04d}": name for place, name in enumerate(files)}
    stand_ins = {name: mark.ljust(len(name.encode("gbk")), "#") for mark, name in marks.items()}
    data = zipped({stand_ins[name]: content for name, content in files.items()})
    for name, stand_in in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    return data


def with_link(name: str, target: str, files: Files) -> bytes:
    """A zip archive with a symbolic link among its members."""
    out = io.BytesIO(zipped(files))
    with zipfile.ZipFile(out, "a") as archive:
        entry = _entry(name, zipfile.ZIP_STORED)
        entry.create_system = 3
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, target)
    return out.getvalue()


def locked(files: Files) -> bytes:
    """A zip archive whose members are marked as encrypted."""
    data = bytearray(zipped(files, zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= _ENCRYPTED_FLAG
            place = data.find(signature, place + 1)
    return bytes(data)


def lying_about_size(name: str, data: bytes, claimed: int) -> bytes:
    """A zip archive that claims another size for a member than it unpacks to."""
    whole = zipped({name: data})
    return whole.replace(struct.pack("<I", len(data)), struct.pack("<I", claimed))


def rar4(files: Files) -> bytes:
    """A RAR 4 archive of stored members with GBK names."""

    def block(kind: int, flags: int, body: bytes, data: bytes = b"") -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data

    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in files.items():
        coded = name.encode("gbk")
        sizes = struct.pack("<IIBI", len(data), len(data), 2, zlib.crc32(data))
        rest = struct.pack("<IBBHI", 0x5A284BC0, 20, 0x30, len(coded), 0x20)
        out += block(0x74, 0x8000, sizes + rest + coded, data)
    return out + block(0x7B, 0x4000, b"")


def rar5(files: Files) -> bytes:
    """A RAR 5 archive of stored members."""

    def block(kind: int, body: bytes, data: bytes | None = None) -> bytes:
        sizes = _varint(0) if data is None else _varint(2) + _varint(len(data))
        head = _varint(kind) + sizes + body
        head = _varint(len(head)) + head
        return struct.pack("<I", zlib.crc32(head)) + head + (data or b"")

    out = b"Rar!\x1a\x07\x01\x00" + block(1, _varint(0))
    for name, data in files.items():
        coded = name.encode()
        body = _varint(4) + _varint(len(data)) + _varint(0x20) + struct.pack("<I", zlib.crc32(data))
        out += block(2, body + bytes(2) + _varint(len(coded)) + coded, data)
    return out + block(5, _varint(0))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
