"""退回: what was sent back to its unit to be mended, until when, by whom."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditor.web.access import Access
from auditor.web.verdicts import OvertakenError


@dataclass(frozen=True, slots=True)
class Return:
    """A submission sent back. ``until``: the last day to come again. ``withdrawn``: whether it was undone."""

    id: int
    submission: int
    note: str
    until: datetime.date | None
    sender: str
    sent: str
    withdrawn: bool


class Returns:
    """All that was sent back; nothing of it is ever overwritten."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def send_back(
        self, number: int, note: str, until: datetime.date | None, sender: str, now: datetime.datetime
    ) -> None:
        """Note that a submission was sent back.

        The same said again (a double click) changes nothing.

        Raises:
            OvertakenError: it has been sent back already, in other words.
        """
        said = (note, until.isoformat() if until else None, sender)
        with self._access.writing() as sql:
            standing = sql.execute(
                "SELECT note, until, sender FROM returns WHERE submission = ? AND withdrawn IS NULL",
                (number,),
            ).fetchall()
            if standing and said not in standing:
                raise OvertakenError
            if not standing:
                sql.execute(
                    "INSERT INTO returns (submission, note, until, sender, sent) VALUES (?, ?, ?, ?, ?)",
                    (number, *said, now.isoformat(timespec="seconds")),
                )

    def take_back(self, number: int, now: datetime.datetime) -> None:
        """Undo that a submission was sent back; it stays on file."""
        with self._access.writing() as sql:
            sql.execute(
                "UPDATE returns SET withdrawn = ? WHERE submission = ? AND withdrawn IS NULL",
                (now.isoformat(timespec="seconds"), number),
            )

    def of_batch(self, batch: int | None) -> dict[int, tuple[Return, ...]]:
        """Return what was sent back of a batch (None: of those in none), by submission, oldest first."""
        with self._access.reading() as sql:
            rows = sql.execute(
                "SELECT id, submission, note, until, sender, sent, withdrawn FROM returns"
                " WHERE submission IN (SELECT id FROM submissions WHERE batch IS ?) ORDER BY id",
                (batch,),
            ).fetchall()
        found: defaultdict[int, list[Return]] = defaultdict(list)
        for row in rows:
            found[row[1]].append(_return(row))
        return {number: tuple(each) for number, each in found.items()}


def _return(row: Sequence[Any]) -> Return:
    number, submission, note, until, sender, sent, withdrawn = row
    day = datetime.date.fromisoformat(until) if until else None
    return Return(number, submission, note, day, sender, sent, withdrawn is not None)
