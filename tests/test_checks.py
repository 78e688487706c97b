"""Each kind of check on its own: where it turns from one answer to the next, and what it says of it."""

from typing import Any

import pytest

from auditor.vocabulary import Level, Role, Status, Why
from tests.rules_of_one import DONE, PLAN, PROBLEMS, TITLE, judged

MET, PARTIAL, MISSING, REVIEW, NA = Status
ADVISER = {"检查": "提及", "词": ["法律顾问"], "弱词": ["律师"]}
SERVICE = {"检查": "提及", "词": ["公共法律服务站"], "弱词": ["律师"]}
SLIP = "建成公共文律服务站。"


# --- does the rule apply at all? ---


@pytest.mark.parametrize(
    ("entry", "enforces", "text", "status", "reason"),
    [
        ({"停用": "县里另有规定"}, None, "聘请法律顾问。", NA, "本单位停用了这条规则：县里另有规定"),
        ({"适用": "不适用"}, None, "聘请法律顾问。", NA, "这一级单位不要求报告此项"),
        ({"年度": "2025-"}, None, "聘请法律顾问。", NA, "此项要求不适用于 2024 年度的报告"),
        ({"年度": "-2023"}, None, "聘请法律顾问。", NA, "此项要求不适用于 2024 年度的报告"),
        ({"年度": "2024-2024"}, None, "聘请法律顾问。", MET, "正文有明确报告"),
        ({"适用": "有执法权时"}, False, "开会4次。", NA, "花名册写明本单位没有执法权"),
        ({"适用": "有执法权时"}, False, "聘请法律顾问。", MET, "正文有明确报告"),
        ({"适用": "有执法权时"}, True, "开会4次。", MISSING, "全文没有提到"),
        ({"适用": "有执法权时"}, None, "开会4次。", MISSING, "全文没有提到"),
        ({"适用": "有职能时"}, False, "开会4次。", MISSING, "全文没有提到"),
        ({"适用": "必报"}, False, "开会4次。", MISSING, "全文没有提到"),
        ({"适用": "有职能时", "无此职能": ["不承担执法"]}, None, "我镇不承担执法。", NA, "报告写明本单位没有此项职能"),
        ({"适用": "有执法权时", "无此职能": ["不承担执法"]}, None, "我镇不承担执法。", NA, "报告写明本单位没有此项职能"),
        ({"适用": "必报", "无此职能": ["不承担执法"]}, None, "我镇不承担执法。", MISSING, "全文没有提到"),
        ({"适用": "有职能时", "无此职能": ["不承担执法"]}, None, "我镇不承担执法，聘请法律顾问。", MET, "正文有明确报告"),
    ],
)  # fmt: skip
def test_a_rule_applies_by_level_year_power_and_what_the_report_states(
    entry: dict[str, Any], enforces: bool | None, text: str, status: Status, reason: str
) -> None:
    finding = judged(TITLE + DONE + text, enforces=enforces, **ADVISER | entry)
    assert (finding.status, finding.reason) == (status, reason)
    assert finding.required is (status is not NA)
    assert bool(finding.evidence) is (status is MET or ("无此职能" in entry and status is NA))


# --- 提及 ---


@pytest.mark.parametrize(
    ("entry", "text", "status", "reason"),
    [
        (ADVISER, DONE + "聘请法律顾问1名。", MET, "正文有明确报告"),
        (ADVISER, "聘请法律顾问1名。\n" + DONE + "聘请法律顾问1名。", MET, "正文有明确报告"),
        (ADVISER, "聘请法律顾问1名。\n" + DONE + "开会4次。", PARTIAL, "只在开头提到，正文没有展开"),
        (ADVISER, "聘请法律顾问1名。\n" + DONE + "律师到场。", PARTIAL, "只在开头提到，正文没有展开"),
        (ADVISER, DONE + "律师到场。", PARTIAL, "只是笼统提到，没有具体内容"),
        (ADVISER, "律师到场。\n" + DONE + "开会4次。", PARTIAL, "只是笼统提到，没有具体内容"),
        (SERVICE, DONE + SLIP, REVIEW, "有近似的说法，可能是笔误，也可能是另一回事，请人工核对"),
        (SERVICE, DONE + SLIP + "律师到场。", PARTIAL, "只是笼统提到，没有具体内容"),
        (SERVICE, DONE + SLIP + "公共法律服务站有2个。", MET, "正文有明确报告"),
        (ADVISER, DONE + "开会4次。", MISSING, "全文没有提到"),
        (ADVISER, DONE + "开会4次。\n" + PLAN + "聘请法律顾问。", MISSING, "有相近文字，但是今后的打算，不是已经做的"),
        (
            ADVISER,
            DONE + "没有法律顾问。\n" + PLAN + "聘请法律顾问。继续聘请律师。",
            MISSING,
            "有相近文字，但说的是没有做到；是今后的打算，不是已经做的",
        ),
    ],
)  # fmt: skip
def test_a_mention_is_weighed_by_its_place_and_certainty(
    entry: dict[str, Any], text: str, status: Status, reason: str
) -> None:
    finding = judged(TITLE + text, **entry)
    assert (finding.status, finding.reason) == (status, reason)
    assert bool(finding.evidence) is (status is not MISSING)


