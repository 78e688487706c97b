"""PDF files as they arrive: made, printed, scanned, turned, locked, broken and hostile."""

import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from auditor.errors import UnreadableError
from auditor.models import Document
from auditor.readers import limits, pdf, read_bytes, scans
from auditor.readers.content import Job
from auditor.readers.layout import Page, Run
from auditor.readers.recognise import PagePicture, RecognitionMissing
from auditor.readers.scans import Scan
from tests.pdf_files import (
    Objects,
    Sheet,
    add_font,
    add_pages,
    add_picture,
    document,
    locked,
    nested_forms,
    ruling,
    show,
    with_pictures,
)

TITLE = "临水镇法治政府建设年度报告"
LINES = (
    "　　全镇坚持以习近平法治思想为指导深入推进依法行政",
    "各项工作，全年召开专题会议研究解决重点难点问题，成",
    "效明显。",
    "　　一是加强组织领导。镇党委书记认真履行推进法治建",
    "设第一责任人职责，听取工作汇报，督促任务落实。",
)
PARAGRAPHS = [
    "全镇坚持以习近平法治思想为指导深入推进依法行政各项工作，全年召开专题会议研究解决重点难点问题，成效明显。",
    "一是加强组织领导。镇党委书记认真履行推进法治建设第一责任人职责，听取工作汇报，督促任务落实。",
]


def body(top: float = 640, left: float = 90) -> bytes:
    return b"".join(show(line, left, top - 28 * place) for place, line in enumerate(LINES))


def page(number: int = 1) -> bytes:
    return body() + show(f"—　{number}　—", 270, 60, 14)


def read(data: bytes) -> Document:
    return read_bytes(data, "报告.pdf")


def lines(data: bytes) -> list[str]:
    return read(data).text.split("\n")


# ---- text


def test_paragraphs_are_read_whole_and_page_numbers_left_out() -> None:
    found = read(document(show(TITLE, 150, 720, 22) + page(1), page(2)))
    assert found.text.split("\n") == [TITLE, *PARAGRAPHS, *PARAGRAPHS]
    assert (found.kind, found.warnings, found.unscored) == ("PDF", (), None)


@pytest.mark.parametrize(
    ("encoding", "ordering"), [("UniGB-UCS2-H", "GB1"), ("UniGB-UTF16-H", "GB1"), ("UniCNS-UCS2-H", "CNS1")]
)
def test_fonts_that_are_not_embedded_are_read_by_their_encoding(encoding: str, ordering: str) -> None:
    assert lines(document(page(), encoding=encoding, ordering=ordering)) == PARAGRAPHS


def test_radicals_that_a_font_gives_for_characters_are_read_as_these() -> None:
    assert lines(document(show("⼀、⼈⺠政府⼯作，⻓效机制", 90, 640))) == ["一、人民政府工作，长效机制"]


def test_latin_words_without_blanks_between_them_are_parted_by_their_gaps() -> None:
    assert lines(document(show("Rule", 90, 640) + show("Law", 165, 640))) == ["Rule Law"]


def test_lines_drawn_from_the_bottom_upwards_are_read_from_the_top() -> None:
    drawn = [show(line, 90, 640 - 28 * place) for place, line in enumerate(LINES)]
    assert lines(document(b"".join(reversed(drawn)))) == PARAGRAPHS


def test_fake_bold_is_read_once() -> None:
    assert lines(document(body() + body(left=90.3) + body(left=90.6))) == PARAGRAPHS


def test_a_text_layer_that_is_not_painted_is_read() -> None:
    hidden = b"".join(show(line, 90, 640 - 28 * place, mode=3) for place, line in enumerate(LINES))
    assert lines(document(hidden)) == PARAGRAPHS


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    first, second = show("文号为临水政发2024-", 90, 640), show("A8号文件。", 90, 612)
    assert "2024-" in read(document(first + second)).text.replace("\n", "")


