"""OFD files as they arrive: made by several programs, scanned, with letterheads, broken and hostile."""

import random
from collections.abc import Callable, Iterator

import pytest

from auditor.errors import UnreadableError
from auditor.models import Document
from auditor.readers import ofd, read_bytes, scans
from auditor.readers.content import Job
from auditor.readers.layout import Page
from auditor.readers.recognise import RecognitionMissing
from auditor.readers.scans import Scan
from tests.ofd_files import (
    PITCH,
    ROOT,
    SIZE,
    deltas,
    document,
    entry,
    line_object,
    packed,
    page_part,
    parts,
    picture_object,
    resources,
    text_object,
)

LINES = (
    "　　全镇坚持以习近平法治思想为指导深入推进依法行政",
    "各项工作，全年召开专题会议12次研究解决重点难点问题",
    "，成效明显。",
    "　　一是加强组织领导。镇党委书记认真履行推进法治建",
    "设第一责任人职责，听取工作汇报，督促任务落实。",
)
PARAGRAPHS = [
    "全镇坚持以习近平法治思想为指导深入推进依法行政各项工作，全年召开专题会议12次研究解决重点难点问题，成效明显。",
    "一是加强组织领导。镇党委书记认真履行推进法治建设第一责任人职责，听取工作汇报，督促任务落实。",
]


def objects(top: float = 60) -> list[str]:
    return [text_object(line, 30, top + PITCH * place) for place, line in enumerate(LINES)]


BODY = "".join(objects())


def read(data: bytes) -> Document:
    return read_bytes(data, "报告.ofd")


def lines(data: bytes) -> list[str]:
    return read(data).text.split("\n")


# ---- text


def test_paragraphs_are_read_whole_and_page_numbers_left_out() -> None:
    pages = [BODY + text_object(f"— {number} —", 95, 280, size=4) for number in (1, 2)]
    found = read(document(*pages))
    assert found.text.split("\n") == PARAGRAPHS * 2
    assert (found.kind, found.warnings, found.unscored) == ("OFD 版式文件", (), None)


def test_the_order_of_objects_means_nothing() -> None:
    assert lines(document("".join(reversed(objects())))) == PARAGRAPHS


def test_a_line_in_many_objects_is_one_line() -> None:
    letters = []
    for place, line in enumerate(LINES):
        x = 30.0
        for char in line:
            letters.append(text_object(char, x, 60 + PITCH * place))
            x += SIZE / 2 if char.isascii() else SIZE
    assert lines(document("".join(letters))) == PARAGRAPHS


def grouped(text: str) -> str:
    return f"g {len(text) - 1} {SIZE}"


GLYPHS = '<ofd:CGTransform CodePosition="0" CodeCount="8" GlyphCount="8"><ofd:Glyphs>1 2 3 4 5 6 7 8</ofd:Glyphs></ofd:CGTransform>'
PLAIN = "临水镇法治建设报告"


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(text_object(PLAIN, 30, 60, delta=grouped(PLAIN)), id="distances in groups"),
        pytest.param(text_object(PLAIN, 30, 60, delta=""), id="no distances"),
        pytest.param(text_object(PLAIN, 30, 60, inside=GLYPHS), id="glyph lists"),
        pytest.param(
            text_object(PLAIN, 30, 60, size=1, attributes='CTM="5.6 0 0 5.6 0 0"', delta="g 8 1"), id="scaled"
        ),
        pytest.param(text_object(PLAIN, 30, 60) + text_object(PLAIN, 30.1, 60), id="fake bold"),
        pytest.param(f"<ofd:PageBlock ID='5'>{text_object(PLAIN, 30, 60)}</ofd:PageBlock>", id="in a block"),
        pytest.param(text_object(PLAIN, 30, 60).replace("ofd:", ""), id="without a namespace"),
        pytest.param(
            text_object(PLAIN, 30, 60) + text_object("看不见", 30, 90, attributes='Visible="false"'),
            id="beside hidden text",
        ),
        pytest.param(
            text_object("内部资料", 40, 150, size=20, attributes='CTM="0.7 0.7 -0.7 0.7 0 0"')
            + text_object(PLAIN, 30, 60),
            id="under a slanted watermark",
        ),
    ],
)
def test_text_is_read_however_a_program_writes_it(made: str) -> None:
    assert lines(document(made)) == [PLAIN]


