"""The store read without a trace: for looking at what was handed in, also while a batch runs."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import quote

from auditor.database import Origin, StoreError, version
from auditor.folder import STORE
from auditor.history import Judgement
from auditor.judging import unpacked
from auditor.store.found import SUMMARY, summary_of_row
from auditor.store.schema import SCHEMA

_OWN = tuple(each.name for each in fields(Judgement) if each.name not in ("source", "summary"))
_BUSY_SECONDS = 5
# From this version on the store keeps the text beside the audit.
_WITH_TEXT = 2
_HEADER = b"SQLite format 3\x00"
_JOURNAL_KIND = 18
_WRITE_AHEAD = 2


class History:
    """An open store to look at. Methods raise ``sqlite3.Error``; ``open_history`` says it in words."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def judgements(self) -> list[Judgement]:
        """Return every judgement there is."""
        rows = self._sql.execute(
            f"""SELECT submissions.id AS number, lower(hex(submissions.content)) AS content,
            {", ".join(_OWN[2:])}, {", ".join(SUMMARY)}
            FROM submissions JOIN bases ON bases.id = basis"""
        ).fetchall()
        return [_judgement(row) for row in rows]

    def audit(self, number: int) -> tuple[bytes, str] | None:
        """Return the JSON of the audit of a judgement and the report's text, None where they are not kept."""
        kept = self.packed(number)
        return (unpacked(kept[0]), unpacked(kept[1]).decode()) if kept else None

    def packed(self, number: int) -> tuple[bytes, bytes] | None:
        """Return the same as ``unpacked`` takes it."""
        if version(self._sql) < _WITH_TEXT:
            return None
        row: tuple[bytes, bytes] | None = self._sql.execute(
            "SELECT packed, text FROM audits WHERE submission = ?", (number,)
        ).fetchone()
        return row if row and row[1] else None

    def digest(self, number: int) -> bytes:
        """Return a hash of what a judgement found."""
        return bytes(
            self._sql.execute("SELECT digest FROM submissions WHERE id = ?", (number,)).fetchone()[0]
        )


@contextmanager
def open_history(folder: Path) -> Iterator[History]:
    """Open the store in a folder of results to read it; nothing is made, changed or left behind.

    Raises:
        StoreError: there is none, it is damaged, or of another or a newer program; also in the ``with``.
    """
    path = folder / STORE
    if not path.is_file():
        raise StoreError(
            f"“{folder}”里没有存档（{STORE}）。请写 auditor batch 的结果文件夹（-o 后面的那个）；"
            "每次整批核查，报送情况都记在那里。"
        )
    with _explained(path):
        connection = sqlite3.connect(_address(path), uri=True, timeout=_BUSY_SECONDS)
        try:
            _refuse_strangers(connection, path)
            yield History(connection)
        finally:
            connection.close()


def _address(path: Path) -> str:
    """Return how to open a store so that no file is made beside it.

    A store with a write-ahead log that nobody has open stands still; to read it in the usual way would
    make the log anew, and fail where the folder cannot be written.
    """
    with path.open("rb") as file:
        header = file.read(_JOURNAL_KIND + 1)
    logged = header.startswith(_HEADER) and header[_JOURNAL_KIND:] == bytes([_WRITE_AHEAD])
    still = logged and not path.with_name(f"{path.name}-wal").exists()
    place = path.absolute().as_posix()
    # SQLite takes a server's name for a part of the path only behind four strokes: file:////server/share.
    root = "file://" if place.startswith("/") else "file:///"
    return f"{root}{quote(place, safe='/:')}?mode=ro{'&immutable=1' if still else ''}"


def _refuse_strangers(connection: sqlite3.Connection, path: Path) -> None:
    match SCHEMA.origin(connection):
        case Origin.FOREIGN:
            raise StoreError(f"“{path}”是别的程序的数据库，不是 auditor 的存档。请检查文件夹是否写对。")
        case Origin.NEWER:
            raise StoreError(f"“{path}”是较新版本的 auditor 写的。请升级 auditor 后再看。")
        case Origin.EMPTY:
            raise StoreError(f"“{path}”还是空的，没有报送记录。请先用 auditor batch 核查一次。")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say errors of SQLite and of the disk in words."""
    try:
        yield
    except zlib.error:
        raise StoreError(_damaged(path)) from None
    except OSError as error:
        raise StoreError(f"读不了“{path}”（{error.strerror}）。请检查权限后再试。") from None
    except sqlite3.Error as error:
        raise StoreError(_sentence(error, path)) from None


def _sentence(error: sqlite3.Error, path: Path) -> str:
    match int(getattr(error, "sqlite_errorcode", 0)) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"“{path}”正被一次核查占用。请过一会儿再看。"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _damaged(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return (
                f"打不开“{path}”（{error}）：上次核查可能中断了，存档没有收好。"
                "请把同一条 auditor batch 命令再运行一次，然后再看。"
            )
    return f"“{path}”读取出错（{error}）。请把整个结果文件夹复制到本机硬盘后再试。"


def _damaged(path: Path) -> str:
    return f"“{path}”已损坏，看不了报送记录。有备份的请换回备份；再运行 auditor batch 会另建一个新的。"


def _judgement(row: tuple[Any, ...]) -> Judgement:
    own, summary = dict(zip(_OWN, row, strict=False)), row[len(_OWN) :]
    source = summary[SUMMARY.index("source")]
    return Judgement(**own, source=source, summary=None if own["reason"] else summary_of_row(summary))
