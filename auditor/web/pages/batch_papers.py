"""The papers of a batch, or of the reports that are in none, to be kept as files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.errors import AuditorError
from auditor.overview import Overview
from auditor.papers.names import paper_names
from auditor.papers.page import batch_page
from auditor.pool import LostError
from auditor.web.frame import download, refused, workbench
from auditor.web.likeness import Alike
from auditor.web.lines import Line
from auditor.web.overviews import labels, overview_of, shown_lines
from auditor.web.pages.batch import IN_THE_WORKBOOK
from auditor.web.pages.batches import address_of, batch_of
from auditor.web.pages.downloads import BROKEN_OFF, EXCEL
from auditor.web.papers import NOTICE, Report, make_notice, make_workbook, zip_of
from auditor.web.standing import Standing
from auditor.web.workbench import Workbench

_LOOSE = "没有归入批次的报告"
_NOTHING = "还没有核查过的报告，没有可下载的文件。"


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper: its ending, its media type, how it is made, and what to say when there is none to make."""

    ending: str
    kind: str
    make: Callable[[Workbench, Standing], bytes | None]
    not_needed: str = _NOTHING


def _workbook(bench: Workbench, standing: Standing) -> bytes:
    lines = shown_lines(standing)
    reports = list(_reports(bench, standing, lines))
    made: bytes = bench.desk.call(make_workbook, _overview(bench, standing), reports, bench.lines.waivers())
    return made


def _notices(bench: Workbench, standing: Standing) -> bytes | None:
    units = sorted(standing.units, key=lambda each: (each.name, each.counting.submission.id))
    reports = _reports(bench, standing, [each.counting for each in units])
    waivers = bench.lines.waivers()
    made = bench.desk.call_each(make_notice, ((each, waivers, bench.stationery) for each in reports))
    names = labels(standing)
    called = [each.counting.unit or names[each.counting.submission.id] for each in units]
    letters = [(name, letter) for name, letter in zip(called, made, strict=True) if letter is not None]
    return zip_of(letters, NOTICE) if letters else None


def _page(bench: Workbench, standing: Standing) -> bytes:
    return batch_page(_overview(bench, standing), addresses={}, elsewhere=IN_THE_WORKBOOK).encode(
        errors="replace"
    )


_PAPERS = {
    "workbook": _Paper(".总表.xlsx", EXCEL, _workbook),
    "notices": _Paper(
        ".修改意见的函.zip", "application/zip", _notices, "没有要写函的报告：报告都已通过，或都没有评分。"
    ),
    "page": _Paper(".总览.html", "text/html", _page),
}


def of_batch(request: Request) -> Response:
    """Return a paper of a batch."""
    batch = batch_of(request)
    standing = workbench(request).standings.of(batch)
    return _made(request, request.path_params["paper"], standing, batch.name, address_of(batch.id))


def of_none(request: Request) -> Response:
    """Return 总表 of the reports that are in no batch."""
    return _made(request, "workbook", workbench(request).standing(None), _LOOSE, "/")


def _made(request: Request, paper: str, standing: Standing, name: str, back: str) -> Response:
    chosen = _PAPERS.get(paper)
    if chosen is None:
        raise HTTPException(404)
    if not standing.units and not standing.unscored:
        return refused(request, 404, _NOTHING, back)
    try:
        made = chosen.make(workbench(request), standing)
    except LostError:
        return refused(request, 500, BROKEN_OFF, back)
    except AuditorError as error:
        return refused(request, 500, str(error), back)
    if made is None:
        return refused(request, 404, chosen.not_needed, back)
    return download(made, paper_names([name])[0] + chosen.ending, chosen.kind)


def _overview(bench: Workbench, standing: Standing) -> Overview:
    rules = bench.standard.rules
    if standing.batch is None:
        return overview_of(standing, rules, None)
    earlier = bench.year_before(standing.batch)
    alike = bench.likeness.of(standing, earlier)
    return overview_of(standing, rules, alike.overlaps if isinstance(alike, Alike) else None, earlier)


def _reports(bench: Workbench, standing: Standing, lines: Sequence[Line]) -> Iterator[Report]:
    names = labels(standing)
    for line in lines:
        number = line.submission.id
        decisions = tuple(each.decision for each in bench.verdicts.decisions(number))
        yield Report(names[number], line.unit, bench.results.packed(number).audit, decisions)


ROUTES = [
    Route("/batches/{batch:int}/papers/{paper}", of_batch),
    Route("/papers/workbook", of_none),
]
