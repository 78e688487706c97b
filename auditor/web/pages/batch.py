"""The page of a batch: who has handed in, and everything that its reports say together."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from auditor.papers.page.batch import BATCH_ASSETS, Elsewhere, batch_values
from auditor.rules import RuleSet
from auditor.web.frame import Form, action, page, part, workbench
from auditor.web.likeness import Alike, Unknown
from auditor.web.overviews import labels, overview_of, sides
from auditor.web.pages.batches import address_of, batch_of
from auditor.web.pages.handing_in import LIMITS, take_files
from auditor.web.standing import Standing

_SOME_BATCHES = 4
# Of units told of on the page; of so few the names stand open.
_MOST_TOLD, _MOST_OPEN = 30, 5
IN_THE_WORKBOOK = Elsewhere("下载的总表", "下载的总表", "下载的总表", "")
_UNKNOWN = {
    Unknown.WAITING: "全部核查完以后，再比对哪些报告雷同。",
    Unknown.COMPARING: "正在比对哪些报告雷同，比完会自动显示。",
    Unknown.FAILED: "比对雷同时程序中断，这里没有雷同的结果。报告有改动，或重新打开工作台后，会再比一次。",
}


def show(request: Request) -> Response:
    """Show a batch."""
    bench, batch = workbench(request), batch_of(request)
    standing = bench.standings.of(batch)
    earlier = tuple(bench.year_before(batch))
    alike = bench.likeness.of(standing, earlier)
    following = standing.waiting or alike is Unknown.COMPARING
    return page(
        request,
        "of_batch.html",
        place="batches",
        assets=(*BATCH_ASSETS, "hand_in.js", *(["waiting.js"] if following else [])),
        batch=batch,
        standing=standing,
        today=standing.today,
        most_told=_MOST_TOLD,
        most_open=_MOST_OPEN,
        results=_results(standing, bench.standard.rules, alike, earlier),
        said=_said(standing.waiting, alike) if following else "",
        untold=_UNKNOWN[alike] if isinstance(alike, Unknown) and standing.units else "",
        edition=bench.standard.rules.edition,
        **LIMITS,
    )


def state(request: Request) -> Response:
    """Tell a script whether the page would show something new."""
    bench, batch = workbench(request), batch_of(request)
    waiting = bench.submissions.waiting_in(batch.id)
    comparing = not waiting and bench.likeness.is_comparing(batch.id)
    return JSONResponse(
        {
            "waiting": bool(waiting or comparing),
            "said": _said(waiting, Unknown.COMPARING if comparing else None),
        }
    )


def take_in(request: Request, form: Form) -> Response:
    """Take in files for the batch."""
    batch = batch_of(request)
    return take_files(request, form, batch.id, address_of(batch.id))


def _said(waiting: int, alike: Alike | Unknown | None) -> str:
    if waiting:
        return f"还有 {waiting} 份没有核查完，做完会自动显示。"
    return _UNKNOWN[Unknown.COMPARING] if alike is Unknown.COMPARING else ""


@lru_cache(maxsize=_SOME_BATCHES)
def _results(
    standing: Standing, rules: RuleSet, alike: Alike | Unknown, earlier: Sequence[Standing]
) -> Markup:
    """Return what the reports of a batch say together; of a thousand it takes a while to write."""
    overlaps = alike.overlaps if isinstance(alike, Alike) else None
    named = [*labels(standing).items(), *sides(standing).items()]
    named += [(number, f"{name}（上年）") for each in earlier for number, name in sides(each).items()]
    addresses = {name: f"/reports/{number}" for number, name in named}
    overview = overview_of(standing, rules, overlaps, earlier)
    return part("batch_body.html", **batch_values(overview, addresses, IN_THE_WORKBOOK))


ROUTES = [
    Route("/batches/{batch:int}", show),
    Route("/batches/{batch:int}/state", state),
    action("/batches/{batch:int}/submissions", take_in),
]