def test_evidence_holds_all_that_speaks_for_a_finding_and_look_alikes_all_that_does_not() -> None:
    report = (
        f"{TITLE}聘请法律顾问。\n{DONE}法律顾问审查合同。律师到场。没有法律顾问室。\n{PLAN}续聘法律顾问。"
    )
    finding = judged(report, **ADVISER)
    assert [(each.quote, each.role) for each in finding.evidence] == [
        ("聘请法律顾问。", Role.PREAMBLE),
        ("法律顾问审查合同。", Role.MEASURES),
        ("律师到场。", Role.MEASURES),
    ]
    assert [(each.quote, each.why) for each in finding.look_alikes] == [
        ("没有法律顾问室。", Why.LACKING),
        ("续聘法律顾问。", Why.PLANNED),
    ]


# --- 要点 ---

SYSTEMS = {"检查": "要点", "要点": {"公示": ["执法公示"], "记录": ["全程记录"], "审核": ["法制审核"]}, "或": ["三项制度"], "弱词": ["规范执法"]}  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "text", "status", "reason", "met"),
    [
        ({}, DONE + "执法公示、全程记录、法制审核都做到了。", MET, "3 项要点都已报告", "公示 记录 审核"),
        ({}, DONE + "执法公示、法制审核都做到了。", PARTIAL, "3 项要点报告了 2 项，缺：记录", "公示 审核"),
        ({"够几项": 2}, DONE + "执法公示、法制审核都做到了。", MET, "3 项要点报告了 2 项，缺：记录", "公示 审核"),
        ({"够几项": 2}, DONE + "执法公示、全程记录、法制审核都做到了。", MET, "3 项要点都已报告", "公示 记录 审核"),
        ({"够几项": 2}, DONE + "执法公示做到了。", PARTIAL, "3 项要点报告了 1 项，缺：记录、审核", "公示"),
        ({}, "法制审核做到了。\n" + DONE + "执法公示、全程记录都做到了。", PARTIAL, "3 项要点报告了 3 项", "公示 记录 审核"),
        ({}, DONE + "落实三项制度。", MET, "3 项要点都已报告", "公示 记录 审核"),
        ({}, "落实三项制度。\n" + DONE + "开会4次。", PARTIAL, "3 项要点报告了 3 项", "公示 记录 审核"),
        ({}, DONE + "规范执法。", PARTIAL, "只是笼统提到，没有具体内容", ""),
        ({}, DONE + "规范执法，做到了执法公示。", PARTIAL, "3 项要点报告了 1 项，缺：记录、审核", "公示"),
        ({}, DONE + "开会4次。", MISSING, "全文没有提到", ""),
        ({}, DONE + "开会4次。\n" + PLAN + "落实三项制度。", MISSING, "有相近文字，但是今后的打算，不是已经做的", ""),
        ({"要点": {"服务": ["公共法律服务站"]}}, DONE + SLIP, REVIEW, "有近似的说法，可能是笔误，也可能是另一回事，请人工核对", ""),
    ],
)  # fmt: skip
def test_parts_are_counted_and_those_lacking_named(
    entry: dict[str, Any], text: str, status: Status, reason: str, met: str
) -> None:
    finding = judged(TITLE + text, **SYSTEMS | entry)
    assert (finding.status, finding.reason) == (status, reason)
    assert [part.name for part in finding.parts if part.met] == met.split()


def test_evidence_of_parts_holds_what_stands_in_the_preamble_too() -> None:
    finding = judged(f"{TITLE}法制审核做到了。\n{DONE}执法公示做到了。", **SYSTEMS)
    assert [each.quote for each in finding.evidence] == ["法制审核做到了。", "执法公示做到了。"]


# --- how an occurrence is understood ---


