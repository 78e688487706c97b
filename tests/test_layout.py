"""From runs on pages to paragraphs: what every page format and recognised scans share."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.readers.layout import Page, Rule, Run, pieces
from auditor.vocabulary import BlockKind

SIZE = 16.0
PITCH = 28.0
LEFT, TOP = 80.0, 130.0
FULL = 27
A4 = (595.0, 842.0)


def run(text: str, x: float, y: float, size: float = SIZE) -> Run:
    """A text of full-width letters; blanks in front of it move it."""
    ink = text.lstrip("　")
    x += (len(text) - len(ink)) * size
    width = sum(0.5 if char.isascii() else 1.0 for char in ink) * size
    return Run(ink, x, y, x + width, y + size, size)


def column(lines: Iterable[str], x: float = LEFT, y: float = TOP, size: float = SIZE) -> list[Run]:
    return [run(line, x, y + number * PITCH, size) for number, line in enumerate(lines) if line]


def page(*runs: Run, rules: Sequence[Rule] = ()) -> Page:
    return Page(*A4, runs, tuple(rules))


def texts(*pages: Page) -> list[str]:
    return [piece.text for piece in pieces(pages)]


def wrapped(text: str, width: int = FULL) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


INDENTED = "　　"
PROSE = "全镇坚持以习近平法治思想为指导，深入推进依法行政，全年召开专题会议四次，研究解决重点难点问题。"
LONG = "一年来，镇党委政府认真落实法治政府建设主体责任，把法治建设纳入年度工作计划和考核，与经济社会发展同部署、同推进、同督促、同考核、同奖惩，各项任务按期完成，群众满意度稳步提升。"


def paragraph(text: str) -> list[str]:
    return wrapped(INDENTED + text)


# ---- lines


def test_lines_are_read_from_top_to_bottom_whatever_the_order_of_their_runs() -> None:
    runs = column(paragraph(LONG))
    assert texts(page(*runs)) == texts(page(*reversed(runs))) == [LONG]


def test_runs_on_one_baseline_are_one_line() -> None:
    parts = [run("全年调解纠纷", 80, 100), run("41", 176, 100), run("起。", 192, 100)]
    assert texts(page(*parts)) == ["全年调解纠纷41起。"]


def test_letters_drawn_several_times_for_bold_are_read_once() -> None:
    runs = column(["法治政府建设年度报告"])
    bold = [Run(each.text, each.x0 + 0.4, each.y0 + 0.2, each.x1 + 0.4, each.y1, SIZE) for each in runs]
    assert texts(page(*runs, *bold)) == ["法治政府建设年度报告"]


def test_a_letter_that_is_really_doubled_stays_doubled() -> None:
    assert texts(page(*(run(char, 80 + 16 * place, 100) for place, char in enumerate("人人有责")))) == [
        "人人有责"
    ]


def test_a_wide_gap_in_one_line_is_a_blank() -> None:
    assert texts(page(run("临水镇党委", 80, 100), run("临水镇政府", 260, 100))) == ["临水镇党委 临水镇政府"]


def test_a_comma_ends_no_paragraph() -> None:
    lines = [*paragraph(LONG), INDENTED + "全年召开会议四次，", "研究问题。", *paragraph(PROSE)]
    assert texts(page(*column(lines))) == [LONG, "全年召开会议四次，研究问题。", PROSE]


def test_latin_words_keep_their_blanks_and_lines_of_chinese_have_none() -> None:
    words = [run("Rule", 80, 100), run("of", 116, 100), run("Law", 136, 100)]
    assert texts(page(*words)) == ["Rule of Law"]
    assert texts(page(*column(["x" * 48 + " of Law and", "Government"]))) == [
        "x" * 48 + " of Law and Government"
    ]


# ---- paragraphs


HEADING = "一、主要举措和成效"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([*paragraph(LONG), *paragraph(PROSE)], [LONG, PROSE], id="an indent starts a paragraph"),
        pytest.param(
            [*wrapped(LONG), *wrapped(PROSE)], [LONG, PROSE], id="a short last line ends one without indents"
        ),
        pytest.param(
            [*paragraph(LONG), INDENTED + HEADING, *paragraph(PROSE)],
            [LONG, HEADING, PROSE],
            id="a heading stands alone",
        ),
        pytest.param(
            [*paragraph(LONG), INDENTED + HEADING + "，" + "和" * 15, *paragraph(PROSE)],
            [LONG, HEADING + "，" + "和" * 15, PROSE],
            id="a heading that fills its line",
        ),
        pytest.param(
            [*paragraph(LONG[:50]), *paragraph(PROSE[:24] + "。"), *paragraph(PROSE)],
            [LONG[:50], PROSE[:24] + "。", PROSE],
            id="a paragraph that ends at the right edge",
        ),
        pytest.param(
            [
                *wrapped(LONG),
                "（一）" + "加强组织领导，压实法治建设责任，推动任务落地",
                *wrapped(PROSE),
                "（二）抓培训",
                *wrapped(LONG),
            ],
            [LONG, "（一）加强组织领导，压实法治建设责任，推动任务落地", PROSE, "（二）抓培训", LONG],
            id="a line with room for one letter more ends its paragraph",
        ),
        pytest.param(
            ["　　全年调解纠纷共计三百余起，成功率百分之九十九，办理案件2", "15件，无一复议。"],
            ["全年调解纠纷共计三百余起，成功率百分之九十九，办理案件215件，无一复议。"],
            id="a number cut by a line end is one number",
        ),
        pytest.param(
            [
                *paragraph(LONG),
                "　　　　　　　　　　　　　　　　　　　临水镇人民政府",
                "　　　　　　　　　　　　　　　　　　　2025年1月8日",
            ],
            [LONG, "临水镇人民政府", "2025年1月8日"],
            id="signature and date at the right",
        ),
        pytest.param(
            ["临水镇人民政府：", *paragraph(LONG)], ["临水镇人民政府：", LONG], id="the addressee at the left"
        ),
    ],
)
def test_paragraphs_are_whole(lines: list[str], expected: list[str]) -> None:
    assert texts(page(*column(lines))) == expected


def test_a_larger_gap_between_lines_parts_paragraphs_without_indents() -> None:
    full = "全镇坚持以习近平法治思想为指导深入推进依法行政各项工作任务"[:FULL]
    above = column([full, full])
    below = column([full, full], y=TOP + 2 * PITCH + 14)
    assert texts(page(*above, *below)) == [full * 2, full * 2]


def test_larger_letters_are_a_paragraph_of_their_own() -> None:
    title = column(["临水镇2024年法治政府建设年度报告"], size=22)
    body = column(wrapped(LONG), y=TOP + PITCH)
    assert texts(page(*title, *body)) == ["临水镇2024年法治政府建设年度报告", LONG]


def test_a_centred_title_on_two_lines_keeps_its_lines_unless_it_was_full() -> None:
    body = column(paragraph(LONG), y=TOP + 2 * PITCH + 14)
    short = [run("临水镇人民政府", 221, 100, 22), run("法治政府建设年度报告", 188, 132, 22)]
    assert texts(page(*short, *body))[:2] == ["临水镇人民政府", "法治政府建设年度报告"]
    full = [run("临水镇人民政府关于二〇二四年度法治政府建设", 80, 100, 21), run("情况的报告", 243, 132, 21)]
    assert texts(page(*full, *body))[0] == "临水镇人民政府关于二〇二四年度法治政府建设情况的报告"


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_paragraph_cut_by_a_page_break_is_one(cut: int) -> None:
    lines = [*paragraph(PROSE), *paragraph(LONG)]
    first, second = column(lines[:cut]), column(lines[cut:])
    assert texts(page(*first), page(*second)) == [PROSE, LONG]


def test_a_list_with_hanging_numbers_is_one_paragraph_an_item() -> None:
    item = LONG[:44]
    hanging = ["（一）" + item[:24], "　　　" + item[24:44] + "。"]
    assert texts(page(*column([*hanging, *hanging]))) == ["（一）" + item + "。"] * 2


# ---- columns


def half(text: str) -> list[str]:
    return wrapped(text, 13)


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = column(half(LONG), 60), column(half(PROSE + PROSE), 310, TOP + 5)
    assert texts(page(*left, *right)) == [LONG, PROSE + PROSE]


def test_a_title_across_the_columns_comes_before_both() -> None:
    title = [run("法治政府建设年度报告全文和说明以及各类统计情况", 110, 60)]
    left, right = column(half(LONG), 60), column(half(LONG), 310)
    assert texts(page(*title, *left, *right)) == [
        "法治政府建设年度报告全文和说明以及各类统计情况",
        LONG,
        LONG,
    ]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    lines = half(LONG)
    left, right = column([*half(PROSE), *lines[:3]], 60), column([*lines[3:], *half(PROSE)], 310)
    assert texts(page(*left, *right)) == [PROSE, LONG, PROSE]


def test_a_page_with_its_first_column_alone_keeps_the_columns_of_the_others() -> None:
    both = page(*column(half(LONG), 60), *column(half(LONG), 310))
    last = page(*column([*half(LONG), *half(PROSE)], 60))
    few = page(*column(half(PROSE), 60), *column(["临水镇人民政府", "2025年1月8日"], 310))
    assert texts(both, last) == [LONG, LONG, LONG, PROSE]
    assert texts(both, few) == [LONG, LONG, PROSE, "临水镇人民政府", "2025年1月8日"]


def test_three_columns() -> None:
    third = wrapped(LONG, 9)
    runs = [each for x in (50, 220, 390) for each in column(third, x)]
    assert texts(page(*runs)) == [LONG] * 3


def test_a_table_is_no_columns() -> None:
    rows = [
        ("案件类型", "收案数"),
        ("治安", "12"),
        ("市场监管", "8"),
        ("自然资源", "15"),
        ("交通", "3"),
        ("合计", "38"),
    ]
    runs = [
        run(cell, 80 + 200 * place, 100 + PITCH * line)
        for line, row in enumerate(rows)
        for place, cell in enumerate(row)
    ]
    assert texts(page(*runs)) == ["\t".join(row) for row in rows]


# ---- page furniture


def numbered(count: int, footer: str, header: str = "", first: int = 0) -> list[Page]:
    pages = []
    for number in range(count):
        runs = column(paragraph(f"第{'一二三四五六七八'[number]}页。" + LONG))
        runs.append(run(footer.format(number + 1, count), 280, 780, 12))
        if header and number >= first:
            runs.append(run(header, 80, 50, 9))
        pages.append(page(*runs))
    return pages


@pytest.mark.parametrize(
    "footer", ["— {} —", "－{}－", "{}", "第{}页", "第 {} 页 共 {} 页", "{}/{}", "Page {} of {}"]
)
@pytest.mark.parametrize("count", [1, 4])
def test_page_numbers_are_left_out(footer: str, count: int) -> None:
    assert texts(*numbered(count, footer)) == [
        f"第{'一二三四'[number]}页。" + LONG for number in range(count)
    ]


@pytest.mark.parametrize("first", [0, 1], ids=["from the first page", "not on the first page"])
def test_running_headers_are_left_out(first: int) -> None:
    assert texts(*numbered(4, "{}", "临水镇人民政府文件", first)) == texts(*numbered(4, "{}"))


def test_headers_may_change_from_odd_to_even_pages() -> None:
    pages = [
        page(*each.runs, run("年度报告" if place % 2 else "临水镇政府", 80, 50, 9))
        for place, each in enumerate(numbered(6, "{}"))
    ]
    assert texts(*pages) == texts(*numbered(6, "{}"))


def test_a_title_that_says_what_the_header_says_stays() -> None:
    header = "临水镇法治政府建设年度报告"
    pages = numbered(4, "{}", header)
    titled = page(
        *(
            run(each.text, each.x0, each.y0 + 60, each.size) if each.size == SIZE else each
            for each in pages[0].runs
        ),
        run(header, 150, 100, 22),
    )
    assert texts(titled, *pages[1:])[0] == header


def test_a_figure_in_the_middle_of_a_page_is_no_page_number() -> None:
    lines = [*paragraph(LONG), INDENTED + "1", *paragraph(LONG)]
    assert texts(page(*column(lines, y=300))) == [LONG, "1", LONG]


def test_a_watermark_in_huge_letters_across_the_text_is_left_out() -> None:
    runs = column([*paragraph(LONG), *paragraph(LONG)])
    assert texts(page(*runs, run("内部资料", 150, 130, 80))) == [LONG, LONG]


# ---- tables


def grid(rows: Sequence[Sequence[str]], edges: Sequence[float], top: float = 100, height: float = 40) -> Page:
    runs = [
        run(cell, edges[place] + 4, top + height * line + 10, 12)
        for line, row in enumerate(rows)
        for place, cell in enumerate(row)
        if cell
    ]
    across = [
        Rule(edges[0], top + height * line, edges[-1], top + height * line) for line in range(len(rows) + 1)
    ]
    upright = [Rule(edge, top, edge, top + height * len(rows)) for edge in edges]
    return page(*runs, rules=[*across, *upright])


def test_cells_within_drawn_lines_are_parted_by_tabs() -> None:
    rows = [["序号", "事项", "数量"], ["1", "行政复议", "3"], ["2", "", "5"]]
    found = pieces([grid(rows, (80, 130, 300, 400))])
    assert [piece.text for piece in found] == ["序号\t事项\t数量", "1\t行政复议\t3", "2\t\t5"]
    assert {piece.kind for piece in found} == {BlockKind.TABLE_ROW}


def test_the_lines_of_a_cell_are_joined_though_its_neighbours_stand_in_the_middle() -> None:
    plain = grid([["问题", "", "股室"], ["监督不够", "", "一股"]], (80, 160, 400, 500))
    text = ["日常监督检查频次不高，发现问题后跟踪", "整改不及时，主要原因是监督人员少。"]
    cell = [run(line, 164, 144 + 16 * place, 12) for place, line in enumerate(text)]
    assert texts(page(*plain.runs, *cell, rules=plain.rules))[1] == "监督不够\t" + "".join(text) + "\t一股"


def test_a_cell_over_several_columns_takes_one_tab() -> None:
    plain = grid([["合并的表头", "", "备注"], ["甲", "乙", "丙"]], (80, 160, 240, 320))
    rules = [rule for rule in plain.rules if rule.x0 != 160 or rule.x1 != 160]
    assert texts(page(*plain.runs, rules=[*rules, Rule(160, 140, 160, 180)])) == [
        "合并的表头\t备注",
        "甲\t乙\t丙",
    ]


def test_text_in_a_frame_is_no_table() -> None:
    frame = [Rule(60, 80, 540, 80), Rule(60, 400, 540, 400), Rule(60, 80, 60, 400), Rule(540, 80, 540, 400)]
    assert texts(page(*column(paragraph(LONG)), rules=frame)) == [LONG]


def test_a_long_cell_keeps_its_paragraphs() -> None:
    lines = [line for _ in range(3) for line in ["（一）加强组织领导", *wrapped("　　" + LONG, 22)]]
    cell = column(lines, 170, 110)
    rules = [
        Rule(80, 100, 540, 100),
        Rule(80, 700, 540, 700),
        *(Rule(x, 100, x, 700) for x in (80, 160, 540)),
    ]
    assert texts(page(run("举措", 90, 400), *cell, rules=rules)) == [
        "举措",
        *["（一）加强组织领导", LONG] * 3,
    ]


def test_rows_without_lines_are_told_by_the_white_between_the_columns() -> None:
    rows = [["时间", "内容", "人数"], ["三月", "行政处罚法培训", "56"], ["六月", "三项制度培训", "61"]]
    runs = [
        run(cell, (80, 180, 400)[place], 100 + PITCH * line)
        for line, row in enumerate(rows)
        for place, cell in enumerate(row)
    ]
    before, after = column(paragraph(LONG), y=TOP - 5 * PITCH), column(paragraph(PROSE), y=TOP + 3 * PITCH)
    assert texts(page(*before, *runs, *after)) == [LONG, *("\t".join(row) for row in rows), PROSE]


def test_a_table_head_repeated_on_every_page_is_no_running_header() -> None:
    pages = [
        grid([["序号", "事项"], [str(number), "复议"]], (80, 130, 300), top=60) for number in range(1, 5)
    ]
    assert texts(*pages).count("序号\t事项") == 4


# ---- notes


def test_footnotes_follow_the_paragraph_and_their_marks_are_no_figures() -> None:
    lines = paragraph("全年调解纠纷41件" + "。" + LONG)
    mark = Run("1", LEFT + 10 * SIZE, TOP - 3, LEFT + 10 * SIZE + 5, TOP + 6, 9)
    first = [
        run(lines[0][:11], LEFT, TOP),
        mark,
        run(lines[0][11:], LEFT + 10 * SIZE + 5, TOP),
        *column(lines[1:3], y=TOP + PITCH),
    ]
    note = [run("1数据来自司法所台账。", 80, 700, 9)]
    rest = column(lines[3:])
    found = pieces([page(*first, *note), page(*rest)])
    assert [piece.text for piece in found] == ["全年调解纠纷41件。" + LONG, "1数据来自司法所台账。"]
    assert found[1].kind is BlockKind.NOTE


# ---- confidence and laws


def test_the_confidence_of_a_paragraph_is_that_of_its_letters() -> None:
    sure, unsure = run("甲乙丙", 80, 100), Run("丁", 128, 100, 144, 116, SIZE, 0.6)
    assert pieces([page(sure, unsure)])[0].confidence == pytest.approx(0.9)


def test_pages_without_text_give_nothing() -> None:
    assert pieces([]) == pieces([page(), page(run("　", 0, 0))]) == []


LETTERS = st.text("法治政府建设工作情况报告年度", min_size=1, max_size=30)


@given(st.lists(st.lists(LETTERS, min_size=1, max_size=20), min_size=1, max_size=3), st.randoms())
def test_no_letter_is_lost_or_made_up_and_the_order_of_runs_means_nothing(
    pages: list[list[str]], chance: object
) -> None:
    placed = [
        column([f"{'甲乙丙'[number]}{place}" + line for place, line in enumerate(lines)], y=150)
        for number, lines in enumerate(pages)
    ]
    plain = [page(*runs) for runs in placed]
    shuffled = []
    for runs in placed:
        chance.shuffle(mixed := list(runs))  # type: ignore[attr-defined]
        shuffled.append(page(*mixed))
    assert texts(*shuffled) == texts(*plain)
    assert "".join(texts(*plain)) == "".join(run.text for runs in placed for run in runs)


@given(
    st.lists(
        st.builds(
            lambda text, x, y, size: Run(text, x, y, x + len(text) * size, y + size, size),
            st.text(max_size=6),
            st.floats(-100, 1000),
            st.floats(-100, 1000),
            st.floats(0.5, 200),
        ),
        max_size=60,
    )
)
def test_any_runs_anywhere_are_laid_out_without_a_mistake(runs: list[Run]) -> None:
    assert all(piece.text.strip() for piece in pieces([page(*runs), page(*runs)]))
