"""The one door to the file of the workbench: one writer at a time, each transaction short."""

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from auditor.database import transaction


class Access:
    """Two connections that any thread may use, one at a time each. All raise ``sqlite3.Error``.

    Who reads does not wait until what another writes is safe on the disk.
    """

    def __init__(self, writer: sqlite3.Connection, reader: sqlite3.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._writing = threading.Lock()
        self._reading = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection to read."""
        with self._reading:
            yield self._reader

    def version(self) -> int:
        """Return a number that is another one after anything was written."""
        with self.reading() as sql:
            return int(sql.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection to write; all that is written inside, or nothing of it."""
        with self._writing, transaction(self._writer):
            yield self._writer

    def secret(self, name: str) -> bytes:
        """Return 32 random bytes, the same whenever asked for by this name."""
        with self.writing() as sql:
            sql.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (name, secrets.token_bytes(32)))
            row = sql.execute("SELECT value FROM secrets WHERE name = ?", (name,)).fetchone()
            return bytes(row[0])
