"""Exemptions: what they change, what they leave, what is said of those of no use."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import Audit, audit, load_rules
from auditor.errors import RuleError
from auditor.examples import finding_of, minimal_report
from auditor.rules import RuleSet
from auditor.vocabulary import Gate, Level, Status
from auditor.waiver_file import load_waivers
from auditor.waiving import waive, waived_rules

TODAY = datetime.date(2026, 3, 1)


def _load(folder: Path, rules: RuleSet, text: str, today: datetime.date = TODAY):  # type: ignore[no-untyped-def]
    path = folder / "豁免.yaml"
    path.write_text(text, encoding="utf-8")
    return load_waivers(path, rules, today)


def _entry(rule: str, until: str = "2026-03-31", lifts: str = "否", unit: str = "临水镇") -> str:
    return f"- 单位: {unit}\n  规则: {rule}\n  理由: 县里统一聘请\n  批准人: 张三\n  截止: {until}\n  免退回: {lifts}\n"


@pytest.fixture(scope="module")
def report() -> Audit:
    return audit(minimal_report("全年开会4次。", Level.TOWNSHIP, year=2025), load_rules())


def test_a_waived_finding_stays_visible_and_the_gap_after_waivers_subtracts_its_points(
    tmp_path: Path, rules: RuleSet, report: Audit
) -> None:
    waived = waive(report, _load(tmp_path, rules, "豁免:\n" + _entry("decision.legal-adviser")))
    finding = finding_of(waived, "decision.legal-adviser")
    assert finding.status is Status.MISSING
    assert finding.waiver is not None
    assert finding.waiver.model_dump() == {
        "reason": "县里统一聘请",
        "approver": "张三",
        "until": "2026-03-31",
    }
    assert waived.gap == report.gap and waived.gap is not None and waived.gap_waived is not None
    assert waived.gap_waived == round(waived.gap - finding.points, 1)
    assert finding.points != round(finding.points, 1)


@pytest.mark.parametrize(
    ("today", "used"),
    [
        (datetime.date(2026, 3, 30), True),
        (datetime.date(2026, 3, 31), True),
        (datetime.date(2026, 4, 1), False),
    ],
)
def test_the_last_day_still_counts(
    tmp_path: Path, rules: RuleSet, report: Audit, today: datetime.date, used: bool
) -> None:
    waivers = _load(tmp_path, rules, "豁免:\n" + _entry("decision.legal-adviser"), today)
    waived = waive(report, waivers)
    assert (finding_of(waived, "decision.legal-adviser").waiver is not None) is used
    assert waived_rules(waived) == (("decision.legal-adviser",) if used else ())
    expected = [] if used else ["豁免“临水镇 · decision.legal-adviser”已于 2026-03-31 到期，没有采用。"]
    assert waivers.notes((waived.unit, rule) for rule in waived_rules(waived)) == expected


@pytest.mark.parametrize(("lifts", "gate"), [("否", Gate.RETURN), ("是", Gate.REMIND)])
def test_a_waived_key_item_lifts_the_gate_only_when_the_waiver_says_so(
    tmp_path: Path, rules: RuleSet, report: Audit, lifts: str, gate: Gate
) -> None:
    keys = [each.id for each in report.findings if each.weight == 3 and each.status is Status.MISSING]
    text = "豁免:\n" + "".join(_entry(key, lifts=lifts) for key in keys)
    assert waive(report, _load(tmp_path, rules, text)).gate is gate


def test_an_item_that_only_reminds_no_longer_does_once_waived(
    tmp_path: Path, rules: RuleSet, report: Audit
) -> None:
    lacking = [each for each in report.findings if each.weight >= 2 and each.status is Status.MISSING]
    text = "豁免:\n" + "".join(_entry(each.id, lifts="是" if each.weight == 3 else "否") for each in lacking)
    assert {each.weight for each in lacking} == {2, 3}
    assert waive(report, _load(tmp_path, rules, text)).gate is Gate.PASS


def test_what_was_not_scored_has_nothing_to_waive(tmp_path: Path, rules: RuleSet, report: Audit) -> None:
    unscored = replace(report, scored=False, gap=None, gap_best=None, gap_waived=None)
    assert waive(unscored, _load(tmp_path, rules, "豁免:\n" + _entry("decision.legal-adviser"))) == unscored


def test_another_units_waiver_is_of_no_use_and_said_so(tmp_path: Path, rules: RuleSet, report: Audit) -> None:
    waivers = _load(tmp_path, rules, "豁免:\n" + _entry("decision.legal-adviser", unit="河口镇"))
    assert waive(report, waivers) == report
    assert waivers.notes([]) == [
        "豁免“河口镇 · decision.legal-adviser”这次没有用上：没有这个单位的报告，或这一项本来就没有缺。"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "豁免:\n" + _entry("decision.legal-advisor"),
            "第 3 行.*没有编号为“decision.legal-advisor”的规则。是否想写“decision.legal-adviser”？",
        ),
        ("豁免:\n" + _entry("lead.plan", until="明年三月"), "第 6 行.*“明年三月”不是日期，写成年-月-日"),
        (
            "豁免:\n" + _entry("lead.plan").replace("批准人", "审批人"),
            "第 5 行.*不认识的项“审批人”。是否想写“批准人”？",
        ),
        ("豁免:\n- 单位: 临水镇\n", "第 2 行.*缺少“规则”"),
        ("豁免单:\n" + _entry("lead.plan"), "没有“豁免”这一项"),
        ("豁免：\n" + _entry("lead.plan"), "键名后面用了中文冒号"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, rules: RuleSet, text: str, message: str) -> None:
    with pytest.raises(RuleError, match="(?s)" + message):
        _load(tmp_path, rules, text)
