"""A rule: what it says and where that is written, a form and its lines side by side to change it."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from auditor.authoring import show_text
from auditor.editing import Fields, UnreadableEntryError, entry_of, read_entry
from auditor.editing.fields import LISTS, TEXTS
from auditor.errors import RuleError
from auditor.rules import Rule
from auditor.rules.files import ID
from auditor.rules.find import find_rule
from auditor.rules.wording import BINDINGS, WEIGHTS
from auditor.vocabulary import Level
from auditor.web.drafting import RuleDraft, draft_of_rule
from auditor.web.frame import Form, action, page, to, workbench
from auditor.web.own_rules import OwnRules
from auditor.web.pages import rule_drafts
from auditor.web.pages.rule_drafts import FIELDS, OVERTAKEN, common, effects, sliced, told

# In the address of a rule that has no id yet; no id has such a sign.
_NEW = "+"
_START = """- 编号: {}
  重要程度: 一般
  适用: 必报
  检查: 提及"""
_MOST_ID = 60
_TAKEN = "已经有编号为“{}”的规则。"


def show(request: Request) -> Response:
    """Show a rule of a level."""
    own = workbench(request).own_rules
    level, rule_id = _level(request), request.path_params["rule"]
    if own.fault:
        return RedirectResponse("/rules/file", 303)
    if rule_id == _NEW:
        rule_id = _free_id(request)
        return _shown(request, draft_of_rule(own, rule_id, level, _START.format(rule_id), None))
    if _rule(request) is None:
        raise HTTPException(404)
    entry = entry_of(own.current().text, rule_id).text if own.file is None else ""
    return _shown(request, draft_of_rule(own, rule_id, level, entry, None))


def check(request: Request, form: Form) -> Response:
    """Tell a script what the program says to what was typed, on either side."""
    found = _drafted(request, form)
    fields = {"texts": found.fields.texts, "parts": found.fields.parts, "readable": found.is_readable}
    return JSONResponse(told(found.draft, id=found.id, entry=found.entry, fields=fields))


def preview(request: Request, form: Form) -> Response:
    """Tell a script what would change."""
    return sliced(request, form, _drafted(request, form).draft)


def act(request: Request, form: Form) -> Response:
    """Do what the button says: look through, try, take the change back, save."""
    found = _drafted(request, form)
    asked = form.text("do")
    if asked != "save":
        slice_ = effects(request, form, found.draft) if asked == "preview" else None
        return _shown(request, found, form, slice=slice_)
    refusal = rule_drafts.save(request, form, found.draft)
    if not refusal:
        there = {each.id for each in workbench(request).standard.rules.levels[_level(request)]}
        address = f"/rules/{_level(request).value}/{found.id}#saved" if found.id in there else "/rules"
        return to(address, form.text("author", rule_drafts.MOST_AUTHOR))
    if refusal != OVERTAKEN:
        return _shown(request, found, form, 400, sentence=refusal)
    newer = entry_of(workbench(request).own_rules.current().text, found.id).text
    return _shown(request, found, form, 409, sentence=refusal, newer=newer)


def _drafted(request: Request, form: Form) -> RuleDraft:
    """Return what a form says of a rule: what changed of its two sides is what was typed."""
    own, level = workbench(request).own_rules, _level(request)
    if own.fault:
        raise HTTPException(409)
    rule_id = request.path_params["rule"]
    entry = _typed(form, "entry")
    by_lines = entry != _typed(form, "entry-before")
    if rule_id == _NEW:
        rule_id = (_id_in(entry) if by_lines else "") or form.text("id", _MOST_ID)
    if form.text("do") == "restore":
        return draft_of_rule(own, rule_id, level, "", None)
    found = draft_of_rule(own, rule_id, level, entry, None if by_lines else _fields(form))
    if request.path_params["rule"] == _NEW and _is_taken(own, rule_id):
        return found.with_note(_TAKEN.format(rule_id), "换一个编号。")
    return found


def _id_in(entry: str) -> str:
    """Return the id that the lines of a rule give it, "" when they give none."""
    try:
        return str(read_entry(entry).get(ID, ""))
    except UnreadableEntryError:
        return ""


def _is_taken(own: OwnRules, rule_id: str) -> bool:
    return any(each.id == rule_id for rules in own.held.levels.values() for each in rules)


def _fields(form: Form) -> Fields:
    texts = {key: _typed(form, key) for key in (*TEXTS, *LISTS) if form.says(key)}
    parts = zip(form.long_texts("part"), form.long_texts("part-terms"), strict=False)
    return Fields(texts, tuple((name, terms.replace("\r\n", "\n")) for name, terms in parts if name or terms))


def _typed(form: Form, name: str) -> str:
    return form.long_text(name, FIELDS["most_in_field"]).replace("\r\n", "\n")


def _shown(
    request: Request, found: RuleDraft, form: Form | None = None, status: int = 200, **more: Any
) -> Response:
    own, level, rule = workbench(request).own_rules, _level(request), _rule(request)
    is_new = request.path_params["rule"] == _NEW
    values = common(request, found.draft)
    if form:
        values |= {"scope": form.text("scope"), "what": form.text("what") or values["what"]}
        values["author"] = form.text("author", rule_drafts.MOST_AUTHOR)
    lines = show_text(own.held, found.id, level).splitlines()[1:] if rule else []
    return page(
        request,
        "rule.html",
        status,
        place="rules",
        found=found,
        rule=rule,
        level=level,
        levels=list(Level),
        address=f"/rules/{level.value}/{_NEW if is_new else found.id}",
        is_new=is_new,
        is_shipped=found.id in own.drafts.shipped(level),
        lines=lines,
        weights=list(WEIGHTS),
        bindings=list(BINDINGS),
        **(values | more),
    )


def _level(request: Request) -> Level:
    if request.path_params["level"] not in list(Level):
        raise HTTPException(404)
    return Level(request.path_params["level"])


def _rule(request: Request) -> Rule | None:
    try:
        return find_rule(workbench(request).standard.rules, request.path_params["rule"], _level(request))
    except RuleError:
        return None


def _free_id(request: Request) -> str:
    known = {each.id for rules in workbench(request).standard.rules.levels.values() for each in rules}
    return next(each for number in range(1, len(known) + 2) if (each := f"own.{number}") not in known)


ROUTES = [
    Route("/rules/new", lambda _request: RedirectResponse(f"/rules/{Level.TOWNSHIP.value}/{_NEW}", 303)),
    Route("/rules/{level}/{rule}", show),
    action("/rules/{level}/{rule}", act, **FIELDS),
    action("/rules/{level}/{rule}/check", check, **FIELDS),
    action("/rules/{level}/{rule}/preview", preview, **FIELDS),
]
