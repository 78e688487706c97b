"""Binary Word documents: the words as the page shows them, and one clear sentence for what is no such file."""

import random
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableError
from auditor.readers import limits, office, read_bytes
from auditor.readers.content import Content, Job, Piece
from auditor.readers.doc import read_content
from auditor.vocabulary import BlockKind
from tests import word_maker as make
from tests.conftest import ROOT
from tests.word_maker import Paragraph, Style, Word, sprm
from tests.word_report import LINES, REPORT

REPORT_DOC = (ROOT / "tests/files/report.doc").read_bytes()
REVISED = "含修订痕迹，已按接受全部修订处理。"
DAMAGED = (
    "“报告.doc”（Word 文档（doc））已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"
)
SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx 后再报送。"

DELETED, INSERTED, HIDDEN, CHARACTER_STYLE = 0x0800, 0x0801, 0x083C, 0x4A30
IN_TABLE, ROW_END, INNER_CELL, INNER_ROW, DEPTH = 0x2416, 0x2417, 0x244B, 0x244C, 0x6649
LIST, LIST_LEVEL, OUTLINE, ELSEWHERE = 0x460B, 0x260A, 0x2640, 0x6646
CELL = sprm(IN_TABLE)
ROW = sprm(IN_TABLE) + sprm(ROW_END)


def read(data: bytes) -> Content:
    return read_content(data, Job("报告.doc"))


def lines(word: Word) -> list[str]:
    return [piece.text for piece in read(word.file()).pieces]


def message(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "报告.doc")
    return str(caught.value)


def plain(*texts: str) -> list[Paragraph]:
    return [Paragraph(text + "\r") for text in texts]


def numbered(text: str, use: int, depth: int | None = None, style: int = 0) -> Paragraph:
    said = sprm(LIST, use) + (b"" if depth is None else sprm(LIST_LEVEL, depth))
    return Paragraph(text + "\r", said, style)


# What a word processor wrote


@pytest.mark.parametrize("name", ["报告.doc", "报告.wps"])
def test_a_report_is_read_as_its_page_shows_it(name: str) -> None:
    document = read_bytes(REPORT_DOC, name)
    assert document.text.split("\n") == LINES
    assert document.warnings == (REVISED,)
    assert document.kind == "Word 文档（doc）"


def test_headings_keep_their_level_and_style_and_notes_their_kind() -> None:
    pieces = {piece.text: piece for piece in read(REPORT_DOC).pieces}
    assert (pieces["一、主要举措和成效"].style, pieces["一、主要举措和成效"].outline_level) == (
        "Heading 1",
        1,
    )
    assert pieces["（二）行政执法"].outline_level == 2
    assert pieces["法治培训不够。"].outline_level is None
    assert pieces["截至2024年12月31日。"].kind is BlockKind.NOTE
    assert pieces["行政处罚\t12"].kind is BlockKind.TABLE_ROW


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_what_this_libreoffice_writes_is_read_the_same(tmp_path: Path) -> None:
    (tmp_path / "report.rtf").write_text(REPORT, encoding="ascii")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.rtf")], check=True, capture_output=True, timeout=120)
    content = read((tmp_path / "report.doc").read_bytes())
    assert [piece.text for piece in content.pieces] == LINES


# Characters


@given(st.lists(st.text("临水镇法治政府，。1aé“𠮷", min_size=1), min_size=1), st.integers(0, 3))
def test_every_paragraph_is_read_whatever_bytes_its_characters_take(texts: list[str], share: int) -> None:
    texts = [f"A{text}" for text in texts]
    first = len(texts[0]) if share == 0 and texts[0].isascii() else share == 1
    assert lines(Word(plain(*texts), eight_bit=int(first))) == texts


def test_bytes_of_the_western_code_page_are_told_from_pairs() -> None:
    assert lines(Word(plain("“Plan” 2024 – A", "法治"), eight_bit=16)) == ["“Plan” 2024 – A", "法治"]


def test_signs_that_are_no_letters_are_written_as_the_page_shows_them() -> None:
    text = "第1行\x0b第2行\x0c第3行\t间隔\x1e连\x1f字\x01\x08\r"
    assert lines(Word([Paragraph(text)])) == ["第1行\n第2行\n第3行 间隔-连字"]


