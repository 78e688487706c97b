"""What people said: decisions on findings, exemptions. Nothing of it is ever overwritten."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.deciding import Decision
from auditor.vocabulary import Status
from auditor.waivers import Exemption
from auditor.web.access import Access


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is kept. ``id``: grows with time."""

    id: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class Waived:
    """An exemption given on these pages. ``added``, ``withdrawn``: when (ISO 8601), None: it is not."""

    id: int
    exemption: Exemption
    added: str
    withdrawn: str | None


class OvertakenError(Exception):
    """Somebody has decided meanwhile."""


class Verdicts:
    """The decisions and the exemptions given on these pages."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def decide(self, number: int, decision: Decision, seen: int) -> None:
        """Keep a decision. ``seen``: the last decision on that rule that the decider knew of; 0 for none.

        Raises:
            OvertakenError: there is a later one.
        """
        with self._access.writing() as sql:
            row = sql.execute(
                "SELECT MAX(id) FROM decisions WHERE submission = ? AND rule = ?", (number, decision.rule)
            ).fetchone()
            if (row[0] or 0) > seen:
                raise OvertakenError
            sql.execute(
                "INSERT INTO decisions (submission, rule, status, note, decider, decided)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    number,
                    decision.rule,
                    decision.status.value,
                    decision.note,
                    decision.decider,
                    decision.day,
                ),
            )

    def decisions(self, number: int) -> list[Decided]:
        """Return all decisions on a submission in the order they were made."""
        with self._access.reading() as sql:
            rows = sql.execute(
                "SELECT id, rule, status, note, decider, decided FROM decisions"
                " WHERE submission = ? ORDER BY id",
                (number,),
            ).fetchall()
        return [
            Decided(each, Decision(rule, Status(status), note, decider, day))
            for each, rule, status, note, decider, day in rows
        ]

    def last_decisions(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return the id of the last decision on each of some submissions; those without are left out."""
        with self._access.reading() as sql:
            return dict(
                sql.execute(
                    "SELECT submission, MAX(id) FROM decisions"
                    " WHERE submission IN (SELECT value FROM json_each(?)) GROUP BY submission",
                    (json.dumps(list(numbers)),),
                ).fetchall()
            )

    def waive(self, exemption: Exemption, now: datetime.datetime) -> None:
        """Keep an exemption."""
        with self._access.writing() as sql:
            sql.execute(
                "INSERT INTO waivers (unit, rule, reason, approver, until, lifts_gate, added)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    exemption.unit,
                    exemption.rule,
                    exemption.reason,
                    exemption.approver,
                    exemption.until.isoformat(),
                    exemption.lifts_gate,
                    now.isoformat(timespec="seconds"),
                ),
            )

    def withdraw(self, waiver: int, now: datetime.datetime) -> None:
        """Let an exemption no longer hold; it stays on file."""
        with self._access.writing() as sql:
            sql.execute(
                "UPDATE waivers SET withdrawn = ? WHERE id = ?", (now.isoformat(timespec="seconds"), waiver)
            )

    def waivers(self) -> list[Waived]:
        """Return the exemptions that hold, oldest first."""
        return [each for each in self.all_waivers() if each.withdrawn is None]

    def all_waivers(self) -> list[Waived]:
        """Return the exemptions ever given, also those withdrawn, oldest first."""
        with self._access.reading() as sql:
            rows = sql.execute(
                "SELECT id, unit, rule, reason, approver, until, lifts_gate, added, withdrawn"
                " FROM waivers ORDER BY id"
            ).fetchall()
        return [
            Waived(
                number,
                Exemption(unit, rule, reason, approver, datetime.date.fromisoformat(until), bool(lifts)),
                added,
                withdrawn,
            )
            for number, unit, rule, reason, approver, until, lifts, added, withdrawn in rows
        ]
