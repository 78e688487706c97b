"""Office documents that are broken, locked, no report, or made to hurt their reader."""

import re
from collections.abc import Callable

from tests.samples import archives, docx, odf, office, rtf
from tests.samples.builds import styled_docx
from tests.samples.ole import compound
from tests.samples.report import Report, parse

Build = Callable[[Report], bytes]
MEBIBYTE = 1024 * 1024


def with_document(change: Callable[[str], str], report: Report) -> bytes:
    """A Word document whose main part is changed as text."""
    parts = docx.package(docx.styled(report))
    main = parts["word/document.xml"].decode()
    return docx.packed({**parts, "word/document.xml": change(main).encode()})


def _bomb(size: int) -> bytes:
    return archives.inflated("word/document.xml", size, start=b"<a>", end=b"</a>")


def _deep(_report: Report) -> bytes:
    nested = "<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000
    return with_document(lambda main: main.replace("<w:body>", "<w:body>" + nested, 1), parse("一"))


def _nested_tables(report: Report) -> bytes:
    """Tables in tables, as deep as an XML parser lets through."""
    inner = docx.paragraph(docx.run("最里面的一格"))
    for _ in range(60):
        inner = docx.table([docx.cell(inner + docx.paragraph())], 1)
    return with_document(lambda main: main.replace("<w:body>", "<w:body>" + inner, 1), report)


def _circular(report: Report) -> bytes:
    """Styles based on each other in a circle; a list that names a style that names the list."""
    parts = docx.package(docx.styled(report))
    circle = parts["word/styles.xml"].decode().replace('<w:basedOn w:val="a"/>', '<w:basedOn w:val="2"/>')
    circle = circle.replace('<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:basedOn w:val="1"/>')
    return docx.packed({**parts, "word/styles.xml": circle.encode()})


def _absurd_numbers(report: Report) -> bytes:
    data = docx.package(*_numbered_parts(report))
    wild = re.sub(
        rb'w:(start|startOverride) w:val="\d+"',
        rb'w:\1 w:val="99999999999999999999"',
        data["word/numbering.xml"],
    )
    return docx.packed({**data, "word/numbering.xml": wild})


def _numbered_parts(report: Report) -> tuple[str, dict[str, str]]:
    from tests.samples.numbering import automatic

    return automatic(report)


def locked_doc(report: Report) -> bytes:
    """A binary document whose header says that it is encrypted."""
    data = bytearray(office.converted(styled_docx(report), "doc"))
    place = data.index(b"\xec\xa5", 512)
    data[place + 11] |= 0x01
    return bytes(data)


def word95(_report: Report) -> bytes:
    """The container of Word 95: no table stream, an older version in its header."""
    return compound({"WordDocument": b"\xdc\xa5\x68\x00" + bytes(12) + "报告".encode("gbk") * 4000})


def _locked_odt(report: Report) -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    return docx.packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": bytes(range(256)) * 8,
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def _cut(build: Build, share: float) -> Build:
    def cut(report: Report) -> bytes:
        data = build(report)
        return data[: int(len(data) * share)]

    return cut


OFFICE: dict[str, Build] = {
    "空.docx": lambda _report: b"",
    "全零.docx": lambda _report: bytes(4096),
    "空白.docx": lambda _report: docx.packed(docx.package("")),
    "锁.docx": lambda _report: b"\x06admin" + bytes(156),
    "截断.docx": _cut(styled_docx, 0.66),
    "断尾.docx": lambda report: with_document(lambda main: main[: len(main) // 2], report),
    "乱码.docx": lambda report: styled_docx(report).replace(b"PK\x03\x04", b"PK\x03\x05"),
    "超大.docx": lambda _report: _bomb(200 * MEBIBYTE),
    "炸弹.docx": lambda _report: _bomb(40 * MEBIBYTE),
    "部件太多.docx": lambda _report: docx.packed(
        {**docx.package(""), **{f"word/{n}.xml": b"" for n in range(5001)}}
    ),
    "太深.docx": _deep,
    "表中表.docx": _nested_tables,
    "循环.docx": _circular,
    "怪数字.docx": _absurd_numbers,
    "加密.docx": lambda _report: compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(9000)}),
    "表格.xls": lambda _report: compound({"Workbook": b"\x09\x08"}),
    "幻灯.ppt": lambda _report: compound({"PowerPoint Document": b"\x0f\0"}),
    "表格.xlsx": lambda _report: docx.packed({"xl/workbook.xml": b"<workbook/>"}),
    "幻灯.pptx": lambda _report: docx.packed({"ppt/presentation.xml": b"<p/>"}),
    "加密.doc": locked_doc,
    "截断.doc": _cut(lambda report: office.converted(styled_docx(report), "doc"), 0.5),
    "word95.doc": word95,
    "word2.doc": lambda _report: b"\xdb\xa5\x2d\x00" + bytes(3000),
    "只剩容器.doc": lambda _report: compound({"Contents": b"x"}),
    "加密.odt": _locked_odt,
    "断尾.odt": lambda report: archives.zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": odf.odt(report)[:99]}
    ),
    "文档.uot": lambda report: office.converted(styled_docx(report), "uot"),
    "括号.rtf": lambda _report: b"{\\rtf1 " + b"{" * 1_000_000,
    "二进制.rtf": lambda report: b"{\\rtf1 \\bin99999999999 " + rtf.rtf(report),
    "长数.rtf": lambda report: rtf.rtf(report)[:-1] + b"\\u99999999? \\'zz \\li99999999999}",
}