def test_several_codes_in_one_object_are_placed_by_their_own_numbers() -> None:
    codes = "".join(
        f'<ofd:TextCode X="0" Y="{6 + PITCH * place}" DeltaX="{deltas(line)}">{line}</ofd:TextCode>'
        for place, line in enumerate(("第一行文字。", "第二行文字。"))
    )
    assert lines(
        document(f'<ofd:TextObject ID="1" Size="{SIZE}" Boundary="30 60 100 30">{codes}</ofd:TextObject>')
    ) == ["第一行文字。", "第二行文字。"]


def test_a_page_turned_by_the_matrix_of_its_text_is_read_upright() -> None:
    turned = [
        f'<ofd:TextObject ID="1" Size="{SIZE}" Boundary="0 0 210 297" CTM="0 1 -1 0 {180 - PITCH * place} {20 + (len(line) - len(line.lstrip("　"))) * SIZE}">'
        f'<ofd:TextCode X="0" Y="0" DeltaX="{deltas(line.lstrip("　"))}">{line.lstrip("　")}</ofd:TextCode></ofd:TextObject>'
        for place, line in enumerate(LINES)
    ]
    assert lines(document("".join(turned))) == PARAGRAPHS


def test_letterheads_of_template_pages_are_left_out() -> None:
    common = '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    files = parts([BODY], common=common)
    files["Doc_0/Tpls/Tpl_0/Content.xml"] = page_part(text_object("临水镇人民政府文件", 60, 30))
    files["Doc_0/Pages/Page_0/Content.xml"] = page_part(
        BODY, '<ofd:Template TemplateID="50" ZOrder="Background"/>'
    )
    assert lines(packed(files)) == PARAGRAPHS


