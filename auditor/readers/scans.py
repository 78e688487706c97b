"""Pages that are only pictures, beside pages of text: what is read, and what is said of the rest."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.errors import UnreadableError
from auditor.readers import limits
from auditor.readers.content import Content, Job, Piece
from auditor.readers.garbled import count_common, is_garbled
from auditor.readers.layout import Page, pieces
from auditor.readers.recognise import PagePicture, RecognitionMissing, recognise
from auditor.readers.recognise.doubts import warnings_of
from auditor.readers.refusals import too_large

# A page with fewer Chinese letters is a picture if pictures cover so much of it or so many curves are drawn.
_FEWEST_LETTERS = 30
_PICTURE_SHARE = 0.4
_FEWEST_CURVES = 50
# A page with fewer letters does not show by itself whether it is garbled.
_LETTERS_THAT_SHOW = 200
# With fewer letters beside the pictures, the text is a cover or a stamp and not the report.
_SHORTEST_REPORT = 200

_INSTALL = "请安装识别组件（pip install 'auditor[ocr]'）后重新核查"
_WORD = "请报送单位提供 Word 版"
_LOOK = "请对照原件人工核对"
_INSTALL_OR_LOOK = f"{_INSTALL}，或对照原件人工核对"


class Trouble(StrEnum):
    """Why the text of a page cannot be taken from the file: what messages say the page is."""

    PICTURE = "扫描的图片"
    GARBLED = "乱码（字体没有带文字编码）"


Draw = Callable[[], PagePicture]


@dataclass(frozen=True, slots=True)
class View:
    """What a page holds, before it is known whether its text can be believed.

    ``pictures``: how much of it pictures cover, 0 to 1; ``paths``: how many figures are drawn on it;
    ``draw`` makes a picture of it, None where that cannot be done.
    """

    page: Page
    pictures: float = 0.0
    paths: int = 0
    draw: Draw | None = None

    @property
    def text(self) -> str:
        """The letters of the page in any order."""
        return "".join(run.text for run in self.page.runs)


@dataclass(frozen=True, slots=True)
class Scan:
    """A page to be read from its picture. ``page``: the little text it holds beside."""

    page: Page
    trouble: Trouble
    draw: Draw | None


def check_characters(on_page: int, so_far: int, name: str, kind: str) -> None:
    """Refuse a file with more text than a page or a report can hold.

    Raises:
        UnreadableError: it has.
    """
    if on_page > limits.MAX_CHARACTERS_ON_PAGE:
        raise too_large(name, kind, f"有一页上的文字超过 {limits.MAX_CHARACTERS_ON_PAGE // 10000} 万字")
    if so_far > limits.MAX_CHARACTERS:
        raise too_large(name, kind, f"文字超过 {limits.MAX_CHARACTERS // 10000} 万字")


def judged(views: Sequence[View]) -> list[Page | Scan]:
    """Tell the pages whose text can be believed from those that have to be read from a picture."""
    is_garbled_throughout = is_garbled("".join(view.text for view in views))
    return [_judged(view, view.text, is_garbled_throughout) for view in views]


def _judged(view: View, text: str, is_garbled_throughout: bool) -> Page | Scan:
    blank = Page(view.page.width, view.page.height, ())
    if is_garbled(text) or (text and is_garbled_throughout and len(text) < _LETTERS_THAT_SHOW):
        return Scan(blank, Trouble.GARBLED, view.draw)
    is_covered = view.pictures >= _PICTURE_SHARE or view.paths >= _FEWEST_CURVES
    letters = count_common(text)
    if not is_covered or letters >= _FEWEST_LETTERS:
        return view.page
    # What stands behind a picture without being Chinese is the waste of a poor recognition.
    page = view.page if 2 * letters >= len(text) else blank
    return Scan(page, Trouble.PICTURE, view.draw)


def read_pages(pages: Sequence[Page | Scan], job: Job, warnings: Iterable[str] = ()) -> Content:
    """Return what pages say; pictures are recognised where that is possible, else named in a warning.

    When next to nothing can be read, the content is marked as not to be scored.

    Raises:
        UnreadableError: all there is are pictures, and one is broken, too large, or there are too many.
    """
    scans = {number: page for number, page in enumerate(pages, 1) if isinstance(page, Scan)}
    texts = [page.page if isinstance(page, Scan) else page for page in pages]
    is_report = sum(len(run.text) for page in texts for run in page.runs) >= _SHORTEST_REPORT
    remedy = _LOOK
    read: dict[int, Page] = {}
    try:
        for number, page in _recognised(scans, job):
            read[number] = page
    except RecognitionMissing:
        remedy = _INSTALL_OR_LOOK
    except UnreadableError:
        if not is_report:
            raise
    found = pieces([read.get(number, page) for number, page in enumerate(texts, 1)])
    if scans and not read and not is_report:
        return Content(found, warnings=list(warnings), unscored=_refusal(list(scans.values()), job))
    said = [
        *warnings,
        *_unread({number: scan for number, scan in scans.items() if number not in read}, remedy),
    ]
    if read:
        said += _recognition_warnings(found, list(read), len(pages))
    return Content(found, warnings=said, recognised=bool(read))


def _recognised(scans: Mapping[int, Scan], job: Job) -> Iterator[tuple[int, Page]]:
    """Yield the number and the text of every page that can be drawn, as far as recognition comes."""
    draws = {number: scan.draw for number, scan in scans.items() if scan.draw}
    if draws:
        yield from zip(draws, recognise((draw() for draw in draws.values()), job, len(draws)), strict=True)


def _unread(scans: Mapping[int, Scan], remedy: str) -> Iterator[str]:
    """Yield a sentence on the pages of every kind that were not read."""
    for trouble in Trouble:
        for way_out in dict.fromkeys((remedy, _LOOK)):
            numbers = [
                number
                for number, scan in scans.items()
                if scan.trouble is trouble and way_out == (remedy if scan.draw else _LOOK)
            ]
            if numbers:
                yield f"第 {listed(numbers)} 页是{trouble}，没有读到文字。{way_out}。"


def _recognition_warnings(found: Sequence[Piece], read: Sequence[int], pages: int) -> list[str]:
    recognised = [piece for piece in found if piece.confidence < 1]
    if len(read) == pages:
        return warnings_of(recognised)
    return [f"第 {listed(read)} 页是图片，文字由识别而来，请对照原件核对。", *warnings_of(recognised)[1:]]


def _refusal(scans: Sequence[Scan], job: Job) -> str:
    is_all_garbled = all(scan.trouble is Trouble.GARBLED for scan in scans)
    found = f"里的文字是{Trouble.GARBLED}" if is_all_garbled else "是扫描件"
    remedy = f"{_INSTALL}，或{_WORD}" if any(scan.draw for scan in scans) else _WORD
    return f"“{job.name}”{found}，没有可以核查的文字。{remedy}。"


def listed(numbers: Sequence[int]) -> str:
    """Write page numbers with their ranges: 1、3—5."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return "、".join("—".join(map(str, each)) for each in ranges)
