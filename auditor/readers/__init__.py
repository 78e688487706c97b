"""The one door for files: bytes in, ``Document`` out.

A format is one module with ``read_content`` (or ``members`` for an archive) and one line in ``kinds.KINDS``.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.models import Block, Document
from auditor.readers import limits
from auditor.readers.archives import INSIDE, Member, source_of
from auditor.readers.content import Content, Job, laid_out
from auditor.readers.kinds import ARCHIVES, Kind, kind_of
from auditor.readers.loading import load
from auditor.readers.names import printable
from auditor.readers.refusals import damaged, too_large, unsupported

_LOG = logging.getLogger(__name__)
_BLANK = b"\x00 \t\r\n"

Heard = Callable[[str], None]
Result = tuple[str, Document | UnreadableError]


def _silent(_note: str) -> None:
    """Hear nothing."""


def read(path: str | os.PathLike[str], progress: Heard = _silent) -> Document:
    """Read a file as a report; ``a.zip!/镇/报告.docx`` names a file inside an archive.

    Raises:
        UnreadableError: the file is absent, empty, damaged, encrypted, too large, not a regular file, of no
            known format, or an archive of several files.
    """
    name = os.fspath(path)
    outer, bang, inner = name.partition(INSIDE)
    if bang and not Path(name).exists():
        results = dict(read_each(Path(outer), outer, progress))
        shown = printable(name)
        if shown not in results:
            raise UnreadableError(f"压缩包“{printable(outer)}”里没有“{printable(inner)}”。请检查名称。")
        return _taken(results[shown])
    found = list(read_each(Path(name), name, progress))
    if len(found) != 1:
        name = printable(name)
        raise UnreadableError(
            f"“{name}”是压缩包，里面有 {len(found)} 个文件。请用“{name}{INSIDE}文件名”指明其中一个。"
        )
    return _taken(found[0][1])


def read_each(path: Path, name: str, progress: Heard = _silent) -> Iterator[Result]:
    """Yield (source, document or error) of a file: one, or one for every member of an archive.

    ``name`` is what messages and results call it; signs that break or turn a line are taken out of it.
    """
    name = printable(name)
    try:
        data = load(path, name)
    except UnreadableError as error:
        yield name, error
        return
    yield from read_each_of(data, name, progress)


def read_each_of(data: bytes, name: str, progress: Heard = _silent) -> Iterator[Result]:
    """Yield (source, document or error) of the content of a file, as ``read_each`` does."""
    yield from _each(data, Job(name, progress), limits.MAX_NESTING)


def contents(data: bytes, name: str) -> Iterator[bytes]:
    """Yield the contents that ``read_each_of`` makes documents of: that of the file, or of every member."""
    yield from _contents(data, Job(name), limits.MAX_NESTING)


def read_bytes(data: bytes, name: str, progress: Heard = _silent) -> Document:
    """Read the content of one file that is no archive; ``name`` is what messages call it.

    Raises:
        UnreadableError: the content is empty, damaged, encrypted, too large or of no known format.
    """
    return _read_as(_kind(data, name), data, Job(name, progress))


def _taken(result: Document | UnreadableError) -> Document:
    if isinstance(result, UnreadableError):
        raise result
    return result


def _each(data: bytes, job: Job, nesting: int) -> Iterator[Result]:
    try:
        kind = _kind(data, job.name)
        if kind.module in ARCHIVES:
            yield from _each_member(kind, data, job, nesting)
        else:
            yield job.name, _read_as(kind, data, job)
    except UnreadableError as error:
        yield job.name, error


def _contents(data: bytes, job: Job, nesting: int) -> Iterator[bytes]:
    try:
        kind = _kind(data, job.name)
        if kind.module not in ARCHIVES:
            yield data
        elif nesting >= 0:
            for member in _members(kind, data, job):
                yield from _contents(member.data, replace(job, name=source_of(job, member.name)), nesting - 1)
    except UnreadableError:
        return


def _each_member(kind: Kind, data: bytes, job: Job, nesting: int) -> Iterator[Result]:
    for member in _members(kind, data, job):
        source = source_of(job, member.name)
        if member.error is not None:
            yield source, member.error
        elif nesting == 0 and kind_of(member.data).module in ARCHIVES:
            yield (
                source,
                UnreadableError(f"“{source}”是压缩包里的压缩包里的压缩包，没有打开。请解压后再报送。"),
            )
        else:
            yield from _each(member.data, replace(job, name=source), nesting - 1)


def _members(kind: Kind, data: bytes, job: Job) -> Iterator[Member]:
    reader = import_module(f"auditor.readers.{kind.module}")
    try:
        yield from reader.members(data, job)
    except UnreadableError:
        raise
    except Exception as error:  # likewise for the list of an archive
        _LOG.debug("%s: %r", job.name, error, exc_info=True)
        raise damaged(job.name, kind.title) from None


def _kind(data: bytes, name: str) -> Kind:
    if not data.strip(_BLANK):
        raise UnreadableError(f"“{name}”是空文件，没有可核查的内容。请确认报送时文件是否上传完整。")
    kind = kind_of(data)
    if not kind.module:
        raise unsupported(name, kind.title, kind.remedy)
    return kind


def _read_as(kind: Kind, data: bytes, job: Job) -> Document:
    reader = import_module(f"auditor.readers.{kind.module}")
    try:
        content: Content = reader.read_content(data, job)
    except UnreadableError:
        raise
    except Exception as error:  # a parser may fail in any way on bytes made to hurt it; the batch goes on
        _LOG.debug("%s: %r", job.name, error, exc_info=True)
        raise damaged(job.name, kind.title) from None
    return _document(content, kind, data, job.name)


def _document(content: Content, kind: Kind, data: bytes, name: str) -> Document:
    """Lay the pieces out as one text, a line each."""
    texts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for piece, text, start in laid_out(content.pieces):
        length = start + len(text)
        if text.strip() and not content.by_lines:
            blocks.append(
                Block(start, length, piece.kind, piece.style, piece.outline_level, piece.confidence)
            )
        texts.append(text)
    if length >= limits.MAX_CHARACTERS:
        raise too_large(name, kind.title, f"文字超过 {limits.MAX_CHARACTERS // 10000} 万字")
    if not any(text.strip() for text in texts) and content.unscored is None:
        raise UnreadableError(f"“{name}”里没有文字，没有可核查的内容。请打开原文件确认后重新报送。")
    return Document(
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text="\n".join(texts),
        kind=kind.title,
        blocks=tuple(blocks),
        metadata=content.metadata,
        warnings=tuple(content.warnings),
        recognised=content.recognised,
        unscored=content.unscored,
    )
