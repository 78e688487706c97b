"""批次: the batches that reports are collected in, each with its roster."""

import datetime
import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditor.roster import Roster, Unit
from auditor.vocabulary import Level
from auditor.web.access import Access


@dataclass(frozen=True, slots=True)
class Batch:
    """The reports for a year that are due by a day. ``deadline``: the last day on time, None: none is set."""

    id: int
    name: str
    year: int
    deadline: datetime.date | None


class Batches:
    """All batches."""

    def __init__(self, access: Access) -> None:
        self._access = access
        # The roster is asked for with every audit; hundreds of units take as long to read as an audit.
        self._rosters: dict[int, Roster | None] = {}
        self._lock = threading.Lock()

    def all(self) -> list[Batch]:
        """Return the batches, those of the latest year first, of a year the newest first."""
        with self._access.reading() as sql:
            rows = sql.execute("SELECT id, name, year, deadline FROM batches ORDER BY year DESC, id DESC")
            return [_batch(row) for row in rows]

    def batch(self, number: int) -> Batch | None:
        """Return a batch, None when there is none of that number."""
        return next((each for each in self.all() if each.id == number), None)

    def add(self, name: str, year: int, deadline: datetime.date | None, now: datetime.datetime) -> int:
        """Add a batch, return its number.

        The same asked again while the batch is empty (a double click) adds none.
        """
        with self._access.writing() as sql:
            same = sql.execute(
                "SELECT id FROM batches WHERE name = ? AND year = ? AND deadline IS ?"
                " AND id NOT IN (SELECT batch FROM submissions WHERE batch IS NOT NULL)"
                " AND id NOT IN (SELECT batch FROM roster_units)",
                (name, year, _iso(deadline)),
            ).fetchone()
            if same:
                return int(same[0])
            added = sql.execute(
                "INSERT INTO batches (name, year, deadline, added) VALUES (?, ?, ?, ?)",
                (name, year, _iso(deadline), now.isoformat(timespec="seconds")),
            )
            assert added.lastrowid is not None
            return added.lastrowid

    def change(self, number: int, name: str, year: int, deadline: datetime.date | None) -> None:
        """Keep another name, year and deadline of a batch."""
        with self._access.writing() as sql:
            sql.execute(
                "UPDATE batches SET name = ?, year = ?, deadline = ? WHERE id = ?",
                (name, year, _iso(deadline), number),
            )

    def remove(self, number: int) -> None:
        """Remove a batch with its roster; its reports stay and belong to none."""
        with self._lock:
            with self._access.writing() as sql:
                sql.execute("UPDATE submissions SET batch = NULL WHERE batch = ?", (number,))
                sql.execute("DELETE FROM batches WHERE id = ?", (number,))
            self._rosters.pop(number, None)

    def roster(self, number: int) -> Roster | None:
        """Return the roster of a batch, None when it has none."""
        with self._lock:
            if number not in self._rosters:
                self._rosters[number] = self._read_roster(number)
            return self._rosters[number]

    def enlist(self, number: int, roster: Roster) -> None:
        """Keep a roster in place of that of a batch: all of it, or the old one stands."""
        with self._lock:
            with self._access.writing() as sql:
                _enlist(sql, number, roster.units)
            self._rosters[number] = roster

    def _read_roster(self, number: int) -> Roster | None:
        with self._access.reading() as sql:
            rows = sql.execute(
                "SELECT name, level, aliases, enforces, expected FROM roster_units"
                " WHERE batch = ? ORDER BY place",
                (number,),
            ).fetchall()
        return Roster(tuple(map(_unit, rows))) if rows else None


def _enlist(sql: sqlite3.Connection, number: int, units: Sequence[Unit]) -> None:
    sql.execute("DELETE FROM roster_units WHERE batch = ?", (number,))
    sql.executemany(
        "INSERT INTO roster_units VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                place,
                each.name,
                each.level.value if each.level else None,
                json.dumps(each.aliases, ensure_ascii=False),
                each.enforces,
                each.expected,
            )
            for place, each in enumerate(units)
        ),
    )


def _batch(row: Sequence[Any]) -> Batch:
    number, name, year, deadline = row
    return Batch(number, name, year, datetime.date.fromisoformat(deadline) if deadline else None)


def _unit(row: Sequence[Any]) -> Unit:
    name, level, aliases, enforces, expected = row
    return Unit(
        name,
        Level(level) if level else None,
        tuple(json.loads(aliases)),
        None if enforces is None else bool(enforces),
        bool(expected),
    )


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