def test_a_page_break_ends_a_paragraph_only_where_a_section_ends() -> None:
    text = "甲\x0c乙\x0c丙\r"
    word = Word(
        [Paragraph("甲\x0c乙\x0c"), Paragraph("丙\r")],
        parts={make.SECTIONS: make.plc([0, 4, len(text)], [bytes(12)] * 2)},
    )
    assert lines(word) == ["甲\n乙", "丙"]


def test_a_symbol_is_the_sign_that_its_font_draws() -> None:
    name = "Wingdings\0".encode("utf-16-le")
    font = bytes([39 + len(name)]) + bytes(39) + name
    symbol = sprm(0x6A09, 0xF0FE << 16)
    word = Word(plain("(公开(选择)"), runs=[(0, 1, symbol)], parts={make.FONTS: b"\1\0\0\0" + font})
    assert lines(word) == ["☑公开(选择)"]


# What is not to be seen

HIDING = make.style_sheet(
    Style("正文"), Style("隐藏", characters=sprm(HIDDEN)), Style("隐藏字符", characters=sprm(HIDDEN), kind=2),
    Style("隐藏的后代", base=1), Style("标题 1", built_in=1), Style("小标题", base=4),
    Style("大纲", paragraph=sprm(OUTLINE, 2)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param(sprm(DELETED), "会次", id="deleted"),
        pytest.param(sprm(DELETED, 0), "会三次", id="deletion refused"),
        pytest.param(sprm(INSERTED), "会三次", id="inserted"),
        pytest.param(sprm(HIDDEN), "会次", id="hidden"),
        pytest.param(sprm(HIDDEN, 0), "会三次", id="not hidden"),
        pytest.param(sprm(HIDDEN, 0x80), "会三次", id="hidden as the style is"),
        pytest.param(sprm(HIDDEN, 0x81), "会次", id="hidden unlike the style"),
        pytest.param(sprm(CHARACTER_STYLE, 2), "会次", id="in a hidden style of characters"),
        pytest.param(sprm(CHARACTER_STYLE, 99), "会三次", id="in a style that is not there"),
    ],
)
def test_deleted_and_hidden_characters_are_dropped(said: bytes, shown: str) -> None:
    word = Word(plain("会三次"), runs=[(1, 2, said)], parts={make.STYLES: HIDING})
    assert lines(word) == [shown]


@pytest.mark.parametrize("style", [1, 3])
def test_a_paragraph_in_a_hidden_style_shows_only_what_is_said_to_be_shown(style: int) -> None:
    word = Word(
        [Paragraph("藏住露出\r", style=style), *plain("末段")],
        runs=[(2, 5, sprm(HIDDEN, 0))],
        parts={make.STYLES: HIDING},
    )
    assert lines(word) == ["露出", "末段"]


def test_changes_are_taken_as_accepted_and_said_to_be() -> None:
    changed = Word(plain("共六次"), runs=[(1, 2, sprm(INSERTED))])
    assert read(changed.file()).warnings == [REVISED]
    assert read(Word(plain("共六次")).file()).warnings == []


@pytest.mark.parametrize("said", [sprm(DELETED), sprm(HIDDEN)], ids=["deleted", "hidden"])
def test_a_paragraph_whose_end_is_gone_runs_on_into_the_next(said: bytes) -> None:
    assert lines(Word(plain("上半，", "下半。", "另一段。"), runs=[(3, 4, said)])) == [
        "上半，下半。",
        "另一段。",
    ]


