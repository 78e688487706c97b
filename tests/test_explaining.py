"""`auditor check --explain RULE`: the reasoning of one finding, step by step."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor import Document
from auditor.cli import cli
from auditor.explaining import explain
from auditor.outline import outline
from auditor.rules import RuleSet
from tests.conftest import SEEDS

HEAD = "临水镇2024年度法治政府建设年度报告\n按照要求，现将临水镇法治政府建设情况报告如下。\n"


def explained(rules: RuleSet, body: str, rule_id: str, head: str = HEAD) -> str:
    return explain(outline(Document("t", "0" * 64, head + body)), rules, rule_id)


@pytest.mark.parametrize(
    ("rule_id", "body", "said"),
    [
        ("dispute.mediation", "一、主要工作\n全年调解纠纷41起。\n", "→ 算：是当年已经做了的事"),
        (
            "dispute.mediation",
            "一、主要工作\n开会4次。\n二、下一步打算\n全力调解矛盾纠纷。\n",
            "→ 不算：是今后的打算，不是已经做的（整段属于“下一年度安排”）",
        ),
        (
            "dispute.mediation",
            "一、主要工作\n全年开会4次，下一步将调解矛盾纠纷。\n",
            "（看这一小句：“下一步将调解矛盾纠纷。”）",
        ),
        (
            "dispute.mediation",
            "一、主要工作\n开会4次。\n",
            "全文没有出现这条规则的任何一个词（含相近的写法）。",
        ),
        (
            "enforce.three-systems",
            "一、主要工作\n推行窗口三项制度。\n",
            "易混：对上了“窗口三项制度”（一字不差）→ 是另一回事，这里的相近文字不算",
        ),
        ("struct.problems", "一、主要工作\n开会4次。\n", "这条规则不靠词，看的是篇章和格式。"),
        ("struct.problems", "一、主要工作\n开会4次。\n", "权重 3，完成度 0，全部适用项权重合计"),
        ("publicity.law", "一、主要工作\n开会4次。\n", "怎么补："),
        ("dispute.mediation", "全年调解纠纷41起。\n一、主要工作\n开会4次。\n", "→ 算一半：只在开头提到"),
        ("publicity.law", "全年普法。\n", "全文没有认出标题。"),
        (
            "enforce.three-systems",
            "一、主要工作\n落实执法全过呈记录制度。\n",
            "→ 拿不准：差一个字，可能是笔误，也可能是另一回事",
        ),
        ("struct.problems", "一、主要工作\n开会4次。\n二、存在的不足\n人手较少。\n", "看到：“人手较少。”"),
        (
            "struct.measures",
            "一、主要工作\n下一步将继续普法。\n",
            "看到，但是今后的打算，不是已经做的：“下一步将继续普法。”",
        ),
        (
            "dispute.mediation",
            "一、主要工作\n" + "".join(f"调解第{number}起纠纷。" for number in range(1, 60)),
            "句，略。",
        ),
        ("form.addressee", "一、主要工作\n开会4次。\n", "只作提示，不计分。"),
        ("enforce.three-systems", "一、主要工作\n本镇没有行政执法权。\n", "不适用，不计入总分。"),
    ],
)
def test_the_reasoning_says_what_was_read_and_why_it_counts_or_not(
    rules: RuleSet, rule_id: str, body: str, said: str
) -> None:
    assert said in explained(rules, body, rule_id)


def test_an_unscored_paper_is_explained_with_its_reason(rules: RuleSet) -> None:
    text = explained(rules, "一、主要工作\n开会4次。\n", "struct.causes", head="临水镇2024年述法报告\n")
    assert "这份材料未评分：这份材料像是述职述法报告" in text


def test_the_command_explains_one_rule_of_a_report(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(SEEDS[4]), "--explain", "enforce.three-systems"])
    assert done.output.startswith(f"文件：{SEEDS[4]}\n■ enforce.three-systems　行政执法“三项制度”：未报告")
    assert [line[0] for line in done.output.split("\n") if line[1:2] == "、"] == list("一二三四五")


def test_an_unknown_rule_is_told_with_the_nearest_one() -> None:
    from auditor.cli import main

    with pytest.raises(SystemExit) as ended:
        main(["check", str(SEEDS[0]), "--explain", "enforce.three-system"])
    assert ended.value.code == 2
