"""PDF, OFD, web pages, pictures and text that are broken, empty or made to hurt their reader."""

import struct
import zlib
from collections.abc import Callable

from tests.samples import html, ofd, pdf
from tests.samples.docx import packed
from tests.samples.pdf_file import PdfFile
from tests.samples.report import Report

Build = Callable[[Report], bytes]
MEBIBYTE = 1024 * 1024


def _pdf_with(content: bytes = b"", box: bytes = b"0 0 595 842", kids: str = "own", count: int = 1) -> bytes:
    """A PDF of one page; ``kids``: "own" for the page, "circle" for the page tree itself."""
    file = PdfFile()
    catalog, tree = file.add(), file.add()
    stream = file.add(b"/Filter/FlateDecode", content or zlib.compress(b" "))
    page = file.add(b"/Type/Page/Parent %d 0 R/MediaBox[%s]/Contents %d 0 R" % (tree, box, stream))
    file.set(catalog, b"/Type/Catalog/Pages %d 0 R" % tree)
    kid = page if kids == "own" else tree
    file.set(tree, b"/Type/Pages/Count %d/Kids[%d 0 R]" % (count, kid))
    return file.finish(catalog)


def _packed_zeros(size: int) -> bytes:
    """Zeros packed without ever holding them all."""
    packer = zlib.compressobj(9)
    block = bytes(MEBIBYTE)
    return b"".join(packer.compress(block) for _ in range(size // MEBIBYTE)) + packer.flush()


def _many_pages(count: int) -> bytes:
    file = PdfFile()
    catalog, tree = file.add(), file.add()
    kids = [file.add(b"/Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]" % tree) for _ in range(count)]
    return pdf.close(file, catalog, tree, kids)


def _changed_ofd(changes: dict[str, bytes | None]) -> Build:
    """An OFD with parts replaced, or taken away where None stands."""

    def build(report: Report) -> bytes:
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(ofd.text_ofd(report))) as whole:
            parts = {name: whole.read(name) for name in whole.namelist()}
        parts |= {name: data for name, data in changes.items() if data is not None}
        return packed({name: data for name, data in parts.items() if changes.get(name, b"") is not None})

    return build


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of one grey that unpacks to width × height."""
    rows = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    body = b"".join(rows.compress(line) for _ in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    )


def _cut_pdf(report: Report) -> bytes:
    return pdf.text_pdf(report)[:1500]


def _nested_parts(depth: int) -> bytes:
    """A web archive of parts in parts."""
    head = b"MIME-Version: 1.0\r\n"
    for level in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
    return head + b"Content-Type: text/html\r\n\r\n<p>x</p>"


PAGES: dict[str, Build] = {
    "截断.pdf": _cut_pdf,
    "只有开头.pdf": lambda _report: b"%PDF-1.4\n",
    "加密.pdf": lambda report: pdf.text_pdf(report, pdf.Setting(password="123456")),
    "没有页.pdf": lambda _report: _many_pages(0),
    "空白.pdf": lambda _report: _pdf_with(),
    "页太多.pdf": lambda _report: _many_pages(3000),
    "循环.pdf": lambda _report: _pdf_with(kids="circle", count=100_000_000),
    "炸弹.pdf": lambda _report: _pdf_with(_packed_zeros(600 * MEBIBYTE)),
    "巨页.pdf": lambda _report: _pdf_with(box=b"0 0 90000000 90000000"),
    "缺页.ofd": _changed_ofd({"Doc_0/Pages/Page_0/Content.xml": None}),
    "坏页.ofd": _changed_ofd({"Doc_0/Pages/Page_0/Content.xml": b"<ofd:Page"}),
    "缺目录.ofd": _changed_ofd({"Doc_0/Document.xml": None}),
    "自指.ofd": _changed_ofd(
        {
            "OFD.xml": b'<o:OFD xmlns:o="http://www.ofdspec.org/2016"><o:DocBody><o:DocRoot>OFD.xml</o:DocRoot>'
            b"</o:DocBody></o:OFD>"
        }
    ),
    "截断.ofd": lambda report: ofd.text_ofd(report)[:-200],
    "太深.html": lambda _report: b"<html><body>" + b"<div>" * 300_000 + "深处".encode(),
    "尖括号.html": lambda _report: b"<html>" + b"<" * (20 * MEBIBYTE),
    "框架.html": lambda _report: b'<html><body><iframe src="/text.html"></iframe></body></html>',
    "空页.html": lambda _report: b"<html><head><title></title></head><body></body></html>",
    "信封.mht": lambda _report: _nested_parts(3000),
    "无正文.mht": lambda report: html.mht("").replace(b"text/html", b"text/css"),
    "超大.png": lambda _report: png_claiming(60_000, 60_000),
    "一点.png": lambda _report: png_claiming(1, 1),
    "截断.jpg": lambda _report: b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0",
    "照片.heic": lambda _report: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200),
    "坏图.tif": lambda _report: b"II*\0\x08\0\0\0" + bytes(40),
    "坏图.gif": lambda _report: b"GIF89a" + bytes(20),
    "超长.txt": lambda report: (report.text * 4000).encode()[: 20 * MEBIBYTE],
    "不是文本.txt": lambda _report: bytes(range(128, 256)) * 64,
}
