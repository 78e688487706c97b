"""What archives of every kind share: their members, and the names these go by."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from auditor.errors import UnreadableError
from auditor.readers.content import Job
from auditor.readers.names import is_junk, printable
from auditor.readers.refusals import too_large

# Parts the archive from the member in a source: 全县.zip!/临水镇/报告.docx
INSIDE = "!/"
ARCHIVE = "压缩包"
FILE_INSIDE = "压缩包里的文件"

_DRIVE = re.compile(r"^[A-Za-z]:")
_NOWHERE = frozenset({"", ".", ".."})

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its printable path with "/", and its bytes or why there are none."""

    name: str
    data: bytes = b""
    error: UnreadableError | None = None


def in_order(found: Iterable[tuple[str, Entry]], job: Job) -> list[tuple[str, Entry]]:
    """Return the files of an archive by the names they are shown by, without what systems leave behind.

    ``found``: pairs of the name as the archive writes it, and what the reader knows the file by.

    Raises:
        UnreadableError: the archive has no file, or more than the limits allow.
    """
    paths = [(_harmless(name), entry) for name, entry in found]
    files = [(path, entry) for path, entry in paths if not any(is_junk(part) for part in path.split("/"))]
    if not files:
        raise UnreadableError(
            f"“{job.name}”（{ARCHIVE}）里没有文件，没有可核查的内容。请确认压缩时是否选对了文件。"
        )
    if len(files) > job.allowance.members:
        raise too_large(job.name, ARCHIVE, f"里面有 {len(files)} 个文件")
    job.allowance.members -= len(files)
    files.sort(key=lambda pair: pair[0])
    names = _told_apart(path for path, _ in files)
    return [(name, entry) for name, (_, entry) in zip(names, files, strict=True)]


def source_of(job: Job, name: str) -> str:
    """Return what messages call the member ``name``."""
    return f"{job.name}{INSIDE}{name}"


def _harmless(name: str) -> str:
    """Return a path that leads nowhere but down; it is only shown, never opened."""
    path = _DRIVE.sub("", name.replace("\\", "/"))
    parts = [part.strip() for part in path.split("/")]
    return printable("/".join(part for part in parts if part not in _NOWHERE)) or "未命名"


def _told_apart(names: Iterable[str]) -> Iterator[str]:
    taken: set[str] = set()
    for name in names:
        path, shown, count = PurePosixPath(name), name, 1
        while shown in taken:
            count += 1
            shown = str(path.with_name(f"{path.stem}（{count}）{path.suffix}"))
        taken.add(shown)
        yield shown
