"""Rule files: the shipped set is whole and passes its own examples; overlays and mistakes."""

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import Document, audit, load_rules, read
from auditor.checks import CHECKS
from auditor.errors import RuleError
from auditor.examples import finding_of, minimal_report, run_examples
from auditor.rules import Rule, RuleSet
from auditor.rules import files as files_module
from auditor.rules import load as load_module
from auditor.rules import seal as seal_module
from auditor.rules.drafts import Drafts
from auditor.rules.files import SEAL
from auditor.rules.seal import sealed
from auditor.settings import RuleFileError
from auditor.vocabulary import Binding, Level, Status
from tests.conftest import GOLD, ROOT, SEEDS


def test_every_id_of_the_checklist_is_a_rule_at_every_level(rules: RuleSet) -> None:
    wanted = set(GOLD["000"]["labels"])
    for level in Level:
        assert {rule.id for rule in rules.levels[level]} == wanted
    assert rules.count == 54


def test_every_rule_passes_its_own_examples(rules: RuleSet) -> None:
    assert list(run_examples(rules)) == []


def test_a_rule_finds_the_same_without_the_others(rules: RuleSet) -> None:
    reports = [read(path) for path in SEEDS[:2]]
    for report in reports:
        together = {each.id: each for each in audit(report, rules).findings}
        for rule_id, finding in together.items():
            (alone,) = audit(report, rules.only({rule_id})).findings
            assert replace(alone, points=0) == replace(finding, points=0)


def test_what_differs_from_another_set_is_named(tmp_path: Path, rules: RuleSet) -> None:
    own = load_rules(_write(tmp_path, OWN))
    assert own.changed_from(rules) == {"lead.plan", "publicity.law", "oversight.openness", "own.hotline"}
    assert rules.changed_from(own) == {"lead.plan", "publicity.law", "oversight.openness"}


def test_a_file_that_stands_in_no_folder_is_read_as_one_that_does(tmp_path: Path) -> None:
    there, here = load_rules(_write(tmp_path, OWN)), Drafts().load(OWN)
    assert (here.levels, here.id, here.version) == (there.levels, there.id, there.version)
    with pytest.raises(RuleFileError, match="本单位规则 第 1 行第 26 列：“沿用”里的“own”找不到") as caught:
        Drafts().load("规则集: {编号: x, 名称: 甲, 沿用: [own]}\n规则: []\n")
    assert "直接粘进来" in caught.value.problems[0].remedy


def test_every_rule_is_complete(rules: RuleSet) -> None:
    for rule in rules.levels[Level.TOWNSHIP]:
        assert rule.check in CHECKS, rule.id
        assert rule.sources and rule.advice, rule.id
        assert len(rule.passing) >= 2 and len(rule.failing) >= 2, rule.id


