"""试一试: what every rule says to a sentence."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.trying import answers
from auditor.vocabulary import Level, Role
from auditor.web.frame import Form, action, page, workbench

_MOST_CHARACTERS = 3000
_PARTS = (
    Role.MEASURES,
    Role.FIRST_RESPONSIBLE,
    Role.PROBLEMS,
    Role.CAUSES,
    Role.NEXT_YEAR,
    Role.OTHER,
    Role.PREAMBLE,
)


def show(request: Request) -> Response:
    """Show the form."""
    return _shown(request, "", Role.MEASURES, Level.TOWNSHIP)


def put(request: Request, form: Form) -> Response:
    """Show the answers to what was typed."""
    role, level = form.text("role"), form.text("level")
    return _shown(
        request,
        form.long_text("sentence", _MOST_CHARACTERS),
        Role(role) if role in list(_PARTS) else Role.MEASURES,
        Level(level) if level in list(Level) else Level.TOWNSHIP,
    )


def _shown(request: Request, sentence: str, role: Role, level: Level) -> Response:
    found = answers(workbench(request).standard.rules, sentence, role, level) if sentence.strip() else []
    return page(
        request,
        "trial.html",
        place="trial",
        assets=("desk.css", "report.css", "trial.js"),
        sentence=sentence,
        role=role,
        level=level,
        roles=_PARTS,
        levels=list(Level),
        asked=bool(sentence.strip()),
        touched=[each for each in found if each.touched and not each.of_the_paper],
        untouched=[each for each in found if not each.touched and not each.of_the_paper],
        of_the_paper=[each for each in found if each.of_the_paper],
        most=_MOST_CHARACTERS,
    )


ROUTES = [Route("/trial", show), action("/trial", put)]
