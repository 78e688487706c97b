"""PDF: the text of its pages by way of PDFium, and pictures of the pages that have none."""

import math
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from threading import RLock

import pypdfium2 as pdfium
from pypdfium2 import raw

from auditor.readers import limits
from auditor.readers.content import Content, Job
from auditor.readers.enclosures import enclosures_warning
from auditor.readers.garbled import is_garbled
from auditor.readers.layout import Page, Rule, Run
from auditor.readers.pdf_drawing import Drawing, drawing_of
from auditor.readers.pdf_text import Frame, PageText
from auditor.readers.refusals import damaged, encrypted, too_large
from auditor.readers.scans import Picture, Scan, Trouble, listed, read_pages

# PDFium keeps state of its own and must never be entered by two threads at once.
_PDFIUM = RLock()

_KIND = "PDF"
_WANTS_PASSWORD = 4
# A page with fewer letters is a picture when pictures cover so much of it, or letters were drawn as curves.
_FEWEST_LETTERS = 30
_PICTURE_SHARE = 0.4
_FEWEST_CURVES = 50
# A page with fewer letters does not show by itself whether it is garbled.
_LETTERS_THAT_SHOW = 200
_DPI = 150
_POINTS_PER_INCH = 72
_END_MARK = b"%%EOF"
_END_MARK_BYTES = 2048


def read_content(data: bytes, job: Job) -> Content:
    """Return the paragraphs and table rows of a PDF.

    Raises:
        UnreadableError: the file is damaged, wants a password, or has too many pages or characters.
    """
    file = _File(data, job)
    try:
        return read_pages(file.pages(), job, file.warnings())
    finally:
        file.close()


class _File:
    """An open PDF. Whatever asks PDFium holds the lock while it does."""

    def __init__(self, data: bytes, job: Job) -> None:
        self._job = job
        self._is_cut_off = _END_MARK not in data[-_END_MARK_BYTES:]
        self._lost: list[int] = []
        self._characters = 0
        with _PDFIUM:
            try:
                self._document = pdfium.PdfDocument(data)
            except pdfium.PdfiumError as error:
                if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                    raise encrypted(job.name, _KIND) from None
                raise damaged(job.name, _KIND) from None
            self._count = len(self._document)
        if self._count > limits.MAX_PAGES:
            self.close()
            raise too_large(job.name, _KIND, f"有 {self._count} 页")

    def close(self) -> None:
        """Give back what PDFium holds."""
        with _PDFIUM:
            self._document.close()

    def pages(self) -> list[Page | Scan]:
        """Return the pages; one that cannot be opened is empty.

        Raises:
            UnreadableError: none can be opened, or they hold too many characters.
        """
        views = [self._view(index) for index in range(self._count)]
        if len(self._lost) == self._count:
            raise damaged(self._job.name, _KIND)
        is_garbled_throughout = is_garbled("".join(view.text for view in views))
        return [self._judged(view, is_garbled_throughout) for view in views]

    def warnings(self) -> list[str]:
        """Return what whoever reads the result should know of the file; asked after the pages."""
        found = []
        if self._lost:
            found.append(f"第 {listed(self._lost)} 页已损坏，没有读到。请与原件核对，必要时重新报送。")
        if self._is_cut_off:
            found.append("文件末尾不完整，可能缺少后面的内容。请与原件核对，必要时重新报送。")
        return found + enclosures_warning(self._enclosures())

    def _enclosures(self) -> list[str]:
        with _PDFIUM:
            count = min(self._document.count_attachments(), limits.MAX_MEMBERS)
            return [self._document.get_attachment(index).get_name() for index in range(count)]

    def _view(self, index: int) -> "_View":
        with _PDFIUM:
            try:
                with closing(self._opened(index)) as page:
                    return self._seen(page, index)
            except pdfium.PdfiumError:
                self._lost.append(index + 1)
                return _View(index, Page(0.0, 0.0, ()), False)

    def _opened(self, index: int) -> pdfium.PdfPage:
        """Open a page with its notes and filled-in fields as part of what it shows."""
        page = self._document[index]
        if raw.FPDFPage_GetAnnotCount(page) > 0:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = self._document[index]
        return page

    def _seen(self, page: pdfium.PdfPage, index: int) -> "_View":
        frame = Frame(*page.get_bbox())
        with closing(page.get_textpage()) as text_page:
            count = text_page.count_chars()
            self._characters += count
            if self._characters > limits.MAX_CHARACTERS:
                raise too_large(self._job.name, _KIND, f"文字超过 {limits.MAX_CHARACTERS // 10000} 万字")
            text = PageText(text_page.raw, count, frame).runs()
        drawing = drawing_of(page.raw)
        placed = _placed(text, drawing, frame)
        area = max(1.0, (frame.right - frame.left) * (frame.top - frame.bottom))
        covered = drawing.pictures / area >= _PICTURE_SHARE or drawing.paths >= _FEWEST_CURVES
        return _View(index, placed, covered)

    def _judged(self, view: "_View", is_garbled_throughout: bool) -> Page | Scan:
        draw = partial(self._picture, view.index)
        if is_garbled(view.text) or (is_garbled_throughout and len(view.text) < _LETTERS_THAT_SHOW):
            return Scan(Page(view.page.width, view.page.height, ()), Trouble.GARBLED, draw)
        if view.is_covered and len(view.text) < _FEWEST_LETTERS:
            return Scan(view.page, Trouble.PICTURE, draw)
        return view.page

    def _picture(self, index: int) -> Picture:
        """Draw a page, as finely as the limit on pictures allows."""
        with _PDFIUM, closing(self._opened(index)) as page:
            width, height = page.get_size()
            scale = min(
                _DPI / _POINTS_PER_INCH, math.sqrt(limits.MAX_PIXELS / max(1.0, width * height)) * 0.99
            )
            with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)) as bitmap:
                row = bitmap.width * bitmap.n_channels
                dots = bytes(bitmap.buffer)
                lines = (dots[start : start + row] for start in range(0, len(dots), bitmap.stride))
                return Picture(
                    pixels=b"".join(lines),
                    width=bitmap.width,
                    height=bitmap.height,
                    mode=bitmap.mode,
                    dpi=scale * _POINTS_PER_INCH,
                )


@dataclass(frozen=True, slots=True)
class _View:
    """What a page holds. ``is_covered``: whether a picture or drawn curves may show text on it."""

    index: int
    page: Page
    is_covered: bool

    @property
    def text(self) -> str:
        """The letters of the page in any order."""
        return "".join(run.text for run in self.page.runs)


def _placed(text: dict[int, list[Run]], drawing: Drawing, frame: Frame) -> Page:
    """Put what a page says upright; text that stands another way than most follows below."""
    turns = sorted(text, key=lambda quarters: -sum(len(run.text) for run in text[quarters]))
    main = turns[0] if turns else 0
    width, height = frame.turned(main)
    runs: list[Run] = []
    below = 0.0
    for quarters in turns:
        runs += (
            [replace(run, y0=run.y0 + below, y1=run.y1 + below) for run in text[quarters]]
            if below
            else text[quarters]
        )
        below += frame.turned(quarters)[1]
    return Page(width, height, tuple(runs), tuple(_turned(rule, frame, main) for rule in drawing.rules))


def _turned(rule: Rule, frame: Frame, quarters: int) -> Rule:
    ends = frame.place(rule.x0, rule.y0, quarters), frame.place(rule.x1, rule.y1, quarters)
    (left, right), (top, bottom) = (sorted(each) for each in zip(*ends, strict=True))
    return Rule(left, top, right, bottom)