@pytest.mark.parametrize(
    ("level", "rule_id", "binding"),
    [
        (Level.TOWNSHIP, "enforce.three-systems", Binding.WITH_ENFORCEMENT),
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
规则集: {编号: linshui, 名称: 临水县核查规则, 版本: 1.10}
规则:
- 编号: lead.plan
  重要程度: 关键
  适用: 必报
- 编号: publicity.law
  +词: [赶场说法]
- 编号: oversight.openness
  停用: 我县另有政务公开专项考核
- 编号: own.hotline
  名称: 法治热线
  重要程度: 一般
  检查: 提及
  词: [法治热线]
  怎么补: 写明法治热线接听情况。
  应通过: [法治热线全年接听46次。]
  不应通过: [政务热线全年接听46次。]
"""


def _write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "own.yaml"
    path.write_bytes(text.encode(encoding))
    return path


def test_an_offices_own_file_lies_over_the_shipped_rules(tmp_path: Path, rules: RuleSet) -> None:
    own = load_rules(_write(tmp_path, OWN))
    assert (own.id, own.version, own.count) == ("linshui", "1.10", rules.count + 1)
    assert own.sha256 != rules.sha256
    report = minimal_report("赶场说法12次，法治热线接听46次。", Level.TOWNSHIP)
    before, after = audit(report, rules), audit(report, own)
    assert finding_of(before, "publicity.law").status is Status.MISSING
    assert finding_of(after, "publicity.law").status is Status.MET
    assert finding_of(after, "own.hotline").status is Status.MET
    assert finding_of(after, "own.hotline").sources == ("本单位要求",)
    assert (finding_of(before, "lead.plan").weight, finding_of(after, "lead.plan").weight) == (0, 3)
    disabled = finding_of(after, "oversight.openness")
    assert (disabled.status, disabled.reason) == (
        Status.NOT_APPLICABLE,
        "本单位停用了这条规则：我县另有政务公开专项考核",
    )
    assert list(run_examples(own)) == []


def test_an_own_file_may_be_for_one_level_or_lie_over_another_own_file(tmp_path: Path) -> None:
    _write(tmp_path, OWN)
    over = tmp_path / "over.yaml"
    over.write_text(
        "规则集: {编号: over, 名称: 乡镇补充, 沿用: [own, township]}\n规则:\n- 编号: lead.plan\n  重要程度: 一般\n",
        encoding="utf-8",
    )
    rules = load_rules(over)
    weights = {level: next(r.weight for r in rules.levels[level] if r.id == "lead.plan") for level in Level}
    assert weights == {Level.TOWNSHIP: 1, Level.COUNTY: 0, Level.DEPARTMENT: 0}
    assert any(rule.id == "own.hotline" for rule in rules.levels[Level.TOWNSHIP])


HEAD = "规则集: {编号: x, 名称: 甲}\n规则:\n"
RULE = (
    HEAD + "- 编号: own.a\n  名称: 甲\n  重要程度: 一般\n  检查: 提及\n  词: [法治热线]\n  怎么补: 写明。\n"
    "  应通过: [法治热线接听6次。]\n  不应通过: [政务热线接听6次。]\n"
)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param(
            HEAD + "- 编号: lead.plan\n  重要程读: 关键\n",
            4,
            "不认识的项“重要程读”。是否想写“重要程度”？",
            id="misspelt key",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  权重: 关键\n",
            4,
            "不认识的项“权重”。是否想写“重要程度”？",
            id="key of another program",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  不应通过: [{文: 甲, 部份: 原因}]\n",
            4,
            "不认识的项“部份”。是否想写“部分”？",
            id="misspelt key of an example",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  重要程度: 很重要\n",
            4,
            "“重要程度”：“很重要”不认识，可以写：关键、重要、一般、提示。",
            id="wrong value",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  检查: 提级\n",
            4,
            "“检查”：“提级”不认识，可以写：章节、提及",
            id="wrong check",
        ),
        pytest.param(RULE.replace("  怎么补: 写明。\n", ""), 3, "缺少“怎么补”。", id="missing key"),
        pytest.param(HEAD + "- 名称: 甲\n", 3, "这条规则没有“编号”。", id="no id"),
        pytest.param(
            HEAD + "- 编号: decision.procedure\n  要点: [公众参与]\n",
            4,
            "“要点”填写的内容不对。",
            id="wrong kind of value",
        ),
        pytest.param(
            HEAD + "- 编号: decision.procedure\n  够几项: 四\n", 4, "“够几项”填写的内容不对。", id="no number"
        ),
        pytest.param(
            HEAD + "- 编号: publicity.laws\n  重要程度: 关键\n",
            3,
            "自带规则里没有编号“publicity.laws”。是否想写“publicity.law”？",
            id="unknown id",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  重要程度: 关键\n- 编号: lead.plan\n  适用: 必报\n",
            5,
            "编号“lead.plan”重复，第 3 行已经有了。",
            id="duplicate id",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  适用: 必报\n  适用: 提示\n",
            5,
            "“适用”写了两次，第 4 行已经有了。",
            id="duplicate key",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  重要程度：关键\n",
            4,
            "键名后面用了中文冒号“：”。",
            id="full-width colon",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  重要程度:关键\n",
            4,
            "冒号“:”后面少了空格。",
            id="no blank after the colon",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: [要点，计划]\n",
            4,
            "列表里用了“，”，整个括号会被当成一个词。",
            id="Chinese comma",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: [工作要点、任务清单]\n",
            4,
            "列表里用了“、”，整个括号会被当成一个词。",
            id="Chinese enumeration mark",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n\t适用: 必报\n", 4, "行首用了制表符（Tab），读不出层次。", id="tab"
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n　　适用: 必报\n",
            4,
            "行首用了全角空格，读不出层次。",
            id="full-width blank",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n\u00a0\u00a0适用: 必报\n",
            4,
            "行首用了不换行空格，读不出层次。",
            id="no-break blank",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词:\n  -任务清单\n",
            5,
            "“-”后面少了空格。",
            id="no blank after the dash",
        ),
        pytest.param(HEAD + "- 编号: lead.plan\n  怎么补:\n", 4, "没有填内容。", id="empty value"),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  怎么补: 写明 #1 项\n",
            4,
            "“#”和它后面的文字会被当作注释丢掉。",
            id="text cut off",
        ),
        pytest.param(HEAD + "- 编号: lead.plan\n  怎么补: %5以上\n", 4, "值不能以“%”开头。", id="percent"),
        pytest.param(HEAD + "- 编号: lead.plan\n  怎么补: @全体\n", 4, "值不能以“@”开头。", id="at"),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  怎么补: *必填\n",
            4,
            "值以“*”开头：规则文件里不能用引用、锚点和标签。",
            id="alias",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: &a [任务清单]\n",
            4,
            "值以“&”开头：规则文件里不能用引用、锚点和标签。",
            id="anchor",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  怎么补: 注意: 写明\n",
            4,
            "值里面又有“: ”，读不出到哪里为止。",
            id="colon in a value",
        ),
        pytest.param(
            HEAD + '- 编号: lead.plan\n  怎么补: "写明\\d件"\n',
            4,
            "双引号里的反斜杠“\\d”有特殊含义。",
            id="backslash",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: [任务清单\n", 4, "这里的写法读不懂", id="unclosed bracket"
        ),
        pytest.param(
            "a: &a [x, x]\nb: [*a, *a]\n",
            1,
            "规则文件里不能用引用（*）、锚点（&）和标签（!）。",
            id="alias bomb",
        ),
        pytest.param("a: " + "[" * 40000 + "\n", 1, "括号或层次超过 12 层。", id="40,000 nested brackets"),
        pytest.param(HEAD + "- 编号: lead.plan\n  词: [甲//乙]\n", 4, "“甲//乙”里有空的词", id="empty word"),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: [工作]\n",
            4,
            "“工作”太短或太常见，几乎每份报告都会命中。",
            id="common word",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: ['任务\\d+项']\n",
            4,
            "“任务\\d+项”像是正则表达式，这里不支持。",
            id="pattern",
        ),
        pytest.param(
            HEAD
            + "- 编号: decision.procedure\n  要点:\n    听取意见: [民意调查]\n    公众参与: [民意调查]\n  够几项: 1\n",
            6,
            "“民意调查”在要点“听取意见”里已经有了，一句话会算成两项。",
            id="overlapping parts",
        ),
        pytest.param(
            RULE.replace("  不应通过: [政务热线接听6次。]\n", ""),
            3,
            "规则“own.a”没有“不应通过”的例句。",
            id="no examples",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  +易混: [lead.plant]\n",
            4,
            "“易混”里的“lead.plant”不是规则编号。是否想写“lead.plan”？",
            id="unknown id in 易混",
        ),
        pytest.param(
            "规则集: {编号: x, 名称: 甲, 沿用: [townships]}\n规则: []\n",
            1,
            "“沿用”里的“townships”找不到。是否想写“township”？",
            id="unknown base",
        ),
        pytest.param(
            "规则集: {编号: x, 名称: 甲, 沿用: [own]}\n规则: []\n",
            1,
            "绕了一圈又沿用了自己：own → own。",
            id="circle",
        ),
        pytest.param("规则: []\n", 1, "缺少“规则集”。", id="no head"),
        pytest.param("规则集: {名称: 甲}\n规则: []\n", 1, "缺少“编号”。", id="no id of the set"),
        pytest.param(
            "规则级: {编号: x, 名称: 甲}\n",
            1,
            "最外层不认识“规则级”，是否想写“规则集”？",
            id="unknown top key",
        ),
        pytest.param("- 编号: a\n", 1, "最外层应是“规则集”和“规则”两项。", id="list at the top"),
        pytest.param("", 1, "文件里没有内容。", id="empty file"),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: {甲: 乙}\n",
            4,
            "“词”：这里要写词的列表，例如 [案卷评查, 执法监督]。",
            id="a mapping for words",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: [[任务清单]]\n",
            4,
            "“词”：列表里只能写词；数字、日期或“是/否”请加引号。",
            id="a list in a list",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  词: [-食堂]\n",
            4,
            "“-食堂”里没有要找的词。",
            id="nothing to look for",
        ),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  年度: 2025年起\n",
            4,
            "“2025年起”不是年度范围，可以写：2025-、-2025 或 2021-2025。",
            id="years",
        ),
        pytest.param(
            HEAD + "- 编号: decision.procedure\n  够几项: 6\n",
            4,
            "“够几项”是 6，但只有 5 个要点。",
            id="more than there are",
        ),
        pytest.param(
            "规则集: {编号: x, 名称: 甲}\n规则: {编号: lead.plan}\n",
            2,
            "“规则”下面应是一列规则。",
            id="one rule without a dash",
        ),
        pytest.param("规则集: {编号: 甲, 名称: 甲}\n规则: []\n", 1, "“编号”的写法不对。", id="a Chinese id"),
        pytest.param(
            HEAD + "- 编号: lead.plan\n  ? [a, b]\n  : c\n", 4, "键名读不懂。", id="a list for a key"
        ),
        pytest.param(HEAD + "- 编号: lead.plan\n  名称: \x07\n", 1, "文件里有不能识别的字符。", id="a bell"),
        pytest.param(
            HEAD + "- 编号: lead.plan\n---\n规则: []\n", 4, "这里的写法读不懂", id="two documents in one"
        ),
        pytest.param("#" * 2_100_000, 1, "文件超过 2 MB。", id="too large"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = _write(tmp_path, text)
    with pytest.raises(RuleFileError) as caught:
        load_rules(path)
    told = [
        problem for problem in caught.value.problems if problem.mark.line == line and message in problem.cause
    ]
    assert told, str(caught.value)
    assert told[0].mark.file == str(path)
    assert told[0].remedy
    assert f"{path} 第 {line} 行第" in str(caught.value)


def test_a_file_that_is_no_text_is_told_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(b"\xff\xfe\x00\xd8\x00\x00\x81")
    with pytest.raises(
        RuleFileError, match="不是文本文件，或编码无法识别。\n  改法：用记事本另存为 UTF-8 编码再试。"
    ):
        load_rules(path)


def test_the_bounds_of_what_may_be_written_still_load(tmp_path: Path) -> None:
    loaded = load_rules(
        _write(tmp_path, HEAD + "- 编号: decision.procedure\n  够几项: 5\n  +要点: {会议: [班子会]}\n")
    )
    (rule,) = (each for each in loaded.levels[Level.COUNTY] if each.id == "decision.procedure")
    assert (rule.enough, len(rule.parts)) == (5, 6)


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = HEAD + "- 编号: lead.plan\n  重要程度：关键\n  权重: 关键\n- 编号: publicity.laws\n  适用: 必报\n"
    with pytest.raises(RuleFileError) as caught:
        load_rules(_write(tmp_path, text))
    assert [problem.mark.line for problem in caught.value.problems] == [4, 5, 6]
    assert str(caught.value).startswith("规则文件有 3 处错误，没有开始核查：")


def test_the_line_is_shown_with_a_mark_under_the_fault(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError) as caught:
        load_rules(_write(tmp_path, HEAD + "- 编号: lead.plan\n  权重: 关键\n"))
    assert str(caught.value).split("\n")[3:6] == [
        "  4 |   权重: 关键",
        "    |   ^^^^",
        "  改法：改成“重要程度”。",
    ]


@pytest.mark.parametrize("value", ["no", "2026-03-01", "1.10", "010", "12:30", "1e3", "true"])
def test_a_value_stays_the_text_that_was_typed(tmp_path: Path, value: str) -> None:
    rules = load_rules(
        _write(tmp_path, f"规则集: {{编号: x, 名称: 甲}}\n规则:\n- 编号: lead.plan\n  说明: {value}\n")
    )
    assert next(rule.note for rule in rules.levels[Level.COUNTY] if rule.id == "lead.plan") == value


@pytest.mark.parametrize(
    ("encoding", "hinted"), [("utf-8", False), ("utf-8-sig", False), ("gb18030", True), ("utf-16", True)]
)
def test_a_file_saved_in_another_encoding_is_read_with_a_hint(
    tmp_path: Path, encoding: str, hinted: bool
) -> None:
    rules = load_rules(_write(tmp_path, OWN.replace("\n", "\r\n"), encoding))
    assert rules.id == "linshui"
    assert bool(rules.hints) is hinted


def test_the_seal_of_the_shipped_files_is_up_to_date() -> None:
    """After changing a shipped file run: python -m auditor.rules.seal."""
    assert (ROOT / "rules" / SEAL).read_text(encoding="ascii") == sealed()
    assert (ROOT / "rules" / seal_module.SCHEMA).read_text(encoding="utf-8") == seal_module.schema_text()
    assert load_rules().hints == ()


def test_an_absent_rule_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="打不开文件"):
        load_rules(tmp_path / "没有.yaml")


def test_rules_know_nothing_of_the_document_they_judge(rules: RuleSet) -> None:
    one = Document("a.txt", "0" * 64, minimal_report("全年调解41起。", Level.TOWNSHIP).text)
    two = Document("b.txt", "0" * 64, one.text)
    assert audit(one, rules).findings == audit(two, rules).findings


def test_an_unchanged_set_is_recalled_and_a_changed_one_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "cache"))
    path = _write(tmp_path, OWN)
    first = load_rules(path)
    again = load_rules(path)
    assert (again.levels, again.sha256, again.origins) == (first.levels, first.sha256, first.origins)
    _write(tmp_path, OWN.replace("重要程度: 关键", "重要程度: 重要"))
    assert load_rules(path).sha256 != first.sha256
    _write(tmp_path, OWN.replace("重要程度: 关键", "重要程度：关键"))
    with pytest.raises(RuleFileError):
        load_rules(path)


@pytest.mark.parametrize(
    "damage", ["", "{", "null", "[]", '{"format": 1}', '{"format": 1, "files": [], "levels": {}}', "\x00"]
)
def test_a_damaged_cache_file_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path))
    first = load_rules()
    for kept in tmp_path.iterdir():
        kept.write_text(damage, encoding="utf-8")
    assert load_rules().levels == first.levels


def test_a_cache_folder_that_cannot_be_written_costs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "file" / "folder"))
    assert load_rules().count == 54


@pytest.fixture
def shipped_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped files that stands in for them."""
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "cache"))
    for module in (files_module, load_module, seal_module):
        monkeypatch.setattr(module, "shipped_folder", lambda: folder)
    return folder


