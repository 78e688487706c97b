"""What one run found, in the order of sources: the side of the store that papers are written from."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from auditor.judging import unpacked
from auditor.summary import Ranking, Summary
from auditor.vocabulary import Gate, Level

# Gone with the connection.
_TABLES = (
    "CREATE TEMP TABLE present (path BLOB NOT NULL, submission INTEGER NOT NULL)",
    "CREATE TEMP VIEW here AS SELECT path, submissions.* FROM present JOIN submissions ON id = submission",
)
_ORDER = "ORDER BY source, path, place"
# The columns of a summary.
SUMMARY = tuple(each.name for each in fields(Summary))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the documents that this run found are unreadable, unscored, not 通过."""

    unreadable: int
    unscored: int
    not_passed: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A report in the store. ``digest``: hash of the audit, ``sha256``: of the content."""

    number: int
    source: str
    digest: bytes
    sha256: str
    path: Path


class Found:
    """The submissions that a run found in its folder. Methods raise ``sqlite3.Error``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        for statement in _TABLES:
            connection.execute(statement)

    def add(self, path: bytes, numbers: Iterable[int]) -> None:
        """Count the submissions of these numbers in, found at ``path``."""
        self._sql.executemany("INSERT INTO present VALUES (?, ?)", ((path, number) for number in numbers))

    def fingerprint(self) -> bytes:
        """Return a hash of all results that this run found."""
        digest = hashlib.sha256()
        for source, result in self._sql.execute(f"SELECT source, digest FROM here {_ORDER}"):
            digest.update(f"{source}\n".encode())
            digest.update(result)
        return digest.digest()

    def audits(self) -> Iterator[bytes]:
        """Yield the JSON of every audit of this run in the order of sources."""
        ordered = self._sql.execute("SELECT id FROM here WHERE reason IS NULL " + _ORDER)
        for number in ordered:
            yield unpacked(self.packed(*number)[0])

    def filed(self) -> Iterator[Filed]:
        """Yield every report that was read, in the order of ``audits``."""
        rows = self._sql.execute(
            f"SELECT id, source, digest, sha256, path FROM here WHERE reason IS NULL {_ORDER}"
        )
        for number, source, digest, sha256, path in rows:
            yield Filed(number, source, digest, sha256, Path(os.fsdecode(path)))

    def packed(self, number: int) -> tuple[bytes, bytes]:
        """Return the audit and the text of a report by its number, as ``unpacked`` takes them."""
        found = self._sql.execute("SELECT packed, text FROM audits WHERE submission = ?", (number,))
        row: tuple[bytes, bytes] = found.fetchone()
        return row

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

    def reports(self) -> Iterator[tuple[int, str, str | None, bytes]]:
        """Yield number, source, unit and fingerprints of every report that was scored, by sources."""
        yield from self._sql.execute(
            "SELECT id, source, unit, marks FROM here JOIN audits ON audits.submission = id"
            f" WHERE scored = 1 {_ORDER}"
        )

    def text(self, number: int) -> str:
        """Return the text of a report by its number."""
        return unpacked(self.packed(number)[1]).decode()

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
            "SELECT COUNT(reason), COALESCE(SUM(scored = 0), 0), COALESCE(SUM(gate <> 'pass'), 0) FROM here"
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
            f"""SELECT {", ".join(SUMMARY)} FROM here WHERE scored = 1 AND level IS ?
            ORDER BY gap {order}, source {order}, path {order} LIMIT ?""",
            (level, limit),
        )
        return tuple(summary_of_row(row) for row in rows)


def summary_of_row(row: Sequence[Any]) -> Summary:
    """Return the summary in a row of the columns ``SUMMARY``."""
    read = dict(zip(SUMMARY, row, strict=True))
    read["level"] = Level(read["level"]) if read["level"] else None
    read["gate"] = Gate(read["gate"])
    read["scored"] = bool(read["scored"])
    return Summary(**read)
