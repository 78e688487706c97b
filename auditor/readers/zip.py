"""Zip archives of reports, with names in whatever encoding the packing program used."""

import stat
import zipfile
import zlib
from collections.abc import Iterator

from auditor.errors import UnreadableError
from auditor.readers import limits
from auditor.readers.archives import ARCHIVE, FILE_INSIDE, Member, in_order, source_of
from auditor.readers.content import Job
from auditor.readers.encoding import decode
from auditor.readers.zips import SafeZip

_NAME_IS_UTF8 = 0x800
_DOS_FOLDER = 0x10
_UNICODE_PATH = 0x7075


def members(data: bytes, job: Job) -> Iterator[Member]:
    """Yield the files of a zip archive by name; one that cannot be unpacked says why.

    Raises:
        UnreadableError: the archive itself is damaged, empty or has more files than the limits allow.
    """
    archive = SafeZip(data, job.name, ARCHIVE, job.allowance)
    named = zip(_names(archive.infos), archive.infos, strict=True)
    for name, entry in in_order((pair for pair in named if _is_file(*pair)), job):
        source = source_of(job, name)
        try:
            content = archive.unpack(entry, source, FILE_INSIDE, limits.MAX_FILE_BYTES)
        except UnreadableError as error:
            yield Member(name, error=error)
        else:
            yield Member(name, content)


def _is_file(name: str, entry: zipfile.ZipInfo) -> bool:
    is_folder = name.endswith(("/", "\\")) or bool(entry.external_attr & _DOS_FOLDER)
    return not is_folder and not stat.S_ISLNK(entry.external_attr >> 16)


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """Return the names; those in no known encoding are judged together, for one alone is too short."""
    raw = [_raw_name(entry) for entry in entries]
    unknown = b"\n".join(name.replace(b"\n", b" ") for name in raw if isinstance(name, bytes))
    text = (decode(unknown) or unknown.decode("gb18030", errors="replace")) if unknown else ""
    guessed = iter(text.split("\n"))
    return [name if isinstance(name, str) else next(guessed, "") for name in raw]


def _raw_name(entry: zipfile.ZipInfo) -> str | bytes:
    """Return the name of an entry, its bytes when the archive does not tell their encoding."""
    name = entry.orig_filename.partition("\0")[0]
    if entry.flag_bits & _NAME_IS_UTF8:
        return name
    # zipfile takes such names for code page 437, which has a character for every byte.
    raw = name.encode("cp437")
    try:
        return _unicode_path(entry.extra, raw) or raw.decode()
    except UnicodeDecodeError:
        return raw


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name that packing programs add in UTF-8, "" without one or when it is of another name."""
    while len(extra) >= 4:
        number, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field = extra[4 : 4 + length]
        if number == _UNICODE_PATH and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
            return field[5:].decode()
        extra = extra[4 + length :]
    return ""
