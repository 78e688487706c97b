"""The office's own rule file as it was saved time after time; the last version holds, none is ever lost."""

import datetime
from dataclasses import dataclass

from auditor.web.access import Access
from auditor.web.verdicts import OvertakenError


@dataclass(frozen=True, slots=True)
class Version:
    """A version. ``id``: grows with time; 0 before the first. ``text``: the whole file, "" for none.

    ``what``: what its ``author`` says was changed. ``saved``: date and time in ISO form.
    """

    id: int = 0
    text: str = ""
    what: str = ""
    author: str = ""
    saved: str = ""


class Versions:
    """The versions."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def all(self) -> list[Version]:
        """Return all versions, the newest first."""
        with self._access.reading() as sql:
            rows = sql.execute("SELECT id, text, what, author, saved FROM rule_files ORDER BY id DESC")
            return [Version(*row) for row in rows]

    def last(self) -> Version:
        """Return the version that holds."""
        with self._access.reading() as sql:
            row = sql.execute(
                "SELECT id, text, what, author, saved FROM rule_files ORDER BY id DESC LIMIT 1"
            ).fetchone()
        return Version(*row) if row else Version()

    def add(self, text: str, what: str, author: str, seen: int, now: datetime.datetime) -> None:
        """Keep a new version. ``seen``: the last one that its author knew of.

        Raises:
            OvertakenError: there is a later one.
        """
        with self._access.writing() as sql:
            if (sql.execute("SELECT MAX(id) FROM rule_files").fetchone()[0] or 0) != seen:
                raise OvertakenError
            sql.execute(
                "INSERT INTO rule_files (text, what, author, saved) VALUES (?, ?, ?, ?)",
                (text, what, author, now.isoformat(timespec="seconds")),
            )
