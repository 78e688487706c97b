"""Which papers a batch writes: one is a function and a line in ``unit_papers`` or ``BATCH_PAPERS``.

Each loads what it needs when it is made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from auditor.errors import UnreadableError
from auditor.folder import INDEX, WORKBOOK
from auditor.models import Audit
from auditor.overview import Overview
from auditor.papers.notice import PLAIN, Stationery, notice
from auditor.papers.past import Past
from auditor.rules import Edition
from auditor.vocabulary import Gate


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as its papers are made from it.

    ``text``: what the offsets of ``audit`` count in. ``original``: the file, when it is a docx and a paper
    wants it. ``past``: what the unit handed in before, when a paper wants it and there is any. ``beside``:
    pairs of label and file name of the papers of this report that are made already.
    """

    audit: Audit
    text: str
    original: bytes = b""
    past: Past | None = None
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnitPaper:
    """A paper of one report. ``ending``: what its name has after that of the report.

    ``make``: returns its content, None when the report needs no such paper. It is sent to other processes:
    a function of a module, or ``functools.partial`` of one with what it is to be made with.
    ``wants_original``: whether it is made from the file, ``wants_past``: from what the unit handed in before.
    ``editable``: whether the office may go on writing in it; what it wrote is never written over.
    """

    label: str
    ending: str
    make: Callable[[Sheet], bytes | None]
    wants_original: bool = False
    wants_past: bool = False
    editable: bool = False


@dataclass(frozen=True, slots=True)
class BatchPaper:
    """A paper on the whole batch. ``editable``: see ``UnitPaper``."""

    name: str
    make: Callable[[Overview], bytes]
    editable: bool = False


def make_notice(stationery: Stationery, sheet: Sheet) -> bytes | None:
    """Return the letter on a report, None when the report has passed."""
    return None if sheet.audit.gate is Gate.PASS else notice(sheet.audit, stationery)


def make_reviewed(sheet: Sheet) -> bytes | None:
    """Return a docx report with comments, None when it is no docx or one that Word would not open."""
    from auditor.papers.reviewed import reviewed

    try:
        return reviewed(sheet.original, sheet.audit) if sheet.original else None
    except UnreadableError:
        return None


def _workbook(overview: Overview) -> bytes:
    from auditor.papers.workbook import workbook

    return workbook(overview)


def _page(edition: Edition, sheet: Sheet) -> bytes:
    from auditor.papers.page import report_page

    return report_page(
        sheet.audit,
        sheet.text,
        edition=edition,
        links=(("← 全部单位", f"../{INDEX}"), *sheet.beside),
        past=sheet.past,
    ).encode()


def _index(overview: Overview) -> bytes:
    from auditor.papers.page import batch_page

    links = [(each.name, quote(each.name)) for each in BATCH_PAPERS if each.name != INDEX]
    return batch_page(overview, links).encode()


BATCH_PAPERS: tuple[BatchPaper, ...] = (
    BatchPaper(INDEX, _index),
    BatchPaper(WORKBOOK, _workbook, editable=True),
)


def page_paper(edition: Edition) -> UnitPaper:
    """Return the page of a report judged by these rules."""
    return UnitPaper("核查结果", ".html", partial(_page, edition), wants_past=True)


def unit_papers(edition: Edition, stationery: Stationery = PLAIN) -> tuple[UnitPaper, ...]:
    """Return the papers of each report in the order in which they are made.

    The page comes last, for it leads to the others.
    """
    return (
        UnitPaper("修改意见的函", ".修改意见.docx", partial(make_notice, stationery), editable=True),
        UnitPaper("批注", ".批注.docx", make_reviewed, wants_original=True, editable=True),
        page_paper(edition),
    )
