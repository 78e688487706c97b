"""豁免: approved exemptions of a unit from a rule, until a day.

豁免:
- 单位: 临水镇
  规则: decision.legal-adviser
  理由: 县里统一聘请
  批准人: 张三
  截止: 2026-03-31
  免退回: 是          # without it a waived 关键 item still returns the report
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.models import Waiver
from auditor.outline.fold import compact
from auditor.rules import RuleSet
from auditor.rules.model import YesNo
from auditor.settings import Day, RuleFileError, YamlFile, aliases, did_you_mean, explain, read_yaml

_TOP = "豁免"


class WaiverEntry(BaseModel):
    """One exemption as it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str = Field(alias="单位", min_length=2)
    rule: str = Field(alias="规则", min_length=1)
    reason: str = Field(alias="理由", min_length=1)
    approver: str = Field(alias="批准人", min_length=1)
    until: Day = Field(alias="截止")
    lifts_gate: YesNo = Field(default=False, alias="免退回")

    def is_for(self, unit: str | None) -> bool:
        """Tell whether the exemption is for ``unit``: its name, or all of a part of it."""
        return unit is not None and compact(self.unit) in compact(unit)


@dataclass(frozen=True)
class Waivers:
    """All exemptions of a file, and the day they are looked at."""

    entries: tuple[WaiverEntry, ...] = ()
    today: datetime.date = datetime.date.min

    def of(self, unit: str | None) -> dict[str, WaiverEntry]:
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


def load_waivers(path: Path, rules: RuleSet, today: datetime.date) -> Waivers:
    """Load a file of exemptions.

    Raises:
        RuleError: mistakes in the file, all of them with their places; unknown rules among them.
    """
    file = read_yaml(path, str(path))
    content = file.parsed.data
    listed = content.get(_TOP) if isinstance(content, dict) else None
    if not isinstance(listed, list):
        if not file.problems:
            file.problem(
                file.mark(),
                "文件里没有“豁免”这一项，或它下面不是一列。",
                "第一行写“豁免:”，下面每条以“- 单位: ”开头。",
            )
        raise RuleFileError(file.problems)
    entries = [entry for index, item in enumerate(listed) if (entry := _entry(file, index, item, rules))]
    if file.problems:
        raise RuleFileError(file.problems)
    return Waivers(tuple(entries), today)


def _entry(file: YamlFile, index: int, item: object, rules: RuleSet) -> WaiverEntry | None:
    def place(loc: tuple[str | int, ...], of_key: bool) -> tuple[object, YamlFile]:
        path = (_TOP, index, *loc)
        return (file.key_mark(*path) if of_key else file.mark(*path)), file

    try:
        entry = WaiverEntry.model_validate(item)
    except ValidationError as error:
        file.problems += explain(error, place, lambda _loc: aliases(WaiverEntry))  # type: ignore[arg-type]
        return None
    known = {rule.id for each in rules.levels.values() for rule in each}
    if entry.rule not in known:
        meant = did_you_mean(entry.rule, known)
        hint = f"是否想写“{meant}”？" if meant else ""
        file.problem(
            file.mark(_TOP, index, "规则"), f"没有编号为“{entry.rule}”的规则。{hint}", "改正规则编号。"
        )
    return entry


def shown(entry: WaiverEntry) -> Waiver:
    """Return the exemption as a finding shows it."""
    return Waiver(reason=entry.reason, approver=entry.approver, until=entry.until.isoformat())
