"""What the pages of rules share: what is being written, what the program says to it, what it would change."""

from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from auditor.errors import AuditorError
from auditor.settings.nodes import MAX_BYTES
from auditor.web.drafting import Draft, suggestion
from auditor.web.effects import ALL, BATCH, ONE, Slice, chosen, slice_of
from auditor.web.frame import Form, part, workbench
from auditor.web.verdicts import OvertakenError
from auditor.web.workbench import Workbench

# A rule has a field a part, and the whole file may stand in one.
FIELDS = {"most_fields": 500, "most_in_field": MAX_BYTES}
MOST_AUTHOR, MOST_WHAT = 40, 200
_MOST_REPORTS = 20
# A slice is short, so that what is no longer wanted is soon over; a page without scripts has one only.
_SLICE_SECONDS, _PAGE_SECONDS = 0.8, 5.0

MISTAKEN = "上面标出的地方还没有改好，没有保存。"
UNCHANGED = "没有改动，不用保存。"
OVERTAKEN = "刚才已有人保存了规则，您的没有保存。下面是您写的和他保存的：对照着改好，再保存一次。"
READ_ONLY = "启动时用 --rules 指定了规则文件，这里只能看。要在这里改，请不带 --rules 启动。"


def told(draft: Draft, **more: Any) -> dict[str, Any]:
    """Return what a script shows of a draft."""
    return {
        "notes": [[each.line, each.column, each.cause, each.remedy] for each in draft.notes],
        "failing": draft.failing,
        "changes": draft.changes,
        "good": draft.is_good,
        "what": suggestion(draft.changes, MOST_WHAT),
        **more,
    }


def common(request: Request, draft: Draft) -> dict[str, Any]:
    """Return what the page of a draft shows besides it."""
    bench = workbench(request)
    return {
        "draft": draft,
        "current": bench.own_rules.current(),
        "locked_by": bench.own_rules.file.name if bench.own_rules.file else "",
        "scopes": scopes(bench),
        "scope": ALL,
        "slice": None,
        "sentence": "",
        "author": "",
        "what": suggestion(draft.changes, MOST_WHAT),
        "waiting": len(bench.submissions.waiting()),
        "newer": None,
        "assets": ("report.css", "rules.css", "rule.js"),
    }


def scopes(bench: Workbench) -> list[tuple[str, str]]:
    """Return pairs of value and name: on which reports rules can be tried."""
    batches = [(f"{BATCH} {each.id}", f"批次“{each.name}”") for each in bench.batches.all()]
    reports = [(f"{ONE} {each.id}", each.name) for each in bench.submissions.latest(_MOST_REPORTS)]
    return [(ALL, "全部报告"), *batches, *reports]


def effects(request: Request, form: Form, draft: Draft, seconds: float = _PAGE_SECONDS) -> Slice | None:
    """Return what a draft would change in some of the reports that a form names, None when it is not good."""
    if draft.rules is None or not draft.is_good:
        return None
    bench = workbench(request)
    found = chosen(bench, form.text("scope"))
    return slice_of(bench, draft.rules, found, form.number("after") or 0, seconds)


def sliced(request: Request, form: Form, draft: Draft) -> Response:
    """Return to a script what a draft would change in the next few reports."""
    found = effects(request, form, draft, _SLICE_SECONDS)
    if found is None:
        return JSONResponse({"tried": 0, "left_out": 0, "rest": 0, "after": 0, "changed": 0, "html": ""})
    return JSONResponse(
        {
            "tried": found.tried,
            "left_out": found.left_out,
            "rest": found.rest,
            "after": found.after,
            "changed": len(found.effects),
            "html": str(part("effects.html", effects=found.effects)),
        }
    )


def save(request: Request, form: Form, draft: Draft) -> str:
    """Keep a draft and have the reports judged by it; return why it was not kept, "" when it was."""
    bench, author = workbench(request), form.text("author", MOST_AUTHOR)
    own = bench.own_rules
    if own.file is not None:
        return READ_ONLY
    if not draft.is_good:
        return MISTAKEN
    if form.number("seen") != own.current().id:
        return OVERTAKEN
    if draft.text == own.current().text:
        return UNCHANGED
    if not author:
        return "没有写修改人的姓名，没有保存。"
    what = form.text("what", MOST_WHAT) or suggestion(draft.changes, MOST_WHAT) or "只改了注释或写法"
    with suppress(OvertakenError):
        try:
            own.save(draft.text, what, author, form.number("seen") or 0, bench.clock())
        except AuditorError as error:
            return str(error)
        bench.judge_anew()
        return ""
    return OVERTAKEN
