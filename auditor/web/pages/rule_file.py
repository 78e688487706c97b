"""整份文件: the office's rules as one text, to look at, change, bring in and take away."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from auditor.readers.encoding import decode
from auditor.settings.nodes import MAX_BYTES
from auditor.web.drafting import Draft, draft_of_file
from auditor.web.frame import Form, action, download, page, to, workbench
from auditor.web.pages import rule_drafts
from auditor.web.pages.rule_drafts import FIELDS, OVERTAKEN, common, effects, sliced, told

_PAGE = "/rules/file"
_NAME = "own.yaml"


def show(request: Request) -> Response:
    """Show the file."""
    own = workbench(request).own_rules
    return _shown(request, draft_of_file(own, own.current().text))


def take_away(request: Request) -> Response:
    """Return the file as it holds."""
    return download(workbench(request).own_rules.current().text.encode(), _NAME, "application/yaml")


def check(request: Request, form: Form) -> Response:
    """Tell a script what the program says to what was typed."""
    return JSONResponse(told(_drafted(request, form)))


def preview(request: Request, form: Form) -> Response:
    """Tell a script what would change."""
    return sliced(request, form, _drafted(request, form))


def act(request: Request, form: Form) -> Response:
    """Do what the button says: bring a file in, look through, try, save."""
    asked = form.text("do")
    if asked == "import":
        return _brought_in(request, form)
    draft = _drafted(request, form)
    if asked != "save":
        return _shown(
            request, draft, form, slice=effects(request, form, draft) if asked == "preview" else None
        )
    refusal = rule_drafts.save(request, form, draft)
    if not refusal:
        return to(f"{_PAGE}#saved", form.text("author", rule_drafts.MOST_AUTHOR))
    status = 409 if refusal == OVERTAKEN else 400
    newer = workbench(request).own_rules.current().text if refusal == OVERTAKEN else None
    return _shown(request, draft, form, status, sentence=refusal, newer=newer)


def _brought_in(request: Request, form: Form) -> Response:
    """Show a file that was brought in; it is saved like one that was typed."""
    files = form.files("file")
    if not files:
        return _shown(
            request, _drafted(request, form), form, 400, sentence="没有选文件。请先选一个规则文件。"
        )
    name, data = files[0]
    text = decode(data) if len(data) <= MAX_BYTES else None
    if text is None:
        sentence = f"“{name}”不是文本文件，或超过 2 MB，没有导入。请检查是否选错了文件。"
        return _shown(request, _drafted(request, form), form, 400, sentence=sentence)
    draft = draft_of_file(workbench(request).own_rules, _unix(text))
    return _shown(request, draft, form, sentence="文件已放进下面的框里，还没有保存。看过变化，再点“保存”。")


def _drafted(request: Request, form: Form) -> Draft:
    return draft_of_file(workbench(request).own_rules, _unix(form.long_text("text", MAX_BYTES)))


def _unix(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else ""


def _shown(
    request: Request, draft: Draft, form: Form | None = None, status: int = 200, **more: Any
) -> Response:
    values = common(request, draft)
    if form:
        values |= {"scope": form.text("scope"), "author": form.text("author", rule_drafts.MOST_AUTHOR)}
    return page(request, "rule_file.html", status, place="rules", address=_PAGE, **(values | more))


ROUTES = [
    Route(_PAGE, show),
    Route(f"{_PAGE}/own.yaml", take_away),
    action(_PAGE, act, **FIELDS),
    action(f"{_PAGE}/check", check, **FIELDS),
    action(f"{_PAGE}/preview", preview, **FIELDS),
]
