"""The file of exemptions (豁免):

豁免:
- 单位: 临水镇
  规则: decision.legal-adviser
  理由: 县里统一聘请
  批准人: 张三
  截止: 2026-03-31
  免退回: 是          # without it a waived 关键 item still returns the report
"""

import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.rules import RuleSet
from auditor.rules.entry import YesNo
from auditor.settings import Day, RuleFileError, YamlFile, aliases, did_you_mean, explain, read_yaml
from auditor.waivers import Exemption, Waivers

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

    def exemption(self) -> Exemption:
        """Return what the entry says."""
        return Exemption(self.unit, self.rule, self.reason, self.approver, self.until, self.lifts_gate)


def load_waivers(path: Path, rules: RuleSet, today: datetime.date) -> Waivers:
    """Load a file of exemptions.

    Raises:
        RuleError: mistakes in the file, all of them with their places; unknown rules among them.
    """
    file = read_yaml(path, str(path))
    listed = file.by_units(_TOP)
    entries = [entry for index, item in enumerate(listed) if (entry := _entry(file, index, item, rules))]
    if file.problems:
        raise RuleFileError(file.problems)
    return Waivers(tuple(entries), today)


def _entry(file: YamlFile, index: int, item: object, rules: RuleSet) -> Exemption | None:
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
    return entry.exemption()
