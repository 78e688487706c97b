"""The tables of the store and how an older file is brought up to date."""

import sqlite3
from enum import Enum, auto

from auditor.errors import AuditorError

_APPLICATION = 0x61756474

# Each step brings a file from the version of its place to the next. A released step is never changed; a
# new one is added.
_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE bases (
            id INTEGER PRIMARY KEY, rules_id TEXT NOT NULL, rules_version TEXT NOT NULL,
            rules_sha256 TEXT NOT NULL, program TEXT NOT NULL, UNIQUE (rules_sha256, program))""",
        """CREATE TABLE submissions (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL, content BLOB NOT NULL, basis INTEGER NOT NULL REFERENCES bases,
            place INTEGER NOT NULL, judged TEXT NOT NULL, source TEXT NOT NULL, reason TEXT, enlisted TEXT,
            waived TEXT NOT NULL, profile TEXT NOT NULL, digest BLOB NOT NULL, sha256 TEXT, unit TEXT,
            level TEXT, year INTEGER, title TEXT, scored INTEGER, unscored_reason TEXT,
            gap REAL, gap_best REAL, gap_waived REAL, gate TEXT,
            met INTEGER, partial INTEGER, missing INTEGER, review INTEGER, na INTEGER,
            UNIQUE (file, content, basis, place))""",
        """CREATE TABLE audits (
            submission INTEGER PRIMARY KEY REFERENCES submissions ON DELETE CASCADE, packed BLOB NOT NULL)""",
        """CREATE TABLE papers (
            name TEXT PRIMARY KEY, of BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL)""",
    ),
    (
        "ALTER TABLE audits ADD COLUMN text BLOB NOT NULL DEFAULT x''",
        "ALTER TABLE audits ADD COLUMN marks BLOB NOT NULL DEFAULT x''",
        "CREATE TABLE notes (name TEXT PRIMARY KEY, of BLOB NOT NULL, content BLOB NOT NULL)",
    ),
)


class Origin(Enum):
    """Whose a file in the place of the store is: nobody's yet, this program's, another's."""

    EMPTY = auto()
    OWN = auto()
    NEWER = auto()
    FOREIGN = auto()


class StoreError(AuditorError):
    """The store cannot be used: in use elsewhere, of another program, no room left."""


def bring_up_to_date(connection: sqlite3.Connection, name: str) -> None:
    """Make the tables in a new file, or take the steps that an older one lacks.

    Raises:
        StoreError: the file is another program's, or a newer version's; it is left as it is.
    """
    _refuse_strangers(connection, name)
    if version(connection) == len(_STEPS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in _STEPS[version(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(_STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def origin(connection: sqlite3.Connection) -> Origin:
    """Tell whose file it is."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    has_tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] > 0
    if application != _APPLICATION:
        return Origin.FOREIGN if application or has_tables else Origin.EMPTY
    return Origin.NEWER if version(connection) > len(_STEPS) else Origin.OWN


def version(connection: sqlite3.Connection) -> int:
    """Return how many of the steps the file has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_strangers(connection: sqlite3.Connection, name: str) -> None:
    match origin(connection):
        case Origin.FOREIGN:
            raise StoreError(f"“{name}”是别的程序的数据库，没有动它。请把它移走，或用 -o 换一个文件夹。")
        case Origin.NEWER:
            raise StoreError(
                f"“{name}”是较新版本的 auditor 写的，没有动它。请升级 auditor，或用 -o 换一个文件夹。"
            )