def test_headers_and_comments_are_no_text_of_the_report() -> None:
    word = Word(plain("正文", "页眉", "批注"), lengths=[3, 0, 3, 0, 3])
    assert lines(word) == ["正文"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("见\x13 HYPERLINK x \x14公示栏\x15。", ["见公示栏。"], id="a link"),
        pytest.param("共\x13 = 1+2 \x153件", ["共3件"], id="no result"),
        pytest.param("\x13 TOC \\o \x14一、工作\t1\r二、问题\t2\x15\r正文", ["正文"], id="table of contents"),
        pytest.param(
            "\x13 IF \x13 DATE \x14今\x15 \x14外\x13 X \x14内\x15\x15", ["外内"], id="one in the other"
        ),
        pytest.param("共\x13 PAGE 没有结束", ["共 PAGE 没有结束"], id="never closed"),
        pytest.param("没有\x15开始\x14", ["没有开始"], id="never opened"),
        pytest.param("\x13 eq \\o\\ac(○,3) \x15统筹", ["③统筹"], id="a number in a circle"),
        pytest.param("\x13 EQ \\o\\al(\\s\\up 9(fǎ),法)\x15治", ["法治"], id="a character with its reading"),
    ],
)
def test_of_fields_only_the_result_is_text(text: str, shown: list[str]) -> None:
    assert lines(Word([Paragraph(each + "\r") for each in text.split("\r")])) == shown


def test_a_line_of_a_contents_table_that_is_no_field_any_more_is_dropped() -> None:
    styles = make.style_sheet(Style("正文"), Style("toc 1"))
    word = Word(
        [Paragraph("一、工作\t1\r", style=1), Paragraph("一、工作\r", style=1)], parts={make.STYLES: styles}
    )
    assert lines(word) == ["一、工作"]


# Tables


def test_rows_are_one_line_with_their_cells_parted_by_tabs() -> None:
    word = Word(
        [
            *plain("前"),
            Paragraph("项目\x07", CELL), Paragraph("件\t数\x07", CELL), Paragraph("\x07", ROW),
            Paragraph("处罚\r", CELL), Paragraph("许可\x07", CELL), Paragraph("12\x07", CELL), Paragraph("\x07", ROW),
            *plain("后"),
        ]
    )  # fmt: skip
    assert lines(word) == ["前", "项目\t件 数", "处罚 许可\t12", "后"]


def test_the_end_of_a_row_may_stand_among_the_modifiers_too_many_for_a_page() -> None:
    elsewhere = struct.pack("<H", len(ROW)) + ROW
    word = Word(
        [
            Paragraph("甲\x07", CELL), Paragraph("\x07", sprm(ELSEWHERE, 0)),
            Paragraph("乙\x07", CELL), Paragraph("\x07", sprm(ELSEWHERE, 0)),
        ],
        data=elsewhere,
    )  # fmt: skip
    assert lines(word) == ["甲", "乙"]


def test_a_table_in_a_cell_follows_the_row_around_it() -> None:
    inner = CELL + sprm(DEPTH, 2)
    word = Word(
        [
            Paragraph("外一\x07", CELL),
            Paragraph("内一\r", inner + sprm(INNER_CELL)), Paragraph("内二\r", inner + sprm(INNER_CELL)),
            Paragraph("\r", inner + sprm(INNER_CELL) + sprm(INNER_ROW)),
            Paragraph("外二\x07", CELL), Paragraph("\x07", ROW), *plain("后"),
        ]
    )  # fmt: skip
    assert lines(word) == ["外一\t外二", "内一\t内二", "后"]


def test_the_one_cell_of_a_frame_gives_its_paragraphs_one_by_one() -> None:
    word = Word([Paragraph("一、工作\r", CELL), Paragraph("开会四次。\x07", CELL), Paragraph("\x07", ROW)])
    assert lines(word) == ["一、工作", "开会四次。"]


# Automatic numbers

CHINESE, DECIMAL, BULLET, CIRCLED = 39, 0, 23, 18
NINE = [
    make.level("\0、", CHINESE), make.level("（\x01）", CHINESE), make.level("\x02.", DECIMAL),
    *[make.level("", 255)] * 6,
]  # fmt: skip


def list_parts(
    *uses: tuple[int, list[bytes]], definitions: list[tuple[int, list[bytes], list[int]]]
) -> dict[int, bytes]:
    return {make.LISTS: make.lists(*definitions), make.LIST_USES: make.list_uses(*uses)}


def override(depth: int, start: int, level: bytes | None = None, *, anew: bool = True) -> bytes:
    return struct.pack("<II", start, depth | 0x10 * anew | 0x20 * (level is not None)) + (level or b"")


