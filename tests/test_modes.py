"""How a sentence speaks, clause by clause, and where a report turns from one part to the next."""

import pytest

from auditor.models import Document, Outline
from auditor.outline import outline
from auditor.outline.modes import barred_spans, is_lack, lack_span, split_clauses
from auditor.vocabulary import Level, Mode, Role, Why
from tests.rules_of_one import TITLE

DONE, PLANNED, LACKING, ELSEWHERE, TEMPLATE, GENERAL = Mode
WORK = "一、主要工作\n"


def _outline(text: str, level: Level = Level.TOWNSHIP) -> Outline:
    return outline(Document("t", "0" * 64, TITLE + text), level)


def _modes(text: str, level: Level = Level.TOWNSHIP) -> list[Mode]:
    return [clause.mode for clause in _outline(WORK + text, level).sentences[-1].clauses]


def _told(text: str) -> list[tuple[str, str, Mode]]:
    """Every sentence that is no heading, with its role and the mode of its last clause."""
    parsed = _outline(text)
    return [
        (parsed.flat.text[each.start : each.end], each.role.value, each.clauses[-1].mode)
        for each in parsed.sentences
        if not each.heading
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("开会4次,普法12场。", ["开会4次,", "普法12场。"]),
        ("发放1,200份资料", ["发放1,200份资料"]),
        ("分两步走:1次开会", ["分两步走:", "1次开会"]),
        ("比例为3:1", ["比例为3:1"]),
        ("开会;普法!学习?调解", ["开会;", "普法!", "学习?", "调解"]),
        ("", []),
    ],
)
def test_clauses_end_at_marks_but_not_within_figures(text: str, clauses: list[str]) -> None:
    assert [text[start:end] for start, end in split_clauses(text)] == clauses


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("下一步，加强普法，深入村组。", [PLANNED, PLANNED, PLANNED]),
        ("我镇将加强普法，目前已普法12场，走访群众。", [PLANNED, DONE, DONE]),
        ("正在起草制度，普法12场。", [PLANNED, DONE]),
        ("已计划开展培训3期。", [PLANNED]),
        ("综治中心主体工程封顶。", [PLANNED]),
        ("县司法局开展评查，抽查8件，我镇整改到位，共2处。", [ELSEWHERE, ELSEWHERE, DONE, DONE]),
        ("县司法局开展评查，城郊中学参加。", [ELSEWHERE, ELSEWHERE]),
        ("县司法局在临水镇开展评查。", [DONE]),
        ("县司法局要求开展评查。", [DONE]),
        ("由县司法局统一组织培训，将加强普法。", [ELSEWHERE, ELSEWHERE]),
        ("会议要求，落实三项制度。", [PLANNED, DONE]),
        ("制度虽已上墙，但均未审查合同。", [LACKING, LACKING]),
        ("制度虽已上墙，合同已审查，均未发生纠纷。", [DONE, DONE, DONE]),
        ("开会4次，制度虽已上墙，但均未审查合同。", [DONE, LACKING, LACKING]),
        ("制度虽已上墙，但作用不够明显。", [DONE, LACKING]),
        ("针对培训不够的问题整改到位。", [DONE]),
        ("不断加强培训。", [DONE]),
        ("培训xx次，普法12场。", [TEMPLATE, TEMPLATE]),
        ("诚信是政府的金字招牌，普法12场。", [GENERAL, DONE]),
    ],
)
def test_each_clause_takes_its_mode_from_its_words_or_the_one_before(text: str, modes: list[Mode]) -> None:
    assert _modes(text) == modes


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("已实现全覆盖，但质量不高。", [DONE, LACKING]),
        ("已实现全覆盖，但从未评查。", [LACKING, LACKING]),
        ("实现全覆盖，但质量不高。", [LACKING, LACKING]),
        ("已实现全覆盖，质量不高。", [LACKING, LACKING]),
        ("已实现全覆盖，宣传不够，但质量不高。", [DONE, LACKING, LACKING]),
        ("已实现全覆盖，下一步加强宣传，但质量不高。", [DONE, LACKING, LACKING]),
    ],
)
def test_a_problem_grants_what_it_plainly_says_was_done(text: str, modes: list[Mode]) -> None:
    parsed = _outline(f"{WORK}开会4次。\n二、存在的不足\n{text}")
    assert [clause.mode for clause in parsed.sentences[-1].clauses] == modes


