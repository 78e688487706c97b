"""Pages that are only pictures, beside pages of text: what is read, and what is said of the rest."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.readers.content import Content, Job
from auditor.readers.layout import Page, pieces

# With fewer letters beside the pictures, the text is a cover or a stamp and not the report.
_FEWEST_LETTERS = 200

_INSTALL = "请安装识别组件（pip install 'auditor[ocr]'）后重新核查"
_WORD = "请报送单位提供 Word 版"


class Trouble(StrEnum):
    """Why the text of a page cannot be taken from the file: what messages say the page is."""

    PICTURE = "扫描的图片"
    GARBLED = "乱码（字体没有带文字编码）"
    JBIG2 = "JBIG2 格式的扫描图片，识别不了"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture: an image file in ``data``, or rows of ``pixels`` in ``mode`` "RGB" or "L".

    ``dpi``: how many of its dots make an inch of the page.
    """

    data: bytes = b""
    pixels: bytes = b""
    width: int = 0
    height: int = 0
    mode: str = ""
    dpi: float = 0.0


@dataclass(frozen=True, slots=True)
class Scan:
    """A page to be read from its picture. ``page``: the little text it holds; ``draw`` makes the picture."""

    page: Page
    trouble: Trouble
    draw: Callable[[], Picture]


def read_pages(pages: Sequence[Page | Scan], job: Job, warnings: Iterable[str] = ()) -> Content:
    """Return what pages say; those that are pictures are named in a warning.

    When next to nothing can be read, the content is marked as not to be scored.
    """
    scans = {number: page for number, page in enumerate(pages, 1) if isinstance(page, Scan)}
    texts = [page.page if isinstance(page, Scan) else page for page in pages]
    content = Content(pieces(texts), warnings=list(warnings))
    if not scans:
        return content
    letters = sum(len(piece.text) for piece in content.pieces)
    if letters < _FEWEST_LETTERS:
        return Content(content.pieces, warnings=content.warnings, unscored=_refusal(scans.values(), job))
    for trouble in Trouble:
        numbers = [number for number, scan in scans.items() if scan.trouble is trouble]
        if numbers:
            content.warnings.append(_warning(numbers, trouble))
    return content


def _refusal(scans: Iterable[Scan], job: Job) -> str:
    troubles = {scan.trouble for scan in scans}
    if troubles == {Trouble.GARBLED}:
        return f"“{job.name}”里的文字是{Trouble.GARBLED}，没有可以核查的文字。{_INSTALL}，或{_WORD}。"
    if troubles == {Trouble.JBIG2}:
        return f"“{job.name}”是{Trouble.JBIG2}，没有可以核查的文字。{_WORD}。"
    return f"“{job.name}”是扫描件，没有可以核查的文字。{_INSTALL}，或{_WORD}。"


def _warning(numbers: Sequence[int], trouble: Trouble) -> str:
    remedy = "请对照原件人工核对" if trouble is Trouble.JBIG2 else f"{_INSTALL}，或对照原件人工核对"
    return f"第 {listed(numbers)} 页是{trouble}，没有读到文字。{remedy}。"


def listed(numbers: Sequence[int]) -> str:
    """Write page numbers with their ranges: 1、3—5."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return "、".join("—".join(map(str, each)) for each in ranges)