def test_text_in_a_drawing_that_pages_share_is_read() -> None:
    unit = f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="70" Width="100" Height="20"><ofd:Content>{text_object(PLAIN, 0, 6)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>'
    files = parts(
        [BODY + '<ofd:CompositeObject ID="4" ResourceID="70" Boundary="30 200 100 20"/>'],
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
    )
    files["Doc_0/PublicRes.xml"] = resources(unit)
    assert lines(packed(files)) == [*PARAGRAPHS, PLAIN]


def test_a_table_with_drawn_lines_is_read_by_rows() -> None:
    rows = [("案件", "件数"), ("行政复议", "3")]
    made = "".join(
        text_object(cell, 32 + 60 * place, 107 + 10 * row, size=4)
        for row, each in enumerate(rows)
        for place, cell in enumerate(each)
    )
    made += "".join(line_object(30, 100 + 10 * row, 150, 100 + 10 * row) for row in range(3))
    made += "".join(line_object(x, 100, x, 120) for x in (30, 90))
    made += '<ofd:PathObject ID="8" Boundary="149 99 10 22"><ofd:AbbreviatedData>M 1 1 L 1 21 L 9 21 L 9 1 C</ofd:AbbreviatedData></ofd:PathObject>'
    assert lines(document(made)) == ["\t".join(row) for row in rows]


def test_all_documents_of_a_file_are_read_in_order() -> None:
    files = parts([text_object("第一份文档。", 30, 60)]) | parts(
        [text_object("第二份文档。", 30, 60)], folder="Doc_1"
    )
    files["OFD.xml"] = entry("Doc_0/Document.xml", "/Doc_1/Document.xml")
    found = read(packed(files))
    assert found.text.split("\n") == ["第一份文档。", "第二份文档。"]
    assert found.warnings == ("文件里有 2 份文档，已按顺序接在一起。请确认是否都是报告。",)


@pytest.mark.parametrize(
    "location",
    [
        "/Doc_0/Pages/Page_{}/Content.xml",
        "./Pages/../Pages/Page_{}/Content.xml",
        "pages\\page_{}\\content.xml",
    ],
)
def test_parts_are_found_by_absolute_roundabout_and_carelessly_written_paths(location: str) -> None:
    assert lines(packed(parts([BODY], location=location))) == PARAGRAPHS


def test_attachments_are_named_and_not_read() -> None:
    files = parts([BODY], after="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>")
    files["Doc_0/Attachs/Attachments.xml"] = (
        '<Attachments xmlns="x"><Attachment ID="1" Name="报告.docx"><FileLoc>a</FileLoc></Attachment></Attachments>'
    )
    assert read(packed(files)).warnings == (
        "文件里附有 1 个附件（“报告.docx”），没有读取。附件如是报告的一部分，请取出后单独报送。",
    )


# ---- pictures


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra [ocr] is not installed."""

    def missing(*_arguments: object) -> Iterator[Page]:
        raise RecognitionMissing

    monkeypatch.setattr(scans, "recognise", missing)


PNG = b"\x89PNG\r\n\x1a\n"
SCANNED = "“报告.ofd”是扫描件，没有可以核查的文字。{}请报送单位提供 Word 版。"
INSTALL = "请安装识别组件（pip install 'auditor[ocr]'）后重新核查，或"


def scanned(picture: bytes, *pages: str) -> bytes:
    files = parts(pages or [picture_object()], common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>")
    files["Doc_0/DocumentRes.xml"] = resources(
        '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>page.img</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    )
    files["Doc_0/Res/page.img"] = picture
    return packed(files)


@pytest.mark.parametrize(
    ("picture", "remedy"),
    [(PNG, INSTALL), (b"\xff\xd8\xff", INSTALL), (b"BM", INSTALL), (b"\x97JB2\r\n\x1a\n", "")],
    ids=["PNG", "JPEG", "BMP", "JBIG2, which is not recognised"],
)
@pytest.mark.usefixtures("no_recognition")
def test_a_scanned_file_is_not_scored_and_says_how_to_go_on(picture: bytes, remedy: str) -> None:
    assert read(scanned(picture)).unscored == SCANNED.format(remedy)


def test_the_picture_of_a_scanned_page_is_the_largest_on_it() -> None:
    small = picture_object("none", "0 0 20 20")
    file = ofd._File(scanned(PNG + b"whole page", small + picture_object()), Job("报告.ofd"))
    (page,) = file.pages()
    assert isinstance(page, Scan)
    assert page.draw
    assert page.draw().data == PNG + b"whole page"


@pytest.mark.usefixtures("no_recognition")
def test_scanned_pages_among_pages_of_text_are_named() -> None:
    text = BODY + "".join(objects(150))
    found = read(scanned(PNG, text, picture_object(), text))
    assert found.text.split("\n") == PARAGRAPHS * 4
    assert found.warnings == (
        "第 2 页是扫描的图片，没有读到文字。请安装识别组件（pip install 'auditor[ocr]'）后重新核查，或对照原件人工核对。",
    )


def test_a_garbled_text_layer_is_noticed() -> None:
    odd = "".join(
        text_object(
            "".join(chr(0x700 + ord(char) % 0x900) for char in line.strip("　")), 30, 60 + PITCH * place
        )
        for place, line in enumerate(LINES)
    )
    assert (
        read(document(odd)).unscored
        == "“报告.ofd”里的文字是乱码（字体没有带文字编码），没有可以核查的文字。请报送单位提供 Word 版。"
    )


# ---- files that cannot be read

DAMAGED = "“报告.ofd”（OFD 版式文件）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda files: files.pop(ROOT), id="no document part"),
        pytest.param(lambda files: files.update({ROOT: "<Document"}), id="a broken document part"),
        pytest.param(lambda files: files.update({"OFD.xml": "<OFD/>"}), id="no document"),
        pytest.param(
            lambda files: files.update({"OFD.xml": entry("../../../etc/passwd")}), id="a path out of the file"
        ),
        pytest.param(
            lambda files: files.update({"OFD.xml": entry("/etc/passwd")}), id="a path of the computer"
        ),
        pytest.param(
            lambda files: files.pop("Doc_0/Pages/Page_0/Content.xml"), id="the only page is missing"
        ),
    ],
)
def test_a_broken_file_is_refused_with_one_sentence(
    spoil: Callable[[dict[str, str | bytes]], object],
) -> None:
    files = parts([BODY])
    spoil(files)
    with pytest.raises(UnreadableError) as caught:
        read(packed(files))
    assert str(caught.value) == DAMAGED


def test_a_file_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableError, match="已损坏，打不开"):
        ofd.read_content(document(BODY)[:-40], Job("报告.ofd"))


def test_pages_that_are_missing_are_named() -> None:
    files = parts([BODY, BODY, BODY])
    del files["Doc_0/Pages/Page_1/Content.xml"]
    files["Doc_0/Pages/Page_2/Content.xml"] = "<Page"
    found = read(packed(files))
    assert found.text.split("\n") == PARAGRAPHS
    assert found.warnings == ("第 2—3 页已损坏，没有读到。请与原件核对，必要时重新报送。",)


def test_an_encrypted_file_is_named_as_such() -> None:
    files = parts([BODY]) | {"Doc_0/Encryptions.xml": "<Encryptions/>"}
    with pytest.raises(UnreadableError) as caught:
        read(packed(files))
    assert str(caught.value) == "“报告.ofd”（OFD 版式文件）设了密码，打不开。请取消密码另存一份后再报送。"


def crowded(letters: int) -> bytes:
    return document(text_object("法" * letters, 30, 60, delta="0.01"))


def looping() -> bytes:
    """Shared drawings that draw one another a hundred times over."""
    calls = "".join('<ofd:CompositeObject ID="4" ResourceID="70" Boundary="0 0 1 1"/>' for _ in range(100))
    unit = f'<ofd:CompositeGraphicUnit ID="70"><ofd:Content>{calls}</ofd:Content></ofd:CompositeGraphicUnit>'
    files = parts([calls], common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>")
    files["Doc_0/PublicRes.xml"] = resources(unit)
    return packed(files)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        pytest.param(
            packed(
                parts([BODY] * 1)
                | {
                    ROOT: "<Document><Pages>"
                    + "<Page BaseLoc='Pages/Page_0/Content.xml'/>" * 100_000
                    + "</Pages></Document>"
                }
            ),
            "有 100000 页",
            id="100,000 pages",
        ),
        pytest.param(crowded(100_001), "有一页上的文字超过 10 万字", id="100,001 letters on a page"),
        pytest.param(looping(), "页面里的图形多得异常", id="drawings in drawings without end"),
        pytest.param(
            packed(parts([BODY]) | {ROOT: b" " * 65 * 1024**2}), "展开后超过 64 MB", id="a part of 65 MB"
        ),
    ],
)
def test_what_would_take_hours_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert (
        str(caught.value)
        == f"“报告.ofd”（OFD 版式文件）{what}，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"
    )


def test_a_count_of_distances_without_measure_does_no_harm() -> None:
    assert lines(document(text_object(PLAIN, 30, 60, delta="g 999999999999 5.6"))) == [PLAIN]


ODD = [
    "",
    "nan",
    "1e999",
    "-1e5",
    "inf 0 0 0",
    "g 99999999 1",
    "0 0 0 0 0 0",
    "999999 999999 1 1",
    "../../etc/passwd",
    "中文",
]


@pytest.mark.usefixtures("no_recognition")
@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_gives_a_text_or_the_readers_own_error(seed: int) -> None:
    chance = random.Random(seed)
    files = parts([BODY, BODY + picture_object("7", "0 0 50 50")])
    for name in list(files):
        content = str(files[name])
        for _ in range(chance.choice([0, 1, 4])):
            pieces = content.split('"')
            if len(pieces) > 2:
                pieces[chance.randrange(1, len(pieces), 2)] = chance.choice(ODD)
            content = '"'.join(pieces)
        files[name] = content if chance.random() < 0.95 else content[: chance.randrange(len(content))]
    try:
        content = ofd.read_content(packed(files), Job("报告.ofd"))
    except UnreadableError as error:
        assert str(error).endswith("。")
    else:
        assert all(isinstance(piece.text, str) for piece in content.pieces)