@pytest.mark.parametrize(
    ("entry", "text", "why"),
    [
        ({}, DONE + "法律顾问审查合同。", None),
        ({}, DONE + "（一）健全法律顾问制度\n开会4次。", Why.HEADING),
        ({"标题下有": ["合同"]}, DONE + "（一）健全法律顾问制度\n审查合同4份。", None),
        ({"标题下有": ["合同"]}, DONE + "（一）健全法律顾问制度\n将继续审查合同。", Why.HEADING),
        ({"标题下有": ["合同"]}, DONE + "（一）健全法律顾问制度\n1.合同审查\n审查合同4份。", None),
        ({"标题下有": ["合同"]}, DONE + "（一）健全法律顾问制度\n开会4次。\n（二）其他\n审查合同4份。", Why.HEADING),
        ({"标题下有": ["合同"]}, DONE + "（一）健全法律顾问制度\n1.合同审查\n开会4次。", Why.HEADING),
        ({}, DONE + "开会4次。\n" + PROBLEMS + "（一）法律顾问少\n人手不足。", Why.PROBLEM),
        ({}, DONE + "开会4次。\n" + PROBLEMS + "法律顾问少。", Why.PROBLEM),
        ({}, DONE + "开会4次。\n" + PROBLEMS + "虽已聘请法律顾问，但作用发挥不够。", None),
        ({}, DONE + "开会4次。\n" + PLAN + "聘请法律顾问。", Why.PLANNED),
        ({}, DONE + "将聘请法律顾问。", Why.PLANNED),
        ({}, DONE + "没有法律顾问。", Why.LACKING),
        ({"否定亦可": "是"}, DONE + "没有法律顾问。", None),
        ({}, DONE + "没有法律顾问签字一律不上会。", None),
        ({"词": ["审查 合同"]}, DONE + "审查没有漏掉合同。", None),
        ({"词": ["审查 合同"]}, DONE + "没有审查合同。", Why.LACKING),
        ({}, DONE + "未落实法律顾问制度。", Why.LACKING),
        ({"词": ["未落实法律顾问"]}, DONE + "未落实法律顾问制度。", None),
        ({}, DONE + "县司法局聘请法律顾问。", Why.ELSEWHERE),
        ({"他方亦可": "是"}, DONE + "县司法局聘请法律顾问。", Why.ELSEWHERE),
        ({"他方亦可": "是"}, DONE + "县司法局法律顾问到我镇授课。", None),
        ({"他方亦可": "是"}, DONE + "县司法局法律顾问评查案卷，我镇不在其列。", Why.ELSEWHERE),
        ({}, DONE + "学习《法律顾问管理办法》。", Why.CITED),
        ({"书名亦可": "是"}, DONE + "学习《法律顾问管理办法》。", None),
        ({}, DONE + "制定《法律顾问工作细则》。", None),
        ({"词": ["法律顾问管理办法》"]}, DONE + "学习《法律顾问管理办法》。", None),
        ({}, DONE + "在县司法局法律顾问指导下开会4次。", Why.ELSEWHERE),
        ({"词": ["人民调解法"]}, DONE + "宣传人民调解法。", Why.CITED),
        ({"标题下有": ["合同"]}, DONE + "（一）健全法律顾问制度\n开会4次。\n二、其他工作\n审查合同4份。", Why.HEADING),
        ({"易混": ["法律顾问费"]}, DONE + "支付法律顾问费3万元。", Why.CONFUSABLE),
        ({"易混": ["外聘法律"]}, DONE + "外聘法律顾问3名。", Why.CONFUSABLE),
        ({"易混": ["外聘"]}, DONE + "外聘法律顾问3名。", None),
        ({"易混": ["顾问费用"]}, DONE + "法律顾问费用3万元。", Why.CONFUSABLE),
        ({"易混": ["到期 续签"]}, DONE + "合同到期，法律顾问续签。", Why.CONFUSABLE),
        ({"易混": ["费用"]}, DONE + "法律顾问费用3万元。", None),
        ({"易混": ["企业常年法律顾问"]}, DONE + "企业长年法律顾问3名。", None),
        ({}, DONE + "××镇法律顾问xx名。", Why.CONFUSABLE),
        ({}, DONE + "诚信是政府的金字招牌法律顾问。", Why.CONFUSABLE),
    ],
)  # fmt: skip
def test_words_count_or_not_by_how_they_are_said(entry: dict[str, Any], text: str, why: Why | None) -> None:
    finding = judged(TITLE + text, **{"检查": "提及", "词": ["法律顾问"]} | entry)
    assert (finding.status is MET, {each.why for each in finding.look_alikes}) == (
        why is None,
        {why} if why else set(),
    ), finding.reason


# --- 数据 ---


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("开会4次，培训5场，普法6次，调解7件，审查8份。", 5),
        ("开会4次，培训5场，普法6次，调解7件。", 4),
        ("开会4次，培训5场。", 2),
        ("开会4次。", 1),
        ("开会若干次。", 0),
        ("开会4次，又开会4次，再开会4次。", 1),
        ("开会4次、培训5场、普法6次、调解7件、审查8份。", 5),
        ("调解41件，成功率98%。", 2),
        ("调解41件成功率98%。", 1),
        ("调解41件成功率98%，满意率98%。", 2),
        ("调解41件成功率98%，又调解41件。", 1),
        ("开会4次，培训4场。", 2),
        ("培训80余人次，发放3万份。", 2),
        ("开会4次，下一步将培训5场。", 1),
        ("开会4次，但未组织培训5场。", 2),
        ("落实国发〔2024〕5号文件，3月8日开会。", 0),
        ("学习《3件实事》。", 0),
    ],
)
def test_facts_with_figures_are_counted_once_each(text: str, count: int) -> None:
    finding = judged(TITLE + DONE + text, 检查="数据")
    enough = count >= 5
    assert finding.status is (MET if enough else PARTIAL if count >= 2 else MISSING)
    said = f"有 {count} 处用数据说明的事实"
    assert finding.reason == (said if enough else f"只{said}，少于 5 处")
    assert bool(finding.evidence) is bool(count)


