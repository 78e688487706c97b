"""Pages as pictures: drawn with a Chinese font, scanned, photographed, turned, stamped."""

import io
import math
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from tests.samples.paging import PER_LINE, Line, Sheet, sheets
from tests.samples.pdf import close
from tests.samples.pdf_file import PdfFile
from tests.samples.report import Report

# Where systems keep a font with all Chinese characters, simplified and traditional.
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
_POINTS_PER_INCH = 72
_A4 = (595.0, 842.0)
_SIZE, _LEFT, _TOP, _LEADING = 16.0, 73.0, 94.0, 29.0
_ORIENTATION = 0x0112
_PAPER = 250
_RED = (205, 30, 30)

Picture = Image.Image


def font_file() -> str | None:
    """A font that draws Chinese, None when the machine has none."""
    return next((path for path in _FONTS if Path(path).exists()), None)


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file() or "", pixels)


def drawn(report: Report, dpi: int = 150, *, pages: int | None = None, seal: bool = False) -> list[Picture]:
    """The first ``pages`` of a report as clean grey pictures; ``seal``: a red one over the date."""
    set_pages = sheets(report)[:pages]
    pictures = [_draw(sheet, place, dpi) for place, sheet in enumerate(set_pages, 1)]
    if seal:
        pictures[-1] = _stamped(pictures[-1], set_pages[-1], dpi)
    return pictures


def _draw(sheet: Sheet, number: int, dpi: int) -> Picture:
    scale = dpi / _POINTS_PER_INCH
    picture = Image.new("L", (round(_A4[0] * scale), round(_A4[1] * scale)), _PAPER)
    brush = ImageDraw.Draw(picture)
    for line in (*sheet, Line(f"— {number} —", PER_LINE / 2 - 2, 23)):
        spot = ((_LEFT + line.x * _SIZE) * scale, (_TOP + line.row * _LEADING) * scale)
        brush.text(spot, line.text, fill=20, font=_font(round(_SIZE * scale)))
    return picture


def _stamped(page: Picture, sheet: Sheet, dpi: int) -> Picture:
    scale = dpi / _POINTS_PER_INCH
    row = max((line.row for line in sheet if line.x > PER_LINE / 3), default=0)
    centre = (390 * scale, (_TOP + (row + 0.3) * _LEADING) * scale)
    radius = 55 * scale
    ink = Image.new("RGB", page.size, "white")
    brush = ImageDraw.Draw(ink)
    box = [centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius]
    brush.ellipse(box, outline=_RED, width=round(3 * scale))
    star = [
        (
            centre[0] + radius / (3 if n % 2 == 0 else 8) * math.sin(n * math.pi / 5),
            centre[1] - radius / (3 if n % 2 == 0 else 8) * math.cos(n * math.pi / 5),
        )
        for n in range(10)
    ]
    brush.polygon(star, fill=_RED)
    return ImageChops.multiply(page.convert("RGB"), ink)


def photographed(page: Picture) -> Picture:
    """The page as a phone takes it: slanted, darker on one side, a little blurred by its JPEG."""
    wide, high = page.size
    slant = Image.new("L", (wide, high), 120)
    edge = wide // 25
    corners = (-edge, -edge, 0, high + edge, wide + edge, high + 2 * edge, wide + edge, -2 * edge)
    slant = page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=120)
    shade = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda value: 165 + value // 3)
    return ImageChops.multiply(slant.convert("L"), shade)


def jpeg(page: Picture, quality: int = 70, orientation: int = 1) -> bytes:
    """A page as JPEG. Viewers turn it as ``orientation`` says; the pixels lie the other way."""
    turned = {6: Image.Transpose.ROTATE_90, 3: Image.Transpose.ROTATE_180}.get(orientation)
    out = io.BytesIO()
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    (page.transpose(turned) if turned is not None else page).save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def png(page: Picture) -> bytes:
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def tiff(pages: list[Picture]) -> bytes:
    """All pages in one file, black and white, as fax machines and office scanners write it."""
    out = io.BytesIO()
    first, *rest = (page.convert("1", dither=Image.Dither.NONE) for page in pages)
    first.save(out, "TIFF", compression="group4", save_all=True, append_images=rest)
    return out.getvalue()


def spread(left: Picture, right: Picture) -> Picture:
    """Two pages side by side, as an open booklet lies on the glass."""
    both = Image.new("L", (left.width + right.width, left.height), _PAPER)
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    return both


def scanned_pdf(
    pages: list[Picture], dpi: int, *, quality: int = 60, rotate: int = 0, layer: list[str] | None = None
) -> bytes:
    """A PDF of page pictures. ``rotate``: what its pages say of their turn. ``layer``: unseen text behind."""
    file = PdfFile()
    catalog, tree = file.add(), file.add()
    helvetica = file.add(b"/Type/Font/Subtype/Type1/BaseFont/Helvetica")
    kids = []
    for place, page in enumerate(pages):
        turned = page.rotate(rotate, expand=True) if rotate else page
        wide, high = (side * _POINTS_PER_INCH / dpi for side in turned.size)
        colours = b"/DeviceGray" if turned.mode == "L" else b"/DeviceRGB"
        picture = file.add(
            b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8"
            b"/Filter/DCTDecode" % (*turned.size, colours),
            jpeg(turned, quality),
        )
        content = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q\n" % (wide, high)
        if layer:
            content += b"BT /F 8 Tf 3 Tr 40 700 Td (%s) Tj ET\n" % layer[place % len(layer)].encode("latin-1")
        kids.append(
            file.add(
                b"/Type/Page/Parent %d 0 R/Rotate %d/MediaBox[0 0 %.2f %.2f]/Resources<</Font<</F %d 0 R>>"
                b"/XObject<</I %d 0 R>>>>/Contents %d 0 R"
                % (tree, rotate, wide, high, helvetica, picture, file.packed(content))
            )
        )
    return close(file, catalog, tree, kids)
