"""历次修改: every version of the office's rules, who saved it, what it changed, and the way back to it."""

from collections.abc import Iterator
from difflib import unified_diff
from itertools import pairwise

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.errors import AuditorError, RuleError
from auditor.web.drafting import changes_between
from auditor.web.frame import Form, action, page, refused, to, workbench
from auditor.web.pages.rule_drafts import MOST_AUTHOR, MOST_WHAT, READ_ONLY
from auditor.web.rule_versions import Version
from auditor.web.verdicts import OvertakenError

_PAGE = "/rules/history"
_SIGNS = {"+": "added", "-": "taken", "@": "place"}


def listing(request: Request) -> Response:
    """Show all versions, the newest first."""
    own = workbench(request).own_rules
    return page(
        request,
        "rule_history.html",
        place="rules",
        assets=("rules.css",),
        versions=own.versions.all(),
        locked_by=own.file.name if own.file else "",
    )


def show(request: Request) -> Response:
    """Show what a version changed, in words and in lines."""
    before, version = _pair(request)
    own = workbench(request).own_rules
    try:
        said = changes_between(own.drafts.load(before.text), own.drafts.load(version.text))
    except RuleError:
        said = ["这一版或前一版在现在的程序里有错，只能看文字的变化。"]
    return page(
        request,
        "rule_version.html",
        place="rules",
        assets=("rules.css",),
        version=version,
        current=own.current(),
        before=before,
        said=said,
        lines=list(_lines(before.text, version.text)),
        locked_by=own.file.name if own.file else "",
    )


def restore(request: Request, form: Form) -> Response:
    """Let an earlier version hold again, as a new one; 0: none, the shipped rules alone."""
    bench, author = workbench(request), form.text("author", MOST_AUTHOR)
    number = request.path_params["version"]
    found = Version() if number == 0 else _version(request, number)
    if bench.own_rules.file is not None:
        return refused(request, 400, READ_ONLY, _PAGE)
    if not author:
        return refused(request, 400, "没有写修改人的姓名，没有恢复。", _PAGE)
    what = f"恢复到第 {number} 版（{found.what}）" if number else "恢复到没有本单位规则的时候"
    try:
        bench.own_rules.save(found.text, what[:MOST_WHAT], author, form.number("seen") or 0, bench.clock())
    except AuditorError as error:
        return refused(request, 400, f"这一版不能恢复。{error}", _PAGE)
    except OvertakenError:
        return refused(request, 409, "刚才已有人保存了规则，没有恢复。请回去看过再定。", _PAGE)
    bench.judge_anew()
    return to(_PAGE, author)


def _version(request: Request, number: int) -> Version:
    found = [each for each in workbench(request).own_rules.versions.all() if each.id == number]
    if not found:
        raise HTTPException(404)
    return found[0]


def _pair(request: Request) -> tuple[Version, Version]:
    """Return the version that an address names, and the one before it."""
    versions = [*workbench(request).own_rules.versions.all(), Version()]
    for version, before in pairwise(versions):
        if version.id == request.path_params["version"]:
            return before, version
    raise HTTPException(404)


def _lines(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of kind and line of what differs."""
    for line in list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]:
        yield _SIGNS.get(line[:1], "same"), line


ROUTES = [
    Route(_PAGE, listing),
    Route(f"{_PAGE}/{{version:int}}", show),
    action(f"{_PAGE}/{{version:int}}", restore),
]
