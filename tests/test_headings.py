"""Headings told from numbered text, and lines joined into paragraphs: where one turns into the other."""

import pytest

from auditor.models import Block, Document, Outline
from auditor.outline import outline
from auditor.outline.heading_roles import roles_of
from auditor.outline.markers import chinese_number, find_marker, starts_item
from auditor.vocabulary import BlockKind, Role
from tests.rules_of_one import TITLE

DONE = "一、主要工作\n"


def _outline(text: str) -> Outline:
    return outline(Document("t", "0" * 64, text))


def _headings(body: str) -> list[tuple[str, int]]:
    return [(each.heading, each.level) for each in _outline(TITLE + body).sections]


def _paragraphs(text: str) -> list[str]:
    parsed = _outline(TITLE + text)
    return [each for each in parsed.flat.text.split("\n") if each]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）加强普法", "加强普法"),
        ("（一）" + "法" * 50, "法" * 50),
        ("（一）" + "法" * 51, None),
        ("（一）" + "法" * 80 + "等方面", "法" * 80 + "等方面"),
        ("（一）" + "法" * 85 + "方面", "法" * 85 + "方面"),
        ("（一）" + "法" * 86 + "方面", None),
        ("（一）普法12场", None),
        ("（一）今年加强普法", None),
        ("（一）我镇加强普法", None),
        ("（一）加强普法。", "加强普法。"),
        ("（一）" + "法" * 49 + "。", "法" * 49 + "。"),
        ("（一）" + "法" * 50 + "。", None),
        ("（一）普法12场。", None),
        ("（一）加强普法；", None),
        ("（一）加强普法！", None),
        ("（一）加强普法。进村入户。", "加强普法。"),
        ("（一）加强普法：进村入户。", "加强普法:"),
        ("（一）普法12场。进村入户。", None),
        ("（一）" + "法" * 49 + "。进村入户。", "法" * 49 + "。"),
        ("（一）" + "法" * 50 + "。进村入户。", None),
        ("1.加强普法", "加强普法"),
        ("1." + "法" * 30, "法" * 30),
        ("1." + "法" * 31, None),
        ("1." + "法" * 21 + "。", "法" * 21 + "。"),
        ("1." + "法" * 22 + "。", None),
        ("（1）加强普法。进村入户。", "加强普法。"),
        ("（1）" + "法" * 22 + "。进村入户。", "法" * 22 + "。"),
        ("（1）" + "法" * 30 + "。进村入户。", None),
    ],
)
def test_a_numbered_line_is_a_heading_when_it_is_short_and_states_no_fact(
    line: str, heading: str | None
) -> None:
    found = _headings(f"{DONE}{line}\n一是进村入户。二是发放资料。\n")
    # The styles of numbers that stand below 一、 are one level deeper each.
    level = {"（一）": 2, "1.": 3, "（1）": 4}[
        next(each for each in ("（一）", "1.", "（1）") if line.startswith(each))
    ]
    assert found == [("主要工作", 1), *([(heading, level)] if heading else [])]


