"""The document understood: parts, headings, sentences and modes, who wrote it and when."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.models import Document, Outline
from auditor.outline import outline
from auditor.outline.fold import fold
from auditor.vocabulary import Level, Mode, Role

TITLE = "临水镇2024年度法治政府建设年度报告\n"


def _outline(text: str, **overrides: object) -> Outline:
    return outline(Document("t", "0" * 64, text), **overrides)  # type: ignore[arg-type]


def _roles(text: str) -> list[tuple[str, str]]:
    return [(each.heading, each.role.value) for each in _outline(TITLE + text).sections]


def _running(parsed: Outline) -> Iterator[tuple[str, Role]]:
    for sentence in parsed.sentences:
        if not sentence.heading:
            yield parsed.flat.text[sentence.start : sentence.end], sentence.role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、主要举措和成效", "measures"),
        ("一、2024年推进法治政府建设的主要做法和成效", "measures"),
        ("一、强化组织领导，夯实法治基础", "measures"),
        ("一、聚焦突出问题，规范行政执法", "measures"),
        ("一、党政主要负责人履行推进法治建设第一责任人职责情况", "first-responsible"),
        ("一、本单位主要负责人履行推进法治建设职责的工作情况", "first-responsible"),
        ("二、存在的主要问题", "problems"),
        ("二、存在问题及短板", "problems"),
        ("二、短板和差距", "problems"),
        ("二、当前存在的困难和问题", "problems"),
        ("二、存在的不足和原因", "problems"),
        ("二、存在的问题及下一步工作打算", "problems"),
        ("三、不足的原因", "causes"),
        ("三、下一步工作打算", "next-year"),
        ("三、2025年工作计划", "next-year"),
        ("三、2025年度法治政府建设重点", "next-year"),
        ("三、更好推进贯彻落实的意见建议", "next-year"),
        ("三、整改措施", "next-year"),
        ("三、努力方向", "next-year"),
        ("三、明年怎么干", "next-year"),
        ("四、其他需要报告的情况", "other"),
        ("四、需要说明的其他事项", "other"),
        ("## 一、主要工作", "measures"),
        ("第一部分 主要工作", "measures"),
        ("一主要举措和成效", "measures"),
        ("存在的问题", "problems"),
    ],
)
def test_a_heading_tells_its_part(heading: str, role: str) -> None:
    assert _roles(f"{heading}\n全年研究工作4次。")[0][1] == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、2024年度重点工作", "measures"),
        ("一、2024年重点工作推进情况", "measures"),
        ("四、2025年重点工作", "next-year"),
        ("四、2024年下一步重点工作", "next-year"),
    ],
)
def test_the_main_work_of_the_year_reported_on_is_no_plan(heading: str, role: str) -> None:
    assert TITLE.startswith("临水镇2024年")
    assert _roles(f"{heading}\n全年研究工作4次。")[0][1] == role


def test_a_sub_heading_opens_a_part_of_its_own() -> None:
    text = (
        "一、主要工作\n（一）加强领导\n开会4次。\n（二）党政主要负责人履行第一责任人职责情况\n书记讲课1次。\n"
    )
    assert [role for _, role in _roles(text)] == ["measures", "measures", "first-responsible"]


def test_an_item_in_the_list_of_problems_stays_there() -> None:
    text = "二、存在的问题\n（一）履行第一责任人职责不够\n研究少。\n（二）工作计划性不强\n安排晚。"
    assert {role for _, role in _roles(text)} == {"problems"}


def test_a_fused_heading_turns_where_the_text_turns() -> None:
    text = "二、存在问题及下一步打算\n执法人员不足。\n下一步，加强培训。继续配强队伍。"
    assert list(_running(_outline(TITLE + text))) == [
        ("执法人员不足。", Role.PROBLEMS),
        ("下一步,加强培训。", Role.NEXT_YEAR),
        ("继续配强队伍。", Role.NEXT_YEAR),
    ]


def test_causes_are_told_from_the_problems_before_them() -> None:
    text = "二、存在的不足和原因\n普法形式单一。\n存在上述问题的主要原因有：\n（一）认识不足。有的干部重经济轻法治。"
    roles = [role for _, role in _running(_outline(TITLE + text))]
    assert roles == [Role.PROBLEMS, Role.CAUSES, Role.CAUSES]


@pytest.mark.parametrize(
    "text",
    [
        "一、主要工作\n开会4次。",
        "一、主要工作：开会4次。",
        "一、主要工作。开会4次。",
        "一．主要工作\n开会4次。",
        "一 、主要 工作\n开会4次。",
    ],
)
def test_a_heading_may_run_on_into_its_text(text: str) -> None:
    parsed = _outline(TITLE + text)
    assert [each.heading.rstrip(":。") for each in parsed.sections] == ["主要工作"]
    assert list(_running(parsed)) == [("开会4次。", Role.MEASURES)]


def test_without_any_heading_the_lead_and_the_turns_are_told() -> None:
    text = (
        "2024年，我镇扎实推进依法行政，现将情况报告如下：\n全年调解纠纷41起，培训执法人员12人。\n"
        "但仍存在一些不足：案卷不规范。\n下一步，我镇将加强执法培训，规范案卷制作，完善监督机制，健全领导干部学法制度，推动法治政府建设再上新台阶。"
    )
    assert [role for _, role in _running(_outline(TITLE + text))] == [
        Role.PREAMBLE,
        Role.MEASURES,
        Role.PROBLEMS,
        Role.NEXT_YEAR,
    ]


@pytest.mark.parametrize(
    ("text", "level", "mode"),
    [
        ("开展执法培训3期。", "township", Mode.REPORTED),
        ("将法治建设纳入年度考核。", "township", Mode.REPORTED),
        ("全年无行政复议案件。", "township", Mode.REPORTED),
        ("未制定行政规范性文件。", "township", Mode.REPORTED),
        ("未发生行政诉讼案件。", "township", Mode.REPORTED),
        ("重大决策未经合法性审查一律不上会。", "township", Mode.REPORTED),
        ("针对培训不到位的问题开展整改。", "township", Mode.REPORTED),
        ("制定年度工作计划并组织实施。", "township", Mode.REPORTED),
        ("审核拟以镇政府名义印发的文件5件。", "township", Mode.REPORTED),
        ("邀请县司法局业务骨干授课。", "township", Mode.REPORTED),
        ("将进一步加强执法培训。", "township", Mode.PLANNED),
        ("拟于明年开展执法培训。", "township", Mode.PLANNED),
        ("计划开展执法培训3期。", "township", Mode.PLANNED),
        ("力争实现培训全覆盖。", "township", Mode.PLANNED),
        ("系统尚在招标。", "township", Mode.PLANNED),
        ("未落实三项制度。", "township", Mode.LACKING),
        ("尚未建立评查机制。", "township", Mode.LACKING),
        ("执法培训不够。", "township", Mode.LACKING),
        ("执法力量薄弱。", "township", Mode.LACKING),
        ("县司法局开展案卷评查。", "township", Mode.ELSEWHERE),
        ("县里下放的45项审批权限全部承接。", "township", Mode.REPORTED),
        ("省厅交办的12件信访件按期办结。", "department", Mode.REPORTED),
        ("县司法局开展案卷评查。", "county", Mode.REPORTED),
        ("市司法局开展案卷评查。", "county", Mode.ELSEWHERE),
        ("县委党校举办轮训班。", "department", Mode.ELSEWHERE),
        ("考试由省厅统一组织。", "department", Mode.ELSEWHERE),
        ("诚信是政府的金字招牌。", "county", Mode.GENERAL),
        ("××镇开展培训xx次。", "township", Mode.TEMPLATE),
        ("（此处填写本单位做法）", "township", Mode.TEMPLATE),
    ],
)
def test_a_clause_tells_how_it_speaks(text: str, level: str, mode: Mode) -> None:
    parsed = _outline(f"{TITLE}一、主要工作\n{text}", level=Level(level))
    assert [clause.mode for clause in parsed.sentences[-1].clauses] == [mode]


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("已培训80人，将继续加强，明年再办3期。", [Mode.REPORTED, Mode.PLANNED, Mode.PLANNED]),
        ("县司法局组织评查，我镇抽查8件。", [Mode.ELSEWHERE, Mode.REPORTED]),
        ("制度虽已上墙，但合同均未经审查。", [Mode.LACKING, Mode.LACKING]),
        ("虽已普法12场，但形式不够新颖。", [Mode.REPORTED, Mode.LACKING]),
        ("一是已培训80人，二是将再办3期。", [Mode.REPORTED, Mode.PLANNED]),
    ],
)
def test_a_sentence_may_turn(text: str, modes: list[Mode]) -> None:
    parsed = _outline(f"{TITLE}一、主要工作\n{text}")
    assert [clause.mode for clause in parsed.sentences[-1].clauses] == modes


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("虽已聘请法律顾问，审查合同47份，但作用发挥不够。", [Mode.REPORTED, Mode.REPORTED, Mode.LACKING]),
        ("便民中心已实现一窗受理，但代办员年龄偏大。", [Mode.REPORTED, Mode.LACKING]),
        ("合同审查制度虽已上墙，但合同均未审查。", [Mode.LACKING, Mode.LACKING]),
        ("普法12场，形式单一。", [Mode.LACKING, Mode.LACKING]),
    ],
)
def test_what_a_problem_plainly_grants_is_reported(text: str, modes: list[Mode]) -> None:
    parsed = _outline(f"{TITLE}一、主要工作\n开会4次。\n二、存在的问题\n{text}")
    assert [clause.mode for clause in parsed.sentences[-1].clauses] == modes


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("临水镇2024年法治政府建设年度报告", "临水镇2024年法治政府建设年度报告"),
        (
            "中共临水镇委员会\n临水镇人民政府\n关于2024年法治政府建设情况的报告",
            "中共临水镇委员会 临水镇人民政府 关于2024年法治政府建设情况的报告",
        ),
        ("临水镇2024年依法行政工作总结", "临水镇2024年依法行政工作总结"),
        ("2024年临水镇法治政府建设情况", "2024年临水镇法治政府建设情况"),
        ("临水镇2024年法治政府建设\n年度报告", "临水镇2024年法治政府建设 年度报告"),
        ("", None),
    ],
)
def test_the_title_is_told(head: str, title: str | None) -> None:
    text = f"{head}\n县政府：\n现将有关情况报告如下。\n一、主要工作\n全年调解41起。"
    parsed = _outline(text)
    assert parsed.title == title
    assert parsed.addressee == "县政府："
    assert "法治政府建设" not in parsed.flat.text


@pytest.mark.parametrize(
    ("tail", "signature", "day"),
    [
        ("临水镇人民政府\n2025年1月8日", "临水镇人民政府", "2025-01-08"),
        ("临水镇人民政府\n二〇二五年一月十八日", "临水镇人民政府", "2025-01-18"),
        (
            "中共临水镇委员会  临水镇人民政府\n2025年1月8日\n（此件公开发布）",
            "中共临水镇委员会 临水镇人民政府",
            "2025-01-08",
        ),
        ("临水县水利局 2025年1月8日", "临水县水利局", "2025-01-08"),
        ("临水镇人民政府", "临水镇人民政府", None),
        ("2025年1月8日", None, "2025-01-08"),
        ("", None, None),
        ("2025年2月30日", None, None),
    ],
)
def test_signature_and_date_are_told(tail: str, signature: str | None, day: str | None) -> None:
    parsed = _outline(f"{TITLE}一、主要工作\n全年调解41起。\n{tail}")
    assert parsed.signature == signature
    assert (parsed.sign_date and parsed.sign_date.isoformat()) == day


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("临水镇2024年法治政府建设年度报告", "township"),
        ("河口街道办事处2024年法治政府建设年度报告", "township"),
        ("瑶山瑶族乡人民政府2024年法治政府建设年度报告", "township"),
        ("中共临水县委 临水县人民政府关于2024年法治政府建设情况的报告", "county"),
        ("临水区2024年法治政府建设年度报告", "county"),
        ("临水县水利局2024年法治政府建设年度报告", "department"),
        ("临水县卫生健康委员会2024年法治政府建设年度报告", "department"),
        ("临水县人民政府办公室2024年法治政府建设年度报告", "department"),
        ("2024年临水县司法局法治政府建设工作情况报告", "department"),
    ],
)
def test_the_level_is_told_from_the_units_name(title: str, level: str) -> None:
    assert _outline(f"{title}\n一、主要工作\n全年开会4次。").level == level


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("临水镇2024年法治政府建设年度报告\n一、主要工作\n2023年开会4次。", 2024),
        ("临水镇法治政府建设年度报告\n现将2023年工作报告如下。\n一、主要工作\n开会4次。", 2023),
        ("临水镇法治政府建设年度报告\n一、2022年主要工作\n开会4次。", 2022),
        ("临水镇法治政府建设年度报告\n一、主要工作\n开会4次。\n临水镇人民政府\n2025年1月8日", 2024),
        ("临水镇法治政府建设年度报告\n一、主要工作\n开会4次。", None),
    ],
)
def test_the_report_year_is_told_from_title_opening_headings_and_date(text: str, year: int | None) -> None:
    assert _outline(text).year == year


def test_page_furniture_is_no_text_but_tells_publisher_and_dates() -> None:
    page = (
        "当前位置: 首页 > 政务公开\n发布机构: 临水镇人民政府\n发布时间: 2025-03-02 10:11 浏览次数: 8\n"
        f"{TITLE}一、主要工作\n开会4次。\n- 1 -\n调解41起。\n扫一扫在手机打开当前页\n"
    )
    parsed = _outline(page)
    assert [text for text, _ in _running(parsed)] == ["开会4次。", "调解41起。"]
    assert (parsed.publisher, str(parsed.posted_date)) == ("临水镇人民政府", "2025-03-02")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("临水镇2024年政府信息公开工作年度报告", "政府信息公开工作年度报告"),
        ("临水镇党委书记2024年述法报告", "述职述法报告"),
        ("2024年度党政主要负责人履行推进法治建设第一责任人职责情况报告", "述职述法报告"),
        ("临水镇2024年法治宣传教育工作总结", "普法工作材料"),
        ("临水县农业农村局2024年度行政执法情况报告", "行政执法工作材料"),
        ("临水县2024年行政复议和行政应诉案件分析报告", "行政复议应诉材料"),
        ("临水镇2024年平安建设工作总结", "其他工作的总结"),
        ("关于印发2024年法治政府建设工作要点的通知", "通知类公文"),
        ("临水镇2024年法治政府建设工作要点", "计划方案类公文"),
        ("临水镇法治政府建设实施方案（2021—2025年）", "计划方案类公文"),
        ("一图读懂临水县2024年法治政府建设年度报告", "解读材料"),
        ("《临水县2024年法治政府建设年度报告》解读", "解读材料"),
        ("临水镇召开2024年度法治政府建设工作推进会", "新闻稿件"),
        ("临水镇2024年法治政府建设工作总结", None),
        ("临水镇2024年法治政府建设工作总结暨2025年工作计划", None),
        ("临水镇2024年度法治政府建设报告及2025年工作思路", None),
        ("临水镇2024年依法行政工作报告", None),
        ("临水镇2024年度法治建设工作报告", None),
        ("关于报送2024年法治政府建设年度报告的报告", None),
    ],
)
def test_another_kind_of_paper_is_told(head: str, kind: str | None) -> None:
    assert _outline(f"{head}\n一、总体情况\n主动公开信息120条。").wrong_kind == kind


WHOLE = f"{TITLE}一、主要工作\n开会4次。\n二、存在问题\n人手不足。\n三、下一步打算\n继续普法。\n"


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (WHOLE, ""),
        (WHOLE + "临水镇人民政府\n2025年1月8日", ""),
        (WHOLE.replace("2024年度", "2024年上半年"), "标题写的是“上半年”，像是阶段性材料"),
        (WHOLE.replace("一、主要工作\n开会4次。\n", ""), "第一个大标题的序号是2（“存在问题”），前面可能缺页"),
        (
            WHOLE + "持续推进全镇行政执法人员全员培训，力争年底前实现行政执法人员持证上岗率达到",
            "正文最后一句没有写完",
        ),
        (WHOLE + WHOLE.replace("临水", "高坪"), "文件里像是有两份报告，第二份从“高坪镇2024年"),
        (f"{WHOLE}高坪镇2024年度法治政府建设年度报告\n四、其他情况\n无。\n", ""),
    ],
    ids=["whole", "signed", "half-year", "no beginning", "no end", "two reports", "a title quoted"],
)
def test_what_is_not_one_whole_report_is_told(text: str, warning: str) -> None:
    warnings = _outline(text).warnings
    assert len(warnings) == bool(warning)
    assert all(each.startswith(warning) for each in warnings)


blanks = st.text(" \u3000\t\u200b", max_size=3)


@given(st.lists(st.tuples(st.sampled_from("一二三调解。，（）“”12人"), blanks), min_size=1, max_size=40))
def test_offsets_lead_back_to_the_same_characters(pieces: list[tuple[str, str]]) -> None:
    text = f"{TITLE}一、主要工作\n{''.join(char + blank for char, blank in pieces)}"
    parsed = _outline(text)
    for index, char in enumerate(parsed.flat.text):
        start, end = parsed.flat.span(index, index + 1)
        original = text[start:end]
        assert char == "\n" or fold(original) == char
    assert list(parsed.flat.origin) == sorted(parsed.flat.origin)


@given(st.text(max_size=300))
def test_any_text_has_an_outline_whose_sentences_do_not_overlap(text: str) -> None:
    parsed = _outline(text)
    spans = [(each.start, each.end) for each in parsed.sentences]
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


PLAIN = (
    f"{TITLE}一年来做的工作\n书记、乡长抓法治的情况\n乡党委书记全年主持会议研究法治工作4次，乡长逐项抓落实，定下来的事项年底全部办完。\n"
    "解决矛盾的情况\n全年调解纠纷41起，其中山界林权纠纷9起，做到了小事不出村、大事不出乡，没有发生越级上访。\n"
    "没有做好的地方\n一是签合同不够严，有些小工程的合同是从网上拿来的样本，签之前没有让懂法律的人看一看。\n"
    "为什么会这样\n主要是思想上还是老一套，觉得乡镇工作把事情办成就行，手续差一点没有关系，时间长了就成了习惯。\n"
)


def test_short_lines_that_stand_alone_over_running_text_are_headings() -> None:
    assert [(each.heading, each.level, each.role) for each in _outline(PLAIN).sections] == [
        ("一年来做的工作", 1, Role.MEASURES),
        ("书记、乡长抓法治的情况", 2, Role.FIRST_RESPONSIBLE),
        ("解决矛盾的情况", 2, Role.MEASURES),
        ("没有做好的地方", 1, Role.PROBLEMS),
        ("为什么会这样", 1, Role.CAUSES),
    ]


def test_one_short_line_alone_makes_no_heading() -> None:
    assert (
        _outline(
            f"{TITLE}开展情况\n全年调解纠纷41起，其中山界林权纠纷9起，做到了小事不出村、大事不出乡。\n"
        ).sections
        == ()
    )


@pytest.mark.parametrize(
    ("closing", "role"),
    [
        (
            "2025年，重点抓好以下工作：一是继续普法；"
            + "二是加大执法培训力度，组织全体执法人员参加集中轮训；" * 5,
            Role.NEXT_YEAR,
        ),
        ("2025年，我镇将继续努力，把法治政府建设再往前推一步。", Role.MEASURES),
    ],
    ids=["a part of its own", "a closing word"],
)
def test_plans_that_name_the_next_year_leave_the_problems(closing: str, role: Role) -> None:
    parsed = _outline(
        f"{TITLE}一、主要工作\n普法12场。\n二、存在的不足和2025年安排\n执法人员不足。\n{closing}\n"
    )
    assert parsed.sentences[-1].role is role
    assert parsed.sentences[-1].clauses[-1].mode is Mode.PLANNED


def test_great_parts_without_numbers_stand_over_numbered_small_ones() -> None:
    parsed = _outline(
        f"{TITLE}2024年推进法治政府建设的主要举措和成效\n（一）加强普法。\n全年普法12场。\n（二）规范执法。\n全年办案9件。\n"
        "2024年度党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况\n"
        "镇党委书记、镇长全年主持会议研究法治工作4次，定下来的事项年底全部办完，没有遗留到下一年。\n"
        "存在的问题和原因\n（一）执法力量不足。\n执法队员只有3名。\n2025年工作打算\n（一）加强培训。\n组织轮训2次。\n"
    )
    assert [(each.level, each.role) for each in parsed.sections] == [
        (1, Role.MEASURES),
        (2, Role.MEASURES),
        (2, Role.MEASURES),
        (1, Role.FIRST_RESPONSIBLE),
        (1, Role.PROBLEMS),
        (2, Role.PROBLEMS),
        (1, Role.NEXT_YEAR),
        (2, Role.NEXT_YEAR),
    ]
