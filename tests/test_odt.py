"""OpenDocument texts, packed and flat: the words as the page shows them, one paragraph a line."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Document
from auditor.errors import UnreadableError
from auditor.readers import read_bytes
from auditor.vocabulary import BlockKind
from tests.docx_files import packed

ROOT = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = (
    " ".join(f'xmlns:{name}="{ROOT}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    + f' xmlns:draw="{ROOT}:drawing:1.0" xmlns:svg="{ROOT}:svg-compatible:1.0"'
    + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
MIMETYPE = "application/vnd.oasis.opendocument.text"
LONG = "全年召开法治政府建设专题会议四次，研究解决行政执法、行政复议、矛盾纠纷化解等方面的问题十二个，各项任务均按时完成，群众满意度进一步提升。"  # fmt: skip


def odt(
    body: str, *, automatic: str = "", named: str = "", parts: dict[str, bytes | str] | None = None
) -> bytes:
    """Return a packed document."""
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = f"<office:document-styles {NAMESPACES}><office:styles>{named}</office:styles></office:document-styles>"
    return packed({"mimetype": MIMETYPE, "content.xml": content, "styles.xml": styles} | (parts or {}))


def fodt(body: str, *, automatic: str = "", named: str = "") -> bytes:
    """Return a flat document."""
    return (
        f'<?xml version="1.0"?>\n<office:document {NAMESPACES} office:mimetype="{MIMETYPE}">'
        f"<office:styles>{named}</office:styles><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def p(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def h(inner: str, level: int = 1, style: str = "", more: str = "") -> str:
    return f'<text:h text:style-name="{style}" text:outline-level="{level}" {more}>{inner}</text:h>'


def lst(*items: str, style: str = "L", more: str = "") -> str:
    name = f'text:style-name="{style}"' if style else ""
    filled = (each if each.startswith("<text:list-") else item(each) for each in items)
    return f"<text:list {name} {more}>{''.join(filled)}</text:list>"


def item(inner: str, more: str = "") -> str:
    return f"<text:list-item {more}>{inner if inner.startswith('<') else p(inner)}</text:list-item>"


def level(place: int, sign: str, prefix: str = "", suffix: str = "", more: str = "", kind: str = "list-level-style-number") -> str:  # fmt: skip
    return (
        f'<text:{kind} text:level="{place}" style:num-format="{sign}" style:num-prefix="{prefix}" '
        f'style:num-suffix="{suffix}" {more}/>'
    )


def list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def outline(*levels: str) -> str:
    return f"<text:outline-style>{''.join(each.replace('list-level-style-number', 'outline-level-style') for each in levels)}</text:outline-style>"  # fmt: skip


def style(name: str, parent: str = "", *, family: str = "paragraph", inner: str = "", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}" {more}>'
        f"{inner}</style:style>"
    )


HIDDEN = '<style:text-properties text:display="none"/>'
CHINESE = (
    level(1, "一, 二, 三, ...", suffix="、"),
    level(2, "一, 二, 三, ...", "（", "）"),
    level(3, "1", "", "."),
)
LISTS = list_style("L", *CHINESE) + list_style("M", level(1, "①, ②, ③, ..."))


def opened(data: bytes) -> Document:
    return read_bytes(data, "报告.odt")


def lines(data: bytes) -> list[str]:
    return opened(data).text.split("\n")


@pytest.mark.parametrize("make", [odt, fodt])
def test_packed_and_flat_documents_read_alike(make: Callable[..., bytes]) -> None:
    assert lines(make(h("举措") + p("正文"), named=outline(*CHINESE))) == ["一、举措", "正文"]


# Words of one paragraph ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param("甲<text:span>乙<text:span>丙</text:span>丁</text:span>戊", "甲乙丙丁戊", id="spans in spans"),
        pytest.param("甲\n     乙", "甲 乙", id="layout of the file is one blank"),
        pytest.param('甲<text:s text:c="3"/>乙<text:s/>丙', "甲   乙 丙", id="blanks that count"),
        pytest.param("甲<text:tab/>乙", "甲 乙", id="a tab is a gap, for tabs part cells"),
        pytest.param("甲<text:line-break/>乙", "甲\n乙", id="a line break"),
        pytest.param("甲<text:soft-page-break/>乙", "甲乙", id="a page break of the layout"),
        pytest.param("<text:a>链接</text:a>后", "链接后", id="a link"),
        pytest.param("<text:ruby><text:ruby-base>法</text:ruby-base><text:ruby-text>fǎ</text:ruby-text></text:ruby>治", "法治", id="ruby: the base only"),
        pytest.param('甲<text:span text:style-name="T1">隐</text:span>乙', "甲乙", id="hidden text"),
        pytest.param('甲<text:span text:style-name="T2">隐</text:span>乙', "甲乙", id="hidden by the style above"),
        pytest.param('甲<text:hidden-text text:is-hidden="true">隐</text:hidden-text>乙', "甲乙", id="text hidden on a condition"),
        pytest.param("甲<office:annotation><text:p>批注</text:p></office:annotation>乙", "甲乙", id="a comment"),
        pytest.param("<text:date>2025年1月8日</text:date>", "2025年1月8日", id="a field's result"),
        pytest.param('甲<text:change text:change-id="1"/>乙', "甲乙", id="the mark of a deletion"),
        pytest.param("<text:nobody-knows>内容</text:nobody-knows>", "内容", id="an unknown wrapper hides nothing"),
    ],
)  # fmt: skip
def test_the_words_of_a_paragraph(inner: str, expected: str) -> None:
    styles = style("T1", family="text", inner=HIDDEN) + style("T2", "T1", family="text")
    assert opened(odt(p(inner), automatic=styles)).text == expected


@pytest.mark.parametrize(
    "body",
    [
        p("隐", "P9"),
        f'<text:section text:display="none">{p("隐")}</text:section>',
        '<text:p><text:hidden-text text:is-hidden="true">隐</text:hidden-text></text:p>',
        f"<text:table-of-content><text:index-body>{p('一、举措1')}</text:index-body></text:table-of-content>",
        f"<office:forms>{p('控件')}</office:forms>",
    ],
)
def test_what_the_page_does_not_show_is_left_out(body: str) -> None:
    assert opened(odt(body + p("显"), automatic=style("P9", inner=HIDDEN))).text == "显"


def test_deletions_are_dropped_and_told() -> None:
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{p('删')}</text:deletion></text:changed-region></text:tracked-changes>"
    document = opened(odt(changes + p("留")))
    assert (document.text, document.warnings) == ("留", ("含修订痕迹，已按接受全部修订处理。",))


def test_paragraphs_know_their_style_and_depth() -> None:
    named = style("Heading_20_1", more='style:display-name="Heading 1"')
    blocks = opened(odt(h("题", 1, "P1") + p("文", "P2"), automatic=style("P1", "Heading_20_1"), named=named)).blocks  # fmt: skip
    assert [(block.style, block.outline_level) for block in blocks] == [("Heading 1", 1), ("", None)]


# Automatic numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(h("甲") + h("乙", 2) + h("丙", 2) + h("丁") + h("戊", 2), ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"], id="by depth"),
        pytest.param(h("甲") + h("乙", 1, "off") + h("丙"), ["一、甲", "乙", "二、丙"], id="taken out of the lists by itself"),
        pytest.param(h("甲", 1, "Heading"), ["一、甲"], id="its named style has no list of its own"),
        pytest.param(h("甲") + h("乙", more='text:is-list-header="true"') + h("丙"), ["一、甲", "乙", "二、丙"], id="a header of the list"),
        pytest.param(h("甲") + h("乙", more='text:restart-numbering="true"') + h("丙", more='text:restart-numbering="true" text:start-value="5"'), ["一、甲", "一、乙", "五、丙"], id="restarts"),
    ],
)  # fmt: skip
def test_numbers_of_headings(body: str, expected: list[str]) -> None:
    named = style("Heading", more='style:list-style-name="" style:default-outline-level="1"') + outline(
        *CHINESE
    )
    automatic = style("off", "Heading", more='style:list-style-name=""')
    assert lines(odt(body, automatic=automatic, named=named)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(lst("甲", "乙"), ["一、甲", "二、乙"], id="items"),
        pytest.param(lst(item(p("甲") + p("续")), "乙"), ["一、甲", "续", "二、乙"], id="only the first paragraph of an item"),
        pytest.param(lst(item(p("甲") + lst("里", "里", style="")), item(p("乙") + lst("里", style=""))), ["一、甲", "（一）里", "（二）里", "二、乙", "（一）里"], id="a list in a list"),
        pytest.param(lst("甲") + p("间") + lst("乙"), ["一、甲", "间", "一、乙"], id="another list starts anew"),
        pytest.param(lst("甲") + p("间") + lst("乙", more='text:continue-numbering="true"'), ["一、甲", "间", "二、乙"], id="or carries on"),
        pytest.param(lst("甲", more='xml:id="x"') + lst("乙") + lst("丙", more='text:continue-list="x"'), ["一、甲", "一、乙", "二、丙"], id="or carries on a list it names"),
        pytest.param(lst("甲", more='text:continue-numbering="true"'), ["一、甲"], id="nothing to carry on"),
        pytest.param(lst("甲", item("乙", 'text:start-value="7"'), "丙"), ["一、甲", "七、乙", "八、丙"], id="an item demands its number"),
        pytest.param(lst("甲", item("乙", 'text:style-override="M"'), "丙"), ["一、甲", "②乙", "三、丙"], id="an item of another style"),
        pytest.param(lst(f"<text:list-header>{p('头')}</text:list-header>", "甲"), ["头", "一、甲"], id="a header has no number"),
        pytest.param(lst(item(h("甲"))) + h("乙"), ["一、甲", "乙"], id="a heading in a list counts there"),
        pytest.param(lst(item(f"<text:section>{p('甲')}</text:section>")), ["一、甲"], id="a section in an item"),
        pytest.param(lst("甲", style="absent"), ["甲"], id="a style that is not there"),
    ],
)  # fmt: skip
def test_numbers_of_lists(body: str, expected: list[str]) -> None:
    assert lines(odt(body, automatic=LISTS)) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param([level(1, "1", "第", "条")], "第1条", id="signs around the number"),
        pytest.param([level(1, "1"), level(2, "1", more='text:display-levels="2"')], "1.1", id="the numbers above"),
        pytest.param([level(1, "一"), level(2, "1", more='loext:num-list-format="第%1%章第%2%节"')], "第一章第1节", id="a format of its own"),
        pytest.param([level(1, "", "附：")], "附：", id="no number"),
        pytest.param([level(1, "", kind="list-level-style-bullet")], "", id="a bullet"),
        pytest.param([level(1, "壹, 贰, 叁, ...", more='text:start-value="3"')], "叁", id="another first number"),
        pytest.param([level(1, "ア, イ, ...")], "1", id="an unknown format counts in figures"),
    ],
)  # fmt: skip
def test_labels(levels: list[str], expected: str) -> None:
    text = "甲"
    for depth in range(len(levels)):
        text = lst(item(text), style="L" if depth == len(levels) - 1 else "")
    assert opened(odt(text, automatic=list_style("L", *levels))).text == f"{expected}甲"


# Text boxes, notes, tables ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "expected", "kind"),
    [
        pytest.param(f"<draw:frame><draw:text-box>{p('框')}</draw:text-box></draw:frame>", ["前后", "框", "末"], BlockKind.TEXT_BOX, id="a text box"),
        pytest.param(f"<draw:custom-shape>{p('框')}<draw:enhanced-geometry/></draw:custom-shape>", ["前后", "框", "末"], BlockKind.TEXT_BOX, id="a shape"),
        pytest.param(f"<draw:g><draw:custom-shape>{p('框')}</draw:custom-shape></draw:g>", ["前后", "框", "末"], BlockKind.TEXT_BOX, id="a group of shapes"),
        pytest.param("<draw:frame><svg:title>题</svg:title><draw:image/><svg:desc>描述</svg:desc></draw:frame>", ["前后", "末"], BlockKind.PARAGRAPH, id="a picture"),
        pytest.param(f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('注')}</text:note-body></text:note>", ["前后", "注", "末"], BlockKind.NOTE, id="a note"),
    ],
)  # fmt: skip
def test_boxes_and_notes_follow_their_paragraph(inner: str, expected: list[str], kind: BlockKind) -> None:
    document = opened(odt(p(f"前{inner}后") + p("末")))
    assert document.text.split("\n") == expected
    assert document.blocks[1].kind == kind


def test_boxes_come_before_notes() -> None:
    note = f"<text:note><text:note-body>{p('注')}</text:note-body></text:note>"
    boxes = "".join(f"<draw:frame><draw:text-box>{p(text)}</draw:text-box></draw:frame>" for text in "甲乙")
    assert lines(odt(p(f"前{note}{boxes}"))) == ["前", "甲", "乙", "注"]


def cell(inner: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{inner if inner.startswith('<') else p(inner)}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(each if each.startswith('<') else cell(each) for each in cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table><table:table-column/>{''.join(rows)}</table:table>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(table("<table:table-header-rows>" + row("项", "数") + "</table:table-header-rows>", row("会", "4")), ["项\t数", "会\t4"], id="rows"),
        pytest.param(table(row(cell(p("甲") + p("乙")), "丙")), ["甲 乙\t丙"], id="paragraphs of a cell"),
        pytest.param(table(row(cell("并", 'table:number-columns-spanned="2"'), COVERED, "丙")), ["并\t丙"], id="merged across: once"),
        pytest.param(table(row(cell("并", 'table:number-rows-spanned="2"'), "1"), row(COVERED, "2")), ["并\t1", "\t2"], id="merged down: once, columns kept"),
        pytest.param(table(row("甲", cell(table(row("里", "层")) + p(""))), row("乙", "丙")), ["甲\t", "里\t层", "乙\t丙"], id="a nested table follows its row"),
        pytest.param(table(row(cell(p("一、标题") + p("正文。")))), ["一、标题", "正文。"], id="a frame around a page is no table"),
        pytest.param(table(row("正文", cell(p("标题") + p(LONG * 10)))), ["正文\t", "标题", LONG * 10], id="a page in a cell stays paragraphs"),
        pytest.param(table(row(cell(lst("甲")), cell(lst("乙", more='text:continue-numbering="true"')))), ["一、甲\t二、乙"], id="lists in cells"),
        pytest.param(table(row("甲", "乙"), row("藏", "着", more='table:visibility="collapse"')), ["甲\t乙"], id="hidden rows go"),
        pytest.param(table(row("甲", cell(p(f"乙<text:note><text:note-body>{p('注')}</text:note-body></text:note>")))), ["甲\t乙", "注"], id="a note in a cell"),
    ],
)  # fmt: skip
def test_tables(body: str, expected: list[str]) -> None:
    assert lines(odt(body, automatic=LISTS)) == expected


# What cannot be read ---------------------------------------------------------------------------------------

DAMAGED = "“报告.odt”（ODT 文档）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"
SHEET = f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet/></office:body></office:document-content>"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(odt("", parts={"content.xml": "<office"}), DAMAGED, id="broken XML"),
        pytest.param(fodt(p(LONG))[:-9], DAMAGED, id="a flat file cut off"),
        pytest.param(odt("<text:section>" * 100_000 + "</text:section>" * 100_000), DAMAGED, id="a hundred thousand nested elements"),
        pytest.param(odt("", parts={"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "“报告.odt”（ODT 文档）设了密码，打不开。请取消密码另存一份后再报送。", id="encrypted"),
        pytest.param(odt("", parts={"content.xml": SHEET}), "“报告.odt”是OpenDocument 表格或演示文稿，不是报告正文。请确认是否选错了文件；正文请存成 .docx 后报送。", id="a spreadsheet"),
        pytest.param(fodt("<text:p/>" * 1_100_000), "“报告.odt”（ODT 文档）里面的标记超过 100 万个，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。", id="a million empty paragraphs"),
        pytest.param(odt(""), "“报告.odt”里没有文字，没有可核查的内容。请打开原文件确认后重新报送。", id="no text"),
        pytest.param(fodt("").replace(b"office:document", b"uof:UOF"), "“报告.odt”是UOF 文档，这里打不开。请用 WPS 打开，另存为 .docx 后再报送。", id="UOF"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_one_clear_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        opened(data)
    assert str(caught.value) == message


def test_pictures_without_text_are_not_scored() -> None:
    document = opened(odt(p("附件<draw:frame><draw:image/></draw:frame>")))
    assert document.unscored == "“报告.odt”里只有图片，没有文字，无法核查。请报送能选中文字的文件（由 Word、WPS 直接保存或导出）。"  # fmt: skip


def test_endless_blanks_are_cut() -> None:
    assert len(opened(odt(p('甲<text:s text:c="999999999"/>乙'))).text) < 200


def test_circles_of_styles_end() -> None:
    styles = style("a", "b", more='style:display-name="甲"') + style("b", "a")
    assert opened(odt(p("甲", "a"), named=styles)).blocks[0].style == "甲"


def test_entities_are_never_expanded() -> None:
    data = fodt(p("前&a;后") + "&a;").replace(b"?>", b'?><!DOCTYPE d [<!ENTITY a "x">]>', 1)
    assert opened(data).text == "前后"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damage_anywhere_gives_a_text_or_the_readers_own_error(data: st.DataObject) -> None:
    body = lst(item(p("甲") + lst("乙"))) + table(row("丙", "丁")) + h("戊")
    whole = bytearray(fodt(body, automatic=LISTS, named=outline(*CHINESE)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    try:
        text = opened(odt("", parts={"content.xml": bytes(whole)})).text
    except UnreadableError as error:
        assert str(error).endswith("。")
    else:
        assert text.strip()