def test_headings_are_numbered_as_their_list_says() -> None:
    parts = list_parts((5, []), definitions=[(5, NINE, [])])
    texts = [
        ("工作", 0),
        ("决策", 1),
        ("清单", 2),
        ("责任", 2),
        ("执法", 1),
        ("清单", 2),
        ("问题", 0),
        ("培训", 1),
    ]
    word = Word([numbered(text, 1, depth) for text, depth in texts], parts=parts)
    assert lines(word) == [
        "一、工作", "（一）决策", "1.清单", "2.责任", "（二）执法", "1.清单", "二、问题", "（一）培训",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("override_of_second", "shown"),
    [
        pytest.param([], ["一、甲", "二、乙"], id="carries on"),
        pytest.param([override(0, 1)], ["一、甲", "一、乙"], id="starts anew"),
        pytest.param([override(0, 5)], ["一、甲", "五、乙"], id="jumps"),
        pytest.param([override(0, 0, make.level("第\0章", DECIMAL, 3))], ["一、甲", "第3章乙"], id="whole level"),
        pytest.param([override(0, 9, make.level("(\0)", DECIMAL, 3), anew=False)], ["一、甲", "(2)乙"], id="only its looks"),
    ],
)  # fmt: skip
def test_a_second_use_of_a_list_may_override_it(override_of_second: list[bytes], shown: list[str]) -> None:
    parts = list_parts((5, []), (5, override_of_second), definitions=[(5, NINE, [])])
    assert lines(Word([numbered("甲", 1, 0), numbered("乙", 2, 0)], parts=parts)) == shown


def test_a_list_may_come_from_the_style_and_its_depth_from_the_link_back() -> None:
    styles = make.style_sheet(Style("正文"), Style("标题 1", sprm(LIST, 1)), Style("标题 2", sprm(LIST, 1)))
    parts = list_parts((5, []), definitions=[(5, NINE, [1, 2])]) | {make.STYLES: styles}
    word = Word(
        [Paragraph("工作\r", style=1), Paragraph("决策\r", style=2), Paragraph("无号\r", sprm(LIST, 0), 1)],
        parts=parts,
    )
    assert lines(word) == ["一、工作", "（一）决策", "无号"]


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (make.level("\0", CIRCLED), "①甲"),
        (make.level("\0.", DECIMAL, 7), "7.甲"),
        (make.level("\0、", 0x26), "壹、甲"),
        (make.level("\0、", 0x0B), "一、甲"),
        (make.level("●", BULLET), "甲"),
        (make.level("说明：", 255), "说明：甲"),
    ],
)
def test_a_simple_list_has_one_level_of_any_format(level: bytes, shown: str) -> None:
    parts = list_parts((5, []), definitions=[(5, [level], [])])
    assert lines(Word([numbered("甲", 1, 0)], parts=parts)) == [shown]


def test_figures_of_every_level_are_arabic_where_the_level_says_so() -> None:
    legal = [NINE[0], make.level("\0.\x01", DECIMAL, flags=0x04), *NINE[2:]]
    parts = list_parts((5, []), definitions=[(5, legal, [])])
    assert lines(Word([numbered("甲", 1, 0), numbered("乙", 1, 1)], parts=parts)) == ["一、甲", "1.1乙"]


def test_a_level_may_count_on_through_the_levels_above() -> None:
    endless = [NINE[0], make.level("（\x01）", CHINESE, flags=0x08, restart=0), *NINE[2:]]
    parts = list_parts((5, []), definitions=[(5, endless, [])])
    word = Word(
        [numbered(text, 1, depth) for text, depth in [("甲", 0), ("a", 1), ("乙", 0), ("b", 1)]], parts=parts
    )
    assert lines(word) == ["一、甲", "（一）a", "二、乙", "（二）b"]


def test_a_paragraph_that_is_deleted_with_its_end_takes_no_number() -> None:
    parts = list_parts((5, []), definitions=[(5, NINE, [])])
    word = Word([numbered(text, 1, 0) for text in "甲乙丙"], runs=[(2, 4, sprm(DELETED))], parts=parts)
    assert lines(word) == ["一、甲", "二、丙"]


