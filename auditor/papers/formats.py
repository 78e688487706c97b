"""What ``check`` can write: a format is a function and a line in ``FORMATS``.

Each loads what it needs when it is asked for: most checks ask for none of the heavy ones.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import auditor
from auditor.job import Audited, Outcome, Terms
from auditor.vocabulary import Gate

if TYPE_CHECKING:
    from auditor.papers.notice import Stationery


@dataclass(frozen=True, slots=True)
class Work:
    """What papers are made from.

    ``everything``: show also what is in order, where that is a choice. ``stationery``: for letters; None
    leaves blanks in them.
    """

    outcome: Outcome
    terms: Terms
    everything: bool = False
    stationery: "Stationery | None" = None


@dataclass(frozen=True, slots=True)
class Format:
    """How results are written: by ``whole``, one paper for all reports, or by ``each``, a paper a report.

    ``each`` returns None for a report that needs no such paper; ``not_needed`` says why, with {} for its
    source. ``ending``: of the names in a folder of such papers. ``on_screen``: whether it is text, which may
    go to stdout.
    """

    ending: str
    whole: Callable[[Work], bytes] | None = None
    each: Callable[[Audited, Work], bytes | None] | None = None
    on_screen: bool = True
    not_needed: str = ""

    @property
    def suffix(self) -> str:
        """What tells the kind of the file: the last part of the ending."""
        return "." + self.ending.rpartition(".")[2]


def _table(work: Work) -> bytes:
    from auditor.render.table import render_report

    shown = (render_report(each, everything=work.everything) for each in work.outcome.audits)
    return "\n".join(shown).encode(errors="replace")


def _json(work: Work) -> bytes:
    from auditor.render.json_document import json_document

    audits = sorted(work.outcome.audits, key=lambda each: each.source)
    pieces = json_document(
        auditor.__version__,
        work.terms.rules,
        (each.model_dump_json().encode() for each in audits),
        sorted(work.outcome.unreadable),
    )
    return b"".join(pieces)


def _page(report: Audited, work: Work) -> bytes:
    from auditor.papers.page import report_page

    page = report_page(report.audit, report.text, edition=work.terms.rules.edition)
    return page.encode(errors="replace")


def _workbook(work: Work) -> bytes:
    from auditor.papers.overviews import overview_of
    from auditor.papers.workbook import workbook

    return workbook(overview_of(work.outcome, work.terms))


def _notice(report: Audited, work: Work) -> bytes | None:
    from auditor.papers.notice import PLAIN, notice

    return None if report.audit.gate is Gate.PASS else notice(report.audit, work.stationery or PLAIN)


def _comments(report: Audited, _work: Work) -> bytes | None:
    from auditor.papers.originals import Originals
    from auditor.papers.reviewed import reviewed

    original = Originals().of(report.path, report.audit.sha256)
    return reviewed(original, report.audit) if original else None


FORMATS: dict[str, Format] = {
    "table": Format(".txt", whole=_table),
    "json": Format(".json", whole=_json),
    "html": Format(".html", each=_page),
    "xlsx": Format(".xlsx", whole=_workbook, on_screen=False),
    "docx": Format(".修改意见.docx", each=_notice, on_screen=False, not_needed="“{}”已经通过，不用写函。"),
    "comments": Format(
        ".批注.docx",
        each=_comments,
        on_screen=False,
        not_needed="“{}”不是 .docx 文件，写不了批注。请用 WPS 或 Word 另存为 .docx 后再试。",
    ),
}