@cache
def _released() -> dict[Level, tuple[Rule, ...]]:
    return load_rules().levels


NAMES = sorted(path.name for path in (ROOT / "rules").glob("*.yaml"))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES),
    place=st.floats(0, 1, exclude_max=True),
    char=st.sampled_from(list("：，、\t\u3000 -:#\"'[]{}&*%@!一审x0\n\\")),
    kind=st.sampled_from(["replace", "insert", "delete"]),
)
def test_one_damaged_character_in_a_shipped_file_is_never_silent(
    shipped_copy: Path, name: str, place: float, char: str, kind: str
) -> None:
    _released()
    path = shipped_copy / name
    whole = (ROOT / "rules" / name).read_text(encoding="utf-8")
    at = int(place * len(whole))
    damaged = whole[:at] + ("" if kind == "delete" else char) + whole[at + (kind != "insert") :]
    line = whole.count("\n", 0, at) + 1
    path.write_text(damaged, encoding="utf-8")
    try:
        loaded = load_rules()
    except RuleFileError as error:
        told = [problem.mark.line for problem in error.problems if problem.mark.file == name]
        assert any(abs(each - line) <= 1 for each in told), f"{name} line {line}: {error}"
    else:
        told = [int(hint.split(" 第 ")[1].split(" 行")[0]) for hint in loaded.hints]
        same = loaded.levels == _released()
        assert same or any(abs(each - line) <= 1 for each in told), f"{name} line {line}: {told}"
    finally:
        path.write_text(whole, encoding="utf-8")


def test_confusable_may_name_another_rule(tmp_path: Path) -> None:
    text = RULE.replace("词: [法治热线]", "词: [法治热线, 案卷评查]\n  易混: [enforce.supervision]")
    rules = load_rules(_write(tmp_path, text))
    for sentence, status in (("法治热线接听6次。", Status.MET), ("案卷评查6次。", Status.MISSING)):
        assert finding_of(audit(minimal_report(sentence, Level.COUNTY), rules), "own.a").status is status


def test_shipped_files_begin_with_the_line_that_editors_read() -> None:
    for path in (ROOT / "rules").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=schema.json\n")
