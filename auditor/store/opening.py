"""Opening the store: the lock, the journal, a damaged file put aside, and what to say when it fails."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from auditor.database import StoreError, choose_journal, primary_code
from auditor.folder import LOCK, STORE
from auditor.store.schema import SCHEMA
from auditor.store.submissions import Store

_PATIENCE_SECONDS = 3
_BUSY_SECONDS = 30
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_BESIDE = ("-wal", "-shm", "-journal")

_KEPT = "已经核查的都已保存，再运行同一条命令会接着做。"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other batches out of the folder of results; the lock goes with the process.

    Raises:
        StoreError: another one works there and does not end soon.
    """
    with _explained(folder):
        connection = sqlite3.connect(folder / LOCK, timeout=_PATIENCE_SECONDS, isolation_level=None)
    try:
        with _explained(folder):
            connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """Open the store in a folder of results, made where there is none; bring an older one up to date.

    A damaged store is put aside under another name and a new one is made (see ``Store.put_aside``).

    Raises:
        StoreError: it belongs to another or a newer program, or cannot be written; also in the ``with``.
    """
    path = folder / STORE
    with _explained(folder):
        aside = None
        try:
            connection = _opened(path)
        except sqlite3.DatabaseError as error:
            if primary_code(error) not in _DAMAGED:
                raise
            aside = _put_aside(path)
            connection = _opened(path)
        try:
            yield Store(connection, folder, aside)
        finally:
            connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        SCHEMA.bring_up_to_date(connection, str(path))
        connection.execute("PRAGMA foreign_keys = ON")
        choose_journal(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _put_aside(path: Path) -> Path:
    """Rename a damaged store with what belongs to it."""
    aside = next(
        each for number in count(1) if not (each := path.with_name(f"{path.name}.damaged-{number}")).exists()
    )
    path.rename(aside)
    for ending in _BESIDE:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    return aside


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Say errors of SQLite in words."""
    try:
        yield
    except zlib.error:
        raise StoreError(_damaged(folder)) from None
    except sqlite3.Error as error:
        raise StoreError(_sentence(error, folder)) from None


def _sentence(error: sqlite3.Error, folder: Path) -> str:
    match primary_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"另一次核查正在使用“{folder}”。请等它结束后再运行，或用 -o 换一个文件夹。"
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return f"写不进“{folder}”，磁盘已满或已断开（{error}）。请清出空间。{_KEPT}"
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return f"“{folder}”不能写入（{error}）。请检查权限，或用 -o 换一个文件夹。"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _damaged(folder)
    return f"“{folder}”里的存档出错（{error}）。请用 -o 换一个文件夹。"


def _damaged(folder: Path) -> str:
    return f"“{folder}”里的 {STORE} 已损坏。请把它改名或移走后再运行，会全部重新核查。"
