"""规则: all rules, by groups, with what the office has changed; one can look for words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.papers.plain import shortened
from auditor.rules import Rule, RuleSet, shipped_folder
from auditor.vocabulary import Level, group_name, group_of
from auditor.web.frame import page, workbench

_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A rule at all levels. ``state``: what the office has done to it, "" when nothing."""

    id: str
    rules: dict[Level, Rule]
    state: str

    @property
    def rule(self) -> Rule:
        """The rule at the first level that has it."""
        return next(iter(self.rules.values()))


def listing(request: Request) -> Response:
    """Show the rules that hold ``q`` in one of their texts, of ``level`` or of all."""
    bench = workbench(request)
    words = shortened(request.query_params.get("q", ""), _MOST_WORDS)
    asked = request.query_params.get("level", "")
    level = Level(asked) if asked in list(Level) else None
    all_rows = list(rows(bench.standard.rules))
    found = [each for each in all_rows if _is_asked_for(each, words, level)]
    groups = [(group_name(key), list(each)) for key, each in groupby(found, lambda row: group_of(row.id))]
    return page(
        request,
        "rules.html",
        place="rules",
        assets=("rules.css", "rules.js"),
        groups=groups,
        count=len(found),
        total=len(all_rows),
        changed=sum(bool(each.state) for each in all_rows),
        words=words,
        level=level,
        levels=list(Level),
        current=bench.own_rules.current(),
        locked_by=bench.own_rules.file.name if bench.own_rules.file else "",
        waiting=len(bench.submissions.waiting()),
    )


def rows(rules: RuleSet) -> Iterator[Row]:
    """Yield the rules in the order of their groups."""
    shipped = {path.name for path in shipped_folder().glob("*.yaml")}
    found: dict[str, dict[Level, Rule]] = {}
    for level in Level:
        for rule in rules.levels[level]:
            found.setdefault(rule.id, {})[level] = rule
    order = {group: place for place, group in reversed(list(enumerate(map(group_of, found))))}
    for rule_id in sorted(found, key=lambda each: order[group_of(each)]):
        yield Row(rule_id, found[rule_id], _state(rules, rule_id, found[rule_id], shipped))


def _state(rules: RuleSet, rule_id: str, at: dict[Level, Rule], shipped: set[str]) -> str:
    places = [
        place.partition(" 第 ")[0] for level in at for place in (rules.origins or {})[level][rule_id].values()
    ]
    if any(each.disabled for each in at.values()):
        return "停用"
    if not any(each in shipped for each in places):
        return "新增"
    return "改过" if any(each not in shipped for each in places) else ""


def _is_asked_for(row: Row, words: str, level: Level | None) -> bool:
    if level and level not in row.rules:
        return False
    plain = "".join(words.lower().split())
    return not plain or any(plain in "".join(each.lower().split()) for each in _texts(row))


def _texts(row: Row) -> Iterator[str]:
    yield row.state
    for rule in row.rules.values():
        yield from (rule.id, rule.title, rule.advice, rule.note, *rule.sources, *rule.parts)
        yield from (term.source for term in rule.all_terms())


ROUTES = [Route("/rules", listing)]
