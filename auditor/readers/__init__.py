"""The one door for files: bytes in, ``Document`` out. A format is one module and one line in ``_FORMATS``."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from auditor.errors import UnreadableError
from auditor.models import Document
from auditor.readers.plain_text import read_plain_text

MAX_BYTES = 50 * 1024 * 1024
_SAVE_AS = "请用 Word 或 WPS 打开，另存为纯文本（.txt，UTF-8 编码）再试。"


class _Format(NamedTuple):
    """How a format is told by its first bytes, and who reads it (None: known, but not read yet)."""

    magic: bytes
    title: str
    reader: Callable[[bytes, str], str] | None


_FORMATS = (
    _Format(b"%PDF", "PDF", None),
    _Format(b"PK\x03\x04", "Word、WPS、OFD 或压缩文件", None),
    _Format(b"\xd0\xcf\x11\xe0", "老版本的 Word、WPS 或 Excel 文件", None),
    _Format(b"Rar!", "RAR 压缩文件", None),
    _Format(b"{\\rtf", "RTF 文档", None),
    _Format(b"\x89PNG", "图片", None),
    _Format(b"\xff\xd8\xff", "图片", None),
    _Format(b"", "纯文本", read_plain_text),
)


def read(path: str | os.PathLike[str]) -> Document:
    """Read a file as a report.

    Raises:
        UnreadableError: the file is absent, empty, too large, not a regular file, or of no known format.
    """
    name = os.fspath(path)
    return read_file(Path(name), name)


def read_file(path: Path, name: str) -> Document:
    """Read a file under the name that messages and ``Document.source`` say."""
    return read_bytes(_load(path, name), name)


def read_bytes(data: bytes, name: str) -> Document:
    """Read the content of a file; ``name`` is what messages and ``Document.source`` say."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableError(f"“{name}”是空文件，没有可核查的内容。请确认报送时文件是否上传完整。")
    kind = next(entry for entry in _FORMATS if data.startswith(entry.magic))
    if kind.reader is None:
        raise UnreadableError(f"“{name}”是{kind.title}，目前只能读纯文本。{_SAVE_AS}")
    text = kind.reader(data, name)
    if not text.strip():
        raise UnreadableError(f"“{name}”里没有文字，没有可核查的内容。请打开原文件确认后重新报送。")
    return Document(source=name, sha256=hashlib.sha256(data).hexdigest(), text=text)


def _load(path: Path, name: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(f"“{name}”不是文件。要核查整个文件夹，请用 auditor batch。")
        if status.st_size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise UnreadableError(f"“{name}”超过 {limit} MB，不像一份年度报告。请确认是否选错了文件。")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"找不到文件“{name}”。请检查文件名和所在文件夹。") from None
    except PermissionError:
        raise UnreadableError(f"没有权限读取“{name}”。请关闭正在打开它的程序，或换一个位置再试。") from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or error
        raise UnreadableError(f"读取“{name}”时出错（{detail}）。请把文件复制到本机硬盘后再试。") from None
