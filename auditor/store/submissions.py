"""What the store knows of files, and how results are kept."""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from auditor.database import transaction
from auditor.judging import Entry
from auditor.rules import RuleSet
from auditor.store.found import Found
from auditor.store.history import History
from auditor.summary import Summary

_KEY = ("file", "content", "basis", "place")
_SUMMARY = tuple(each.name for each in fields(Summary) if each.name != "source")
_JUDGEMENT = ("source", *_SUMMARY, "reason", "enlisted", "waived", "profile", "digest")
_COLUMNS = (*_KEY, "judged", *_JUDGEMENT)
_RECORD = f"""INSERT INTO submissions ({", ".join(_COLUMNS)}) VALUES ({", ".join("?" * len(_COLUMNS))})
    ON CONFLICT ({", ".join(_KEY)}) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _JUDGEMENT)}"""
_VALUES = attrgetter(*_SUMMARY)
# What is kept of a paper in place of its size and time.
_NOT_NEEDED = (-2, -2)
_UNREAD = (None,) * len(_SUMMARY)


@dataclass(frozen=True, slots=True)
class Key:
    """The content (SHA-256) of a file, judged on a basis (see ``Store.basis``)."""

    file: str
    content: bytes
    basis: int


@dataclass(frozen=True, slots=True)
class Known:
    """A submission that was judged before. ``whole``: it was scored and its audit is kept."""

    id: int
    source: str
    unit: str | None
    title: str | None
    profile: str
    whole: bool