def test_a_numbered_sentence_with_nothing_beneath_is_a_heading_no_deeper_than_two() -> None:
    assert _headings(f"{DONE}（一）加强普法\n1.进村入户。\n2.发放资料。\n") == [
        ("主要工作", 1),
        ("加强普法", 2),
    ]
    assert _headings(f"{DONE}（一）加强普法\n1.进村入户。\n走访群众。\n")[2:] == [("进村入户。", 3)]
    assert _headings(f"{DONE}（一）进村入户。\n（二）发放资料。\n")[1:] == [
        ("进村入户。", 2),
        ("发放资料。", 2),
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("一、" + "法" * 60, "法" * 60),
        (
            "一、党政主要负责人履行第一责任人职责情况" + "书记带头讲法治课" * 8,
            "党政主要负责人履行第一责任人职责情况",
        ),
        ("一、加强普法，" + "进村入户走访群众" * 8, "加强普法,"),
        ("一、" + "法" * 61, "法" * 20),
        ("一、" + "法" * 62 + "。", "法" * 20),
        ("一、全年普法12场", "全年普法12场"),
        ("一、全年普法12场。进村入户。", "全年普法12场。"),
        ("一、" + "法" * 45 + "，" + "进村入户走访群众" * 8, "法" * 20),
    ],
)
def test_a_great_heading_that_ran_into_its_text_ends_where_its_own_matter_begins(
    line: str, heading: str
) -> None:
    assert _headings(f"{line}\n一是开会。二是普法。\n") == [(heading, 1)]


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("（一）甲的事\n开会。\n1.乙的事\n开会。\n", [("甲的事", 1), ("乙的事", 2)]),
        ("1.甲的事\n开会。\n（1）乙的事\n开会。\n", [("甲的事", 1), ("乙的事", 2)]),
        (
            "第一部分 甲的事\n一、乙的事\n开会。\n（一）丙的事\n开会。\n",
            [("甲的事", 1), ("乙的事", 2), ("丙的事", 3)],
        ),
        ("第一章 甲的事\n（一）乙的事\n开会。\n", [("甲的事", 1), ("乙的事", 2)]),
        ("一、甲的事\n（一）乙的事\n1.丙的事\n（1）丁的事\n开会。\n", [("甲的事", 1), ("乙的事", 2), ("丙的事", 3), ("丁的事", 4)]),
    ],
)  # fmt: skip
def test_the_topmost_style_of_numbers_is_the_first_level(body: str, headings: list[tuple[str, int]]) -> None:
    assert _headings(body) == headings


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("一、普法", ("一、", 1, 1, 2)),
        ("十二、普法", ("一、", 1, 12, 3)),
        ("二十、普法", ("一、", 1, 20, 3)),
        ("第三部分 普法", ("第一部分", 1, 3, 5)),
        ("(三)普法", ("（一）", 2, 3, 3)),
        ("三)普法", ("（一）", 2, 3, 2)),
        ("12.普法", ("1.", 3, 12, 3)),
        ("(12)普法", ("（1）", 4, 12, 4)),
        ("一2024年工作", ("一、", 1, 1, 1)),
        ("二存在的不足", ("一、", 1, 2, 1)),
        ("二存在的不足。人少。", None),
        ("二存在的不足" + "人" * 34, ("一、", 1, 2, 1)),
        ("二存在的不足" + "人" * 35, None),
        ("1.5万元", None),
        ("一、", None),
        ("一是普法", None),
        ("一、是普法", None),
        ("普法", None),
    ],
)
def test_a_number_tells_style_depth_and_value(text: str, marker: tuple[str, int, int, int] | None) -> None:
    assert find_marker(text) == marker


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("九", 9), ("十", 10), ("十一", 11), ("二十", 20), ("三十六", 36), ("二一", 21)],
)
def test_chinese_numbers_have_their_value(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "starts"),
    [("一是普法", True), ("十二是普法", True), ("首先,普法", True), ("第二是普法", True), ("一是否普法", False), ("是普法", False), ("首先普法", False)],
)  # fmt: skip
def test_a_running_item_is_told_by_its_opening(text: str, starts: bool) -> None:
    assert starts_item(text) is starts


