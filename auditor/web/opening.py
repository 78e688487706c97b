"""Opening the data of the workbench: the folder, the lock, and what to say when it fails."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from auditor.database import StoreError, choose_journal, primary_code
from auditor.web.access import Access
from auditor.web.tables import SCHEMA

FILE = "workbench.sqlite"
LOCK = "workbench.lock"
_PATIENCE_SECONDS = 1
_BUSY_SECONDS = 30


def data_folder() -> Path:
    """Return the folder: AUDITOR_DATA, or where the system keeps a user's data."""
    own = os.environ.get("AUDITOR_DATA")
    if own:
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "auditor" / "data"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "auditor"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "auditor"


@contextmanager
def open_access(folder: Path) -> Iterator[Access]:
    """Open the data in a folder, made where there is none; no other workbench can until the end.

    Raises:
        StoreError: another workbench has it, it is another program's or damaged, or cannot be written, or
            what the caller did with it failed.
    """
    _make(folder)
    path = folder / FILE
    with _explained(folder):
        lock = sqlite3.connect(folder / LOCK, timeout=_PATIENCE_SECONDS, isolation_level=None)
    with closing(lock):
        with _explained(folder):
            lock.execute("BEGIN EXCLUSIVE")
            writer = _connection(path)
        with closing(writer):
            with _explained(folder):
                SCHEMA.bring_up_to_date(writer, str(path))
                writer.execute("PRAGMA foreign_keys = ON")
                # A decision that was answered for is on the disk, also when the power goes.
                choose_journal(writer, path, synchronous="FULL")
                reader = _connection(path)
            with closing(reader), _explained(folder):
                reader.execute("PRAGMA query_only = ON")
                yield Access(writer, reader)


def sentence(error: sqlite3.Error, folder: Path) -> str:
    """Say an error of SQLite in words."""
    match primary_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return (
                f"另一个工作台正在使用“{folder}”。请用已经打开的那个，或先把它停下（Ctrl-C），"
                "或用 --data 换一个文件夹。"
            )
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return f"写不进“{folder}”，磁盘已满或已断开（{error}）。请清出空间后再试。"
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return f"“{folder}”不能写入（{error}）。请检查权限，或用 --data 换一个文件夹。"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"“{folder}”里的 {FILE} 已损坏，没有动它。请从备份恢复，或用 --data 换一个文件夹。"
    return f"“{folder}”里的数据出错（{error}）。请用 --data 换一个文件夹。"


def _connection(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _make(folder: Path) -> None:
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            # What an office is handed is nobody else's business on a machine that several share.
            folder.chmod(0o700)
    except OSError as error:
        raise StoreError(
            f"建不了文件夹“{folder}”（{error.strerror}）。请检查权限，或用 --data 换一个文件夹。"
        ) from None


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(sentence(error, folder)) from None