@pytest.mark.parametrize("use", [0, 2, 0xF801, 0xFFFF])
def test_a_use_that_is_not_there_gives_no_number(use: int) -> None:
    parts = list_parts((5, []), definitions=[(5, NINE, [])])
    assert lines(Word([numbered("甲", use, 0)], parts=parts)) == ["甲"]


def test_text_is_read_without_numbers_when_the_lists_are_broken_and_that_is_said() -> None:
    parts = list_parts((5, []), definitions=[(5, NINE, [])])
    content = read(Word([numbered("甲", 1, 0)], parts=parts | {make.LIST_USES: b"\xff\xff\xff\x7f"}).file())
    assert [piece.text for piece in content.pieces] == ["甲"]
    assert content.warnings == ["自动编号的定义已损坏，编号没有读出。请对照原文核对标题序号。"]


# Styles, notes, boxes, pictures


@pytest.mark.parametrize(
    ("paragraph", "style", "level"),
    [
        (Paragraph("甲\r", style=4), "标题 1", 1),
        (Paragraph("甲\r", style=5), "小标题", 1),
        (Paragraph("甲\r", style=6), "大纲", 3),
        (Paragraph("甲\r", sprm(OUTLINE, 1), 4), "标题 1", 2),
        (Paragraph("甲\r", sprm(OUTLINE, 9), 4), "标题 1", None),
        (Paragraph("甲\r"), "正文", None),
        (Paragraph("甲\r", style=77), "", None),
    ],
)
def test_a_paragraph_has_the_level_of_its_style_or_its_own(
    paragraph: Paragraph, style: str, level: int | None
) -> None:
    content = read(Word([paragraph], parts={make.STYLES: HIDING}).file())
    assert content.pieces == [Piece("甲", style=style, outline_level=level)]


def test_styles_that_inherit_in_a_circle_do_no_harm() -> None:
    circle = make.style_sheet(Style("甲", base=1), Style("乙", base=0))
    assert lines(Word([Paragraph("正文\r", style=1)], parts={make.STYLES: circle})) == ["正文"]


def note_parts(mark: int, length: int) -> dict[int, bytes]:
    return {
        make.FOOTNOTE_MARKS: make.plc([mark, 99], [b"\1\0"]), make.FOOTNOTES: make.plc([0, length, length + 1]),
    }  # fmt: skip


def test_a_note_follows_its_paragraph_and_goes_with_its_mark() -> None:
    word = Word(plain("开会\x02四次", "后文", "\x02截至年底"), lengths=[9, 6], parts=note_parts(2, 6))
    assert lines(word) == ["开会四次", "截至年底", "后文"]
    word.runs = [(2, 3, sprm(DELETED))]
    assert lines(word) == ["开会四次", "后文"]


def test_a_note_in_a_table_follows_the_row() -> None:
    word = Word(
        [
            Paragraph("甲\x02\x07", CELL), Paragraph("乙\x07", CELL), Paragraph("\x07", ROW),
            *plain("后文", "\x02脚注"),
        ],
        lengths=[9, 4], parts=note_parts(1, 4),
    )  # fmt: skip
    assert lines(word) == ["甲\t乙", "脚注", "后文"]


def box_parts(anchor: int, length: int, *, spare: bool = False) -> dict[int, bytes]:
    shape = struct.pack("<I22x", 77)
    box = struct.pack("<8xHIII", spare, 0, 77, 0)
    return {
        make.SHAPES: make.plc([anchor, 99], [shape]),
        make.TEXT_BOXES: make.plc([0, length, length], [box, bytes(22)]),
    }


def test_a_text_box_follows_the_paragraph_that_it_hangs_on() -> None:
    word = Word(plain("甲\x08", "乙", "框中文字"), lengths=[5, 0, 0, 0, 0, 0, 5], parts=box_parts(1, 5))
    pieces = read(word.file()).pieces
    assert [piece.text for piece in pieces] == ["甲", "框中文字", "乙"]
    assert pieces[1].kind is BlockKind.TEXT_BOX
    word.runs = [(1, 2, sprm(DELETED))]
    assert lines(word) == ["甲", "乙"]


