"""Opening the store: the lock, the journal, a damaged file put aside, and what to say when it fails."""

import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from auditor.folder import LOCK, STORE
from auditor.store.schema import StoreError, bring_up_to_date
from auditor.store.submissions import Store

_PATIENCE_SECONDS = 3
_BUSY_SECONDS = 30
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_BESIDE = ("-wal", "-shm", "-journal")
_REMOTE_SYSTEMS = ("nfs", "cifs", "smb", "fuse.", "9p", "afs", "ncpfs", "ceph", "glusterfs")
_REMOTE_DRIVE = 4

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
            if _code(error) not in _DAMAGED:
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
        bring_up_to_date(connection, str(path))
        connection.execute("PRAGMA foreign_keys = ON")
        _choose_journal(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _choose_journal(connection: sqlite3.Connection, path: Path) -> None:
    """Use the write-ahead log, which saves a wait for the disk at each file; not across a network."""
    if is_remote(path):
        connection.execute("PRAGMA journal_mode = DELETE")
    elif connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
        connection.execute("PRAGMA synchronous = NORMAL")


def is_remote(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Tell whether a path lies on a network drive, as far as the system tells."""
    place = path.resolve()
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(place.anchor)
        return place.drive.startswith("\\\\") or kind == _REMOTE_DRIVE
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return False
    found = [(len(line[1]), line[2]) for line in lines if place.is_relative_to(_unescaped(line[1]))]
    return bool(found) and max(found)[1].startswith(_REMOTE_SYSTEMS)


def _unescaped(mount: str) -> str:
    return mount.replace("\\040", " ")


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
    match _code(error):
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


def _code(error: sqlite3.Error) -> int:
    """Return the primary code; Python's own errors have none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
