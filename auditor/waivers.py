"""豁免: approved exemptions of a unit from a rule, until a day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.models import Waiver
from auditor.outline.fold import compact


@dataclass(frozen=True, slots=True)
class Exemption:
    """One exemption. ``until``: its last day. ``lifts_gate``: a 关键 item no longer returns the report."""

    unit: str
    rule: str
    reason: str
    approver: str
    until: datetime.date
    lifts_gate: bool = False

    def is_for(self, unit: str | None) -> bool:
        """Tell whether the exemption is for ``unit``: its name, or all of a part of it."""
        return unit is not None and compact(self.unit) in compact(unit)


@dataclass(frozen=True)
class Waivers:
    """All exemptions of a file, and the day they are looked at."""

    entries: tuple[Exemption, ...] = ()
    today: datetime.date = datetime.date.min

    def of(self, unit: str | None) -> dict[str, Exemption]:
        """Return the valid exemptions of a unit by rule id. The last day still counts."""
        return {each.rule: each for each in self.entries if each.until >= self.today and each.is_for(unit)}

    def notes(self, used: Iterable[tuple[str | None, str]]) -> list[str]:
        """Say which exemptions have run out and which were of no use in this run.

        ``used``: the unit and the rule id of every finding that was exempted.
        """
        found = set(used)
        notes = []
        for each in self.entries:
            named = f"豁免“{each.unit} · {each.rule}”"
            if each.until < self.today:
                notes.append(f"{named}已于 {each.until} 到期，没有采用。")
            elif not any(rule == each.rule and each.is_for(unit) for unit, rule in found):
                notes.append(f"{named}这次没有用上：没有这个单位的报告，或这一项本来就没有缺。")
        return notes


NO_WAIVERS = Waivers()


def shown(entry: Exemption) -> Waiver:
    """Return the exemption as a finding shows it."""
    return Waiver(reason=entry.reason, approver=entry.approver, until=entry.until.isoformat())