def test_a_text_box_out_of_use_is_not_read() -> None:
    word = Word(plain("甲\x08", "旧框"), lengths=[3, 0, 0, 0, 0, 0, 3], parts=box_parts(1, 3, spare=True))
    assert lines(word) == ["甲"]


def test_pictures_of_pages_without_text_are_said_to_be_such() -> None:
    content = read(Word(plain("\x01")).file())
    assert content.unscored == (
        "“报告.doc”里只有图片，没有文字，无法核查。请报送能选中文字的文件（由 Word、WPS 直接保存或导出）。"
    )


def test_text_that_is_saved_in_pieces_is_put_in_order_and_changed_as_the_pieces_say() -> None:
    word = Word(plain("乙丙甲"))
    at = make.TEXT_AT
    deleted = 0x41 << 1 | 1 << 8
    pieces = [
        struct.pack("<HIH", 0, at + 4, 0),
        struct.pack("<HIH", 0, at, deleted),
        struct.pack("<HIH", 0, at + 2, 0),
        struct.pack("<HIH", 0, at + 6, 0),
    ]
    table = make.plc([0, 1, 2, 3, 4], pieces)
    word.parts = {make.PIECES: b"\x02" + struct.pack("<I", len(table)) + table}
    word.runs = [(0, 4, sprm(0x0835))]
    assert lines(word) == ["甲丙"]


# What is refused


def test_a_document_behind_a_password_is_refused() -> None:
    assert message(Word(plain("甲"), flags=0x0300).file()) == (
        "“报告.doc”（Word 文档（doc））设了密码，打不开。请取消密码另存一份后再报送。"
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(Word(plain("甲"), magic=0xA5DC, version=104).file(), id="Word 95"),
        pytest.param(Word(plain("甲"), version=101).file(), id="Word 6"),
        pytest.param(b"\xdb\xa5\x2d\x00" + bytes(600), id="Word 2"),
    ],
)
def test_an_old_word_document_is_refused_where_there_is_no_libreoffice(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    assert message(data) == f"“报告.doc”是 Word 95 或更早版本的文档，这里打不开。{SAVE_AS_DOCX}"


@pytest.mark.parametrize(
    ("stream", "title"),
    [("CONTENTS", "Works 文档"), ("__properties_version1.0", "Outlook 邮件"), ("Quill", "Publisher 文件")],
)
def test_another_program_s_file_in_the_same_container_is_named(stream: str, title: str) -> None:
    assert message(make.container({stream: b"x"})) == f"“报告.doc”是{title}，不是 Word 文档。{SAVE_AS_DOCX}"


def test_a_container_of_something_unknown_is_refused() -> None:
    assert message(make.container({"Other": b"x"})) == (
        f"“报告.doc”不是 Word 文档（同一种容器里装着别的内容）。{SAVE_AS_DOCX}"
    )


TOO_MUCH = (
    "“报告.doc”（Word 文档（doc））文字过多，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"
)


def test_a_text_too_long_for_a_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 10)
    assert message(Word(plain("甲" * 20)).file()) == TOO_MUCH


def test_more_paragraphs_or_pieces_than_a_report_can_have_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_STRETCHES", 10)
    assert message(Word(plain(*["甲"] * 12)).file()) == TOO_MUCH
    assert (
        message(Word(plain("甲" * 20), parts=piece_table(list(range(15)), make.TEXT_AT)).file()) == TOO_MUCH
    )
    assert lines(Word(plain(*["甲"] * 10))) == ["甲"] * 10


