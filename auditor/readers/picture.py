"""Photos and scans as picture files: every page is recognised."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from auditor.readers import limits
from auditor.readers.content import Content, Job
from auditor.readers.layout import pieces
from auditor.readers.recognise import PagePicture, RecognitionMissing, recognise
from auditor.readers.recognise.doubts import warnings_of
from auditor.readers.recognise.pictures import fitted, open_image, refusing_broken

if TYPE_CHECKING:
    from PIL.Image import Image

_A4_INCHES_ACROSS = 8.27
# Longer than any page: a screenshot of a whole web page.
_LONG = 2.2
# Narrower ones hold no lines of a report.
_NARROWEST = 300
# In widths of the screenshot.
_LONGEST_BAND = 1.4
_SHORTEST_BAND = 0.7
# Width in pixels of what shows as an edge where it starts and ends.
_STROKE = 2


def read_content(data: bytes, job: Job) -> Content:
    """Return what the pages of a picture file say, as far as it can be recognised.

    Without the extra [ocr] the content is marked as not to be scored.

    Raises:
        UnreadableError: the file is broken, of a kind that cannot be opened, or has too many pixels or pages.
    """
    try:
        total, pictures = _pictures(data, job.name)
        pages = list(recognise(pictures, job, total))
    except RecognitionMissing:
        reason = (
            f"“{job.name}”是图片（照片或扫描件），没有可以核查的文字。"
            "请安装识别组件（pip install 'auditor[ocr]'）后重新核查，或请报送单位提供 Word 版。"
        )
        return Content([], unscored=reason)
    found = pieces(pages)
    return Content(found, warnings=warnings_of(found), recognised=True)


def _pictures(data: bytes, name: str) -> tuple[int, Iterator[PagePicture]]:
    """Return how many pages a picture file has, and a picture of each."""
    image = open_image(data, name)
    frames = _frames(image, name)
    if frames > 1:
        return frames, (_frame(data, number, name) for number in range(frames))
    if image.height > _LONG * image.width and image.width >= _NARROWEST:
        with refusing_broken(name):
            cuts = _cuts(image)
        return len(cuts) - 1, (_band(image, top, end, name) for top, end in pairwise(cuts))
    return 1, iter([PagePicture(data)])


def _frames(image: "Image", name: str) -> int:
    """Count the pages of a TIFF, up to one more than is read; animations and depth maps are no pages."""
    frames = 1
    with refusing_broken(name):
        while image.format == "TIFF" and frames <= limits.MAX_RECOGNISED_PAGES:
            try:
                image.seek(frames)
            except EOFError:
                break
            frames += 1
    return frames


def _frame(data: bytes, number: int, name: str) -> PagePicture:
    image = open_image(data, name)
    with refusing_broken(name):
        image.seek(number)
    return _page(fitted(image, name))


def _band(image: "Image", top: int, end: int, name: str) -> PagePicture:
    band = fitted(image.crop((0, top, image.width, end)), name)
    # Bands differ in height; characters are of one size only when all are as wide.
    return _page(band, band.width / _A4_INCHES_ACROSS)


def _page(image: "Image", dpi: float | None = None) -> PagePicture:
    return PagePicture(b"", image.tobytes(), *image.size, image.mode, dpi)


def _cuts(image: "Image") -> list[int]:
    """Return the rows between which the pages of a long screenshot lie, from its top to its end."""
    from PIL import ImageChops
    from PIL.Image import Resampling

    grey = image.convert("L")
    edges = ImageChops.difference(grey, ImageChops.offset(grey, _STROKE, 0))
    ink = edges.resize((1, image.height), Resampling.BOX).tobytes()
    cuts = [0]
    while image.height - cuts[-1] > _LONGEST_BAND * image.width:
        first = cuts[-1] + round(_SHORTEST_BAND * image.width)
        last = cuts[-1] + round(_LONGEST_BAND * image.width)
        cuts.append(first + _blank_row(ink[first:last]))
    return [*cuts, image.height]


def _blank_row(ink: bytes) -> int:
    """Return the middle of the highest stretch of rows that hold the least ink."""
    least = min(ink)
    stretches = [
        list(rows) for is_blank, rows in groupby(range(len(ink)), lambda row: ink[row] == least) if is_blank
    ]
    highest = max(stretches, key=len)
    return highest[len(highest) // 2]
