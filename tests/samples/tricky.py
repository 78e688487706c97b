"""A Word document of all that hides, doubles or moves words, with what a person sees on its pages."""

from typing import NamedTuple

from tests.samples.docx import Parts, cell, frame, package, paragraph, run, table


class Case(NamedTuple):
    """A piece of a document: what a reader of the page sees of it, and words that he never sees."""

    name: str
    xml: str
    seen: tuple[str, ...]
    unseen: tuple[str, ...] = ()


_STAMP = 'w:author="甲" w:date="2025-01-01T00:00:00Z"'
_BOX_TEXT = "文本框：本年度无行政复议案件。"
_BOX = f"<w:txbxContent>{paragraph(run(_BOX_TEXT))}</w:txbxContent>"


def _field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code_run = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return mark("begin") + code_run + mark("separate") + run(result) + mark("end")


_TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor behindDoc="0" distT="0" '
    'distB="0" distL="0" distR="0" simplePos="0" locked="0" layoutInCell="1" allowOverlap="1" '
    'relativeHeight="2"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0'
    '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>'
    '</wp:positionV><wp:extent cx="3000000" cy="600000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="b"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="600000"/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    f"<wps:txbx>{_BOX}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    '</mc:Choice><mc:Fallback><w:pict><v:shape style="width:200pt;height:40pt">'
    f"<v:textbox>{_BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_NESTED = table([cell(paragraph(run("内层表格")))], 1)
_TABLE = table(
    [
        cell(paragraph(run("横向合并")), '<w:gridSpan w:val="2"/>') + cell(paragraph(run("次数"))),
        cell(paragraph(run("纵向合并")), '<w:vMerge w:val="restart"/>')
        + cell(paragraph(run("培训")))
        + cell(paragraph(run("12次"))),
        cell(paragraph(), "<w:vMerge/>") + cell(_NESTED + paragraph()) + cell(paragraph(run("3次"))),
    ],
    3,
)

CASES = (
    Case(
        "the field that makes a table of contents",
        paragraph(_field('TOC \\o "1-3"', "目录行")),
        (),
        ("TOC",),
    ),
    Case(
        "accepted insertion and deletion",
        paragraph(
            run("召开会议")
            + f'<w:ins w:id="1" {_STAMP}>{run("六次")}</w:ins>'
            + f'<w:del w:id="2" {_STAMP}><w:r><w:delText>删去三次</w:delText></w:r></w:del>'
            + run("。")
        ),
        ("召开会议六次。",),
        ("删去三次",),
    ),
    Case(
        "a deleted paragraph mark joins two paragraphs",
        paragraph(run("段落标记已删，"), f'<w:rPr><w:del w:id="3" {_STAMP}/></w:rPr>')
        + paragraph(run("两段成一段。")),
        ("段落标记已删，两段成一段。",),
    ),
    Case(
        "moved text stands only where it went",
        paragraph(f'<w:moveFrom w:id="4" {_STAMP}>{run("旧处的话")}</w:moveFrom>' + run("原处。"))
        + paragraph(f'<w:moveTo w:id="5" {_STAMP}>{run("搬来的话，")}</w:moveTo>' + run("新处。")),
        ("原处。", "搬来的话，新处。"),
        ("旧处的话",),
    ),
    Case(
        "a comment is not the report",
        paragraph(
            '<w:commentRangeStart w:id="0"/>'
            + run("被批注的话。")
            + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        ),
        ("被批注的话。",),
        ("请核实",),
    ),
    Case(
        "hidden text",
        paragraph(run("藏起来的话", "<w:vanish/>") + run("可见的话。")),
        ("可见的话。",),
        ("藏起来的话",),
    ),
    Case(
        "link, tag and simple field are text",
        paragraph(
            f'<w:hyperlink w:anchor="x">{run("链接文字")}</w:hyperlink>'
            f'<w:smartTag w:element="x">{run("标记文字")}</w:smartTag>'
            f'<w:fldSimple w:instr=" SEQ 表 ">{run("1")}</w:fldSimple>'
        ),
        ("链接文字标记文字1",),
        ("SEQ",),
    ),
    Case(
        "controls and custom marks",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('控件里的段落。'))}</w:sdtContent></w:sdt>"
        + paragraph(f"<w:sdt><w:sdtContent>{run('行内控件。')}</w:sdtContent></w:sdt>")
        + table([cell(f"<w:sdt><w:sdtContent>{paragraph(run('格中控件'))}</w:sdtContent></w:sdt>")], 1)
        + f'<w:customXml w:element="y">{paragraph(run("自定义标记里的段落。"))}</w:customXml>',
        ("控件里的段落。", "行内控件。", "格中控件", "自定义标记里的段落。"),
    ),
    Case(
        "phonetic guide",
        paragraph(
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('fǎ')}</w:rt><w:rubyBase>{run('法')}</w:rubyBase></w:ruby></w:r>"
            + run("有注音。")
        ),
        ("法有注音。",),
        ("fǎ",),
    ),
    Case(
        "a text box is written twice and seen once",
        paragraph(run("框在此：") + _TEXT_BOX),
        ("框在此：", _BOX_TEXT),
    ),
    Case("merged and nested cells", _TABLE, ("横向合并", "纵向合并", "培训", "12次", "内层表格", "3次")),
    Case(
        "a heading in four runs",
        paragraph("".join(map(run, ("二、", "拆", "成", "四段")))),
        ("二、拆成四段",),
    ),
    Case(
        "a footnote",
        paragraph(run("有脚注") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("在此。")),
        ("有脚注在此。", "脚注：数据截至十二月底。"),
    ),
)
# What LibreOffice writes into a binary document as it stands; it writes a control several times.
CONVERTED = tuple(case for case in CASES if "<w:sdt>" not in case.xml)
UNSEEN = (*(words for case in CASES for words in case.unseen), "汇编")


def seen(cases: tuple[Case, ...]) -> tuple[str, ...]:
    """What a person sees of the cases."""
    return tuple(words for case in cases for words in case.seen)


def tricky(cases: tuple[Case, ...]) -> Parts:
    """The parts of a document of these cases."""
    note = paragraph(run("脚注：数据截至十二月底。"))
    return package(
        "".join(case.xml for case in cases),
        {
            "footnotes": frame(
                "footnotes",
                f'<w:footnote w:type="separator" w:id="-1">{paragraph()}</w:footnote>'
                f'<w:footnote w:id="2">{note}</w:footnote>',
            ),
            "comments": frame(
                "comments",
                f'<w:comment w:id="0" {_STAMP}>{paragraph(run("批注：请核实。"))}</w:comment>',
            ),
        },
    )
