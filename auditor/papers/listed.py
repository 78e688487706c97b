"""Which papers a batch writes: one is a function and a line in ``unit_papers`` or ``BATCH_PAPERS``.

Each loads what it needs when it is made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from auditor.folder import INDEX
from auditor.models import Audit
from auditor.overview import Overview
from auditor.papers.past import Past
from auditor.rules import Edition


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as its papers are made from it.

    ``text``: what the offsets of ``audit`` count in. ``past``: what the unit handed in before. ``beside``:
    pairs of label and file name of the papers of this report that are made already.
    """

    audit: Audit
    text: str
    past: Past | None = None
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnitPaper:
    """A paper of one report. ``ending``: what its name has after that of the report.

    ``make``: returns its content, None when the report needs no such paper. It is sent to other processes:
    a function of a module, or ``functools.partial`` of one with what it is to be made with.
    """

    label: str
    ending: str
    make: Callable[[Sheet], bytes | None]


@dataclass(frozen=True, slots=True)
class BatchPaper:
    """A paper on the whole batch."""

    name: str
    make: Callable[[Overview], bytes]


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


BATCH_PAPERS: tuple[BatchPaper, ...] = (BatchPaper(INDEX, _index),)


def unit_papers(edition: Edition) -> tuple[UnitPaper, ...]:
    """Return the papers of each report in the order in which they are made.

    The page comes last, for it leads to the others.
    """
    return (UnitPaper("核查结果", ".html", partial(_page, edition)),)