def test_figures_of_plans_and_problems_do_not_count() -> None:
    report = f"{TITLE}{DONE}开会4次。\n{PROBLEMS}缺编5人。\n{PLAN}培训6场，普法7次。"
    assert judged(report, 检查="数据").reason == "只有 1 处用数据说明的事实，少于 5 处"


# --- 标题、主送机关、落款、成文日期、报送期限、公开期限 ---

END = "一、主要工作\n开会4次。\n"


@pytest.mark.parametrize(
    ("kind", "report", "status", "reason", "shown"),
    [
        ("标题", TITLE + END, MET, "有标题，写明了年度", TITLE.strip()),
        ("标题", "临水镇二〇二四年法治政府建设年度报告\n" + END, MET, "有标题，写明了年度", "临水镇二〇二四年法治政府建设年度报告"),
        ("标题", "临水镇法治政府建设年度报告\n" + END, PARTIAL, "标题没有写年度", "临水镇法治政府建设年度报告"),
        ("标题", END, MISSING, "正文前没有标题", None),
        ("主送机关", TITLE + "县人民政府：\n" + END, MET, "有主送机关", "县人民政府："),
        ("主送机关", TITLE + END, MISSING, "没有主送机关（网页版常常略去）", None),
        ("落款", TITLE + END + "临水镇人民政府\n2025年1月8日", MET, "文末有单位署名", "临水镇人民政府"),
        ("落款", TITLE + END + "2025年1月8日", MISSING, "文末没有署单位名称", None),
        ("成文日期", TITLE + END + "临水镇人民政府\n2025年1月8日", MET, "有成文日期", "2025年1月8日"),
        ("成文日期", TITLE + END + "临水镇人民政府", MISSING, "没有成文日期（网页的发布日期不算）", None),
        ("报送期限", TITLE + END, REVIEW, "没有成文日期，无法判断是否在次年3月1日前报送", None),
        ("报送期限", TITLE + END + "2025年2月28日", MET, "成文日期 2025-02-28，在次年3月1日前", "2025年2月28日"),
        ("报送期限", TITLE + END + "2025年3月1日", MISSING, "成文日期 2025-03-01 晚于 2025 年3月1日", "2025年3月1日"),
        ("报送期限", TITLE + END + "2025年1月1日", MET, "成文日期 2025-01-01，在次年3月1日前", "2025年1月1日"),
        ("报送期限", TITLE + END + "2024年12月31日", MET, "按期；成文日期早于年末，请留意数据截止时间", "2024年12月31日"),
        ("报送期限", TITLE + END + "2024年1月1日", MET, "按期；成文日期早于年末，请留意数据截止时间", "2024年1月1日"),
        ("报送期限", TITLE + END + "2023年12月31日", REVIEW, "成文日期 2023-12-31 早于报告年度，请核对", "2023年12月31日"),
        ("公开期限", TITLE + END, REVIEW, "文件里没有发布日期，请到网站上核对是否在次年4月1日前公开", None),
        ("公开期限", f"发布时间：2025-03-31\n{TITLE}{END}", MET, "发布日期 2025-03-31，在次年4月1日前", "2025-03-31"),
        ("公开期限", f"发布时间：2025-04-01\n{TITLE}{END}", MISSING, "发布日期 2025-04-01 晚于 2025 年4月1日", "2025-04-01"),
        ("公开期限", "临水镇法治政府建设年度报告\n" + END, REVIEW, "看不出报告年度，无法判断是否按期公开", None),
        ("年度一致", "临水镇法治政府建设年度报告\n" + END, REVIEW, "看不出报告年度，无法核对", None),
    ],
)  # fmt: skip
def test_what_stands_around_the_text_is_looked_at_and_shown(
    kind: str, report: str, status: Status, reason: str, shown: str | None
) -> None:
    finding = judged(report, 检查=kind)
    assert (finding.status, finding.reason) == (status, reason)
    assert [each.quote for each in finding.evidence] == ([shown] if shown else [])