@pytest.mark.parametrize(
    ("heading", "level", "roles"),
    [
        ("存在的问题", 1, "problems"),
        ("存在的问题", 3, "problems"),
        ("工作中普遍存在的突出问题和不足", 3, ""),
        ("执法监督工作中存在的问题", 3, "problems"),
        ("执法监督等工作中存在的问题", 3, ""),
        ("存在的问题和原因", 1, "problems causes"),
        ("问题的原因", 1, "causes"),
        ("存在的问题和下一步打算", 1, "problems next-year"),
        ("下一步打算", 2, "next-year"),
        ("下一步打算", 3, ""),
        ("2025年度重点任务", 1, "next-year"),
        ("2025年度重点任务", 2, ""),
        ("2025年法治建设", 1, "next-year"),
        ("2025年法治建设", 2, ""),
        ("2024年法治建设", 1, ""),
        ("年度计划完成情况", 1, ""),
        ("下一步工作计划和推进情况", 1, "next-year"),
        ("聚焦突出问题整治", 1, ""),
        ("整改落实存在问题的情况", 1, "problems"),
        ("其他需要报告的情况和问题", 1, "other"),
        ("存在的问题和其他需要说明的情况", 1, "other"),
        ("解决突出问题和短板", 1, ""),
        ("原因分析及整改措施", 1, "causes"),
        ("原因分析及整改措施", 2, "causes next-year"),
        ("第一责任人履职情况和存在问题", 1, "first-responsible"),
        ("加强普法", 1, ""),
    ],
)
def test_a_heading_names_parts_by_its_words_and_depth(heading: str, level: int, roles: str) -> None:
    assert [each.value for each in roles_of(heading, level, 2024)] == roles.split()


# --- lines and paragraphs ---

FULL = "全镇共有持证行政执法人员二十三名，分布在六个站所，按照要求开展执法"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        (FULL, "检查和巡查工作", True),
        (FULL[:25], "检查和巡查工作", True),
        (FULL[:24], "检查和巡查工作", False),
        (FULL + "。", "检查和巡查工作", False),
        (FULL + "：", "检查和巡查工作", False),
        (FULL, "一是检查和巡查工作", False),
        (FULL, "（二）检查和巡查工作", False),
        ("（一）" + FULL, "检查和巡查工作", False),
        ("（一）" + FULL * 2, "检查和巡查工作", True),
        ("（一）" + "法" * 57, "检查和巡查工作", False),
        ("（一）" + "法" * 58, "检查和巡查工作", True),
        ("2024年度推进法治政府建设存在的主要问题和不足之处以及原因", "检查和巡查工作", False),
    ],
)
def test_a_long_open_line_goes_on_in_the_next(before: str, after: str, joined: bool) -> None:
    lines = _paragraphs(f"{DONE}{before}\n{after}\n开会。\n")
    assert len(lines) == (3 if joined else 4)


def _letters(first: int, count: int) -> str:
    """So many Chinese characters, no two alike: lines that repeat are taken for page furniture."""
    return "".join(chr(0x6000 + number) for number in range(first, first + count))


def _wrapped(width: int, text: str) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize(("width", "joined"), [(11, False), (12, True), (24, True), (30, True), (120, True)])
def test_lines_broken_at_a_margin_are_joined(width: int, joined: bool) -> None:
    lines = _paragraphs(f"{_wrapped(width, _letters(0, width * 6 + 5))}。\n")
    assert (len(lines) == 1) is joined


def test_too_few_open_lines_are_no_wrapped_text() -> None:
    lines = [_letters(number * 20, 20) for number in range(5)]
    assert len(_paragraphs("\n".join(lines))) == 1
    assert len(_paragraphs("\n".join(lines[:4]))) == 4


def test_a_short_line_ends_a_wrapped_paragraph_and_a_heading_opens_a_new_one() -> None:
    blocks = [_wrapped(20, _letters(start, 109)) for start in (0, 200, 400)]
    text = f"{blocks[0]}\n{blocks[1]}\n（一）加强普法\n{blocks[2]}\n"
    assert [len(each) for each in _paragraphs(text)] == [109, 109, 7, 109]


def test_a_figure_cut_off_by_a_margin_is_no_heading() -> None:
    text = f"{_wrapped(20, _letters(0, 100))}\n3.调解纠纷。\n{_wrapped(20, _letters(200, 109))}。\n"
    assert [len(each) for each in _paragraphs(text)] == [107, 110]


@pytest.mark.parametrize(("shorter", "joined"), [(0, True), (3, True), (4, False)])
def test_a_ragged_margin_is_still_a_margin(shorter: int, joined: bool) -> None:
    """Lines of one text may differ by three letters: a mark may not begin a line."""
    widths = [30, 29, 28, 30, 29, 28, 30, 30 - shorter, 30]
    lines = [_letters(number * 40, width) for number, width in enumerate(widths)]
    assert len(_paragraphs("\n".join(lines))) == (1 if joined else 2)


