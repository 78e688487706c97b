"""Word documents part by part, as Word, WPS and conversion tools write them."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from tests.samples.report import Block, Report

_OFFICE = "http://schemas.openxmlformats.org"
_RELATION = f"{_OFFICE}/officeDocument/2006/relationships"
_PACKAGE = f"{_OFFICE}/package/2006"
MAIN = f"{_OFFICE}/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": MAIN,
        "r": _RELATION,
        "mc": f"{_OFFICE}/markup-compatibility/2006",
        "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
        "a": f"{_OFFICE}/drawingml/2006/main",
        "pic": f"{_OFFICE}/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLE_OF = {"title": "Biaoti", "h1": "1", "h2": "2", "h3": "3"}
_DATE = (2025, 1, 8, 9, 30, 0)
_RUNNING_HEAD = "临水县法治政府建设年度报告汇编"

Parts = dict[str, bytes]


def run(text: str, look: str = "") -> str:
    """A run of text; ``look``: its run properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str = "", look: str = "") -> str:
    """A paragraph of runs; ``look``: its paragraph properties."""
    properties = f"<w:pPr>{look}</w:pPr>" if look else ""
    return f"<w:p>{properties}{content}</w:p>"


def cell(content: str, look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>'


def table(rows: Iterable[str], columns: int) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    inner = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"


def plain_table(rows: tuple[tuple[str, ...], ...]) -> str:
    return table(
        ("".join(cell(paragraph(run(each))) for each in row) for row in rows), max(len(row) for row in rows)
    )


def styled(report: Report) -> str:
    """Headings by style, their numbers typed."""
    return "".join(
        plain_table(block.rows) if block.kind == "table" else paragraph(run(block.text), look(block))
        for block in report.blocks
    )


def bold(report: Report) -> str:
    """Headings told from text by bold print alone, split into runs in the middle of their number."""
    return "".join(_bold(block) for block in report.blocks)


def _bold(block: Block) -> str:
    if block.kind == "table":
        return plain_table(block.rows)
    if not block.label and block.kind != "title":
        return paragraph(run(block.text), '<w:ind w:firstLineChars="200" w:firstLine="640"/>')
    pieces = (block.text[:1], block.text[1:2], block.text[2:])
    return paragraph("".join(run(piece, "<w:b/>") for piece in pieces if piece))


def look(block: Block) -> str:
    """The paragraph properties of a block whose number, if any, is typed."""
    if block.kind in _STYLE_OF:
        return f'<w:pStyle w:val="{_STYLE_OF[block.kind]}"/>'
    return (
        '<w:jc w:val="right"/>'
        if block.kind == "signature"
        else '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    )


def _named_style(identity: str, name: str, look: str, letters: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="a"/>'
        f"<w:pPr>{look}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def styles(heading_1: str = "") -> str:
    """The styles part; ``heading_1``: more paragraph properties of the first heading."""
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Times New Roman" w:eastAsia="Noto Sans CJK SC"/><w:sz w:val="32"/>'
        '<w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        + _named_style("1", "heading 1", f'{heading_1}<w:outlineLvl w:val="0"/>', "<w:b/>")
        + _named_style("2", "heading 2", '<w:outlineLvl w:val="1"/>')
        + _named_style("3", "heading 3", '<w:outlineLvl w:val="2"/>')
        + _named_style("Biaoti", "Title", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
        + "</w:styles>"
    )


def frame(tag: str, content: str) -> str:
    return f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"


_PAGE_FIELD = "".join(
    f"<w:r>{inner}</w:r>"
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> PAGE </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader"/>'
    '<w:footerReference w:type="default" r:id="rIdfooter"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" '
    'w:gutter="0"/></w:sectPr>'
)


def package(
    body: str, parts: Mapping[str, str] | None = None, media: Mapping[str, bytes] | None = None
) -> Parts:
    """The parts of a document around ``body``; ``parts``: styles, numbering, footnotes … by short name."""
    inner = {
        "styles": styles(),
        "header": frame("hdr", paragraph(run(_RUNNING_HEAD))),
        "footer": frame("ftr", paragraph(run("— ") + _PAGE_FIELD + run(" —"), '<w:jc w:val="center"/>')),
        **(parts or {}),
    }
    pictures = media or {}
    written = {
        "[Content_Types].xml": _content_types(inner),
        "_rels/.rels": _relations([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": frame("document", f"<w:body>{body}{_SECTION}</w:body>"),
        "word/_rels/document.xml.rels": _relations(
            [(f"rId{name}", name, f"{name}.xml") for name in inner]
            + [(f"rId{name.partition('.')[0]}", "image", f"media/{name}") for name in pictures]
        ),
        **{f"word/{name}.xml": content for name, content in inner.items()},
    }
    return {
        **{name: (_XML + content).encode() for name, content in written.items()},
        **{f"word/media/{name}": data for name, data in pictures.items()},
    }


def _content_types(inner: Iterable[str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{name}+xml"/>' for name in inner
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="jpg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" '
        f'ContentType="{kind}.document.main+xml"/>{overrides}</Types>'
    )


def _relations(entries: Iterable[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{identity}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for identity, kind, target in entries
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a zip container; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, data in parts.items():
            container.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def strict(parts: Mapping[str, bytes]) -> Parts:
    """The same parts in the namespaces of ISO 29500 Strict."""
    roots = {
        MAIN: "http://purl.oclc.org/ooxml/wordprocessingml/main",
        _RELATION: "http://purl.oclc.org/ooxml/officeDocument/relationships",
        f"{_OFFICE}/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    }
    changed = dict(parts)
    for old, new in roots.items():
        changed = {name: data.replace(old.encode(), new.encode()) for name, data in changed.items()}
    return changed


def flat(parts: Mapping[str, bytes]) -> bytes:
    """The same parts in one XML file (flat OPC, what Word calls a Word XML document)."""
    inner = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType="application/xml"><pkg:xmlData>'
        + re.sub(r"^<\?xml[^>]*\?>\s*", "", data.decode())
        + "</pkg:xmlData></pkg:part>"
        for name, data in parts.items()
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml"
    )
    start = '<?mso-application progid="Word.Document"?>\n<pkg:package '
    return (
        f'{_XML}{start}xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{inner}</pkg:package>'
    ).encode()


def pictures_only(pages: list[bytes]) -> bytes:
    """A document whose pages are pictures."""
    media = {f"page{place}.jpg": data for place, data in enumerate(pages)}
    return packed(package("".join(paragraph(picture(name)) for name in media), media=media))


def picture(name: str) -> str:
    """A run that shows a picture of ``media``, in the line."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="7600000"/><wp:docPr id="1" name="p"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="rId{name.partition(".")[0]}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="7600000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