# --- 序号 ---


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("一、甲的工作\n（一）乙的工作\n开会。\n（二）丙的工作\n开会。\n二、丁的工作\n（一）戊的工作\n开会。", []),
        ("一、甲的工作\n开会。\n三、丁的工作\n开会。", ["“三、丁的工作…”前面缺序号"]),
        ("一、甲的工作\n开会。\n一、丁的工作\n开会。", ["“一、丁的工作…”与前一个序号重复"]),
        ("一、甲的工作\n开会。\n二、丁的工作\n开会。\n二、戊的工作\n开会。", ["“二、戊的工作…”与前一个序号重复"]),
        ("二、甲的工作\n开会。", ["“二、甲的工作…”前面缺序号"]),
        ("二、甲乙丙丁戊己庚辛壬癸子丑寅卯的工作\n开会。", ["“二、甲乙丙丁戊己庚辛壬癸子丑寅卯…”前面缺序号"]),
        ("第一部分 甲\n一、乙的工作\n开会。\n二、丙的工作\n普法。\n第二部分 丁\n一、戊的工作\n调解。", []),
        ("第一部分 甲\n一、乙的工作\n开会。\n第三部分 丁\n一、戊的工作\n调解。", ["“第三部分 丁…”前面缺序号"]),
        ("一、甲的工作\n（二）乙的工作\n开会。", ["“（二）乙的工作…”前面缺序号"]),
        ("一、甲的工作\n（一）乙的工作\n开会。\n二、丙的工作\n（二）丁的工作\n开会。", ["“（二）丁的工作…”前面缺序号"]),
        ("一、甲的工作\n1.开会。\n2.学习。\n1.普法。\n2.调解。", []),
        ("一、甲的工作\n一是开会。二是学习。三是普法。", []),
        ("一、甲的工作\n一是开会。三是学习。", ["“三是”与前面的序号接不上"]),
        ("一、甲的工作\n二是开会。", ["“二是”与前面的序号接不上"]),
        ("一、甲的工作\n一是开会。二是学习。一是普法。二是调解。", []),
        ("一、甲的工作\n一是开会。\n二、乙的工作\n开会。", ["只有“一是”，没有“二是”"]),
        ("一、甲的工作\n一是开会。一是学习。二是普法。", ["只有“一是”，没有“二是”"]),
        ("一、甲的工作\n开会。一是否到会都要请假。", []),
        ("一、甲的工作\n一是开会。", ["只有“一是”，没有“二是”"]),
        ("一、甲的工作\n一是开会。二是学习。\n二、乙的工作\n三是普法。", ["“三是”与前面的序号接不上"]),
    ],
)  # fmt: skip
def test_series_of_numbers_run_from_one_without_gaps(body: str, faults: list[str]) -> None:
    finding = judged(TITLE + body, 检查="序号")
    assert finding.reason == ("；".join(faults) or "各级序号连续")
    assert finding.status is (MISSING if faults else MET)
    assert len(finding.evidence) == len(faults)


# --- 年度一致 ---


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("一、2024年工作\n开会。\n二、2025年打算\n普法。", None),
        ("一、2023年工作\n开会。", "标题“2023年工作”写的是 2023 年"),
        ("一、2024年工作\n开会。\n二、2024年打算\n普法。", "标题“2024年打算”写的是 2024 年"),
        ("一、2024年工作\n开会。\n二、2024年存在的问题和2025年打算\n人少。", None),
        ("一、2024年工作\n开会。\n二、2023年存在的问题和2025年打算\n人少。", "写的是 2023 年"),
        ("一、主要工作\n（一）2023年的工作\n开会。", "标题“2023年的工作”写的是 2023 年"),
        ("一、主要工作\n（一）甲的工作\n1.2023年的工作\n开会。", None),
        ("一、落实（2021—2025年）纲要\n开会。", None),
        ("现将2023年工作情况报告如下。\n一、主要工作\n开会。", "开头写的是 2023 年"),
        ("现将2024年工作情况报告如下。\n一、主要工作\n开会。", None),
        ("一、主要工作\n2023年，我镇开会4次。", "“2023年,我镇…”应为 2024 年"),
        ("一、主要工作\n2022年，我镇开会4次。", None),
        ("一、主要工作\n2025年，我镇开会4次。", None),
        ("一、党政主要负责人履行第一责任人职责情况\n2023年，我镇书记讲课。", "“2023年,我镇…”应为 2024 年"),
        ("2023年，我镇开会4次。\n一、主要工作\n开会。", "“2023年,我镇…”应为 2024 年"),
        ("一、主要工作\n开会。\n二、下一步打算\n2024年，我镇将普法。", "“2024年,我镇将…”应为 2025 年"),
        ("一、主要工作\n开会。\n二、下一步打算\n2025年，我镇将普法。", None),
        ("一、主要工作\n开会。\n二、存在的问题\n2023年，我镇人少。", None),
    ],
)  # fmt: skip
def test_years_left_over_from_another_report_are_told(body: str, fault: str | None) -> None:
    finding = judged(TITLE + body, 检查="年度一致")
    if fault is None:
        assert (finding.status, finding.reason) == (MET, "标题、开头、各部分的年度都与 2024 年一致")
    else:
        assert finding.status is MISSING
        assert finding.reason.startswith("报告年度是 2024 年，但") and fault in finding.reason
        assert len(finding.evidence) == 1


# --- 单位名称 ---


