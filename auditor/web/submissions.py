"""The reports handed in, with their files and what became of them."""

import datetime
import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.judging import Entry
from auditor.vocabulary import Level
from auditor.web.access import Access

_SUBMISSION = "submissions.id, name, received, level, year, unit, waiting, round, content, batch"


@dataclass(frozen=True, slots=True)
class Submission:
    """A report handed in. ``level``, ``year``, ``unit``: what a person said of it.

    ``waiting``: whether it is still to be audited; ``round``: for which time. ``batch``: which it belongs to.
    """

    id: int
    name: str
    received: str
    level: Level | None
    year: int | None
    unit: str | None
    waiting: bool
    round: int
    sha256: bytes
    batch: int | None


class Submissions:
    """The reports handed in, and what became of them."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def hand_in(
        self, files: Iterable[tuple[str, bytes]], now: datetime.datetime, batch: int | None = None
    ) -> list[int]:
        """Take in files, pairs of the name to show and the content: all of them or none."""
        with self._access.writing() as sql:
            return [_hand_in(sql, name, data, _stamp(now), batch) for name, data in files]

    def unpack(
        self, archive: Submission, members: Sequence[tuple[str, bytes | str]], basis: str
    ) -> list[int]:
        """Put the members of an archive in its place, contents or reasons; return those to be audited.

        Nothing is done when it was removed, or handed to the workers again, since.
        """
        with self._access.writing() as sql:
            taken = sql.execute(
                "DELETE FROM submissions WHERE id = ? AND round = ?", (archive.id, archive.round)
            )
            if not taken.rowcount:
                return []
            ids = []
            for name, data in members:
                content = data if isinstance(data, bytes) else b""
                number = _hand_in(sql, name, content, archive.received, archive.batch)
                if isinstance(data, bytes):
                    ids.append(number)
                else:
                    _settle(sql, number, 1, Entry(name, data), basis)
            _drop_content(sql, archive.sha256)
            return ids

    def submission(self, number: int) -> Submission | None:
        """Return a submission, None when there is none of that number."""
        with self._access.reading() as sql:
            row = sql.execute(f"SELECT {_SUBMISSION} FROM submissions WHERE id = ?", (number,)).fetchone()
        return _submission(row) if row else None

    def latest(self, count: int, before: int | None = None) -> list[Submission]:
        """Return ``count`` submissions, the newest first; those older than ``before``."""
        with self._access.reading() as sql:
            rows = sql.execute(
                f"SELECT {_SUBMISSION} FROM submissions WHERE id < ? ORDER BY id DESC LIMIT ?",
                (before if before is not None else 2**62, count),
            ).fetchall()
        return [_submission(row) for row in rows]

    def waiting(self) -> list[int]:
        """Return the submissions still to be audited, oldest first."""
        with self._access.reading() as sql:
            return [row[0] for row in sql.execute("SELECT id FROM submissions WHERE waiting ORDER BY id")]

    def waiting_in(self, batch: int) -> int:
        """Return how many submissions of a batch are still to be audited."""
        with self._access.reading() as sql:
            counted = "SELECT COUNT(*) FROM submissions WHERE waiting AND batch = ?"
            return int(sql.execute(counted, (batch,)).fetchone()[0])

    def content(self, submission: Submission) -> bytes:
        """Return the file as it was handed in."""
        with self._access.reading() as sql:
            row = sql.execute("SELECT bytes FROM contents WHERE sha256 = ?", (submission.sha256,)).fetchone()
        return bytes(row[0]) if row else b""

    def document(self, submission: Submission, program: str) -> bytes | None:
        """Return what a report says as this ``program`` has read it, packed; None when it has not yet."""
        with self._access.reading() as sql:
            row = sql.execute(
                "SELECT packed FROM documents WHERE content = ? AND program = ?", (submission.sha256, program)
            ).fetchone()
        return bytes(row[0]) if row else None

    def keep_document(self, submission: Submission, program: str, packed: bytes) -> None:
        """Keep what a report says, unless it was removed meanwhile."""
        with self._access.writing() as sql:
            sql.execute(
                "INSERT OR REPLACE INTO documents SELECT sha256, ?, ? FROM contents WHERE sha256 = ?",
                (program, packed, submission.sha256),
            )

    def of_batch(self, batch: int | None) -> list[Submission]:
        """Return the submissions of a batch, those of none for None, in the order they came in."""
        with self._access.reading() as sql:
            rows = sql.execute(
                f"SELECT {_SUBMISSION} FROM submissions WHERE batch IS ? ORDER BY id", (batch,)
            ).fetchall()
        return [_submission(row) for row in rows]

    def recall(self, basis: str, batch: int | None) -> list[int]:
        """Have those of a batch (None: of none) audited again that were judged on another basis.

        Returns all of the batch that are waiting then; those under way begin anew.
        """
        with self._access.writing() as sql:
            sql.execute(
                """UPDATE submissions SET waiting = 1, round = round + 1 WHERE batch IS ? AND (waiting
                OR EXISTS (SELECT 1 FROM results WHERE submission = submissions.id AND basis <> ?))""",
                (batch, basis),
            )
            rows = sql.execute(
                "SELECT id FROM submissions WHERE waiting AND batch IS ? ORDER BY id", (batch,)
            )
            return [row[0] for row in rows]

    def move(self, number: int, batch: int | None) -> None:
        """Put a submission into another batch or into none; it is audited again, for rosters differ."""
        with self._access.writing() as sql:
            sql.execute(
                "UPDATE submissions SET batch = ?, waiting = 1, round = round + 1 WHERE id = ?",
                (batch, number),
            )

    def identify(self, number: int, level: Level | None, year: int | None, unit: str | None) -> None:
        """Keep what a person says of a report, and have it audited again."""
        with self._access.writing() as sql:
            sql.execute(
                """UPDATE submissions SET level = ?, year = ?, unit = ?, waiting = 1, round = round + 1
                WHERE id = ?""",
                (level.value if level else None, year, unit, number),
            )

    def remove(self, number: int) -> None:
        """Remove a submission with all that was decided on it."""
        with self._access.writing() as sql:
            row = sql.execute("SELECT content FROM submissions WHERE id = ?", (number,)).fetchone()
            if row:
                sql.execute("DELETE FROM submissions WHERE id = ?", (number,))
                _drop_content(sql, row[0])

    def settle(self, submission: Submission, entry: Entry, basis: str) -> None:
        """Keep what became of a submission, unless it was handed to the workers again since."""
        with self._access.writing() as sql:
            _settle(sql, submission.id, submission.round, entry, basis)


def _hand_in(sql: sqlite3.Connection, name: str, data: bytes, received: str, batch: int | None) -> int:
    sha256 = hashlib.sha256(data).digest()
    sql.execute("INSERT OR IGNORE INTO contents VALUES (?, ?)", (sha256, data))
    added = sql.execute(
        "INSERT INTO submissions (content, name, received, batch) VALUES (?, ?, ?, ?)",
        (sha256, name, received, batch),
    )
    assert added.lastrowid is not None
    return added.lastrowid


def _settle(sql: sqlite3.Connection, number: int, of_round: int, entry: Entry, basis: str) -> None:
    settled = sql.execute("UPDATE submissions SET waiting = 0 WHERE id = ? AND round = ?", (number, of_round))
    if settled.rowcount:
        sql.execute(
            "INSERT OR REPLACE INTO results (submission, basis, reason, audit, text, kind, enlisted, marks)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, basis, entry.reason, entry.packed, entry.text, entry.kind, entry.enlisted, entry.marks),
        )


def _drop_content(sql: sqlite3.Connection, sha256: bytes) -> None:
    sql.execute(
        "DELETE FROM contents WHERE sha256 = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM submissions WHERE content = ?1)",
        (sha256,),
    )


def _submission(row: Sequence[Any]) -> Submission:
    number, name, received, level, year, unit, waiting, of_round, sha256, batch = row
    return Submission(
        number,
        str(name),
        str(received),
        Level(level) if level else None,
        year,
        unit,
        bool(waiting),
        of_round,
        bytes(sha256),
        batch,
    )


def _stamp(now: datetime.datetime) -> str:
    return now.isoformat(timespec="seconds")
