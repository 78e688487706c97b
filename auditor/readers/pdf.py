"""PDF: the text of its pages by way of PDFium, and pictures of the pages that have none."""

import math
from contextlib import closing, suppress
from functools import partial
from threading import RLock

import pypdfium2 as pdfium
from pypdfium2 import raw

from auditor.readers import limits
from auditor.readers.content import Content, Job
from auditor.readers.enclosures import enclosures_warning
from auditor.readers.layout import Page
from auditor.readers.layout.turning import upright
from auditor.readers.pdf_bounds import is_too_much
from auditor.readers.pdf_drawing import drawing_of
from auditor.readers.pdf_text import Frame, PageText
from auditor.readers.recognise import PagePicture
from auditor.readers.refusals import damaged, encrypted, too_large
from auditor.readers.scans import Scan, View, check_characters, judged, listed, read_pages

# PDFium keeps state of its own and must never be entered by two threads at once.
_PDFIUM = RLock()

_KIND = "PDF"
_DPI = 150
_COARSER = 0.9
_POINTS_PER_INCH = 72
_END_MARK = b"%%EOF"
_END_MARK_BYTES = 2048
_ENCRYPTION = b"/Encrypt"


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
        if is_too_much(data):
            raise too_large(job.name, _KIND, "页面里的图形多得异常")
        self._data = data  # PDFium reads in it as long as the file is open
        with _PDFIUM:
            handle = raw.FPDF_LoadMemDocument64(data, len(data), None)
            if not handle:
                # PDFium keeps the error of an earlier file when it has none for this one.
                is_locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
                wants_password = is_locked and _ENCRYPTION in data
                raise (encrypted if wants_password else damaged)(job.name, _KIND)
            self._document = pdfium.PdfDocument(handle)
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
        if len(self._lost) >= self._count:
            raise damaged(self._job.name, _KIND)
        return judged(views)

    def warnings(self) -> list[str]:
        """Return what whoever reads the result should know of the file; asked after the pages."""
        found = []
        if self._lost:
            found.append(f"第 {listed(self._lost)} 页已损坏，没有读到。请与原件核对，必要时重新报送。")
        if self._is_cut_off:
            found.append("文件末尾不完整，可能缺少后面的内容。请与原件核对，必要时重新报送。")
        return found + enclosures_warning(self._enclosures())

    def _enclosures(self) -> list[str]:
        with _PDFIUM, suppress(pdfium.PdfiumError):
            count = min(self._document.count_attachments(), limits.MAX_MEMBERS)
            return [self._document.get_attachment(index).get_name() for index in range(count)]
        return []

    def _view(self, index: int) -> View:
        with _PDFIUM:
            try:
                with closing(self._opened(index)) as page:
                    return self._seen(page, index)
            except pdfium.PdfiumError:
                self._lost.append(index + 1)
                return View(Page(0.0, 0.0, ()))

    def _opened(self, index: int) -> pdfium.PdfPage:
        """Open a page with its notes and filled-in fields as part of what it shows."""
        page = self._document[index]
        if raw.FPDFPage_GetAnnotCount(page) > 0:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = self._document[index]
        return page

    def _seen(self, page: pdfium.PdfPage, index: int) -> View:
        frame = Frame(*page.get_bbox())
        with closing(page.get_textpage()) as text_page:
            count = text_page.count_chars()
            self._characters += count
            check_characters(count, self._characters, self._job.name, _KIND)
            runs = PageText(text_page.raw, count, frame).runs()
        drawing = drawing_of(page.raw)
        width, height = frame.size
        return View(
            upright(runs, [frame.rule(rule) for rule in drawing.rules], frame.size),
            drawing.pictures / max(1.0, width * height),
            drawing.paths,
            draw=partial(self._picture, index),
        )

    def _picture(self, index: int) -> PagePicture:
        """Draw a page, as finely as the limit on pictures allows."""
        with _PDFIUM:
            try:
                with closing(self._opened(index)) as page:
                    return _drawn(page)
            except pdfium.PdfiumError:
                raise damaged(self._job.name, _KIND) from None


def _drawn(page: pdfium.PdfPage) -> PagePicture:
    scale = _scale(*page.get_size())
    with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)) as bitmap:
        row = bitmap.width * bitmap.n_channels
        dots = bytes(bitmap.buffer)
        return PagePicture(
            pixels=b"".join(dots[start : start + row] for start in range(0, len(dots), bitmap.stride)),
            width=bitmap.width,
            height=bitmap.height,
            mode=bitmap.mode,
            dpi=scale * _POINTS_PER_INCH,
        )


def _scale(width: float, height: float) -> float:
    """Return how many dots a point of a page becomes."""
    scale = _DPI / _POINTS_PER_INCH
    while math.ceil(width * scale) * math.ceil(height * scale) > limits.MAX_PIXELS:
        scale *= _COARSER
    return scale