@pytest.mark.parametrize(
    ("level", "report", "fault"),
    [
        ("township", f"{TITLE}{END}临水镇人民政府", None),
        ("township", f"{TITLE}{END}临水乡人民政府", "一处写“临水乡”，一处写“临水镇”"),
        ("township", f"{TITLE}{END}高坪镇人民政府", "一处写“高坪镇”，一处写“临水镇”"),
        ("township", f"{TITLE}{END}甲县临水镇人民政府", None),
        ("township", f"{TITLE}{END}中共临水镇委员会 临水镇人民政府", None),
        ("township", f"{TITLE}{END}我乡开会。", "“我乡”：本单位是镇，疑为其他单位的文字"),
        ("township", f"{TITLE}{END}全乡村民开会。", None),
        ("township", f"{TITLE.replace('镇', '乡')}{END}我镇开会。", "“我镇”：本单位是乡，疑为其他单位的文字"),
        ("township", f"{TITLE.replace('镇', '街道')}{END}我镇开会。", "“我镇”：本单位是街道，疑为其他单位的文字"),
        ("township", f"{TITLE.replace('镇', '街道')}{END}我街道开会。", None),
        ("township", f"{TITLE}{END}镇人大常委会开会。", "“镇人大常委会”：乡镇没有这个机构"),
        ("township", f"{TITLE}{END}镇政协开会。", "“镇政协”：乡镇没有这个机构"),
        ("township", f"{TITLE}{END}镇政协委员开会。", None),
        ("township", f"{TITLE}{END}县委开会，县政府开会。全区上下齐心。", "“全区”：本单位属于县，疑为其他单位的文字"),
        ("township", f"{TITLE}{END}县委开会，县政府开会。全园区上下齐心。", None),
        ("township", f"{TITLE}{END}县委开会，区委开会，我县开会，我区开会。", None),
        ("township", f"{TITLE}{END}区委开会，区政府开会。我县开会。", "“我县”：本单位属于区，疑为其他单位的文字"),
        ("department", f"临水县水利局2024年法治政府建设年度报告\n{END}我局开会。", None),
        ("department", f"临水县水利局2024年法治政府建设年度报告\n{END}我镇开会。", "“我镇”：本单位是部门，疑为乡镇的文字"),
        ("county", f"临水县人民政府2024年法治政府建设年度报告\n{END}我镇开会。", "“我镇”：本单位是县级政府，疑为其他单位的文字"),
        ("county", f"临水县人民政府2024年法治政府建设年度报告\n{END}我局开会。", "“我局”：本单位是县级政府，疑为其他单位的文字"),
        ("county", f"临水县人民政府2024年法治政府建设年度报告\n{END}全区齐心。", "“全区”：本单位是县，疑为其他单位的文字"),
        ("county", f"临水县人民政府2024年法治政府建设年度报告\n{END}全县齐心。", None),
        ("county", f"临水区人民政府2024年法治政府建设年度报告\n{END}全县齐心。", "“全县”：本单位是区，疑为其他单位的文字"),
        ("county", f"临水区人民政府2024年法治政府建设年度报告\n{END}全区齐心。", None),
    ],
)  # fmt: skip
def test_names_of_another_unit_are_told(level: str, report: str, fault: str | None) -> None:
    finding = judged(report, Level(level), 检查="单位名称")
    assert (finding.status, finding.reason) == ((MISSING, fault) if fault else (MET, "单位名称前后一致"))
    assert bool(finding.evidence) is bool(fault and fault.startswith("“"))


# --- 引用 ---

