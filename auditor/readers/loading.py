"""Bytes of a file: all of them, of one moment, and no more than the limits allow."""

import os
import stat
import time
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.readers import limits

_TRIES = 3
_PAUSE_SECONDS = 0.2


def load(path: Path, name: str) -> bytes:
    """Return the content of a file; ``name`` is what messages call it.

    Raises:
        UnreadableError: the file is absent, locked, too large, not a regular file, or still being written.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError(f"“{name}”不是文件。要核查整个文件夹，请用 auditor batch。")
        for attempt in range(_TRIES):
            time.sleep(_PAUSE_SECONDS * attempt)
            data = _content_of_one_moment(path, name)
            if data is not None:
                return data
    except FileNotFoundError:
        raise UnreadableError(f"找不到文件“{name}”。请检查文件名和所在文件夹。") from None
    except PermissionError:
        raise UnreadableError(f"没有权限读取“{name}”。请关闭正在打开它的程序，或换一个位置再试。") from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or error
        raise UnreadableError(f"读取“{name}”时出错（{detail}）。请把文件复制到本机硬盘后再试。") from None
    raise UnreadableError(
        f"“{name}”正在被修改或复制，读到的内容不完整。请等它存好、关闭正在打开它的程序后再运行一次。"
    )


def _content_of_one_moment(path: Path, name: str) -> bytes | None:
    """Return the content, None when the file changed while it was read."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        # One byte more than the limit: a file that grows while it is read does not fill the memory.
        data = file.read(limits.MAX_FILE_BYTES + 1) if before.st_size <= limits.MAX_FILE_BYTES else b""
        after = os.fstat(file.fileno())
    if max(after.st_size, len(data)) > limits.MAX_FILE_BYTES:
        limit = limits.MAX_FILE_BYTES // limits.MEBIBYTE
        raise UnreadableError(f"“{name}”超过 {limit} MB，不像一份年度报告。请确认是否选错了文件。")
    settled = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data if settled and len(data) == after.st_size else None