@pytest.mark.parametrize(
    ("clause", "span"),
    [
        ("执法培训不够", (4, 6)),
        ("未落实三项制度", (0, 3)),
        ("针对培训不够的问题整改", (4, 6)),
        ("不断完善", None),
        ("普法12场", None),
    ],
)
def test_a_lack_is_told_with_its_place(clause: str, span: tuple[int, int] | None) -> None:
    assert lack_span(clause) == span
    assert is_lack(clause) is (span is not None and not clause.startswith("针对"))


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("学习《行政处罚法》。", [("《行政处罚法》", Why.CITED)]),
        ("制定《合同审查细则》。", []),
        ("制定《合法性审查办法》。", []),
        ("制定《行政处罚法》。", [("《行政处罚法》", Why.CITED)]),
        ("制定细则,学习《合同审查细则》。", [("《合同审查细则》", Why.CITED)]),
        ("按照要求,印发《合同审查细则》。", []),
        ("转发关于普法的通知。", [("关于普法的通知", Why.CITED)]),
        ("印发关于普法的通知。", []),
        ("在县委领导下开会。", [("在县委领导下", Why.ELSEWHERE)]),
        ("整改巡察反馈培训少等问题。", [("反馈培训少等问题", Why.PROBLEM)]),
        ("宣传人民调解法。", [("人民调解法", Why.CITED)]),
        ("宣传人民调解法律。", []),
        ("普法12场。", []),
    ],
)
def test_words_that_do_not_speak_of_the_unit_are_barred(text: str, barred: list[tuple[str, Why]]) -> None:
    for offset in (0, 7):
        found = barred_spans(text, offset)
        assert [(text[start - offset : end - offset], why) for start, end, why in found] == barred


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("临水镇人民政府", "县司法局在临水镇开展评查"),
        ("临水县司法局", "县司法局开展评查"),
    ],
)
def test_a_unit_is_known_by_its_short_name(name: str, own: str) -> None:
    level = Level.TOWNSHIP if "镇" in name else Level.DEPARTMENT
    for unit, mode in (
        (name, DONE),
        ("高坪县水利局" if "局" in name else "高坪镇", ELSEWHERE),
    ):
        report = f"{unit}2024年法治政府建设年度报告\n{WORK}{own}。"
        parsed = outline(Document("t", "0" * 64, report), level)
        assert [clause.mode for clause in parsed.sentences[-1].clauses] == [mode], unit


@pytest.mark.parametrize(
    ("unit", "level", "mode"),
    [
        ("临水市人民政府", Level.COUNTY, DONE),
        ("中共临水市委员会", Level.COUNTY, DONE),
        ("临水县人民政府", Level.COUNTY, ELSEWHERE),
        ("临水市", Level.TOWNSHIP, ELSEWHERE),
    ],
)
def test_the_bodies_of_a_city_of_a_countys_rank_are_its_own(unit: str, level: Level, mode: Mode) -> None:
    report = f"{unit}2024年法治政府建设年度报告\n{WORK}市司法局开展评查。"
    parsed = outline(Document("t", "0" * 64, report), level)
    assert [clause.mode for clause in parsed.sentences[-1].clauses] == [mode]


# --- where a report turns ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "一、存在问题及下一步打算\n人手不足。下一步，加强普法。\n走访群众。",
            [("人手不足。", "problems", LACKING), ("下一步,加强普法。", "next-year", PLANNED), ("走访群众。", "next-year", PLANNED)],
        ),
        (
            "一、主要工作\n普法12场。但仍存在一些不足。人手较少。\n走访群众。",
            [
                ("普法12场。", "measures", DONE),
                ("但仍存在一些不足。", "problems", LACKING),
                ("人手较少。", "problems", LACKING),
                ("走访群众。", "measures", DONE),
            ],
        ),
        (
            "一、主要工作\n普法12场。但仍存在一些不足：\n一是人手较少。\n二是经费紧张。\n走访群众。",
            [
                ("普法12场。", "measures", DONE),
                ("但仍存在一些不足:", "problems", LACKING),
                ("一是人手较少。", "problems", LACKING),
                ("二是经费紧张。", "problems", LACKING),
                ("走访群众。", "measures", DONE),
            ],
        ),
        (
            "一、主要工作\n下一步，重点抓好：\n一是普法。\n二是培训。\n全年开会4次。",
            [
                ("下一步,重点抓好:", "measures", PLANNED),
                ("一是普法。", "measures", PLANNED),
                ("二是培训。", "measures", PLANNED),
                ("全年开会4次。", "measures", DONE),
            ],
        ),
        (
            "一、主要工作\n下一步加强普法。走访群众。目前已开会4次。培训3期。\n调解9起。",
            [
                ("下一步加强普法。", "measures", PLANNED),
                ("走访群众。", "measures", PLANNED),
                ("目前已开会4次。", "measures", DONE),
                ("培训3期。", "measures", DONE),
                ("调解9起。", "measures", DONE),
            ],
        ),
        (
            "一、主要工作\n将加强普法；走访群众；全年开会4次；培训3期。",
            [
                ("将加强普法;", "measures", PLANNED),
                ("走访群众;", "measures", PLANNED),
                ("全年开会4次;", "measures", DONE),
                ("培训3期。", "measures", DONE),
            ],
        ),
        (
            "一、主要工作\n将加强普法；一是开会4次。",
            [("将加强普法;", "measures", PLANNED), ("一是开会4次。", "measures", DONE)],
        ),
        (
            "一、存在的不足和原因\n人手较少。究其原因，编制紧张。\n经费不足。",
            [("人手较少。", "problems", LACKING), ("究其原因,编制紧张。", "causes", LACKING), ("经费不足。", "causes", LACKING)],
        ),
        (
            "一、存在的不足\n人手较少，原因是编制紧张，上级核定的人数多年来一直没有增加。\n经费不足。",
            [
                ("人手较少,原因是编制紧张,上级核定的人数多年来一直没有增加。", "causes", LACKING),
                ("经费不足。", "problems", LACKING),
            ],
        ),
        (
            "一、主要工作\n（一）普法。进村入户12次。（二）培训方面。组织3期。",
            [("进村入户12次。", "measures", DONE), ("组织3期。", "measures", DONE)],
        ),
    ],
)  # fmt: skip
def test_a_turn_holds_as_far_as_its_words_carry(text: str, told: list[tuple[str, str, Mode]]) -> None:
    assert _told(text) == told