OLD = {"检查": "引用", "过时": [{"写法": "法制政府", "应为": "法治政府"}, {"写法": "智慧政府", "应为": "数字政府", "年度": "2024-"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("year", "text", "fault"),
    [
        (2024, "落实《法治政府建设实施纲要（2021—2025年）》。", None),
        (2021, "落实《法治政府建设实施纲要（2021—2025年）》。", None),
        (2020, "落实《法治政府建设实施纲要（2021-2025年）》。", "“实施纲要（2021-2025年）”的年份有误，应为（2021—2025年）"),
        (2015, "落实《法治政府建设实施纲要（2015—2020年）》。", None),
        (2021, "落实《法治政府建设实施纲要（2015—2020年）》。", None),
        (2022, "落实《法治政府建设实施纲要（2015—2020年）》。", "“实施纲要（2015—2020年）”的年份有误，应为（2021—2025年）"),
        (2024, "落实《法治政府建设实施纲要（2021—2026年）》。", "“实施纲要（2021—2026年）”的年份有误，应为（2021—2025年）"),
        (2024, "落实《法治社会建设实施纲要（2020—2025年）》。", None),
        (2024, "建设法制政府。", "“法制政府”应为“法治政府”"),
        (2024, "建设智慧政府。", "“智慧政府”应为“数字政府”"),
        (2023, "建设智慧政府。", None),
    ],
)  # fmt: skip
def test_wordings_out_of_date_are_told_with_the_right_ones(year: int, text: str, fault: str | None) -> None:
    finding = judged(TITLE.replace("2024", str(year)) + DONE + text, **OLD)
    assert (finding.status, finding.reason) == (
        (MISSING, fault) if fault else (MET, "没有发现过时或有误的引用")
    )
    assert [each.quote in text for each in finding.evidence] == [True] * bool(fault)


def test_a_report_of_an_unknown_year_is_held_against_what_is_in_force() -> None:
    title = "临水镇法治政府建设年度报告\n"
    in_force = "落实《法治政府建设实施纲要（2021—2025年）》。"
    assert judged(title + DONE + in_force, **OLD).status is MET
    old = judged(f"{title}{DONE}落实《法治政府建设实施纲要（2015—2020年）》，建设智慧政府。", **OLD)
    assert (old.status, len(old.evidence)) == (MISSING, 2)


# --- 占位符 ---


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("全年培训（　）次。", "（　）"),
        ("内容不少于300字。", "不少于300字"),
        ("全年培训3次。\n二、存在的不足：无", None),
        ("全年培训3次。\n二、存在的不足\n无", None),
    ],
)
def test_blanks_and_instructions_of_a_form_are_told(body: str, fault: str | None) -> None:
    finding = judged(TITLE + DONE + body, 检查="占位符")
    assert finding.reason == (f"有没填完的地方：{fault}" if fault else "没有发现占位符和空项")


def test_what_a_template_left_is_named_once_with_every_place() -> None:
    finding = judged(f"{TITLE}{DONE}培训××次。普法××场。召开会议8，开展检查。\n{PLAN}", 检查="占位符")
    assert finding.reason == "有没填完的地方：××、“会议8”数字后面缺单位、“下一步打算”下面没有内容"
    assert [each.quote for each in finding.evidence] == [
        "培训××次。",
        "普法××场。",
        "召开会议8，开展检查。",
        "三、下一步打算",
    ]


def test_a_small_part_may_be_a_heading_alone() -> None:
    assert judged(f"{TITLE}{DONE}（一）开会4次\n（二）普法3场\n学习。", 检查="占位符").status is MET


# --- 章节 ---


@pytest.mark.parametrize(
    ("section", "body", "status", "reason"),
    [
        ("主要举措和成效", DONE + "开会4次。", MET, "有专门部分报告当年做了什么"),
        ("主要举措和成效", DONE + "县司法局开会4次。", MET, "有专门部分报告当年做了什么"),
        ("主要举措和成效", DONE + "将继续普法。", MISSING, "有相近文字，但只是标题；是今后的打算，不是已经做的"),
        ("主要举措和成效", DONE + "未落实三项制度。", MISSING, "有相近文字，但只是标题；说的是没有做到"),
        ("主要举措和成效", DONE + "略，略。", MISSING, "有相近文字，但只是标题；字面相近，说的是另一回事"),
        ("主要举措和成效", DONE + "开会。", MISSING, "有相近文字，但只是标题；字面相近，说的是另一回事"),
        ("主要举措和成效", DONE + "开了会。", MET, "有专门部分报告当年做了什么"),
        ("主要举措和成效", PROBLEMS + "人手不足。", MISSING, "没有报告当年做了什么"),
        ("存在的不足", DONE + "开会4次。\n" + PROBLEMS + "执法人员只有3名。", MET, "写明了存在的具体问题"),
        ("存在的不足", DONE + "开会4次。\n" + PROBLEMS + "（一）执法力量不足\n", MET, "写明了存在的具体问题"),
        ("存在的不足", DONE + "开会4次。\n" + PROBLEMS + "仍存在一些不足。", PARTIAL, "只说有差距、有不足，没有写出具体问题"),
        ("存在的不足", DONE + "开会4次。\n" + PROBLEMS + "执法人员少。", MET, "写明了存在的具体问题"),
        ("存在的不足", DONE + "开会4次。\n" + PROBLEMS + "人少事多。", PARTIAL, "只说有差距、有不足，没有写出具体问题"),
        ("存在的不足", DONE + "开会4次。\n" + PROBLEMS + "××不够。", PARTIAL, "只说有差距、有不足，没有写出具体问题"),
        ("存在的不足", DONE + "开会4次。\n二、不足的原因\n执法力量薄弱。", MET, "写明了存在的具体问题"),
        ("存在的不足", DONE + "开会4次。", MISSING, "没有写存在的不足"),
        ("下一年度安排", DONE + "开会4次。\n" + PLAN + "继续普法。", MET, "有专门部分写下一年的安排"),
        ("下一年度安排", DONE + "开会4次。\n" + PLAN, MISSING, "没有写下一年的安排"),
        ("下一年度安排", DONE + "开会4次。\n将继续普法。", PARTIAL, "只在结尾用一两句话表态，没有专门写安排"),
        ("下一年度安排", DONE + "将继续普法。\n开会4次。", MISSING, "没有写下一年的安排"),
        ("其他情况", DONE + "开会4次。\n二、其他需要报告的情况\n无。", MET, "有这一部分"),
        ("其他情况", DONE + "开会4次。", MISSING, "没有这一部分"),
        ("第一责任人履职", DONE + "开会4次。\n二、第一责任人履职情况\n书记讲课4次。", MET, "有单独的部分写主要负责人做了什么"),
        ("第一责任人履职", DONE + "开会4次。\n二、第一责任人履职情况\n研究法治工作。", MET, "有单独的部分写主要负责人做了什么"),
        ("第一责任人履职", DONE + "开会4次。\n二、第一责任人履职情况\n道路硬化，绿化植树。", MISSING, "有相近文字，但只是标题"),
        ("第一责任人履职", DONE + "开会4次。\n二、第一责任人履职情况\n各部门学法4次。", MISSING, "有相近文字，但只是标题"),
        ("第一责任人履职", DONE + "开会4次。\n二、第一责任人履职情况\n各部门书记学法4次。", MET, "有单独的部分写主要负责人做了什么"),
        ("第一责任人履职", DONE + "书记履行第一责任人职责。", PARTIAL, "只是顺带提到，没有单独的部分"),
        ("第一责任人履职", DONE + "开会4次。", MISSING, "全文没有提到"),
    ],
)  # fmt: skip
def test_a_part_must_stand_there_and_say_something(
    section: str, body: str, status: Status, reason: str
) -> None:
    finding = judged(TITLE + body, 检查="章节", 部分=section, 词=["第一责任人"])
    assert (finding.status, finding.reason) == (status, reason)


