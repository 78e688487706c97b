"""RAR archives of reports, versions 4 and 5: listed and, when stored, read by ``rarfile``, else by a tool."""

import io
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import rarfile

from auditor.errors import UnreadableError
from auditor.readers import limits, rar_tools
from auditor.readers.archives import FILE_INSIDE, Member, in_order, source_of
from auditor.readers.content import Job
from auditor.readers.refusals import damaged, encrypted, too_large

_KIND = "RAR 压缩包"
_SPLIT = rarfile.RAR_FILE_SPLIT_BEFORE | rarfile.RAR_FILE_SPLIT_AFTER
_COPIES = (rarfile.RAR5_XREDIR_FILE_COPY, rarfile.RAR5_XREDIR_HARD_LINK)

# Names without a Unicode form are in the code page of whoever packed them, never in UTF-16.
rarfile.TRY_ENCODINGS = ("utf8", "gb18030")
# While it lists an archive rarfile unpacks comments, by any tool it finds and without a time limit.
rarfile.rar3_decompress = lambda *_arguments: b""


def members(data: bytes, job: Job) -> Iterator[Member]:
    """Yield the files of a RAR archive by name; one that cannot be unpacked says why.

    Raises:
        UnreadableError: the archive itself is damaged, encrypted, empty, one of several volumes, or has more
            files than the limits allow; or it holds files that no program on this machine can unpack.
    """
    archive = _Archive(data, job)
    has_tool = bool(rar_tools.tools())
    lacking = 0
    for name, entry in in_order(archive.files(), job):
        if archive.needs_tool(entry) and not has_tool:
            lacking += 1
            continue
        try:
            content = archive.read(entry, source_of(job, name))
        except UnreadableError as error:
            yield Member(name, error=error)
        else:
            yield Member(name, content)
    if lacking:
        raise UnreadableError(
            f"“{job.name}”（{_KIND}）里有 {lacking} 个文件是压缩过的，这台电脑上没有能解压 RAR 的软件。"
            "请解压后报送，或安装 7-Zip 等解压软件后再试。"
        )
    if archive.is_broken:
        raise damaged(job.name, _KIND)


class _Archive:
    def __init__(self, data: bytes, job: Job) -> None:
        self._data = data
        self._job = job
        self._headers = 0
        self._rar = self._open()
        # rarfile stops at the first header that is damaged; what stands before it can be read.
        self.is_broken = self._rar.strerror() is not None
        self._entries: list[Any] = [entry for entry in self._rar.infolist() if not entry.is_dir()]
        if self._rar.needs_password() and not self._entries:
            raise encrypted(job.name, _KIND)
        if self.is_broken and not self._entries:
            raise damaged(job.name, _KIND)

    def _open(self) -> Any:
        try:
            return rarfile.RarFile(io.BytesIO(self._data), info_callback=self._heed, part_only=True)
        except UnreadableError:
            raise
        except Exception:  # headers made to hurt fail in many ways
            raise damaged(self._job.name, _KIND) from None

    def _heed(self, header: Any) -> None:
        """Refuse endless lists and volumes while rarfile walks the headers."""
        self._headers += 1
        if self._headers > limits.MAX_PARTS:
            raise too_large(self._job.name, _KIND, f"里面的部件超过 {limits.MAX_PARTS} 个")
        if header.type == rarfile.RAR_BLOCK_FILE and header.flags & _SPLIT:
            raise UnreadableError(
                f"“{self._job.name}”（{_KIND}）是分卷压缩的一部分，单独打不开。请重新压缩成一个文件后报送。"
            )

    def files(self) -> Iterator[tuple[str, Any]]:
        """Yield (name, entry) of the files that are no links."""
        for entry in self._entries:
            if not entry.is_symlink():
                yield entry.filename, self._origin(entry)

    def needs_tool(self, entry: Any) -> bool:
        """Tell whether the entry is compressed and could be unpacked."""
        return entry.compress_type != rarfile.RAR_M0 and not entry.needs_password()

    def read(self, entry: Any, source: str) -> bytes:
        """Return the content of an entry; ``source`` is what messages call it.

        Raises:
            UnreadableError: it is encrypted, damaged or too large, or no tool could unpack it.
        """
        if entry.needs_password():
            raise encrypted(source, FILE_INSIDE)
        if entry.file_size > limits.MAX_FILE_BYTES:
            raise too_large(source, FILE_INSIDE, f"展开后超过 {limits.MAX_FILE_BYTES // limits.MEBIBYTE} MB")
        if entry.file_size > self._job.allowance.unpacked_bytes:
            raise too_large(source, FILE_INSIDE, "所在的压缩包展开后过大")
        content = self._unpacked.get(id(entry)) if self.needs_tool(entry) else self._stored(entry, source)
        if content is None:
            raise UnreadableError(
                f"“{source}”（{FILE_INSIDE}）没有解开：压缩包已损坏，或本机的解压软件不支持。"
                "请在电脑上解压后，报送里面的文件。"
            )
        self._job.allowance.unpacked_bytes -= len(content)
        return content

    def _stored(self, entry: Any, source: str) -> bytes:
        try:
            content: bytes = self._rar.read(entry)
        except Exception:  # likewise
            raise damaged(source, FILE_INSIDE) from None
        return content

    def _origin(self, entry: Any) -> Any:
        """Return the entry that holds the content: equal files may be packed once."""
        if entry.file_redir and entry.file_redir[0] in _COPIES:
            target = entry.file_redir[2]
            return next((each for each in self._entries if each.filename == target), entry)
        return entry

    @cached_property
    def _unpacked(self) -> dict[int, bytes | None]:
        """The contents by entry, unpacked in one go."""
        inside = [each for each in self._entries if not each.needs_password() and not each.file_redir]
        packed = [rar_tools.Packed(each.file_size, each.CRC) for each in inside]
        contents = rar_tools.unpack(self._data, packed, self._job.allowance.unpacked_bytes)
        return {id(each): content for each, content in zip(inside, contents, strict=True)}
