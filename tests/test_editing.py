"""A rule file changed by a form says what the form says, and keeps every comment and every other line."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.editing import Fields, ListedInLineError, edited, entry_of, read_entry, shown, with_entry
from auditor.editing.places import Places
from auditor.rules.drafts import Drafts
from auditor.rules.merging import laid_over
from auditor.settings import RuleFileError
from auditor.vocabulary import Level

DRAFTS = Drafts()
LEVEL = Level.TOWNSHIP
SHIPPED = DRAFTS.shipped(LEVEL)

OWN = """# 本县的规则
规则集: {编号: linshui, 名称: 临水县核查规则,   版本: "1"}   # 第一版
规则:
  # 二月会议定的
  - 编号: lead.plan   # 工作要点
    # 为什么改重要程度
    重要程度: 关键      # 2025年2月
    # 为什么改适用
    适用: 必报
    # 改完了

  # 方言
  - 编号: publicity.law
    +词: [赶场说法,  "坝坝会"]   # 老乡的话
    # 还会再加
  - {编号: oversight.openness, 停用: '我县''另有''考核'}  # 一行
  - 编号: decision.procedure
    要点:   # 五项都要
      公众参与:
      - 听取意见   # 甲
      - "民意 调查"
      专家论证: [专家论证, 专家评审]
    够几项: 2
    怎么补: >-
      写明程序，
      写全。  # 不是注释
    应通过:
    - 水价调整听取意见，经专家论证后决策。
    不应通过:
    - 学习决策程序规定。

  -   # 自己的
    名称: 法治热线
    编号: own.hotline
    重要程度: 一般
    检查: 提及
    词: 法治热线
    怎么补: |
      写明接听
      多少次。
    应通过:
    - 法治热线全年接听46次。   # 上年
    # 再加一句
    - {文: 法治热线接听多次。, 部分: 主要举措和成效}
    不应通过:
    -   政务热线全年接听46次。
