"""变化: what a report mended of the one before, or of its unit's report of last year."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.comparing import Judged, compare
from auditor.papers.page.comparison import COMPARISON_ASSETS, comparison_values
from auditor.web.frame import page, refused, workbench
from auditor.web.pages.results import address_of, submission_of
from auditor.web.submissions import Submission
from auditor.web.versions import last_year_of, versions_of
from auditor.web.workbench import Workbench


def show(request: Request) -> Response:
    """Show what became of a report since an earlier one of its unit."""
    bench, new = workbench(request), submission_of(request)
    number = request.path_params["old"]
    versions = versions_of(bench, new)
    last_year = last_year_of(bench, new)
    known = [each.line for each in versions] + ([last_year] if last_year else [])
    old = next((each.submission for each in known if each.submission.id == number), None)
    if old is None or old.id == new.id:
        raise HTTPException(404)
    if old.waiting or new.waiting:
        return refused(request, 409, "两份报告正在重新核查，过一会儿再比较。", address_of(new.id))
    sides = [_judged(bench, each) for each in (old, new)]
    comparison = compare(*sides)
    edition = bench.standard.rules.edition
    home = ("返回报告", address_of(new.id))
    values = comparison_values(comparison, sides[1], edition=edition, home=home)
    return page(
        request,
        "comparison.html",
        place="batches" if new.batch else "hand-in",
        assets=COMPARISON_ASSETS,
        **values,
    )


def _judged(bench: Workbench, submission: Submission) -> Judged:
    case = bench.case(submission)
    if case.audit is None or not case.audit.scored:
        raise HTTPException(404)
    return Judged(case.audit, case.text, case.enlisted)


ROUTES = [Route("/reports/{number:int}/changes/{old:int}", show)]