def test_what_lies_outside_the_visible_part_of_a_page_is_not_read() -> None:
    outside = show("裁掉的页边说明文字", 90, 820)
    assert lines(document(Sheet(outside + body(), entries=b"/CropBox[0 0 595 800]"))) == PARAGRAPHS


def test_a_slanted_watermark_is_left_out() -> None:
    mark = show("内部资料严禁外传", 150, 300, 60, "0.7071 0.7071 -0.7071 0.7071")
    assert lines(document(mark + body())) == PARAGRAPHS


TURNS = {90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}


def turned(degrees: int) -> bytes:
    """The same lines, drawn so that they stand upright on a page turned clockwise by ``degrees``."""
    drawn = b""
    for place, line in enumerate(LINES):
        x, y = 90, 500 - 28 * place
        x, y = {90: (595 - y, x), 180: (595 - x, 842 - y), 270: (y, 842 - x)}[degrees]
        drawn += show(line, x, y, turn=TURNS[degrees])
    return drawn


@pytest.mark.parametrize("degrees", TURNS)
@pytest.mark.parametrize("says_so", [True, False], ids=["with /Rotate", "without"])
def test_a_turned_page_is_read_upright(degrees: int, says_so: bool) -> None:
    sheet = Sheet(turned(degrees), rotate=degrees if says_so else 0)
    assert lines(document(sheet)) == PARAGRAPHS


def test_a_table_with_drawn_lines_is_read_by_rows() -> None:
    cells = [("案件", "件数"), ("行政复议", "三"), ("行政诉讼", "五")]
    drawn = b"".join(
        show(cell, 104 + 200 * place, 508 - 30 * row, 12)
        for row, each in enumerate(cells)
        for place, cell in enumerate(each)
    )
    drawn += b"".join(ruling(100, 530 - 30 * row, 500, 530 - 30 * row) for row in range(4))
    drawn += b"100 440 m 100 530 l S 299.8 440 0.4 90 re f 500 440 m 500 530 l S\n"
    assert lines(document(body(780) + drawn)) == [*PARAGRAPHS, *("\t".join(row) for row in cells)]


def test_a_note_typed_onto_the_page_is_read() -> None:
    objects = Objects()
    add_font(objects)
    look = objects.stream(
        show("二〇二五年一月八日", 0, 4),
        b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>",
    )
    note = objects.add(
        b"<</Type/Annot/Subtype/FreeText/Rect[300 400 500 420]/F 4/Contents(x)/DA(/F 16 Tf)/AP<</N %d 0 R>>>>"
        % look
    )
    add_pages(objects, [Sheet(body(), entries=b"/Annots[%d 0 R]" % note)])
    assert lines(objects.written()) == [*PARAGRAPHS, "二〇二五年一月八日"]


def test_attachments_are_named_and_not_read() -> None:
    objects = Objects()
    add_font(objects)
    add_pages(objects, [Sheet(page())])
    inside = objects.stream("附件里的话".encode(), b"/Type/EmbeddedFile")
    name = "统计表.xlsx".encode("utf-16-be").hex().encode()
    spec = objects.add(b"<</Type/Filespec/F(a)/UF<feff%s>/EF<</F %d 0 R>>>>" % (name, inside))
    objects.bodies[0] = (
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[<feff%s> %d 0 R]>>>>>>" % (name, spec)
    )
    found = read(objects.written())
    assert found.text.split("\n") == PARAGRAPHS
    assert found.warnings == (
        "文件里附有 1 个附件（“统计表.xlsx”），没有读取。附件如是报告的一部分，请取出后单独报送。",
    )


def test_threads_do_not_disturb_one_another() -> None:
    data = document(*(page(number) for number in range(1, 6)))
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _turn: read(data).text, range(12))) == {"\n".join(PARAGRAPHS * 5)}