# 完
"""
IDS = ("lead.plan", "publicity.law", "oversight.openness", "decision.procedure", "own.hotline")


def _fields(entry: str, rule_id: str) -> Fields:
    return shown(laid_over(SHIPPED.get(rule_id, {}), read_entry(entry)))


def _typed(text: str, rule_id: str, texts: dict[str, str], parts: Any = None) -> str:
    """Return a file after something was typed into the form of a rule."""
    entry = entry_of(text, rule_id).text
    fields = _fields(entry, rule_id)
    fields = replace(fields, texts={**fields.texts, **texts}, parts=fields.parts if parts is None else parts)
    return with_entry(text, rule_id, edited(entry, rule_id, SHIPPED.get(rule_id), fields))[0]


def _comments(text: str) -> Counter[str]:
    return Counter(Places(text).comments(0, len(text)))


def _shipped_line(rule_id: str, key: str) -> str:
    return shown(SHIPPED[rule_id]).texts[key]


def test_the_sample_is_a_good_file_with_comments_everywhere() -> None:
    assert DRAFTS.load(OWN).count == 55
    assert sum(_comments(OWN).values()) == 18 and "# 不是注释" not in _comments(OWN)


@pytest.mark.parametrize(
    ("rule_id", "key", "typed", "before", "after"),
    [
        pytest.param(
            "lead.plan", "重要程度", "重要", "    重要程度: 关键      # 2025年2月\n",
            "    重要程度: 重要      # 2025年2月\n", id="a value on its line",
        ),
        pytest.param(
            "lead.plan", "重要程度", "提示", "    重要程度: 关键      # 2025年2月\n",
            "    # 2025年2月\n", id="as shipped again",
        ),
        pytest.param(
            "publicity.law", "词", "{}\n赶场说法\n坝坝会\n院坝会 法治", '[赶场说法,  "坝坝会"]',
            '[赶场说法, "坝坝会", 院坝会 法治]', id="one more term",
        ),
        pytest.param(
            "publicity.law", "词", "{}", '    +词: [赶场说法,  "坝坝会"]   # 老乡的话\n',
            "    # 老乡的话\n", id="no term of its own left",
        ),
        pytest.param(
            "publicity.law", "词", "赶场说法", '+词: [赶场说法,  "坝坝会"]   # 老乡的话\n    # 还会再加\n',
            "# 老乡的话\n    词: [赶场说法]\n    # 还会再加\n", id="shipped terms taken away",
        ),
        pytest.param(
            "oversight.openness", "停用", "不：考 #1", "停用: '我县''另有''考核'}", '停用: "不：考 #1"}',
            id="an entry in one line",
        ),
        pytest.param(
            "decision.procedure", "怎么补", "写全。", "怎么补: >-\n      写明程序，\n      写全。  # 不是注释\n",
            "怎么补: 写全。\n", id="a folded text",
        ),
        pytest.param(
            "own.hotline", "应通过", "法治热线全年接听46次。\n〔层级：乡镇；部分：原因〕热线。",
            "    - {文: 法治热线接听多次。, 部分: 主要举措和成效}\n", "    - {层级: 乡镇, 部分: 原因, 文: 热线。}\n",
            id="an example of a part",
        ),
        pytest.param(
            "own.hotline", "词", "法治热线\n法律热线", "    词: 法治热线\n", "    词: [法治热线, 法律热线]\n",
            id="a list that was a text",
        ),
        pytest.param(
            "own.hotline", "依据", "本县文件（2025）3号", "    名称: 法治热线\n    编号: own.hotline\n",
            "    名称: 法治热线\n    编号: own.hotline\n    依据: [本县文件（2025）3号]\n", id="a new key in its place",
        ),
    ],
)  # fmt: skip
def test_what_is_typed_changes_its_own_lines_only(
    rule_id: str, key: str, typed: str, before: str, after: str
) -> None:
    typed = typed.format(_shipped_line(rule_id, key)) if "{}" in typed else typed
    made = _typed(OWN, rule_id, {key: typed})
    if key == "依据":
        assert after.splitlines()[-1] in made.splitlines()
        assert [line for line in made.splitlines() if line not in OWN.splitlines()] == after.splitlines()[-1:]
    else:
        assert OWN.count(before) == 1 and made == OWN.replace(before, after)
    assert DRAFTS.load(made)


def test_a_part_is_changed_beside_the_others() -> None:
    parts = (
        ("公众参与", "听取意见\n民意 调查\n座谈会 意见"),
        ("专家论证", "专家论证\n专家评审"),
        ("合法性审查", "合法性审查"),
    )
    made = _typed(OWN, "decision.procedure", {}, parts)
    assert made == OWN.replace('      - "民意 调查"\n', '      - "民意 调查"\n      - 座谈会 意见\n').replace(
        "[专家论证, 专家评审]\n", "[专家论证, 专家评审]\n      合法性审查: [合法性审查]\n"
    )


def test_a_shipped_rule_is_changed_by_what_is_changed_alone() -> None:
    terms = _shipped_line("oversight.bodies", "词")
    made = _typed(
        "", "oversight.bodies", {"重要程度": "关键", "词": f"{terms}\n民主评议会", "怎么补": "写明。"}
    )
    assert made.partition("规则:\n")[2] == (
        "- 编号: oversight.bodies\n  重要程度: 关键\n  +词: [民主评议会]\n  怎么补: 写明。\n"
    )
    again = _typed(
        made,
        "oversight.bodies",
        {"重要程度": "重要", "词": terms, "怎么补": _shipped_line("oversight.bodies", "怎么补")},
    )
    assert entry_of(again, "oversight.bodies").text == "" and DRAFTS.load(again)


def test_a_list_too_long_to_compare_is_written_anew_and_keeps_its_comments() -> None:
    text = _typed("", "own.long", {"词": "甲乙\n" * 9000}).replace("- 甲乙\n", "- 甲乙  # 注\n", 1)
    made = _typed(text, "own.long", {"词": "甲乙\n" * 8000 + "丙丁"})
    assert read_entry(entry_of(made, "own.long").text)["词"] == ["甲乙"] * 8000 + ["丙丁"]
    assert "# 注" in made


@pytest.mark.parametrize("rule_id", SHIPPED)
def test_every_shipped_rule_shows_and_is_left_alone(rule_id: str) -> None:
    fields = shown(SHIPPED[rule_id])
    assert edited("", rule_id, SHIPPED[rule_id], fields) == ""
    # Said in full, it is the same rule.
    whole = edited("", "own.copy", None, fields)
    assert shown(read_entry(whole)) == fields


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", '规则集: {编号: own, 名称: 本单位核查规则, 版本: "1"}\n规则:\n{}\n'),
        (
            "规则集: {编号: x, 名称: 甲}\n规则: []   # 还没有\n# 完",
            "规则集: {编号: x, 名称: 甲}\n规则:   # 还没有\n{}\n# 完\n",
        ),
        ("规则集: {编号: x, 名称: 甲}", "规则集: {编号: x, 名称: 甲}\n规则:\n{}\n"),
        (
            "规则:\n    - 编号: lead.xi-thought\n      重要程度: 一般\n规则集: {编号: x, 名称: 甲}",
            "规则:\n    - 编号: lead.xi-thought\n      重要程度: 一般\n    - 编号: lead.plan\n      重要程度: 关键\n规则集: {编号: x, 名称: 甲}\n",
        ),
    ],
)
def test_the_first_and_the_next_rule_find_their_place(text: str, said: str) -> None:
    entry = "- 编号: lead.plan\n  重要程度: 关键"
    made, line = with_entry(text, "lead.plan", entry)
    assert made == said.replace("{}", entry)
    assert made.splitlines()[line - 1].strip() == "- 编号: lead.plan"
    taken = with_entry(made, "lead.plan", "")[0]
    assert entry_of(taken, "lead.plan").text == "" and DRAFTS.load(taken)


def test_rules_in_one_pair_of_brackets_have_no_lines_of_their_own() -> None:
    text = "规则集: {编号: x, 名称: 甲}\n规则: [{编号: lead.plan, 重要程度: 关键}]\n"
    assert entry_of(text, "lead.plan") == ("", 0)
    with pytest.raises(ListedInLineError):
        with_entry(text, "lead.plan", "")


WORDS = st.text(
    alphabet=st.sampled_from(
        "甲乙丙案卷 评查/…-#：:，、。\"'[]{}&*%@!?|>~0a\\＋+（）〔〕⏎\t\u3000\u00a0\u2028\x00😀"
    ),
    max_size=12,
)
LINES = st.lists(WORDS, max_size=4).map("\n".join)
EDIT = st.tuples(
    st.sampled_from((*IDS, "oversight.bodies", "own.new")),
    st.dictionaries(
        st.sampled_from(["名称", "怎么补", "停用", "说明"]), WORDS, max_size=2
    ),
    st.dictionaries(st.sampled_from(["词", "弱词", "或", "易混", "依据", "应通过", "不应通过"]), LINES, max_size=2),
    st.none() | st.lists(st.tuples(WORDS, LINES), max_size=3).map(tuple),
    st.sampled_from(["", "关键", "提示"]),
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(EDIT, min_size=1, max_size=4))
def test_any_sequence_of_edits_keeps_comments_and_other_rules_and_says_what_was_typed(
    edits: list[Any],
) -> None:
    text = OWN
    for rule_id, single, listed, parts, weight in edits:
        others = [each for each in IDS if each != rule_id]
        kept = {each: entry_of(text, each).text for each in others}
        comments = _comments(text)
        texts = {**single, **listed, **({"重要程度": weight} if weight else {})}
        text = _typed(text, rule_id, texts, parts)
        assert {each: entry_of(text, each).text for each in others} == kept
        assert not comments - _comments(text)
        told = _fields(entry_of(text, rule_id).text, rule_id)
        again = _typed(text, rule_id, dict(told.texts), told.parts)
        assert again == text
        for key, typed in texts.items():
            squeezed = re.sub(r"[\s\x00⏎]+", "", typed.replace("\u2028", ""))
            was = re.sub(r"\s+", "", told.texts[key].replace("⏎", ""))
            assert was == squeezed or not squeezed
        try:
            DRAFTS.load(text)
        except RuleFileError as error:
            assert not [each for each in error.problems if "读不" in each.cause or "不能以" in each.cause], (
                text
            )
