"""PDF files with text: fonts that are not embedded, lines in any order, turned pages, two columns."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.samples.paging import PER_LINE, Line, Sheet, sheets
from tests.samples.pdf_file import PdfFile
from tests.samples.report import Report

_A4 = (595.0, 842.0)
_SIZE = 16.0
_LEFT, _TOP, _LEADING = 73.0, 748.0, 29.0
_BOLD_STEP = 0.3
# Half-width figures and letters in the character collection Adobe-GB1.
_HALF_WIDTHS = b"/W[1 95 500 814 939 500 7716 7716 500]"
_SEAL_RESOURCES = b"/ExtGState<</M<</BM/Multiply>>>>/XObject<</S %d 0 R>>"


def _gbk(text: str) -> bytes:
    return text.encode("gbk", "replace")


def _ucs2(text: str) -> bytes:
    return text.encode("utf-16-be")


def _scrambled(text: str) -> bytes:
    return b"".join((ord(char) * 7919 % 9000 + 3).to_bytes(2, "big") for char in text)


@dataclass(frozen=True)
class Font:
    """A composite font whose program is not in the file. ``coded``: text as the codes of its CMap."""

    cmap: bytes
    coded: Callable[[str], bytes]
    ordering: bytes = b"GB1"


GBK = Font(b"GBK-EUC-H", _gbk)
UCS2 = Font(b"UniGB-UCS2-H", _ucs2)
# Nobody can tell which character a code of this font stands for.
UNMAPPED = Font(b"Identity-H", _scrambled, b"Identity")


@dataclass(frozen=True)
class Setting:
    """How the pages are drawn.

    ``bold``: how often each line is drawn again, a hair to the right. ``turned``: the paper lies on its
    side and the page says so (/Rotate 90). ``seal``: a red picture stands over the last lines.
    """

    font: Font = GBK
    columns: int = 1
    bold: int = 0
    shuffled: bool = False
    turned: bool = False
    seal: bool = False
    password: str | None = None
    per_page: int = 22


def text_pdf(report: Report, setting: Setting = Setting()) -> bytes:
    """Set a report as a PDF with running head and page numbers."""
    pages = sheets(report, setting.columns, setting.per_page)
    return placed(pages, setting)


def placed(pages: list[Sheet], setting: Setting) -> bytes:
    """Draw lines that are already placed."""
    file = PdfFile()
    catalog, tree = file.add(), file.add()
    font = _add_font(file, setting.font)
    seal = _add_seal(file) if setting.seal else None
    kids = []
    for place, sheet in enumerate(pages):
        content = _content(sheet, place + 1, setting)
        if seal and place == len(pages) - 1:
            content += _seal_over(sheet)
        resources = b"/Font<</F %d 0 R>>" % font + (_SEAL_RESOURCES % seal if seal else b"")
        width, height = reversed(_A4) if setting.turned else _A4
        kids.append(
            file.add(
                b"/Type/Page/Parent %d 0 R/MediaBox[0 0 %.0f %.0f]%s/Resources<<%s>>/Contents %d 0 R"
                % (
                    tree,
                    width,
                    height,
                    b"/Rotate 90" if setting.turned else b"",
                    resources,
                    file.packed(content),
                )
            )
        )
    return close(file, catalog, tree, kids, setting.password)


def close(file: PdfFile, catalog: int, tree: int, kids: list[int], password: str | None = None) -> bytes:
    """Fill in catalog and page tree, and return the file."""
    file.set(catalog, b"/Type/Catalog/Pages %d 0 R" % tree)
    names = b" ".join(b"%d 0 R" % kid for kid in kids)
    file.set(tree, b"/Type/Pages/Count %d/Kids[%s]" % (len(kids), names))
    return file.finish(catalog, password)


def _add_font(file: PdfFile, font: Font) -> int:
    descriptor = file.add(
        b"/Type/FontDescriptor/FontName/FangSong/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 700/StemV 80"
    )
    kind = b"2" if font is UNMAPPED else b"0"
    descendant = file.add(
        b"/Type/Font/Subtype/CIDFontType%s/BaseFont/FangSong/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)"
        b"/Supplement 2>>/DW 1000%s/FontDescriptor %d 0 R"
        % (kind, font.ordering, b"" if font is UNMAPPED else _HALF_WIDTHS, descriptor)
    )
    return file.add(
        b"/Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/%s/DescendantFonts[%d 0 R]"
        % (font.cmap, descendant)
    )


def _add_seal(file: PdfFile) -> int:
    """A red ring as a tiny picture."""
    side = 40
    pixels = b"".join(
        b"\xd0\x10\x10" if 300 < (x - 20) ** 2 + (y - 20) ** 2 < 400 else b"\xff\xff\xff"
        for y in range(side)
        for x in range(side)
    )
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
    return file.add(head % (side, side), pixels)


def _seal_over(sheet: Sheet) -> bytes:
    """The ring over the last line that stands at the right, which is the date; ink shows through."""
    last = max((line.row for line in sheet if line.x > PER_LINE / 3), default=0)
    return b"q /M gs 110 0 0 110 330 %.0f cm /S Do Q\n" % (_TOP - last * _LEADING - 45)


def _content(sheet: Sheet, number: int, setting: Setting) -> bytes:
    head = [Line("临水县法治政府建设年度报告汇编", 0, -2), Line(f"—　{number}　—", PER_LINE / 2 - 2.5, 23)]
    lines = [*head[:1], *sheet, *head[1:]]
    if setting.shuffled:
        lines.reverse()
    turn = b"0 1 -1 0 %.0f 0 cm\n" % _A4[1] if setting.turned else b""
    return b"q " + turn + b"".join(_show(line, setting) for line in lines) + b"Q\n"


def _show(line: Line, setting: Setting) -> bytes:
    code = setting.font.coded(line.text.replace("\xa0", " ")).hex().encode()
    return b"".join(
        b"BT /F %.0f Tf 1 0 0 1 %.2f %.2f Tm <%s> Tj ET\n"
        % (_SIZE, _LEFT + line.x * _SIZE + again * _BOLD_STEP, _TOP - line.row * _LEADING, code)
        for again in range(setting.bold + 1)
    )
