"""The formal checks at a reader's level: each fault with its place, and nothing found in sound text."""

from collections.abc import Callable

import pytest

from auditor import Audit
from auditor.examples import finding_of
from auditor.vocabulary import Status

HEAD = "临水镇2024年度法治政府建设年度报告\n"

CASES = [
    ("form.placeholder", "全年召开专题会议8，研究法治工作。", "“会议8”数字后面缺单位"),
    ("form.placeholder", "全年召开专题会议8次，研究法治工作。", None),
    ("form.placeholder", "全年调解矛盾纠纷件，涉及120人。", "“调解矛盾纠纷件”前面缺数字"),
    ("form.placeholder", "全年调解矛盾纠纷多件，涉及120人。", None),
    ("form.placeholder", "我镇（街道）高度重视法治工作。", "没有删去不用的字样"),
    ("form.placeholder", "全年培训××次。", "××"),
    ("form.placeholder", "到了2024，情况有了好转。", None),
    ("form.year-consistency", "2023年度，我镇开会4次。", "“2023年度,我镇…”应为 2024 年"),
    ("form.year-consistency", "2024年度，我镇开会4次。", None),
    ("form.year-consistency", "2023年，我镇与上年相比少开会。", None),
    (
        "form.numbering",
        "1.学法4次，共120人。\n2.普法9次，共300人。\n4.培训2次，共80人。",
        "“4.培训2次，共80人。…”前面缺序号",
    ),
    ("form.numbering", "1.学法4次，共120人。\n2.普法9次，共300人。\n3.培训2次，共80人。", None),
    ("form.numbering", "一是学法4次。二是普法9次。四是培训2次。", "“四是”与前面的序号接不上"),
    ("form.unit-name", "全区上下齐心，我县领导重视，县委支持。", "“全区”：本单位属于县，疑为其他单位的文字"),
    ("form.unit-name", "我乡开会4次，县委支持。", "“我乡”：本单位是镇，疑为其他单位的文字"),
    (
        "form.stale-reference",
        "落实《法治政府建设实施纲要（2022—2025年）》。",
        "年份有误，应为（2021—2025年）",
    ),
    ("form.stale-reference", "落实《法治政府建设与责任落实督查工作规定》。", "督察"),
]


@pytest.mark.parametrize(
    ("rule_id", "body", "fault"), CASES, ids=[f"{each[0]} {each[1][:16]}" for each in CASES]
)
def test_a_fault_is_told_with_its_words_and_sound_text_is_not_blamed(
    audit_text: Callable[..., Audit], rule_id: str, body: str, fault: str | None
) -> None:
    finding = finding_of(audit_text(f"{HEAD}一、主要工作\n{body}\n"), rule_id)
    if fault is None:
        assert finding.status is Status.MET, finding.reason
    else:
        assert finding.status is Status.MISSING
        assert fault in finding.reason
        assert finding.evidence


def test_a_plan_for_the_year_that_is_over_is_told(audit_text: Callable[..., Audit]) -> None:
    plan = "二、下一步打算\n2024年，我镇将继续普法。\n"
    finding = finding_of(audit_text(f"{HEAD}一、主要工作\n开会4次。\n{plan}"), "form.year-consistency")
    assert (finding.status, "应为 2025 年" in finding.reason) == (Status.MISSING, True)
    right = finding_of(
        audit_text(f"{HEAD}一、主要工作\n开会4次。\n{plan.replace('2024', '2025')}"), "form.year-consistency"
    )
    assert right.status is Status.MET


def test_a_part_with_nothing_beneath_its_heading_is_told(audit_text: Callable[..., Audit]) -> None:
    finding = finding_of(
        audit_text(f"{HEAD}一、主要工作\n开会4次。\n二、存在问题\n三、下一步打算\n继续普法。\n"),
        "form.placeholder",
    )
    assert "“存在问题”下面没有内容" in finding.reason