class Store:
    """An open store. Methods raise ``sqlite3.Error``; ``open_store`` says it in words.

    ``folder``: the folder of results that it stands in. ``found``: what the run at work has found.
    ``history``: all that was ever handed in. ``put_aside``: where a damaged store was put that stood here.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path, put_aside: Path | None = None) -> None:
        self._sql = connection
        self._folder = folder
        self.put_aside = put_aside
        self.found = Found(connection)
        self.history = History(connection)

    def basis(self, rules: RuleSet, program: str) -> int:
        """Return the number under which the store files what these rules and this program judge."""
        self._sql.execute(
            "INSERT OR IGNORE INTO bases (rules_id, rules_version, rules_sha256, program)"
            " VALUES (?, ?, ?, ?)",
            (rules.id, rules.version, rules.sha256, program),
        )
        found = self._sql.execute(
            "SELECT id FROM bases WHERE rules_sha256 = ? AND program = ?", (rules.sha256, program)
        )
        return int(found.fetchone()[0])

    def known(self, key: Key) -> list[Known]:
        """Return what was judged of a file before, in the order of its documents."""
        rows = self._sql.execute(
            """SELECT id, source, unit, title, profile, scored IS 1 AND submission IS NOT NULL
            FROM submissions LEFT JOIN audits ON submission = id
            WHERE file = ? AND content = ? AND basis = ? ORDER BY place""",
            (key.file, key.content, key.basis),
        )
        return [
            Known(number, source, unit, title, profile, bool(whole))
            for number, source, unit, title, profile, whole in rows
        ]

    def record(self, key: Key, entries: Iterable[Entry]) -> list[int]:
        """Keep what became of a file, in place of what is known under ``key``; return the numbers."""
        judged = datetime.now().astimezone().isoformat(timespec="seconds")
        numbers = []
        with transaction(self._sql):
            for place, entry in enumerate(entries):
                key_of_one = (key.file, key.content, key.basis, place)
                self._sql.execute(_RECORD, (*key_of_one, judged, *_judgement(entry)))
                number = self._number(key_of_one)
                numbers.append(number)
                self._sql.execute("DELETE FROM audits WHERE submission = ?", (number,))
                if entry.packed:
                    self._sql.execute(
                        "INSERT INTO audits VALUES (?, ?, ?, ?)",
                        (number, entry.packed, entry.text, entry.marks),
                    )
            self._sql.execute(
                "DELETE FROM submissions WHERE file = ? AND content = ? AND basis = ? AND place >= ?",
                (key.file, key.content, key.basis, len(numbers)),
            )
        return numbers

    def forget_audits_of_earlier_rules(self) -> None:
        """Drop the audits that others of the same content, found in this run, have taken the place of."""
        with transaction(self._sql):
            self._sql.execute(
                """DELETE FROM audits WHERE submission IN (
                    SELECT old.id FROM here JOIN submissions AS old
                    ON old.file = here.file AND old.content = here.content AND old.basis <> here.basis)"""
            )

    def is_written(self, path: Path, of: bytes) -> bool:
        """Tell whether a paper in the folder of results stands as it was ``written`` from these results."""
        row = self._paper(path)
        return row is not None and row[0] == of and row[1:] in (_NOT_NEEDED, _stamp(path))

    def is_edited(self, path: Path, of: bytes | None = None) -> bool:
        """Tell whether somebody has changed a paper since it was written; ``of``: from these results."""
        row = self._paper(path)
        if row is None or row[1:] == _NOT_NEEDED or of not in (None, row[0]):
            return False
        return path.exists() and row[1:] != _stamp(path)

    def written(self, paths: Iterable[Path], of: bytes, not_needed: Iterable[Path] = ()) -> None:
        """Remember from which results papers were written, and which were not needed with these."""
        rows = [(self._name(path), of, *_stamp(path)) for path in paths]
        rows += [(self._name(path), of, *_NOT_NEEDED) for path in not_needed]
        with transaction(self._sql):
            self._sql.executemany("INSERT OR REPLACE INTO papers VALUES (?, ?, ?, ?)", rows)

    def papers(self, folder: Path) -> set[Path]:
        """Return the papers that were written in a folder within that of results."""
        inside = f"{self._name(folder)}/"
        names = self._sql.execute(
            "SELECT name FROM papers WHERE SUBSTR(name, 1, ?) = ?", (len(inside), inside)
        )
        return {self._folder / name for (name,) in names}

    def remove_paper(self, path: Path) -> None:
        """Remove a paper that was written here; one that somebody has changed since is theirs and stays."""
        row = self._paper(path)
        if row is None:
            return
        if row[1:] != _NOT_NEEDED and row[1:] == _stamp(path):
            path.unlink(missing_ok=True)
        self._sql.execute("DELETE FROM papers WHERE name = ?", (self._name(path),))

    def noted(self, name: str, of: bytes) -> bytes | None:
        """Return what was worked out from these very results (see ``Found.fingerprint``), if it was."""
        row = self._sql.execute("SELECT content FROM notes WHERE name = ? AND of = ?", (name, of)).fetchone()
        return bytes(row[0]) if row else None

    def note(self, name: str, of: bytes, content: bytes) -> None:
        """Keep what was worked out from these results."""
        self._sql.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (name, of, content))

    def _paper(self, path: Path) -> tuple[bytes, int, int] | None:
        found = self._sql.execute("SELECT of, size, mtime_ns FROM papers WHERE name = ?", (self._name(path),))
        row: tuple[bytes, int, int] | None = found.fetchone()
        return row

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _number(self, key: tuple[object, ...]) -> int:
        found = self._sql.execute(
            "SELECT id FROM submissions WHERE file = ? AND content = ? AND basis = ? AND place = ?", key
        )
        return int(found.fetchone()[0])


def _stamp(path: Path) -> tuple[int, int]:
    """Return what tells whether somebody has laid hands on a file."""
    try:
        status = path.stat()
    except OSError:
        return -1, -1
    return status.st_size, status.st_mtime_ns


def _judgement(entry: Entry) -> tuple[object, ...]:
    summary = _VALUES(entry.summary) if entry.summary else _UNREAD
    waived = " ".join(entry.waived)
    digest = hashlib.sha256(entry.packed or (entry.reason or "").encode()).digest()
    return (entry.source, *summary, entry.reason, entry.enlisted, waived, entry.profile, digest)
