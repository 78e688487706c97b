"""Rich Text Format: the words as the page shows them, whatever code page the writer had in mind."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableError
from auditor.readers import limits, read_bytes
from auditor.readers.content import Content, Job, Piece
from auditor.readers.rtf import read_content
from auditor.vocabulary import BlockKind
from tests.word_report import LINES, REPORT, rtf

DAMAGED = "“报告.rtf”（RTF 文档）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"
REVISED = "含修订痕迹，已按接受全部修订处理。"
HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Times;}{\f2\fcharset2 Wingdings;}{\f3\fcharset136 MingLiU;}}"


def read(body: str, head: str = HEAD) -> Content:
    return read_content(f"{head}{body}}}".encode("latin-1"), Job("报告.rtf"))


def lines(body: str, head: str = HEAD) -> list[str]:
    return [piece.text for piece in read(body, head).pieces]


def figures(text: str, codec: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


@pytest.mark.parametrize("name", ["报告.rtf", "报告.doc"])
def test_a_report_is_read_as_its_page_shows_it(name: str) -> None:
    document = read_bytes(REPORT.encode("ascii"), name)
    assert document.text.split("\n") == LINES
    assert document.warnings == (REVISED,)
    assert document.kind == "RTF 文档"


def test_headings_keep_their_level_and_style_and_notes_their_kind() -> None:
    pieces = {piece.text: piece for piece in read_content(REPORT.encode("ascii"), Job("报告.rtf")).pieces}
    assert pieces["一、主要举措和成效"] == Piece("一、主要举措和成效", style="heading 1", outline_level=1)
    assert pieces["（二）行政执法"].outline_level == 2
    assert pieces["法治培训不够。"].outline_level is None
    assert pieces["截至2024年12月31日。"].kind is BlockKind.NOTE
    assert pieces["行政处罚\t12"].kind is BlockKind.TABLE_ROW


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_what_this_libreoffice_writes_is_read_the_same(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.rtf").write_text(REPORT, encoding="ascii")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "rtf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "in" / "report.rtf")], check=True, capture_output=True, timeout=120
    )
    content = read_content((tmp_path / "report.rtf").read_bytes(), Job("报告.rtf"))
    assert [piece.text for piece in content.pieces] == LINES


# Characters


@given(st.lists(st.text("临水镇法治政府，。1aé“𠮷 ", min_size=1), min_size=1))
def test_every_character_written_by_its_number_is_read(texts: list[str]) -> None:
    texts = [f"A{text}" for text in texts]
    assert lines("".join(rf"\pard {rtf(text)}\par" for text in texts)) == texts


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(figures("法治政府"), "法治政府", id="bytes as figures"),
        pytest.param("法治政府".encode("gbk").decode("latin-1"), "法治政府", id="bytes as they are"),
        pytest.param(r"\'81Z", b"\x81Z".decode("gbk"), id="the second byte as it is"),
        pytest.param(r"\f1 " + figures("“三项制度”"), "“三项制度”", id="Chinese in a Western font"),
        pytest.param(
            r"\f1\loch\af1\hich\af1\dbch\af3 " + figures("法治", "big5"),
            "法治",
            id="font of Chinese said apart",
        ),
        pytest.param(r"\f3 " + figures("政府", "big5"), "政府", id="traditional font"),
        pytest.param(r"\uc0\u27861\u27835", "法治", id="no fallback"),
        pytest.param(
            r"\uc2\u27861" + figures("法") + r"\u27835" + figures("治"), "法治", id="fallback of two bytes"
        ),
        pytest.param(r"\u-10179?\u-8904?", "\U0001f538", id="two halves of one character"),
        pytest.param(r"{\uc0 a}\u27861?b", "a法b", id="fallback of the group outside"),
        pytest.param(r"a\{b\}c\\d\~e\_f\-g", "a{b}c\\d\u00a0e-fg", id="signs"),
        pytest.param(r"\ldblquote a\rdblquote\emdash b\tab c", "“a”—b c", id="named characters"),
        pytest.param(r"a\li99999999999 b", "ab", id="a number of too many figures"),
        pytest.param("a\r\nb", "ab", id="line ends of the file"),
        pytest.param(r"x{\f2 \'fc}y", "xy", id="a picture of a symbol font"),
    ],
)
def test_characters_are_read_in_their_code_page(body: str, shown: str) -> None:
    assert lines(body) == [shown]


def test_a_second_byte_that_looks_like_a_brace_is_no_brace() -> None:
    text = "臸亄亅"
    assert any(byte in b"{}\\" for byte in "亄亅".encode("gbk"))
    assert lines(text.encode("gbk").decode("latin-1")) == [text]


@pytest.mark.parametrize(
    ("head", "text", "codec"),
    [
        (r"{\rtf1\ansi\ansicpg936 ", "法治", "gbk"),
        (r"{\rtf1\ansi\ansicpg950 ", "法治", "big5"),
        (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset134 SimSun;}}\f0 ", "法治", "gbk"),
        (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil\cpg936 SimSun;}}\f0 ", "法治", "gbk"),
        (r"{\rtf1\ansi ", "café", "cp1252"),
        (r"{\rtf1\mac ", "café", "mac_roman"),
        (r"{\rtf1\ansi\ansicpg65001 ", "法治", "utf-8"),
    ],
)
def test_the_code_page_is_that_of_the_font_or_of_the_document(head: str, text: str, codec: str) -> None:
    assert lines(figures(text, codec), head) == [text]


# What is not to be seen


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(r"a{\deleted b}c", ["ac"], id="deleted"),
        pytest.param(r"a{\revised b}c", ["abc"], id="inserted"),
        pytest.param(r"a{\v b}c", ["ac"], id="hidden"),
        pytest.param(r"a\v b\v0 c", ["ac"], id="hidden for a stretch"),
        pytest.param(r"a\v b\plain c", ["ac"], id="plain is seen"),
        pytest.param(r"a{\deleted\par}b\par c", ["ab", "c"], id="deleted end of a paragraph"),
        pytest.param(r"a{\v\par}b", ["ab"], id="hidden end of a paragraph"),
        pytest.param(r"a{\*\annotation\pard b\par}c", ["ac"], id="comment"),
        pytest.param(r"{\header b\par}{\footerf b\par}a", ["a"], id="header and footer"),
        pytest.param(r"{\info{\title b}}{\*\generator b;}a", ["a"], id="metadata"),
        pytest.param(r"a{\*\unheardof b{c}}d", ["ad"], id="group marked as ignorable"),
        pytest.param(r"a{\pict\pngblip 89504e47}b", ["ab"], id="picture"),
        pytest.param(r"a{\pict\bin5 }}}\}b}c", ["ac"], id="picture as bytes"),
        pytest.param(r"a{\field{\*\fldinst HYPERLINK x}{\fldrslt b}}c", ["abc"], id="link"),
        pytest.param(r"a{\field{\*\fldinst TOC \\o}{\fldrslt b\par c\par}}d", ["ad"], id="table of contents"),
        pytest.param(
            r"{\field{\*\fldinst eq \\o\\ac(\u9675?,3)}{\fldrslt x}}a", ["③a"], id="number in a circle"
        ),
        pytest.param(r"a{\deleted{\footnote\pard\plain b}}c", ["ac"], id="note of deleted text"),
        pytest.param(
            r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt b\par}}{\shprslt b}}a",
            ["a", "b"],
            id="text box, once",
        ),
    ],
)
def test_only_what_the_page_shows_is_text(body: str, shown: list[str]) -> None:
    assert lines(body) == shown


def test_changes_are_said_to_be_taken_as_accepted() -> None:
    assert read(r"a{\revised b}").warnings == [REVISED]
    assert read(r"a\revised0 b").warnings == []


def test_a_line_of_a_contents_table_that_is_no_field_any_more_is_dropped() -> None:
    styles = r"{\stylesheet{\s1 toc 1;}}"
    assert lines(styles + r"\pard\s1 a\tab 3\par\pard\s1 a\par") == ["a"]


# Numbers, tables, notes


@pytest.mark.parametrize(
    ("label", "text", "shown"),
    [
        (r"\u19968?\u12289?\tab", "a", "一、a"),
        (r"1.\tab", "a", "1.a"),
        (r"1\tab", "2024", "1 2024"),
        (r"\f2\'b7\tab", "a", "a"),
        (r"\bullet\tab", "a", "a"),
    ],
)
def test_the_number_that_the_writer_gave_is_kept_and_bullets_are_not(
    label: str, text: str, shown: str
) -> None:
    assert lines(rf"\pard{{\listtext\pard\plain {label}}}{text}\par") == [shown]


def test_a_number_leaves_its_paragraph_in_its_style() -> None:
    body = r"{\stylesheet{\s3 heading 3;}}\pard\s3\outlinelevel2{\listtext\pard\plain 1.\tab}a\par"
    assert read(body).pieces == [Piece("1.a", style="heading 3", outline_level=3)]


ROW = r"\trowd\pard\intbl a\cell b\par c\cell\row"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(ROW + ROW + r"\pard d\par", ["a\tb c", "a\tb c", "d"], id="two rows"),
        pytest.param(r"x\par" + ROW, ["x", "a\tb c"], id="at the end"),
        pytest.param(r"\pard\intbl a\par b\cell\row", ["a", "b"], id="a frame"),
        pytest.param(r"\pard\intbl a\cell\cell c\cell\row", ["a\t\tc"], id="an empty cell"),
        pytest.param(
            r"\pard\intbl a\cell\pard\intbl\itap2 m\nestcell n\nestcell{\*\nesttableprops\trowd\nestrow}"
            r"{\nonesttables\par}\pard\intbl\itap1 b\cell\row",
            ["a\tb", "m\tn"],
            id="a table in a cell",
        ),
        pytest.param(r"\pard\intbl a{\footnote n}\cell b\cell\row c\par", ["a\tb", "n", "c"], id="a note"),
    ],
)
def test_rows_are_one_line_with_their_cells_parted_by_tabs(body: str, shown: list[str]) -> None:
    assert lines(body) == shown


def test_a_text_box_follows_the_paragraph_that_it_hangs_on() -> None:
    pieces = read(r"a{\shp{\*\shpinst{\shptxt\pard b\par}}}\par c\par").pieces
    assert [piece.text for piece in pieces] == ["a", "b", "c"]
    assert pieces[1].kind is BlockKind.TEXT_BOX


def test_pictures_of_pages_without_text_are_said_to_be_such() -> None:
    assert read(r"{\pict 89}\par").unscored == (
        "“报告.rtf”里只有图片，没有文字，无法核查。请报送能选中文字的文件（由 Word、WPS 直接保存或导出）。"
    )


# Damage


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(REPORT.encode()[: len(REPORT) // 2], id="cut in half"),
        pytest.param(b"{\\rtf1 " + b"{" * 2000 + b"a" + b"}" * 2001, id="nested beyond reason"),
        pytest.param(b"{\\rtf1 a\\bin2147483647 b}", id="an absurd count"),
    ],
)
def test_a_damaged_file_is_refused_with_one_clear_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "报告.rtf")
    assert str(caught.value) == DAMAGED


def test_a_file_of_endless_control_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TOKENS", 100)
    with pytest.raises(UnreadableError) as caught:
        read(r"\b" * 200)
    assert str(caught.value) == (
        "“报告.rtf”（RTF 文档）内容过多，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"
    )


@pytest.mark.parametrize(
    "body",
    [
        r"\u99999999999?a",
        r"\u-99999?a",
        r"\s-5 a\par",
        r"\itap999999999\intbl a\cell\row",
        r"\uc-3 a",
        r"}}}a",
        r"\nestrow\row\cell a",
    ],
)
def test_absurd_numbers_do_no_harm(body: str) -> None:
    read(body)


@pytest.mark.parametrize("seed", range(6))
def test_no_damage_makes_the_reader_fail_in_another_way(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(80):
        data = bytearray(REPORT.encode())
        for _ in range(chance.randrange(1, 30)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(9)] = chance.choice(
                [b"{", b"}", b"\\", b"\\'8", b"\\u-", bytes([chance.randrange(256)])]
            )
        try:
            read_content(bytes(data), Job("报告.rtf"))
        except UnreadableError as error:
            assert str(error) == DAMAGED