def test_a_part_that_says_nothing_to_the_point_is_shown_whole() -> None:
    body = f"{DONE}开会4次。\n二、第一责任人履职情况\n道路硬化，绿化植树。"
    finding = judged(TITLE + body, 检查="章节", 部分="第一责任人履职")
    assert [(each.quote, each.why) for each in finding.look_alikes] == [
        ("二、第一责任人履职情况", Why.HEADING),
        ("道路硬化，绿化植树。", Why.HEADING),
    ]


def test_a_part_is_shown_by_its_heading_and_first_sentences() -> None:
    finding = judged(
        TITLE + DONE + "开会4次。培训5场。普法6次。调解7件。", 检查="章节", 部分="主要举措和成效"
    )
    assert [each.quote for each in finding.evidence] == [
        "一、主要工作",
        "开会4次。",
        "培训5场。",
        "普法6次。",
    ]


# --- 原因 ---


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (PROBLEMS + "执法力量薄弱。\n三、不足的原因\n编制紧张。", MET, "有专门写原因的文字"),
        (
            PROBLEMS + "一是执法力量薄弱，由于编制紧张。二是普法形式单一。",
            PARTIAL,
            "2 个问题中只有 1 个写了原因",
        ),
        (
            PROBLEMS + "一是执法力量薄弱，由于编制紧张。二是普法形式单一，在于经费少。",
            MET,
            "2 个问题中 2 个写了原因",
        ),
        (
            PROBLEMS + "一是执法力量薄弱，由于编制紧张。二是普法形式单一，在于经费少。三是案卷制作较差。",
            MET,
            "3 个问题中 2 个写了原因",
        ),
        (
            PROBLEMS + "（一）执法力量薄弱\n由于编制紧张。\n（二）普法形式单一\n内容较少。",
            PARTIAL,
            "2 个问题中只有 1 个写了原因",
        ),
        (PROBLEMS + "执法力量薄弱，由于编制紧张。\n普法形式单一。", PARTIAL, "2 个问题中只有 1 个写了原因"),
        (PROBLEMS + "执法力量薄弱，由于编制紧张。普法形式单一。", MET, "1 个问题中 1 个写了原因"),
        ("二、存在的不足和原因\n执法力量薄弱。", PARTIAL, "标题写了原因，下面只列了问题"),
        (PROBLEMS + "执法力量薄弱。\n三、不足的原因\n", PARTIAL, "标题写了原因，下面只列了问题"),
        (PROBLEMS + "执法力量薄弱。\n存在上述问题的主要原因有：", MISSING, "只列了问题，没有分析原因"),
        (PROBLEMS + "执法力量薄弱。", MISSING, "只列了问题，没有分析原因"),
        ("", MISSING, "没有写原因"),
    ],
)
def test_causes_are_asked_of_most_of_the_problems(body: str, status: Status, reason: str) -> None:
    finding = judged(f"{TITLE}{DONE}开会4次。\n{body}", 检查="原因")
    assert (finding.status, finding.reason) == (status, reason)
    assert bool(finding.evidence) is (status is not MISSING)
    assert bool(finding.look_alikes) is (body != "" and not (status is MET or "只有" in reason))
