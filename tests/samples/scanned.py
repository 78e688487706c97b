"""The samples that hold pictures of pages, by name; they want a Chinese font and the image library."""

from collections.abc import Callable

from tests.samples import docx, ofd, scans
from tests.samples.builds import Build, Truth
from tests.samples.catalogue import Recipe
from tests.samples.paging import sheets
from tests.samples.report import Report
from tests.samples.scans import Picture

# What a bad recognition left behind the pages of a scan.
_NOISE = ["lfi #~ iJR M ~~ 2024 ~ 1~ ;'f I ll f", "~ -- jt fJ'~ iJ ::J; l~ 3 rr It"]


def _lines(report: Report) -> tuple[str, ...]:
    return report.lines


def _one_page(make: Callable[[Picture], bytes]) -> Build:
    return lambda report: make(scans.drawn(report, pages=1)[0])


def _first_lines(report: Report, pages: int = 1) -> tuple[str, ...]:
    return tuple(line.text for sheet in sheets(report)[:pages] for line in sheet)


def _spread(report: Report) -> bytes:
    return scans.jpeg(scans.spread(*scans.drawn(report, pages=2)))


def _recipe(tries: str, build: Build, truth: Truth = _lines) -> Recipe:
    return Recipe(tries, build, truth, needs="font")


def _short(tries: str, make: Callable[[Picture], bytes]) -> Recipe:
    return _recipe(tries, _one_page(make), truth=_first_lines)


def _upside_down(page: Picture) -> Picture:
    return page.rotate(180)


SCANNED: dict[str, Recipe] = {
    "scan/200dpi.pdf": _recipe(
        "every page a grey picture of 200 dpi",
        lambda report: scans.scanned_pdf(scans.drawn(report, 200), 200),
    ),
    "scan/sealed.pdf": _recipe(
        "a red seal over the date", lambda report: scans.scanned_pdf(scans.drawn(report, seal=True), 150)
    ),
    "scan/noise-behind.pdf": _short(
        "a scan with a text layer of bad recognition",
        lambda page: scans.scanned_pdf([page], 150, layer=_NOISE),
    ),
    "scan/two-pages.tif": _recipe(
        "black and white, fax compression",
        lambda report: scans.tiff(scans.drawn(report, 200, pages=2)),
        truth=lambda report: _first_lines(report, 2),
    ),
    "scan/page.ofd": _short("a scanned OFD", lambda page: ofd.scanned_ofd([scans.jpeg(page)])),
    "scan/picture.docx": _short(
        "a Word document that holds only the picture of a page",
        lambda page: docx.pictures_only([scans.jpeg(page)]),
    ),
    "scan/110dpi.pdf": _short(
        "110 dpi at low quality", lambda page: scans.scanned_pdf([_coarse(page)], 110, quality=30)
    ),
    "scan/turned.pdf": _short("/Rotate 90", lambda page: scans.scanned_pdf([page], 150, rotate=90)),
    "scan/sideways.jpg": _short(
        "lying on its side, nothing says so", lambda page: scans.jpeg(page.rotate(90, expand=True))
    ),
    "scan/upside-down.png": _short("head down, nothing says so", lambda page: scans.png(_upside_down(page))),
    "scan/page.jpg": _short("one clean page", scans.jpeg),
    "scan/exif-6.jpg": _short("a photo whose EXIF says: turn by 90°", lambda page: scans.jpeg(page, 70, 6)),
    "scan/exif-3.jpg": _short("a photo whose EXIF says: turn by 180°", lambda page: scans.jpeg(page, 70, 3)),
    "scan/photo.jpg": _short(
        "slanted and shaded", lambda page: scans.jpeg(scans.photographed(page), quality=60)
    ),
    "scan/spread.jpg": _recipe(
        "two pages side by side", _spread, truth=lambda report: _first_lines(report, 2)
    ),
}


def _coarse(page: Picture) -> Picture:
    scale = 110 / 150
    return page.resize((round(page.width * scale), round(page.height * scale)))
