"""What every SQLite file of this program shares: whose it is, its version, its journal, its transactions."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from auditor.errors import AuditorError

_REMOTE_SYSTEMS = ("nfs", "cifs", "smb", "fuse.", "9p", "afs", "ncpfs", "ceph", "glusterfs")
_REMOTE_DRIVE = 4


class Origin(Enum):
    """Whose a file in the place of the store is: nobody's yet, this program's, another's."""

    EMPTY = auto()
    OWN = auto()
    NEWER = auto()
    FOREIGN = auto()


class StoreError(AuditorError):
    """The store cannot be used: in use elsewhere, of another program, no room left."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of a file and how an older one is brought up to date.

    ``application``: its number in the head of the file. ``steps``: each brings a file from the version of
    its place to the next; a released step is never changed, a new one is added. ``elsewhere``: what a user
    can do to have the file in another place, as messages say it.
    """

    application: int
    steps: tuple[tuple[str, ...], ...]
    elsewhere: str

    def bring_up_to_date(self, connection: sqlite3.Connection, name: str) -> None:
        """Make the tables in a new file, or take the steps that an older one lacks.

        Raises:
            StoreError: the file is another program's, or a newer version's; it is left as it is.
        """
        self._refuse_strangers(connection, name)
        if version(connection) == len(self.steps):
            return
        with transaction(connection):
            for step in self.steps[version(connection) :]:
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {self.application}")
            connection.execute(f"PRAGMA user_version = {len(self.steps)}")

    def origin(self, connection: sqlite3.Connection) -> Origin:
        """Tell whose file it is."""
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        has_tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] > 0
        if application != self.application:
            return Origin.FOREIGN if application or has_tables else Origin.EMPTY
        return Origin.NEWER if version(connection) > len(self.steps) else Origin.OWN

    def _refuse_strangers(self, connection: sqlite3.Connection, name: str) -> None:
        match self.origin(connection):
            case Origin.FOREIGN:
                raise StoreError(f"“{name}”是别的程序的数据库，没有动它。请把它移走，或{self.elsewhere}。")
            case Origin.NEWER:
                raise StoreError(
                    f"“{name}”是较新版本的 auditor 写的，没有动它。请升级 auditor，或{self.elsewhere}。"
                )


def version(connection: sqlite3.Connection) -> int:
    """Return how many of the steps the file has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write all that is written inside, or nothing of it; others wait to write meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def choose_journal(connection: sqlite3.Connection, path: Path, *, synchronous: str = "NORMAL") -> None:
    """Use the write-ahead log, which saves a wait for the disk at each file; not across a network.

    ``synchronous``: how sure of the disk a commit is there; "FULL" loses none to a power cut.
    """
    if is_remote(path):
        connection.execute("PRAGMA journal_mode = DELETE")
    elif connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
        connection.execute(f"PRAGMA synchronous = {synchronous}")


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


def primary_code(error: sqlite3.Error) -> int:
    """Return the primary code of an error; Python's own have none: 0."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _unescaped(mount: str) -> str:
    return mount.replace("\\040", " ")