def patched(data: bytes, at: int, code: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into("<" + code, changed, at, value)
    return bytes(changed)


GOOD = Word(plain("甲乙丙")).file()
STREAM = 512  # the first sector, where the text stream begins
CLX = STREAM + 154 + 8 * make.PIECES


def piece_table(positions: list[int], offset: int) -> dict[int, bytes]:
    table = make.plc(positions, [struct.pack("<HIH", 0, offset, 0)] * (len(positions) - 1))
    return {make.PIECES: b"\x02" + struct.pack("<I", len(table)) + table}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(GOOD[: len(GOOD) // 2], id="cut in half"),
        pytest.param(GOOD[:300], id="only a beginning"),
        pytest.param(REPORT_DOC[: len(REPORT_DOC) // 2], id="a real one cut in half"),
        pytest.param(Word(plain("甲"), parts=piece_table([0, 2], 0x3FFFFFF0)).file(), id="a piece outside"),
        pytest.param(Word(plain("甲"), parts=piece_table([5, 2], make.TEXT_AT)).file(), id="pieces backwards"),
        pytest.param(Word(plain("甲"), parts={make.PIECES: b"\x07"}).file(), id="no piece table"),
        pytest.param(Word(plain("甲"), parts={make.PIECES: b"\x01" * 9}).file(), id="a piece table cut short"),
        pytest.param(Word(plain("甲"), lengths=[0x7FFFFFFF]).file(), id="more text than there is"),
        pytest.param(patched(GOOD, CLX, "I", 0x7FFFFFFF), id="a table outside its stream"),
        pytest.param(patched(GOOD, CLX + 4, "I", 0x7FFFFFFF), id="a table longer than its stream"),
        pytest.param(Word(plain("甲"), parts={make.PARAGRAPH_PAGES: make.plc([0, 9], [b"\xff\xff\x3f\0"])}).file(), id="a page outside"),
        pytest.param(Word(plain("甲", "\x02乙"), lengths=[2, 3], parts={make.FOOTNOTE_MARKS: make.plc([0, 1, 9], [b"\1\0"] * 2), make.FOOTNOTES: make.plc([3, 0, 2])}).file(), id="notes in disorder"),
        pytest.param(make.container({"WordDocument": b"\xec\xa5\xc1\0" + bytes(300)}), id="no table stream"),
        pytest.param(patched(GOOD, 30, "H", 0xFFFF), id="sectors of absurd size"),
        pytest.param(patched(GOOD, 44, "I", 0x7FFFFFFF), id="an absurd number of table sectors"),
        pytest.param(patched(patched(GOOD, 44, "I", 0x01000000), 72, "I", 0x00020000), id="an absurd index"),
        pytest.param(patched(GOOD, 64, "I", 0x7FFFFFFF), id="an absurd number of small sectors"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_one_clear_sentence(data: bytes) -> None:
    assert message(data) == DAMAGED


def test_a_stream_that_runs_in_a_circle_ends() -> None:
    data = Word(plain("甲乙丙")).file()
    table_at = data.index(struct.pack("<II", 1, 2), 4096)
    circle = patched(data, table_at, "I", 0)
    entry = data.index("WordDocument".encode("utf-16-le"))
    assert message(patched(circle, entry + 120, "I", 0x7FFFFFFF)) == DAMAGED
    assert message(circle) == DAMAGED


def test_formatting_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FORMAT_BYTES", 1000)
    assert message(Word(plain(*["甲"] * 30)).file()) == DAMAGED


def test_a_note_that_hangs_on_itself_ends() -> None:
    word = Word(plain("正文", "\x02注"), lengths=[3, 3], parts=note_parts(3, 3))
    assert lines(word) == ["正文"]


def _damage(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    way = chance.randrange(4)
    if way == 0:
        return bytes(changed[: chance.randrange(len(changed))])
    for _ in range(chance.randrange(1, 40)):
        at = chance.randrange(len(changed) - 4)
        if way == 1:
            changed[at] = chance.randrange(256)
        elif way == 2:
            changed[at : at + 4] = chance.choice(
                [b"\xff\xff\xff\xff", bytes(4), b"\xff\xff\xff\x7f", b"\1\0\0\0"]
            )
        else:
            size = chance.randrange(400)
            start = chance.randrange(len(changed))
            changed[at : at + size] = changed[start : start + size]
    return bytes(changed)


@pytest.mark.parametrize("seed", range(8))
def test_no_damage_makes_the_reader_fail_in_another_way(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    chance = random.Random(seed)
    sources = [REPORT_DOC, GOOD]
    for _ in range(60):
        try:
            read(_damage(chance.choice(sources), chance))
        except UnreadableError as error:
            assert str(error).endswith("。")
