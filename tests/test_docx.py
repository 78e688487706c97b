"""Word documents: the words as the page shows them, one paragraph a line."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Document
from auditor.errors import UnreadableError
from auditor.readers import limits, read_bytes
from auditor.readers.docx.package import KIND, Package
from auditor.readers.zips import SafeZip
from auditor.vocabulary import BlockKind
from tests.docx_files import (
    NAMESPACES,
    abstract,
    cell,
    document,
    docx,
    field,
    lvl,
    num,
    num_pr,
    numbered,
    p,
    packed,
    r,
    relation,
    row,
    style,
    styled,
    table,
    text_box,
)

LONG = "全年召开法治政府建设专题会议四次，研究解决行政执法、行政复议、矛盾纠纷化解等方面的问题十二个，各项任务均按时完成，群众满意度进一步提升。"  # fmt: skip
CHINESE = abstract(
    0,
    lvl(0, "%1、", "chineseCountingThousand", inner='<w:pStyle w:val="h1"/>'),
    lvl(1, "（%2）", "chineseCountingThousand", inner='<w:pStyle w:val="h2"/>'),
    lvl(2, "%3."),
) + num(1, 0)  # fmt: skip


def opened(data: bytes) -> Document:
    return read_bytes(data, "报告.docx")


def lines(data: bytes) -> list[str]:
    return opened(data).text.split("\n")


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        opened(data)
    return str(caught.value)


# Words of one paragraph ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(r("二、") + r("拆") + r("成几块"), "二、拆成几块", id="a number split over runs"),
        pytest.param(r("甲") + "<w:r><w:tab/></w:r>" + r("乙"), "甲 乙", id="a tab is a gap, for tabs part cells"),
        pytest.param(r("甲\t乙"), "甲 乙", id="a tab typed into the text"),
        pytest.param(r("甲") + "<w:r><w:br/></w:r>" + r("乙"), "甲\n乙", id="a line break"),
        pytest.param(r("甲") + '<w:r><w:br w:type="page"/></w:r>' + r("乙"), "甲\n乙", id="a page break in mid-paragraph"),
        pytest.param('<w:r><w:br w:type="page"/></w:r>' + r("甲"), "甲", id="a page break in front"),
        pytest.param(r("甲") + "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>" + r("乙"), "甲-乙", id="hyphens"),
        pytest.param("<w:r><w:t>  甲\n   </w:t></w:r>" + r("乙"), "甲乙", id="blanks that are only layout of the file"),
        pytest.param(r("\u3000\u3000甲"), "\u3000\u3000甲", id="an indent made of blanks"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("有"), "☑有", id="a known symbol"),
        pytest.param('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + r("有"), "☑有", id="a known symbol of another font"),
        pytest.param('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r("有"), "≥有", id="a mathematical symbol"),
        pytest.param('<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>' + r("有"), "有", id="an unknown symbol"),
        pytest.param('<w:r><w:sym w:font="宋体" w:char="25A1"/></w:r>' + r("有"), "□有", id="a symbol of a text font"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="有"/></w:r>' + r("有"), "有", id="a symbol without a code"),
        pytest.param("<w:r><w:ruby><w:rt>" + r("fǎ") + "</w:rt><w:rubyBase>" + r("法") + "</w:rubyBase></w:ruby></w:r>" + r("治"), "法治", id="ruby: the base only"),
        pytest.param('<w:hyperlink r:id="x">' + r("链接") + "</w:hyperlink>" + r("后"), "链接后", id="a link"),
        pytest.param("<w:smartTag>" + r("标记") + "</w:smartTag><w:customXml>" + r("之内") + "</w:customXml>", "标记之内", id="marks that wrap runs"),
        pytest.param("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + r("控件") + "</w:sdtContent></w:sdt>", "控件", id="a control"),
        pytest.param("<w:nobodyKnows><w:thisWrapper>" + r("内容") + "</w:thisWrapper></w:nobodyKnows>", "内容", id="an unknown wrapper hides nothing"),
        pytest.param("<m:oMath><m:r><m:t>1+1</m:t></m:r></m:oMath>", "1+1", id="a formula"),
        pytest.param(r("甲") + "<w:commentRangeStart w:id='0'/>" + r("乙") + "<w:r><w:commentReference w:id='0'/></w:r>", "甲乙", id="a comment's mark"),
        pytest.param("<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>", "新", id="alternatives: one of them"),
        pytest.param("<w:r><mc:AlternateContent><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>", "旧", id="alternatives: the only one"),
        pytest.param(r("甲") + "<w:ins>" + r("【插入】") + "</w:ins><w:del><w:r><w:delText>删</w:delText></w:r>" + r("除") + "</w:del>" + r("乙"), "甲【插入】乙", id="insertions stay, deletions go"),
        pytest.param("<w:moveFrom>" + r("旧处") + "</w:moveFrom><w:moveTo>" + r("新处") + "</w:moveTo>", "新处", id="moved text once"),
        pytest.param(r("甲", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "甲", id="what was hidden before a change"),
    ],
)  # fmt: skip
def test_the_words_of_a_paragraph(inner: str, expected: str) -> None:
    assert opened(docx(p(inner))).text == expected


HIDING = (
    style("hide", rpr="<w:vanish/>", kind="character")
    + style("child", based_on="hide", kind="character")
    + style("shown", based_on="hide", rpr='<w:vanish w:val="0"/>', kind="character")
    + style("para", rpr="<w:vanish/>")
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p(r("隐", "<w:vanish/>") + r("显")), "显", id="directly"),
        pytest.param(p(r("隐", "<w:webHidden/>") + r("显")), "显", id="for the web"),
        pytest.param(p(r("显", '<w:vanish w:val="false"/>')), "显", id="switched off"),
        pytest.param(p(r("隐", '<w:rStyle w:val="hide"/>') + r("显")), "显", id="by a character style"),
        pytest.param(p(r("隐", '<w:rStyle w:val="child"/>') + r("显")), "显", id="by the style that a style is based on"),
        pytest.param(p(r("隐", '<w:rStyle w:val="shown"/>') + r("显")), "隐显", id="switched off by a style"),
        pytest.param(p(r("显", '<w:rStyle w:val="hide"/><w:vanish w:val="0"/>')), "显", id="the run knows better than its style"),
        pytest.param(styled("隐", "para") + p("显"), "显", id="by the paragraph's style"),
        pytest.param(styled(r("显", '<w:rStyle w:val="hide"/>'), "para", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "显", id="twice hidden is shown: a toggle"),
        pytest.param(p(r("甲") + '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="1"/></w:r>'), "甲", id="a note with its mark"),
    ],
)  # fmt: skip
def test_hidden_text_is_left_out(body: str, expected: str) -> None:
    footnotes = f'<w:footnote w:id="1">{p("脚注")}</w:footnote>'
    assert opened(docx(body, styles=HIDING, footnotes=footnotes)).text == expected


# Paragraphs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        pytest.param("<w:del/>", ["一、前后", "二、三"], id="deleted"),
        pytest.param("<w:moveFrom/>", ["一、前后", "二、三"], id="moved away"),
        pytest.param("<w:vanish/>", ["一、前后", "二、三"], id="hidden"),
        pytest.param("<w:ins/>", ["一、前", "二、后", "三、三"], id="inserted"),
    ],
)  # fmt: skip
def test_a_paragraph_without_its_mark_runs_on_into_the_next(mark: str, expected: list[str]) -> None:
    body = p("前", num_pr(1, 0) + f"<w:rPr>{mark}</w:rPr>") + numbered("后", 1) + numbered("三", 1)
    assert lines(docx(body, numbering=CHINESE)) == expected


def test_a_style_separator_leaves_the_heading_its_number_and_level() -> None:
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    body = styled("标题。", "h1", mark) + styled("正文。", "a") + styled("标题。", "h1")
    document = opened(docx(body, styles=NUMBERED_STYLES + style("a", "Normal"), numbering=CHINESE))
    assert document.text.split("\n") == ["一、标题。正文。", "二、标题。"]
    assert document.blocks[0].outline_level == 1


def test_a_last_paragraph_without_its_mark_is_not_lost() -> None:
    assert lines(docx(p("甲") + p("乙", "<w:rPr><w:del/></w:rPr>"))) == ["甲", "乙"]


def test_resolved_revisions_are_told() -> None:
    warning = ("含修订痕迹，已按接受全部修订处理。",)
    assert opened(docx(p("<w:ins>" + r("甲") + "</w:ins>"))).warnings == warning
    assert opened(docx(p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙"))).warnings == warning
    assert opened(docx(p("甲", "<w:pPrChange><w:pPr/></w:pPrChange>"))).warnings == ()


HEADINGS = (
    style("a", "Normal")
    + style("1", "heading 1", "a")
    + style("b2", "标题 2", "a")
    + style("own", "我的标题", "1")
    + style("flat", "平的标题", "1", ppr='<w:outlineLvl w:val="9"/>')
    + style("third", "三级", "a", ppr='<w:outlineLvl w:val="2"/>')
    + style("loop", "甲", "pool")
    + style("pool", "乙", "loop")
)


@pytest.mark.parametrize(
    ("properties", "level", "name"),
    [
        ('<w:pStyle w:val="1"/>', 1, "heading 1"),
        ('<w:pStyle w:val="b2"/>', 2, "标题 2"),
        ('<w:pStyle w:val="own"/>', 1, "我的标题"),
        ('<w:pStyle w:val="flat"/>', None, "平的标题"),
        ('<w:pStyle w:val="third"/>', 3, "三级"),
        ('<w:pStyle w:val="third"/><w:outlineLvl w:val="0"/>', 1, "三级"),
        ('<w:pStyle w:val="third"/><w:outlineLvl w:val="9"/>', None, "三级"),
        ('<w:pStyle w:val="loop"/>', None, "甲"),
        ('<w:pStyle w:val="absent"/>', None, ""),
        ("", None, ""),
    ],
)
def test_a_paragraph_knows_its_style_and_depth(properties: str, level: int | None, name: str) -> None:
    block = opened(docx(p("标题", properties), styles=HEADINGS)).blocks[0]
    assert (block.outline_level, block.style) == (level, name)


# Automatic numbers -----------------------------------------------------------------------------------------

NUMBERED_STYLES = (
    style("h1", "heading 1", ppr=num_pr(1))
    + style("h2", "heading 2", ppr=num_pr(1))
    + style("sub", "小标题", "h2")
    + style("deeper", "更深", "h1", ppr='<w:numPr><w:ilvl w:val="2"/></w:numPr>')
    + style("stray", "别的", ppr=num_pr(1, 0))
    + style("off", "不编号", "h1", ppr=num_pr(0))
    + style("L", "我的列表", ppr=num_pr(9), kind="numbering")
)


@pytest.mark.parametrize(
    ("body", "extra", "expected"),
    [
        pytest.param(numbered("甲", 1) + numbered("乙", 1, 1) + numbered("丙", 1, 2) + numbered("丁", 1), "", ["一、甲", "（一）乙", "1.丙", "二、丁"], id="by the paragraphs"),
        pytest.param(styled("甲", "h1") + styled("乙", "h2") + styled("丙", "sub") + styled("丁", "deeper"), "", ["一、甲", "（一）乙", "（二）丙", "1.丁"], id="by the styles, at the level that names the style"),
        pytest.param(styled("甲", "h1", num_pr(0)) + styled("乙", "h1") + styled("丙", "off"), "", ["甲", "一、乙", "丙"], id="switched off by the paragraph or its style"),
        pytest.param(styled("甲", "h1", '<w:numPr><w:ilvl w:val="1"/></w:numPr>'), "", ["（一）甲"], id="the list by the style, the depth by the paragraph"),
        pytest.param(styled("甲", "stray") + styled("乙", "h1"), "", ["甲", "一、乙"], id="not by a style whose level belongs to another style"),
        pytest.param(numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 1), num(2, 0), ["一、甲", "二、乙", "三、丙"], id="two lists of one definition share the counter"),
        pytest.param(numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 2), num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'), ["一、甲", "一、乙", "二、丙"], id="a restart"),
        pytest.param(numbered("甲", 2) + numbered("乙", 2, 1), num(2, 0, '<w:lvlOverride w:ilvl="0">' + lvl(0, "第%1条", "decimal", 5) + "</w:lvlOverride>"), ["第5条甲", "（一）乙"], id="a whole level overridden"),
        pytest.param(numbered("甲", 1) + numbered("乙", 2), num(2, 0, '<w:lvlOverride w:ilvl="0">' + lvl(0, "第%1条", "decimal", 5) + '<w:startOverride w:val="7"/></w:lvlOverride>'), ["一、甲", "第7条乙"], id="a whole level overridden, and a restart"),
        pytest.param(numbered("甲", 8), abstract(8, "<w:numStyleLink w:val='L'/>") + num(8, 8) + abstract(9, lvl(0, "%1)", "decimal")) + num(9, 9), ["1)甲"], id="a definition linked to a list style"),
        pytest.param(numbered("甲", 9), abstract(9, "<w:numStyleLink w:val='L'/>") + num(9, 9), ["甲"], id="a definition linked to itself"),
        pytest.param(numbered("甲", 5) + numbered("乙", 5, 1), abstract(5, lvl(0, "第%1章", "chineseCounting"), lvl(1, "%1.%2", inner="<w:isLgl/>")) + num(5, 5), ["第一章甲", "1.1乙"], id="legal numbers"),
        pytest.param("".join(numbered("甲", 5, depth) for depth in (0, 1, 0, 1)), abstract(5, lvl(0, "%1."), lvl(1, "%2)", inner='<w:lvlRestart w:val="0"/>')) + num(5, 5), ["1.甲", "1)甲", "2.甲", "2)甲"], id="a level that never restarts"),
        pytest.param(numbered("甲", 5) + numbered("乙", 5, 1), abstract(5, lvl(0, "\uf0b7", "bullet"), lvl(1, "%2.")) + num(5, 5), ["甲", "1.乙"], id="bullets are left out"),
        pytest.param(numbered("2024年", 5), abstract(5, lvl(0, "%1")) + num(5, 5), ["1 2024年"], id="figures do not grow together"),
        pytest.param(numbered("甲", 5), abstract(5, lvl(0, "%1.", inner='<w:suff w:val="tab"/>')) + num(5, 5), ["1.甲"], id="whatever stands between label and text"),
        pytest.param(numbered("甲", 5), abstract(5, lvl(0, "%1.", inner="<w:rPr><w:vanish/></w:rPr>")) + num(5, 5), ["甲"], id="a hidden label"),
        pytest.param(numbered("", 1) + numbered("甲", 1), "", ["一、", "二、甲"], id="an empty item shows its number"),
        pytest.param(numbered("甲", 77) + numbered("乙", 1, 8), "", ["甲", "乙"], id="an unknown list or level"),
        pytest.param(numbered("甲", 5), abstract(5, '<w:lvl w:ilvl="0"><w:start w:val="9999999999999999"/><mc:AlternateContent><mc:Choice><w:numFmt w:val="custom"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>') + num(5, 5), ["0.甲"], id="an absurd start, and a number format of newer programs"),
    ],
)  # fmt: skip
def test_automatic_numbers(body: str, extra: str, expected: list[str]) -> None:
    assert lines(docx(body, styles=NUMBERED_STYLES, numbering=CHINESE + extra)) == expected


# Fields and tables of contents -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p(field(" DATE ", r("2025年1月8日"))), "2025年1月8日", id="a result is kept"),
        pytest.param(p(r("甲") + field(" XE 索引 ", "")), "甲", id="an instruction is not"),
        pytest.param(p(field(r' TOC \o "1-3" \h ', r("一、举措1") + "</w:p><w:p>" + field(r' HYPERLINK \l "x" ', r("二、问题2")) + "</w:p><w:p>") + r("正文")), "正文", id="a table of contents goes, over paragraphs"),
        pytest.param(p(r("见第") + field(" PAGEREF x ", r("3")) + r("页")), "见第页", id="a page number of contents goes"),
        pytest.param(p('<w:fldSimple w:instr=" TOC ">' + r("目录") + '</w:fldSimple><w:fldSimple w:instr=" DATE ">' + r("今天") + "</w:fldSimple>"), "今天", id="simple fields"),
        pytest.param(p(field(" IF " + "</w:instrText></w:r>" + field(" PAGE ", r("1")) + "<w:r><w:instrText>", r("甲"))), "甲", id="a field in an instruction"),
        pytest.param(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("甲")) + p("乙"), "甲\n乙", id="a field that is never closed swallows nothing"),
        pytest.param(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("甲")), "甲", id="a field that was never opened"),
        pytest.param("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>" + p("目录") + p("一、举措1") + "</w:sdtContent></w:sdt>" + p("正文"), "正文", id="contents in a control"),
        pytest.param(styled("一、举措\t1", "t1") + styled("目录", "th") + p("正文"), "正文", id="contents turned into text keep their style"),
    ],
)  # fmt: skip
def test_fields_and_contents(body: str, expected: str) -> None:
    assert opened(docx(body, styles=style("t1", "toc 1") + style("th", "TOC Heading"))).text == expected


# Text boxes, notes, tables ---------------------------------------------------------------------------------


def test_a_text_box_follows_its_paragraph_once() -> None:
    document = opened(docx(p(r("前") + text_box(p("框一") + p("框二"))) + p("后")))
    assert document.text.split("\n") == ["前", "框一", "框二", "后"]
    assert [block.kind for block in document.blocks][1:3] == [BlockKind.TEXT_BOX] * 2


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p("框") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>", ["框", "后"]),
        ('<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>', ["艺术字", "后"]),
        (text_box(p(r("外") + text_box(p("里")))), ["外", "里", "后"]),
        (text_box(table(row("甲", "乙"))), ["甲\t乙", "后"]),
        (text_box(p("一")) + text_box(p("二")), ["一", "二", "后"]),
    ],
    ids=["older programs' own", "word art", "a box in a box", "a table in a box", "two boxes"],
)  # fmt: skip
def test_text_boxes_of_every_kind(run: str, expected: list[str]) -> None:
    assert lines(docx(p(run) + p("后"))) == expected


def test_notes_follow_their_paragraph_once() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = opened(
        docx(
            p(r("甲") + mark + r("乙") + '<w:r><w:endnoteReference w:id="2"/></w:r>') + p(r("丙") + mark),
            footnotes=f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r("脚注") + mark)}</w:footnote>',
            endnotes=f'<w:endnote w:id="2">{p("尾注")}</w:endnote>',
        )
    )
    assert document.text.split("\n") == ["甲乙", "脚注", "尾注", "丙"]
    assert [block.kind for block in document.blocks][1:3] == [BlockKind.NOTE] * 2


def test_text_boxes_and_notes_count_on_their_own() -> None:
    notes = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (1, 2))
    footnotes = "".join(f'<w:footnote w:id="{number}">{numbered("注", 1)}</w:footnote>' for number in (1, 2))
    box = text_box(numbered("框", 1))
    body = numbered("甲", 1) + p(r("文") + box + box + notes) + numbered("乙", 1)
    assert lines(docx(body, numbering=CHINESE, footnotes=footnotes)) == [
        "一、甲", "文", "一、框", "一、框", "一、注", "二、注", "二、乙",
    ]  # fmt: skip


MERGED = '<w:vMerge w:val="restart"/>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(table(row("甲", "乙"), row("丙", "丁")), ["甲\t乙", "丙\t丁"], id="rows"),
        pytest.param(table(row(cell(p("甲") + p("乙")), "丙")), ["甲 乙\t丙"], id="paragraphs of a cell are joined by a blank"),
        pytest.param(table(row(cell(p(r("甲") + "<w:r><w:br/></w:r>" + r("乙"))), "丙")), ["甲 乙\t丙"], id="a line break does not break the row"),
        pytest.param(table(row(cell("并", '<w:gridSpan w:val="2"/>'), "丙")), ["并\t丙"], id="merged across: once"),
        pytest.param(table(row(cell("并", '<w:hMerge w:val="restart"/>'), cell("x", '<w:hMerge w:val="continue"/>'), "丙")), ["并\t丙"], id="merged across, the old way"),
        pytest.param(table(row(cell("并", MERGED), "1"), row(cell("并", "<w:vMerge/>"), "2")), ["并\t1", "\t2"], id="merged down: once, columns kept"),
        pytest.param(table(row("甲", "乙"), row("删", "去", properties="<w:del/>"), row("增", "加", properties="<w:ins/>")), ["甲\t乙", "增\t加"], id="deleted rows go, inserted ones stay"),
        pytest.param(table(row("甲", cell("删", "<w:cellDel/>"), "乙")), ["甲\t乙"], id="deleted cells go"),
        pytest.param(table(row("甲"), row("藏", properties="<w:hidden/>")), ["甲"], id="hidden rows go"),
        pytest.param(table(row("甲", cell(p("前") + table(row("里", "层")) + p("后"))), row("乙", "丙")), ["甲\t前 后", "里\t层", "乙\t丙"], id="a nested table follows its row"),
        pytest.param(table(row(cell(p("一、标题") + p("正文。") + table(row("里", "层")) + p("落款")))), ["一、标题", "正文。", "里\t层", "落款"], id="a frame around a page is no table"),
        pytest.param(table(row("正文", cell(p("一、标题") + p(LONG * 10)))), ["正文\t", "一、标题", LONG * 10], id="a page in a cell stays paragraphs"),
        pytest.param(table(row(numbered("甲", 1), numbered("乙", 1)).replace("<w:p>", "<w:tc><w:p>").replace("</w:p>", "</w:p></w:tc>")), ["一、甲\t二、乙"], id="numbers count on from cell to cell"),
        pytest.param("<w:sdt><w:sdtContent>" + table("<w:sdt><w:sdtContent>" + row("<w:sdt><w:sdtContent>" + cell("甲") + "</w:sdtContent></w:sdt>", "乙") + "</w:sdtContent></w:sdt>") + "</w:sdtContent></w:sdt>", ["甲\t乙"], id="controls around tables, rows and cells"),
        pytest.param(table(row(cell(p(r("甲") + text_box(p("框")) + '<w:r><w:footnoteReference w:id="1"/></w:r>')), "乙")), ["甲\t乙", "框", "注"], id="what hangs on a cell follows its row"),
        pytest.param(table(row("", "")) + p("后"), ["后"], id="an empty row says nothing"),
        pytest.param(table(row(cell(p("甲", "<w:rPr><w:del/></w:rPr>")), "乙")), ["甲\t乙"], id="a cell ends what runs on"),
    ],
)  # fmt: skip
def test_tables(body: str, expected: list[str]) -> None:
    footnotes = f'<w:footnote w:id="1">{p("注")}</w:footnote>'
    assert lines(docx(body, numbering=CHINESE, footnotes=footnotes)) == expected


def test_rows_are_told_from_paragraphs() -> None:
    blocks = opened(docx(p("段") + table(row("甲", "乙")))).blocks
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE_ROW]


def test_headers_footers_and_comments_are_no_report() -> None:
    header = '<w:pPr><w:sectPr><w:headerReference r:id="h"/></w:sectPr></w:pPr>'
    data = docx(
        f"<w:p>{header}{r('正文')}</w:p>",
        relations=relation("h", "header", "header1.xml") + relation("c", "comments", "comments.xml"),
        parts={
            "word/header1.xml": f"<w:hdr {NAMESPACES}>{p('页眉')}</w:hdr>",
            "word/comments.xml": f"<w:comments {NAMESPACES}><w:comment>{p('批注')}</w:comment></w:comments>",
        },
    )
    assert opened(data).text == "正文"


# Containers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(packed({"word/document.xml": document(p("正文"))}), id="nothing but the document"),
        pytest.param(docx(p("正文"), main="word/document2.xml"), id="the document by another name"),
        pytest.param(docx(p("正文"), main="Word/Document.XML"), id="names in capitals"),
        pytest.param(packed({name.replace("/", "\\"): text for name, text in {"[Content_Types].xml": "wordprocessingml.document.main+xml", "word/document.xml": document(p("正文"))}.items()}), id="names parted the other way"),
        pytest.param(docx("", whole=document(p("正文")).replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")), id="strict Office Open XML"),
        pytest.param(docx("", parts={"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + document(p("正文"))).encode("utf-16")}), id="parts in UTF-16"),
        pytest.param(docx("", whole=f"<w:document {NAMESPACES}>{p('正文')}</w:document>"), id="no body"),
        pytest.param(docx(p("正文"), relations=relation("s", "styles", "absent.xml")), id="a part that is not there"),
    ],
)  # fmt: skip
def test_the_text_is_found_in_containers_of_many_makers(data: bytes) -> None:
    assert opened(data).text == "正文"


def test_a_strict_document_numbers_as_any_other() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    plain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = docx(
        "",
        whole=document(numbered("甲", 1)).replace(plain, strict),
        parts={"word/numbering.xml": f"<w:numbering {NAMESPACES}>{CHINESE}</w:numbering>".replace(plain, strict)},
        relations=relation("n", "numbering", "numbering.xml").replace("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"),
    )  # fmt: skip
    assert opened(data).text == "一、甲"


# Documents pasted whole ------------------------------------------------------------------------------------

CHUNKS = relation("c", "aFChunk", "chunk1")
UNREAD = ("文中插入的另一份文件没有读出，核查结果可能不全。请在 Word 里打开后重新保存，再报送。",)


def with_chunk(chunk: bytes) -> bytes:
    body = p("前") + '<w:altChunk r:id="c"/>' + p("后")
    return docx(body, relations=CHUNKS, parts={"word/chunk1": chunk})


@pytest.mark.parametrize(
    "chunk",
    [pytest.param("插入的文字".encode(), id="text"), pytest.param(docx(p("插入的文字")), id="docx")],
)
def test_a_document_pasted_whole_is_read_in_its_place(chunk: bytes) -> None:
    document = opened(with_chunk(chunk))
    assert (document.text.split("\n"), document.warnings) == (["前", "插入的文字", "后"], ())


@pytest.mark.parametrize("chunk", [b"%PDF-1.4", b"PK\x03\x04word/", b"\x00\x01\x02" * 50])
def test_a_pasted_document_that_cannot_be_read_is_told(chunk: bytes) -> None:
    document = opened(with_chunk(chunk))
    assert (document.text.split("\n"), document.warnings) == (["前", "后"], UNREAD)


def test_a_document_in_a_document_in_a_document_is_not_followed() -> None:
    assert lines(with_chunk(with_chunk(docx(p("里"))))) == ["前", "前", "后", "后"]


# Pictures --------------------------------------------------------------------------------------------------

PICTURE = '<w:r><w:drawing><a:blip r:embed="{}"/></w:drawing></w:r>'
IMAGES = relation("i1", "image", "media/a.png") + relation("i2", "image", "media/b.png")
MEDIA: dict[str, bytes | str] = {"word/media/a.png": b"A", "word/media/b.png": b"B"}
ONLY_PICTURES = "“报告.docx”里只有图片，没有文字，无法核查。请报送能选中文字的文件（由 Word、WPS 直接保存或导出）。"  # fmt: skip


def page_pictures(data: bytes) -> list[bytes]:
    container = SafeZip(data, "报告.docx", KIND)
    package = Package(container.entries, container.read, "报告.docx")
    return [package.part(name) for name in package.pictures()]


@pytest.mark.parametrize(
    ("body", "pictures"),
    [
        pytest.param(p(PICTURE.format("i2") + PICTURE.format("i1")), [b"B", b"A"], id="in the order of the page"),
        pytest.param(p(PICTURE.format("i1") * 2), [b"A"], id="each once"),
        pytest.param(p("<w:del>" + PICTURE.format("i1") + "</w:del>" + PICTURE.format("i2")), [b"B"], id="not what is deleted"),
        pytest.param(p('<w:r><w:pict><v:imagedata r:id="i2"/></w:pict></w:r>'), [b"B"], id="older programs' own"),
        pytest.param(p("附件"), [b"A", b"B"], id="all when none has a place"),
    ],
)  # fmt: skip
def test_the_pictures_of_a_document(body: str, pictures: list[bytes]) -> None:
    assert page_pictures(docx(body, relations=IMAGES, parts=MEDIA)) == pictures


def test_a_document_of_pictures_only_says_so() -> None:
    document = opened(docx(p("附件：") + p(PICTURE.format("i1")), relations=IMAGES, parts=MEDIA))
    assert (document.text, document.unscored) == ("附件：", ONLY_PICTURES)
    assert opened(docx(p(LONG) + p(PICTURE.format("i1")), relations=IMAGES, parts=MEDIA)).unscored is None
    assert opened(docx(p("附件："))).unscored is None


# What cannot be read ---------------------------------------------------------------------------------------

DAMAGED = (
    "“报告.docx”（Word 文档（docx））已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"
)
TOO_LARGE = "“报告.docx”（Word 文档（docx））{}，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"


def encrypted(data: bytes) -> bytes:
    """Set the flag of encryption in every entry of a zip."""
    marked = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(signature, at + 4)
    return bytes(marked)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(docx(p(LONG))[:700], DAMAGED, id="cut off in copying"),
        pytest.param(docx("", whole="<w:document"), DAMAGED, id="broken XML"),
        pytest.param(docx("", whole=""), DAMAGED, id="an empty part"),
        pytest.param(docx(p(LONG), parts={"word/styles.xml": "<"}, relations=relation("s", "styles", "styles.xml")), DAMAGED, id="broken styles"),
        pytest.param(docx("<w:sdt>" * 100_000 + p("甲") + "</w:sdt>" * 100_000), DAMAGED, id="a hundred thousand nested elements"),
        pytest.param(encrypted(docx(p(LONG))), "“报告.docx”（Word 文档（docx））设了密码，打不开。请取消密码另存一份后再报送。", id="encrypted parts"),
        pytest.param(packed({"word/document.xml": b" " * (limits.MAX_PART_BYTES + 1)}), TOO_LARGE.format("展开后超过 64 MB"), id="a bomb"),
        pytest.param(docx("<w:p/>" * 1_200_000 + p(LONG)), TOO_LARGE.format("里面的标记超过 100 万个"), id="a million empty paragraphs"),
        pytest.param(docx(""), "“报告.docx”里没有文字，没有可核查的内容。请打开原文件确认后重新报送。", id="no text at all"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_one_clear_sentence(data: bytes, message: str) -> None:
    assert refusal(data) == message


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ('<!DOCTYPE d [<!ENTITY a "展开">]>', "前后"),
        ('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "前后"),
    ],
)
def test_entities_are_never_expanded(declared: str, expected: str) -> None:
    assert opened(docx("", whole=declared + document(p("前&a;后") + "&a;"))).text == expected


def test_circles_of_references_end() -> None:
    styles = style("a", based_on="b", ppr=num_pr(1)) + style("b", based_on="a")
    linked = abstract(0, '<w:numStyleLink w:val="a"/>') + num(1, 0)
    assert lines(docx(styled("甲", "b") * 3, styles=styles, numbering=linked)) == ["甲"] * 3


def test_a_label_of_a_million_signs_is_cut() -> None:
    numbering = abstract(0, lvl(0, "第%1章" * 250_000)) + num(1, 0)
    assert len(opened(docx(numbered("甲", 1), numbering=numbering)).text) <= limits.MAX_LABEL * 5


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_gives_a_text_or_the_readers_own_error(data: st.DataObject) -> None:
    body = table(row("甲", "乙")) + numbered("丙" + LONG, 1) + p(text_box(p("框")) + field(" DATE ", r("日")))
    whole = bytearray(document(body).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    try:
        text = opened(docx("", numbering=CHINESE, parts={"word/document.xml": bytes(whole)})).text
    except UnreadableError as error:
        assert str(error).endswith("。")
    else:
        assert text.strip()


# Documents of other makers ---------------------------------------------------------------------------------


def made_by_python_docx(path: Path) -> bytes:
    from docx import Document as WordDocument

    word = WordDocument()
    word.add_heading("一、主要举措", 1)
    for text in ("开会", "培训"):
        word.add_paragraph(text, style="List Number")
    word.add_paragraph("要点", style="List Bullet")
    filled = word.add_table(2, 2)
    for place, text in enumerate(["项目", "次数", "会议", "4"]):
        filled.cell(place // 2, place % 2).text = text
    word.save(str(path))
    return path.read_bytes()


def test_a_document_made_by_python_docx(tmp_path: Path) -> None:
    document = opened(made_by_python_docx(tmp_path / "a.docx"))
    assert document.text.split("\n") == ["一、主要举措", "1.开会", "2.培训", "要点", "项目\t次数", "会议\t4"]
    assert document.blocks[0].outline_level == 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_writes_what_is_read_alike(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    expected = opened(made_by_python_docx(source)).text
    for target in ("docx", "odt", "fodt"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", target, "--outdir", str(tmp_path / target), str(source)],
            capture_output=True, timeout=180, check=False,
        )  # fmt: skip
        assert opened((tmp_path / target / f"a.{target}").read_bytes()).text == expected
