"""A rule as it holds: each of its keys, with the file and the line it came from."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.authoring import show_text
from auditor.errors import RuleError
from auditor.rules.find import find_rule
from auditor.vocabulary import Level
from auditor.web.frame import page, workbench


def show(request: Request) -> Response:
    """Show a rule of a level."""
    level, rule_id = request.path_params["level"], request.path_params["rule"]
    if level not in list(Level):
        raise HTTPException(404)
    rules = workbench(request).standard.rules
    try:
        rule = find_rule(rules, rule_id, Level(level))
    except RuleError:
        raise HTTPException(404) from None
    text = show_text(rules, rule_id, Level(level))
    return page(
        request,
        "rule.html",
        rule=rule,
        level=Level(level),
        lines=text.splitlines()[1:],
        assets=("report.css",),
    )


ROUTES = [Route("/rules/{level}/{rule}", show)]