# ---- pictures and garbled text


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra [ocr] is not installed."""

    def missing(*_arguments: object) -> Iterator[Page]:
        raise RecognitionMissing

    monkeypatch.setattr(scans, "recognise", missing)


def recognition(
    *results: str | UnreadableError,
) -> Callable[[Iterable[PagePicture], Job, int], Iterator[Page]]:
    """Stands in for the engine: yields one text for every picture, or fails."""

    def recognise(pictures: Iterable[PagePicture], _job: Job, total: int) -> Iterator[Page]:
        assert total >= len(results)
        for _picture, result in zip(pictures, results, strict=False):
            if isinstance(result, UnreadableError):
                raise result
            yield Page(595, 842, (Run(result, 90, 200, 90 + 16 * len(result), 216, 16, 0.95),))

    return recognise


PICTURE = b"q 595 0 0 842 0 0 cm /I Do Q\n"
SEAL = b"q 120 0 0 120 380 300 cm /I Do Q\n"
SCANNED = (
    "“报告.pdf”是扫描件，没有可以核查的文字。请安装识别组件（pip install 'auditor[ocr]'）后重新核查，"
    "或请报送单位提供 Word 版。"
)


@pytest.mark.parametrize(
    "extra", [b"", show("第一页", 270, 60)], ids=["only pictures", "with page numbers stamped on"]
)
@pytest.mark.usefixtures("no_recognition")
def test_a_scanned_file_is_not_scored_and_says_how_to_go_on(extra: bytes) -> None:
    assert read(with_pictures(PICTURE + extra, PICTURE + extra)).unscored == SCANNED


@pytest.mark.usefixtures("no_recognition")
def test_text_drawn_as_curves_is_a_picture() -> None:
    curves = b"".join(
        b"%d 100 m %d 120 %d 130 %d 90 c f\n" % (x, x + 3, x + 6, x + 9) for x in range(50, 500, 5)
    )
    assert read(document(curves)).unscored == SCANNED


@pytest.mark.usefixtures("no_recognition")
def test_scanned_pages_among_pages_of_text_are_named() -> None:
    text = page() + body(400)
    found = read(with_pictures(text, PICTURE, text, PICTURE, PICTURE))
    assert found.text.split("\n") == PARAGRAPHS * 4
    assert found.unscored is None
    assert found.warnings == (
        "第 2、4—5 页是扫描的图片，没有读到文字。请安装识别组件（pip install 'auditor[ocr]'）后重新核查，"
        "或对照原件人工核对。",
    )


def test_a_seal_over_the_date_does_not_make_a_scan() -> None:
    signature = show("临水镇人民政府", 360, 400) + show("2025年1月8日", 370, 372) + SEAL
    found = read(with_pictures(page() + body(400), signature))
    assert found.text.split("\n")[-2:] == ["临水镇人民政府", "2025年1月8日"]
    assert (found.warnings, found.unscored) == ((), None)


def test_text_over_a_full_page_picture_is_believed() -> None:
    found = read(with_pictures(PICTURE + body() + body(400)))
    assert (found.text.split("\n"), found.unscored) == (PARAGRAPHS * 2, None)


def scrambled(text: str) -> str:
    """What a font without a way back to characters gives: letters of odd scripts."""
    return "".join(chr(0x700 + ord(char) * 7919 % 0x2000) if char != "　" else char for char in text)


GARBLED = (
    "“报告.pdf”里的文字是乱码（字体没有带文字编码），没有可以核查的文字。"
    "请安装识别组件（pip install 'auditor[ocr]'）后重新核查，或请报送单位提供 Word 版。"
)


@pytest.mark.parametrize(
    "spoil",
    [
        scrambled,
        lambda text: "".join(chr(0xE000 + ord(char) % 0x1800) for char in text),
        lambda text: "".join(f"(cid:{ord(char)})" for char in text[:8]),
    ],
    ids=["odd scripts", "private letters", "written codes"],
)
@pytest.mark.usefixtures("no_recognition")
def test_a_garbled_text_layer_is_noticed(spoil: object) -> None:
    drawn = b"".join(show(spoil(line), 90, 640 - 28 * place) for place, line in enumerate(LINES * 3))  # type: ignore[operator]
    assert read(document(drawn)).unscored == GARBLED


@pytest.mark.usefixtures("no_recognition")
def test_one_garbled_page_is_left_out_and_named() -> None:
    bad = b"".join(show(scrambled(line), 90, 640 - 28 * place) for place, line in enumerate(LINES))
    text = page() + body(400)
    found = read(document(text, bad, text))
    assert found.text.split("\n") == PARAGRAPHS * 4
    assert found.warnings[0].startswith("第 2 页是乱码（字体没有带文字编码），没有读到文字。")


def test_an_english_text_is_not_garbled() -> None:
    drawn = b"".join(show("Rule of Law in Linshui County", 40, 640 - 28 * place, 12) for place in range(12))
    assert read(document(drawn)).unscored is None


def test_a_scanned_file_is_recognised_where_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "recognise", recognition("第一页的文字。", "第二页的文字。"))
    found = read(with_pictures(PICTURE, PICTURE))
    assert found.text.split("\n") == ["第一页的文字。", "第二页的文字。"]
    assert (found.recognised, found.unscored) == (True, None)
    assert found.warnings == ("文字由图片识别而来，请对照原件核对。",)
    assert {block.confidence for block in found.blocks} == {0.95}


def test_recognised_pages_stand_in_order_among_pages_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "recognise", recognition("第二页的文字。"))
    text = page() + body(400)
    found = read(with_pictures(text, PICTURE, text))
    assert found.text.split("\n") == [*PARAGRAPHS * 2, "第二页的文字。", *PARAGRAPHS * 2]
    assert found.warnings == ("第 2 页是图片，文字由识别而来，请对照原件核对。",)


BROKEN = UnreadableError("“报告.pdf”（图片）已损坏，打不开。")


def test_a_picture_that_cannot_be_read_spoils_no_report_that_has_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scans, "recognise", recognition(BROKEN))
    text = page() + body(400)
    found = read(with_pictures(text, PICTURE, text))
    assert found.text.split("\n") == PARAGRAPHS * 4
    assert found.warnings == ("第 2 页是扫描的图片，没有读到文字。请对照原件人工核对。",)
    with pytest.raises(UnreadableError, match="（图片）已损坏"):
        read(with_pictures(PICTURE))


def test_a_scanned_page_can_be_drawn_within_the_limit_on_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PIXELS", 3_000_000)
    objects = Objects()
    add_font(objects)
    picture = b"/XObject<</I %d 0 R>>" % add_picture(objects)
    huge = Sheet(b"q 90000 0 0 90000 0 0 cm /I Do Q", size=(90000, 90000), resources=picture)
    add_pages(objects, [Sheet(PICTURE, resources=picture), huge])
    file = pdf._File(objects.written(), Job("报告.pdf"))
    small, large = (page.draw() for page in file.pages() if isinstance(page, Scan) and page.draw)
    file.close()
    assert (small.mode, small.dpi, len(small.pixels)) == ("RGB", 150, 3 * small.width * small.height)
    assert 1200 < small.width < 1300 and 1700 < small.height < 1800
    assert large.width * large.height <= 3_000_000


# ---- files that cannot be read


def test_a_password_to_open_is_named() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(locked(page(), to_open=b"123456", to_own=b"owner"))
    assert str(caught.value) == "“报告.pdf”（PDF）设了密码，打不开。请取消密码另存一份后再报送。"


def test_a_password_against_changes_alone_does_not_hinder_reading() -> None:
    assert lines(locked(page(), to_open=b"", to_own=b"owner")) == PARAGRAPHS


DAMAGED = "“报告.pdf”（PDF）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"


def page_that_is_none() -> bytes:
    objects = Objects()
    add_font(objects)
    add_pages(objects, [])
    objects.bodies[1] = b"<</Type/Pages/Count 1/Kids[99 0 R]>>"
    return objects.written()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.5\n", id="nothing but the head"),
        pytest.param(b"%PDF-1.5\n" + bytes(range(256)) * 20, id="rubbish"),
        pytest.param(document(page())[:300], id="cut off at the start"),
        pytest.param(page_that_is_none(), id="a page that is not there"),
    ],
)
def test_a_broken_file_is_refused_with_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert str(caught.value) == DAMAGED


def test_a_file_cut_off_behind_its_pages_is_read_with_a_warning() -> None:
    data = document(page())
    found = read(data[: data.rindex(b"startxref")])
    assert found.text.split("\n") == PARAGRAPHS
    assert found.warnings == ("文件末尾不完整，可能缺少后面的内容。请与原件核对，必要时重新报送。",)


def test_pages_that_cannot_be_opened_are_named() -> None:
    objects = Objects()
    add_font(objects)
    add_pages(objects, [Sheet(page())])
    kid = len(objects.bodies)
    objects.bodies[1] = b"<</Type/Pages/Count 2/Kids[%d 0 R 2 0 R]>>" % kid
    found = read(objects.written())
    assert found.text.split("\n") == PARAGRAPHS
    assert found.warnings == ("第 2 页已损坏，没有读到。请与原件核对，必要时重新报送。",)


def claimed(count: int) -> bytes:
    objects = Objects()
    add_font(objects)
    add_pages(objects, [Sheet(page())], count=count)
    return objects.written()


def crowd(row: int) -> str:
    return "".join(chr(0x4E00 + (row * 61 + place) % 20_000) for place in range(60))


SUSPICIOUS = "“报告.pdf”（PDF）{}，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        pytest.param(claimed(100_000), "有 100000 页", id="100,000 pages claimed"),
        pytest.param(document(*[b""] * 501), "有 501 页", id="501 pages"),
        pytest.param(document(b"0 0 m 1 1 l S\n" * 3_000_000), "页面里的图形多得异常", id="42 MB of drawing"),
        pytest.param(nested_forms(6, 10), "页面里的图形多得异常", id="a million forms in 2 kB"),
        pytest.param(nested_forms(30, 2), "页面里的图形多得异常", id="a billion forms, doubled 30 times"),
    ],
)
def test_what_would_take_hours_is_refused_before_it_starts(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert str(caught.value) == SUSPICIOUS.format(what)


def test_a_page_with_more_letters_than_paper_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS_ON_PAGE", 10_000)
    with pytest.raises(UnreadableError) as caught:
        read(document(b"".join(show(crowd(row), 10, 2 + row * 4, 1) for row in range(170))))
    assert str(caught.value) == SUSPICIOUS.format("有一页上的文字超过 1 万字")


def test_forms_as_programs_really_use_them_are_no_trouble() -> None:
    assert "套" in read(nested_forms(3, 3)).text


@pytest.mark.parametrize("size", [(0, 0), (1e9, 1e9), (-595, 842)], ids=["none", "huge", "negative"])
def test_an_absurd_page_size_does_no_harm(size: tuple[float, float]) -> None:
    try:
        read(document(Sheet(page(), size=size)))
    except UnreadableError as error:
        assert str(error).endswith("。")


SOUND = [
    document(page(1), page(2)),
    with_pictures(PICTURE, page()),
    nested_forms(2, 2),
    locked(page(), to_open=b"", to_own=b"o"),
]


@pytest.mark.usefixtures("no_recognition")
@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_gives_a_text_or_the_readers_own_error(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice(SOUND))
    for _ in range(chance.choice([1, 5, 40])):
        place = chance.randrange(len(data))
        length = chance.choice([0, 1, 1, 30])
        data[place : place + length] = chance.randbytes(chance.choice([0, 1, 1, 8]))
    try:
        content = pdf.read_content(bytes(data), Job("报告.pdf"))
    except UnreadableError as error:
        assert str(error).endswith("。")
    else:
        assert all(isinstance(piece.text, str) for piece in content.pieces)