def test_rows_of_a_table_are_never_joined_even_in_a_wrapped_text() -> None:
    lines = [_letters(number * 30, 24) for number in range(8)]
    text = TITLE + "\n".join(lines)
    at, blocks = len(TITLE), []
    for number, line in enumerate(lines):
        kind = BlockKind.TABLE_ROW if number in (3, 4) else BlockKind.PARAGRAPH
        blocks.append(Block(at, at + len(line), kind))
        at += len(line) + 1
    parsed = outline(Document("t", "0" * 64, text, blocks=tuple(blocks)))
    assert [len(each) for each in parsed.flat.text.split()] == [24 * 3, 24, 24, 24 * 3]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("做好的事", True),
        ("做好", False),
        ("做好的事，", False),
        ("做好的事；以后", False),
        ("走访12人", False),
        ("附件材料", False),
        ("一是做好", False),
        ("事" * 24, True),
        ("事" * 25, False),
    ],
)
def test_a_short_line_over_running_text_may_be_a_heading(line: str, heading: bool) -> None:
    text = "全年调解山界林权纠纷九起，做到了小事不出村、大事不出乡，没有发生越级上访。\n"
    others = f"开展情况\n{text}解决矛盾\n{text}帮助群众\n{text}"
    assert [each for each, _ in _headings(f"{others}{line}\n{text}")].count(line.rstrip("，")) == heading


def test_roles_of_bare_headings_are_those_of_great_parts_or_their_order() -> None:
    text = "全年调解山界林权纠纷九起，做到了小事不出村、大事不出乡，没有发生越级上访。\n"
    plain = f"开展情况\n{text}解决矛盾\n{text}没有做好的地方\n{text}"
    assert _headings(plain) == [("开展情况", 2), ("解决矛盾", 2), ("没有做好的地方", 1)]
    numbered = f"一、主要工作\n{plain}"
    assert [level for _, level in _headings(numbered)] == [1, 3, 3, 3]
    below = plain.replace("解决矛盾\n", "解决矛盾\n（一）普法\n")
    assert dict(_headings(below)) == {"开展情况": 1, "解决矛盾": 1, "普法": 2, "没有做好的地方": 1}
    assert {each.role for each in _outline(TITLE + plain).sections} == {Role.MEASURES, Role.PROBLEMS}


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (["没有做好的地方", "今后怎么打算"], 2),
        (["没有做好的地方", "帮助群众"], 0),
        (["开展情况", "帮助群众"], 0),
        (["开展情况", "帮助群众", "解决矛盾"], 3),
    ],
)
def test_two_bare_lines_are_headings_only_where_both_name_parts(lines: list[str], headings: int) -> None:
    text = "全年调解山界林权纠纷九起，做到了小事不出村、大事不出乡，没有发生越级上访。"
    assert len(_headings("".join(f"{line}\n{text}\n" for line in lines))) == headings


@pytest.mark.parametrize(("kind", "headings"), [(BlockKind.PARAGRAPH, 3), (BlockKind.TABLE_ROW, 0)])
def test_a_short_row_of_a_table_is_no_heading(kind: BlockKind, headings: int) -> None:
    running = "全年调解山界林权纠纷九起，做到了小事不出村、大事不出乡，没有发生越级上访。"
    pieces = [
        TITLE.strip(),
        *(each for line in ("开展情况", "帮助群众", "解决矛盾") for each in (line, running)),
    ]
    at, blocks = 0, []
    for piece in pieces:
        blocks.append(Block(at, at + len(piece), kind if len(piece) == 4 else BlockKind.PARAGRAPH))
        at += len(piece) + 1
    parsed = outline(Document("t", "0" * 64, "\n".join(pieces), blocks=tuple(blocks)))
    assert len(parsed.sections) == headings
