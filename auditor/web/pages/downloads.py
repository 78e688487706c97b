"""The papers of a report, to be kept as files."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.job import Audited, Outcome
from auditor.papers.formats import FORMATS, Work
from auditor.papers.listed import Sheet, make_reviewed
from auditor.papers.names import paper_names
from auditor.pool import LostError
from auditor.readers.docx.package import KIND as DOCX
from auditor.vocabulary import Gate
from auditor.web.frame import download as as_file
from auditor.web.frame import refused, workbench
from auditor.web.workbench import Case, Workbench

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BROKEN_OFF = "做这个文件时程序中断，没有做成。请过一会儿再试。"


@dataclass(frozen=True, slots=True)
class Download:
    """A paper to download: a line of ``FORMATS``, and how it is made of a case.

    ``make`` returns None when the report needs no such paper; ``fits`` tells so before.
    """

    label: str
    format: str
    kind: str
    make: Callable[[Workbench, Case], bytes | None]
    fits: Callable[[Case], bool] = lambda _case: True


def _each(bench: Workbench, case: Case, name: str) -> bytes | None:
    make, work = FORMATS[name].each, _work(bench, case)
    assert make is not None
    return make(work.outcome.reports[0], work)


def _workbook(bench: Workbench, case: Case) -> bytes:
    make = FORMATS["xlsx"].whole
    assert make is not None
    return make(_work(bench, case))


def _comments(bench: Workbench, case: Case) -> bytes | None:
    assert case.audit is not None
    sheet = Sheet(case.audit, case.text, bench.submissions.content(case.submission))
    # The file is a stranger's: what it does to a reader happens in a worker.
    made: bytes | None = bench.desk.call(make_reviewed, sheet)
    return made


def _work(bench: Workbench, case: Case) -> Work:
    assert case.audit is not None
    outcome = Outcome([Audited(case.audit, case.text)])
    return Work(outcome, bench.standard.terms, everything=True, stationery=bench.stationery)


def _has_not_passed(case: Case) -> bool:
    return case.audit is not None and case.audit.gate is not Gate.PASS


DOWNLOADS: dict[str, Download] = {
    "notice": Download(
        "修改意见的函", "docx", _WORD, lambda bench, case: _each(bench, case, "docx"), _has_not_passed
    ),
    "comments": Download("原文加批注", "comments", _WORD, _comments, lambda case: case.kind == DOCX),
    "workbook": Download("工作簿", "xlsx", EXCEL, _workbook),
    "page": Download("网页", "html", "text/html", lambda bench, case: _each(bench, case, "html")),
}


def links(case: Case) -> list[tuple[str, str]]:
    """Return pairs of name and address of what can be downloaded of a case."""
    address = f"/reports/{case.submission.id}/papers"
    return [(f"下载{each.label}", f"{address}/{name}") for name, each in DOWNLOADS.items() if each.fits(case)]


def download(request: Request) -> Response:
    """Return a paper as a file."""
    bench = workbench(request)
    submission = bench.submissions.submission(request.path_params["number"])
    chosen = DOWNLOADS.get(request.path_params["paper"])
    if submission is None or chosen is None:
        raise HTTPException(404)
    back = f"/reports/{submission.id}"
    case = bench.case(submission)
    if case.audit is None:
        return refused(request, 404, "这份报告还没有核查结果，没有可下载的文件。", back)
    try:
        made = chosen.make(bench, case)
    except LostError:
        return refused(request, 500, BROKEN_OFF, back)
    if made is None:
        return refused(request, 404, FORMATS[chosen.format].not_needed.format(submission.name), back)
    name = paper_names([submission.name])[0] + FORMATS[chosen.format].ending
    return as_file(made, name, chosen.kind)


ROUTES = [Route("/reports/{number:int}/papers/{paper}", download)]
