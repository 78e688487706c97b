"""The page of a report: its findings beside its text, and what people say to them."""

import datetime
from collections.abc import Collection

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from auditor.deciding import Decision
from auditor.papers.page.report import REPORT_ASSETS, report_values
from auditor.vocabulary import Level, Status
from auditor.waivers import Exemption
from auditor.web.frame import Form, action, page, refused, to, workbench
from auditor.web.pages.downloads import links
from auditor.web.submissions import Submission
from auditor.web.verdicts import OvertakenError
from auditor.web.versions import is_pending, last_year_of, versions_of

LONGEST_NOTE = 500
LONGEST_NAME = 40
_YEARS = range(2000, 2101)
_STATUSES = (Status.MET, Status.MISSING, Status.REVIEW)


def submission_of(request: Request) -> Submission:
    """Return the submission that an address names.

    Raises:
        HTTPException: there is none (404).
    """
    found = workbench(request).submissions.submission(request.path_params["number"])
    if found is None:
        raise HTTPException(404)
    return found


def address_of(number: int) -> str:
    """Return the address of the page of a submission."""
    return f"/reports/{number}"


def show(request: Request) -> Response:
    """Show what became of a submission."""
    bench, submission = workbench(request), submission_of(request)
    case, batches = bench.case(submission), bench.batches.all()
    if case.audit is None:
        return page(
            request,
            "no_result.html",
            case=case,
            batches=batches,
            place="batches" if submission.batch else "hand-in",
            assets=("waiting.js",),
        )
    home = [(f"← {each.name}", f"/batches/{each.id}") for each in batches if each.id == submission.batch]
    edition = bench.standard.rules.edition
    values = report_values(case.audit, case.text, edition=edition, links=[*home, *links(case)])
    versions = versions_of(bench, submission)
    return page(
        request,
        "result.html",
        case=case,
        place="batches" if submission.batch else "hand-in",
        assets=(*REPORT_ASSETS, "waiting.js"),
        levels=list(Level),
        today=bench.clock().date(),
        batches=batches,
        versions=versions,
        last_year=last_year_of(bench, submission),
        pending=is_pending(versions, submission),
        **values,
    )


def state(request: Request) -> Response:
    """Tell a script whether the page would show something new."""
    return JSONResponse({"waiting": submission_of(request).waiting})


def identify(request: Request, form: Form) -> Response:
    """Keep what a person says of the report, and audit it again by that."""
    submission = submission_of(request)
    level, year, unit = form.text("level"), form.text("year"), form.text("unit")
    if year and form.number("year") not in _YEARS:
        return _back(request, submission, "年度要写四位数字，例如 2024。没有改动。")
    if level and level not in list(Level):
        return _back(request, submission, "没有这个级别，没有改动。")
    workbench(request).submissions.identify(
        submission.id, Level(level) if level else None, form.number("year"), unit or None
    )
    workbench(request).desk.take(submission.id)
    return to(address_of(submission.id))


def decide(request: Request, form: Form) -> Response:
    """Keep a decision on a finding that the program left open."""
    bench, submission = workbench(request), submission_of(request)
    rule, status, decider = form.text("rule"), form.text("status"), form.text("decider", LONGEST_NAME)
    if rule not in (bench.case(submission).open or {}):
        return _back(request, submission, "这一项现在不需要人工认定（可能已重新核查），没有改动。")
    if status not in list(_STATUSES):
        return _back(request, submission, "没有选“已报告”或“未报告”，没有改动。")
    if not decider:
        return _back(request, submission, "没有写认定人的姓名，没有改动。")
    day = bench.clock().date().isoformat()
    decision = Decision(rule, Status(status), form.text("note", LONGEST_NOTE), decider, day)
    try:
        bench.verdicts.decide(submission.id, decision, form.number("seen") or 0)
    except OvertakenError:
        return _back(
            request, submission, "刚才已有人对这一项作了认定，您的认定没有保存。请回去看过他的意见再定。", 409
        )
    return to(f"{address_of(submission.id)}#d-{rule}", decider)


def waive(request: Request, form: Form) -> Response:
    """Keep an exemption of the report's unit from a rule."""
    bench, submission = workbench(request), submission_of(request)
    audit = bench.case(submission).audit
    if audit is None or not audit.unit:
        return _back(request, submission, "看不出是哪个单位的报告，不能写豁免。请先在“改一改”里写明单位。")
    ids = [each.id for each in audit.findings]
    entry = exemption_of(form, audit.unit, ids, bench.clock().date())
    if isinstance(entry, str):
        return _back(request, submission, entry)
    bench.verdicts.waive(entry, bench.clock())
    return to(f"{address_of(submission.id)}#d-{entry.rule}")


def withdraw(request: Request, form: Form) -> Response:
    """Withdraw an exemption given on these pages."""
    bench, submission = workbench(request), submission_of(request)
    number = form.number("waiver")
    given = {each.id: rule for rule, each in (bench.case(submission).given or {}).items()}
    if number not in given:
        return _back(request, submission, "这条豁免已经撤销，没有改动。")
    bench.verdicts.withdraw(number, bench.clock())
    return to(f"{address_of(submission.id)}#d-{given[number]}")


def remove(request: Request, _form: Form) -> Response:
    """Remove a submission, its file and what was decided on it."""
    workbench(request).submissions.remove(submission_of(request).id)
    return to("/")


def exemption_of(form: Form, unit: str, rules: Collection[str], today: datetime.date) -> Exemption | str:
    """Return the exemption of a unit that a form states, or what is wrong with it."""
    until = form.day("until")
    reason, approver = form.text("reason", LONGEST_NOTE), form.text("approver", LONGEST_NAME)
    if form.text("rule") not in rules:
        return "没有这一项要求，没有写豁免。"
    if not reason or not approver:
        return "豁免要写明理由和批准人，没有保存。"
    if until is None or until < today:
        return "豁免的截止日期要写成 2026-03-31 这样，不能早于今天。没有保存。"
    return Exemption(unit, form.text("rule"), reason, approver, until, bool(form.text("lifts")))


def _back(request: Request, submission: Submission, sentence: str, status: int = 400) -> Response:
    return refused(request, status, sentence, address_of(submission.id))


ROUTES = [
    Route("/reports/{number:int}", show),
    Route("/reports/{number:int}/state", state),
    action("/reports/{number:int}/identity", identify),
    action("/reports/{number:int}/decisions", decide),
    action("/reports/{number:int}/waivers", waive),
    action("/reports/{number:int}/withdrawals", withdraw),
    action("/reports/{number:int}/removal", remove),
]
