"""What the store knows: submissions, and which of them this run found."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from auditor.job import Entry, unpacked
from auditor.rules import RuleSet
from auditor.summary import Ranking, Summary
from auditor.vocabulary import Gate, Level

# What this run found; gone with the connection.
_PRESENT = (
    "CREATE TEMP TABLE present (path BLOB NOT NULL, submission INTEGER NOT NULL)",
    "CREATE TEMP VIEW here AS SELECT path, submissions.* FROM present JOIN submissions ON id = submission",
)
_KEY = ("file", "content", "basis", "place")
_SUMMARY = tuple(each.name for each in fields(Summary))
_JUDGEMENT = (*_SUMMARY, "reason", "enlisted", "waived", "profile")
_COLUMNS = (*_KEY, "judged", *_JUDGEMENT)
_RECORD = f"""INSERT INTO submissions ({", ".join(_COLUMNS)}) VALUES ({", ".join("?" * len(_COLUMNS))})
    ON CONFLICT ({", ".join(_KEY)}) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _JUDGEMENT)}"""
_UNREAD = (None,) * (len(_SUMMARY) - 1)


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


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents this run found, and how many of them are unreadable, unscored, not 通过."""

    documents: int
    unreadable: int
    unscored: int
    not_passed: int


class Store:
    """An open store. Methods raise ``sqlite3.Error``; ``open_store`` says it in words.

    ``put_aside``: where a damaged store was put that stood here.
    """

    def __init__(self, connection: sqlite3.Connection, put_aside: Path | None = None) -> None:
        self._sql = connection
        self.put_aside = put_aside
        for statement in _PRESENT:
            connection.execute(statement)

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
        with self._transaction():
            for place, entry in enumerate(entries):
                key_of_one = (key.file, key.content, key.basis, place)
                self._sql.execute(_RECORD, (*key_of_one, judged, *_judgement(entry)))
                number = self._number(key_of_one)
                numbers.append(number)
                self._sql.execute("DELETE FROM audits WHERE submission = ?", (number,))
                if entry.packed:
                    self._sql.execute("INSERT INTO audits VALUES (?, ?)", (number, entry.packed))
            self._sql.execute(
                "DELETE FROM submissions WHERE file = ? AND content = ? AND basis = ? AND place >= ?",
                (key.file, key.content, key.basis, len(numbers)),
            )
        return numbers

    def show(self, path: bytes, numbers: Iterable[int]) -> None:
        """Count submissions among what this run found, at ``path``."""
        self._sql.executemany("INSERT INTO present VALUES (?, ?)", ((path, number) for number in numbers))

    def forget_audits_of_earlier_rules(self) -> None:
        """Drop the audits that others of the same content, found in this run, have taken the place of."""
        with self._transaction():
            self._sql.execute(
                """DELETE FROM audits WHERE submission IN (
                    SELECT old.id FROM here JOIN submissions AS old
                    ON old.file = here.file AND old.content = here.content AND old.basis <> here.basis)"""
            )

    def audits(self) -> Iterator[bytes]:
        """Yield the JSON of every audit of this run in the order of sources."""
        ordered = self._sql.execute("SELECT id FROM here WHERE reason IS NULL ORDER BY source, path, place")
        for number in ordered:
            found = self._sql.execute("SELECT packed FROM audits WHERE submission = ?", number)
            yield unpacked(found.fetchone()[0])

    def unreadable(self, limit: int = -1) -> Iterator[tuple[str, str]]:
        """Yield source and reason of what could not be read, at most ``limit``."""
        yield from self._sql.execute(
            "SELECT source, reason FROM here WHERE reason IS NOT NULL ORDER BY source, reason LIMIT ?",
            (limit,),
        )

    def unscored(self, limit: int = -1) -> Iterator[tuple[str, str]]:
        """Yield source and reason of what was read but not scored, at most ``limit``."""
        yield from self._sql.execute(
            "SELECT source, unscored_reason FROM here WHERE scored = 0 ORDER BY source, path LIMIT ?",
            (limit,),
        )

    def rankings(self, most: int, ends: int) -> list[Ranking]:
        """Return the ranking of each level: whole up to ``most`` reports, else ``ends`` from either end."""
        counted = self._sql.execute(
            """SELECT level, COUNT(*), SUM(gate = 'pass'), SUM(gate = 'remind'), SUM(gate = 'return')
            FROM here WHERE scored = 1 GROUP BY level ORDER BY MIN(source)"""
        ).fetchall()
        found = []
        for level, count, *gates in counted:
            first = self._ranked(level, "ASC", most if count <= most else ends)
            last = self._ranked(level, "DESC", ends) if count > most else ()
            found.append(
                Ranking(
                    Level(level) if level else None,
                    count,
                    dict(zip((Gate.PASS, Gate.REMIND, Gate.RETURN), gates, strict=True)),
                    first,
                    last[::-1],
                )
            )
        return found

    def tally(self) -> Tally:
        """Count what this run found."""
        row = self._sql.execute(
            """SELECT COUNT(*), COUNT(reason), COALESCE(SUM(scored = 0), 0), COALESCE(SUM(gate <> 'pass'), 0)
            FROM here"""
        ).fetchone()
        return Tally(*row)

    def enlisted(self) -> set[str]:
        """Return the names, in the roster, of the units whose reports this run found."""
        rows = self._sql.execute("SELECT DISTINCT enlisted FROM here WHERE enlisted IS NOT NULL")
        return {name for (name,) in rows}

    def waived(self) -> Iterator[tuple[str | None, str]]:
        """Yield the unit and the rule id of every finding that was exempted."""
        for unit, waived in self._sql.execute("SELECT unit, waived FROM here WHERE waived <> ''"):
            yield from ((unit, rule) for rule in waived.split())

    def _ranked(self, level: str | None, order: str, limit: int) -> tuple[Summary, ...]:
        rows = self._sql.execute(
            f"""SELECT {", ".join(_SUMMARY)} FROM here WHERE scored = 1 AND level IS ?
            ORDER BY gap {order}, source {order}, path {order} LIMIT ?""",
            (level, limit),
        )
        return tuple(_summary(row) for row in rows)

    def _number(self, key: tuple[object, ...]) -> int:
        found = self._sql.execute(
            "SELECT id FROM submissions WHERE file = ? AND content = ? AND basis = ? AND place = ?", key
        )
        return int(found.fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._sql.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._sql.execute("ROLLBACK")
            raise


def _judgement(entry: Entry) -> tuple[object, ...]:
    summary = astuple(entry.summary) if entry.summary else (entry.source, *_UNREAD)
    return (*summary, entry.reason, entry.enlisted, " ".join(entry.waived), entry.profile)


def _summary(row: tuple[Any, ...]) -> Summary:
    read = dict(zip(_SUMMARY, row, strict=True))
    read["level"] = Level(read["level"]) if read["level"] else None
    read["gate"] = Gate(read["gate"])
    read["scored"] = bool(read["scored"])
    return Summary(**read)