def test_a_closing_plan_of_some_length_is_a_part_of_its_own() -> None:
    for length, role in ((49, Role.MEASURES), (50, Role.NEXT_YEAR)):
        closing = ("下一步，" + "进村入户走访群众" * 8)[: length - 1] + "。"
        parsed = _outline(f"开会4次。\n普法12场。\n{closing}")
        assert parsed.sentences[-1].role is role
        parsed = _outline(f"开会4次。\n{closing}\n普法12场。")
        assert parsed.sentences[1].role is Role.MEASURES


def test_plans_that_name_the_next_year_are_a_part_when_long_and_a_closing_word_when_short() -> None:
    for length, role in ((119, Role.MEASURES), (120, Role.NEXT_YEAR)):
        closing = ("2025年，重点" + "进村入户走访群众" * 20)[: length - 1] + "。"
        parsed = _outline(f"一、主要工作\n普法。\n二、存在的不足和2025年安排\n人手不足。\n{closing}")
        assert parsed.sentences[-1].role is role


@pytest.mark.parametrize(
    ("opening", "role"),
    [
        ("现将有关情况报告如下：", Role.PREAMBLE),
        ("全年普法12场。", Role.MEASURES),
    ],
)
def test_a_lead_without_any_heading_is_the_preamble(opening: str, role: Role) -> None:
    parsed = _outline(f"{opening}\n全年开会4次。")
    assert [each.role for each in parsed.sentences] == [role, Role.MEASURES]


def test_text_before_the_first_heading_is_the_preamble() -> None:
    parsed = _outline(f"全年开会4次。\n{WORK}普法12场。")
    assert [each.role for each in parsed.sentences] == [Role.PREAMBLE, Role.MEASURES, Role.MEASURES]


def test_a_sentence_without_an_end_is_cut() -> None:
    parsed = _outline(WORK + "普法，" * 1000)
    assert [each.end - each.start for each in parsed.sentences] == [6, 1500, 1500]
    assert [each.end - each.start for each in _outline(WORK + "普" * 1500).sentences][1:] == [1500]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("一、甲的事\n（一）存在的问题\n人少。\n（二）乙的事\n普法。\n", "measures problems measures"),
        ("一、存在的不足\n（一）甲的事\n人少。\n（二）原因分析\n编制少。\n（三）下一步打算\n普法。\n", "problems problems causes next-year"),
        ("一、下一步打算\n（一）整改存在的问题\n普法。\n", "next-year next-year"),
        ("一、存在问题和下一步打算\n（一）主要问题\n人少。\n（二）2025年重点\n普法。\n", "problems problems next-year"),
        ("一、存在的不足\n人少。究其原因，编制少。\n（一）甲的事\n经费少。\n", "problems causes"),
        ("一、存在的不足\n人少。究其原因，编制少。\n二、甲的事\n普法。\n", "problems measures"),
    ],
)  # fmt: skip
def test_a_sub_heading_stays_in_its_part_unless_it_leaves_it(text: str, roles: str) -> None:
    assert [each.role.value for each in _outline(text).sections] == roles.split()


def test_a_section_reaches_to_the_next_of_its_depth() -> None:
    parsed = _outline("一、甲的事\n（一）乙的事\n开会。\n（二）丙的事\n普法。\n二、丁的事\n调解。\n")
    text = parsed.flat.text
    assert [text[each.start : each.end].replace("\n", " ").strip() for each in parsed.sections] == [
        "一、甲的事 (一)乙的事 开会。 (二)丙的事 普法。",
        "(一)乙的事 开会。",
        "(二)丙的事 普法。",
        "二、丁的事 调解。",
    ]
    assert [(each.number, each.style) for each in parsed.sections] == [
        (1, "一、"),
        (1, "（一）"),
        (2, "（一）"),
        (2, "一、"),
    ]


# --- flat text ---


@pytest.mark.parametrize(
    ("written", "flat"),
    [
        ("普法.调解.", "普法。调解。"),
        ("1.5万元.", "1.5万元。"),
        ("1.普法.", "1.普法。"),
        ("占3.5％", "占3.5%"),
        ("“普 法”　１２场", "普法12场"),
        ("办理３～５件", "办理3-5件"),
        ("二Ｏ二五年", "二〇二五年"),
        ("⼀件", "一件"),
        ("普法〔２０２５〕３号", "普法(2025)3号"),
    ],
)
def test_flat_text_has_one_form_for_each_mark(written: str, flat: str) -> None:
    assert _outline(f"一、主要工作\n一是开会。\n{written}\n").flat.text.split("\n")[2] == flat
