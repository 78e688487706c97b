"""Rule files: the shipped set is whole and passes its own examples; overlays and mistakes."""

from pathlib import Path

import pytest

from auditor import Document, audit, load_rules
from auditor.checks import CHECKS
from auditor.errors import RuleError
from auditor.examples import finding_of, minimal_report, run_examples
from auditor.rules import RuleSet
from auditor.vocabulary import Binding, Level, Status
from tests.conftest import GOLD


def test_every_id_of_the_checklist_is_a_rule_at_every_level(rules: RuleSet) -> None:
    wanted = set(GOLD["000"]["labels"])
    for level in Level:
        assert {rule.id for rule in rules.levels[level]} == wanted
    assert rules.count == 54


def test_every_rule_passes_its_own_examples(rules: RuleSet) -> None:
    assert list(run_examples(rules)) == []


def test_every_rule_is_complete(rules: RuleSet) -> None:
    for rule in rules.levels[Level.TOWNSHIP]:
        assert rule.check in CHECKS, rule.id
        assert rule.sources and rule.advice, rule.id
        assert len(rule.passing) >= 2 and len(rule.failing) >= 2, rule.id


@pytest.mark.parametrize(
    ("level", "rule_id", "binding"),
    [
        (Level.TOWNSHIP, "enforce.three-systems", Binding.CONDITIONAL),
        (Level.COUNTY, "enforce.three-systems", Binding.REQUIRED),
        (Level.DEPARTMENT, "publicity.legal-services", Binding.ADVISORY),
        (Level.TOWNSHIP, "lead.four-personally", Binding.ADVISORY),
        (Level.COUNTY, "lead.four-personally", Binding.REQUIRED),
    ],
)
def test_the_level_files_say_whom_a_rule_binds(
    rules: RuleSet, level: Level, rule_id: str, binding: Binding
) -> None:
    assert next(rule for rule in rules.levels[level] if rule.id == rule_id).binding is binding


def test_a_stated_lack_of_power_makes_a_conditional_rule_not_applicable(rules: RuleSet) -> None:
    text = "我镇无行政执法权，未承接行政处罚事项。"
    for level, status in ((Level.TOWNSHIP, Status.NOT_APPLICABLE), (Level.COUNTY, Status.MISSING)):
        audited = audit(minimal_report(text, level), rules, level=level)
        assert finding_of(audited, "enforce.three-systems").status is status


@pytest.mark.parametrize(("year", "status"), [(2024, Status.NOT_APPLICABLE), (2025, Status.MISSING)])
def test_a_rule_holds_for_its_report_years_only(rules: RuleSet, year: int, status: Status) -> None:
    audited = audit(minimal_report("全年开会4次。", Level.TOWNSHIP, year=year), rules)
    assert finding_of(audited, "enforce.enterprise-checks").status is status


OWN = """
规则集: {编号: linshui, 名称: 临水县核查规则, 版本: "1"}
规则:
- 编号: lead.plan
  重要程度: 关键
  适用: 必报
- 编号: publicity.law
  +词: [赶场说法]
- 编号: own.hotline
  名称: 法治热线
  依据: 本单位要求
  重要程度: 一般
  适用: 必报
  检查: 提及
  词: [法治热线]
  怎么补: 写明法治热线接听情况。
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "本县规则.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_offices_own_file_lies_over_the_shipped_rules(tmp_path: Path, rules: RuleSet) -> None:
    own = load_rules(_write(tmp_path, OWN))
    assert (own.id, own.count) == ("linshui", rules.count + 1)
    assert own.sha256 != rules.sha256
    report = minimal_report("赶场说法12次，法治热线接听46次。", Level.TOWNSHIP)
    before, after = audit(report, rules), audit(report, own)
    assert finding_of(before, "publicity.law").status is Status.MISSING
    assert finding_of(after, "publicity.law").status is Status.MET
    assert finding_of(after, "own.hotline").status is Status.MET
    assert (finding_of(before, "lead.plan").weight, finding_of(after, "lead.plan").weight) == (0, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "规则集: {编号: x, 名称: 甲}\n规则:\n- 编号: lead.plan\n  权重: 关键\n",
            "规则“lead.plan”（规则集 .*）：不认识的项“权重”",
        ),
        (
            "规则集: {编号: x, 名称: 甲}\n规则:\n- 编号: lead.plan\n  重要程度: 很重要\n",
            "“很重要”不认识，可以写：关键、重要、一般、提示",
        ),
        ("规则集: {编号: x, 名称: 甲}\n规则:\n- 编号: a.b\n  检查: 提及\n  名称: 甲\n", "缺少“依据”"),
        ("规则集: {编号: x, 名称: 甲}\n规则:\n- 名称: 甲\n", "每条都要有“编号”"),
        ("规则集: {编号: x, 名称: 甲}\n规则:\n- 编号: a\n- 编号: a\n", "编号重复：a"),
        ("规则集: {编号: x, 名称: 甲}\n规则:\n- 编号: lead.plan\n  检查: 没有的\n", "“没有的”不认识"),
        ("规则集: {编号: x, 名称: 甲}\n规则: [\n", "第 3 行附近写法有误"),
        ("规则: []\n", "“规则集”：缺少“编号”；缺少“名称”"),
        ("编号: a\n", "最外层只能有“规则集”和“规则”两项"),
        ("规则集: {编号: x, 名称: 甲}\n规则:\n- 编号: lead.plan\n  词: [甲//乙]\n", "“甲//乙”里有空的词"),
    ],
)
def test_a_mistake_in_a_rule_file_is_named_in_chinese(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        load_rules(_write(tmp_path, text))


def test_an_absent_rule_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="打不开规则文件"):
        load_rules(tmp_path / "没有.yaml")


def test_rules_know_nothing_of_the_document_they_judge(rules: RuleSet) -> None:
    one = Document("a.txt", "0" * 64, minimal_report("全年调解41起。", Level.TOWNSHIP).text)
    two = Document("b.txt", "0" * 64, one.text)
    assert audit(one, rules).findings == audit(two, rules).findings
