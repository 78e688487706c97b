"""The frame of all pages, and the forms they send."""

import datetime
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any, cast
from urllib.parse import quote, unquote

from jinja2 import Environment
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from auditor.papers.page.batch import BATCH_ASSETS
from auditor.papers.page.comparison import COMPARISON_ASSETS
from auditor.papers.page.report import REPORT_ASSETS
from auditor.papers.page.shell import environment, shown
from auditor.papers.plain import shortened
from auditor.web.sessions import Sessions
from auditor.web.workbench import Workbench

MOST_FILES = 200
_MOST_FIELDS = 30
_MOST_IN_FIELD = 64 * 1024
_DECIDER = "decider"
_YEAR_SECONDS = 365 * 24 * 3600

Act = Callable[[Request, "Form"], Response]

_PAGES = "auditor.papers.page"
_HERE = __name__.rpartition(".")[0]
# What browsers may load besides pages: the package and folder that each file stands in.
_STATIC = {
    "base.css": (_PAGES, "templates"),
    **dict.fromkeys((*REPORT_ASSETS, *BATCH_ASSETS, *COMPARISON_ASSETS), (_PAGES, "templates")),
    "icon.svg": (_HERE, "static"),
    "workbench.css": (_HERE, "static"),
    "hand_in.js": (_HERE, "static"),
    "waiting.js": (_HERE, "static"),
    "trial.js": (_HERE, "static"),
    "rules.css": (_HERE, "static"),
    "rules.js": (_HERE, "static"),
    "rule.js": (_HERE, "static"),
}
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}


class Form:
    """What a form says. Texts are one line, without what has no look, and at most as long as asked for."""

    def __init__(self, data: FormData) -> None:
        self._data = data

    def text(self, name: str, most: int = 200) -> str:
        """Return a field, "" when it is absent."""
        value = self._data.get(name)
        return shortened(value, most) if isinstance(value, str) else ""

    def long_text(self, name: str, most: int) -> str:
        """Return a field as it was typed, cut after ``most`` characters."""
        value = self._data.get(name)
        return value[:most] if isinstance(value, str) else ""

    def long_texts(self, name: str) -> list[str]:
        """Return all fields of a name as they were typed."""
        return [each for each in self._data.getlist(name) if isinstance(each, str)]

    def says(self, name: str) -> bool:
        """Tell whether there is a field of a name."""
        return name in self._data

    def day(self, name: str) -> datetime.date | None:
        """Return a field as a day, None when it is none: 2026-03-31."""
        with suppress(ValueError):
            return datetime.date.fromisoformat(self.text(name, 20))
        return None

    def number(self, name: str) -> int | None:
        """Return a field as a number, None when it is none."""
        value = self.text(name, 20)
        return int(value) if value.isascii() and value.isdecimal() else None

    def files(self, name: str) -> list[tuple[str, bytes]]:
        """Return the files of a field, pairs of the name they were sent by and the content."""
        found = [each for each in self._data.getlist(name) if not isinstance(each, str)]
        return [(each.filename or "", each.file.read()) for each in found if each.filename]


def action(
    path: str, act: Act, *, most_fields: int = _MOST_FIELDS, most_in_field: int = _MOST_IN_FIELD
) -> Route:
    """Return the route of a form: it is acted upon only when this browser got it from these pages.

    ``most_fields``: how many it may have; ``most_in_field``: bytes of each.
    """

    async def taken(request: Request) -> Response:
        async with request.form(
            max_files=MOST_FILES, max_fields=most_fields, max_part_size=most_in_field
        ) as data:
            token = data.get("token")
            if not isinstance(token, str) or not sessions(request).is_token(browser(request), token):
                return refused(request, 403, "这一页已经失效，没有执行。请退回上一页，刷新后再做一次。")
            return await run_in_threadpool(act, request, Form(data))

    return Route(path, taken, methods=["POST"])


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page from a template of the workbench."""
    common = {
        "frame": "frame.html",
        "assets": (),
        "place": "",
        "token": sessions(request).token(browser(request)),
        "decider": unquote(request.cookies.get(_DECIDER, "")),
        "locked": sessions(request).password is not None,
        "fault": workbench(request).own_rules.fault,
    }
    html = _environment().get_template(template).render(common, **values)
    return HTMLResponse(shown(html).encode(errors="replace"), status)


def part(template: str, **values: Any) -> Markup:
    """Return a part of a page that is the same for every browser, to be put into the page as it is."""
    return Markup(shown(_environment().get_template(template).render(values)))


def refused(request: Request, status: int, sentence: str, back: str = "/") -> Response:
    """Return the page that says why something was not done, and leads back."""
    return page(request, "refused.html", status, sentence=sentence, back=back)


def to(address: str, decider: str = "") -> Response:
    """Return the way to the page that shows what was done. ``decider``: who did it, to be known again."""
    response = RedirectResponse(address, 303)
    if decider:
        response.set_cookie(_DECIDER, quote(decider), max_age=_YEAR_SECONDS, httponly=True, samesite="strict")
    return response


def download(content: bytes, name: str, kind: str) -> Response:
    """Return a file to be kept under a name. ``kind``: its media type."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})


def workbench(request: Request) -> Workbench:
    """Return what the pages work with."""
    return cast(Workbench, request.app.state.workbench)


def sessions(request: Request) -> Sessions:
    """Return what tells browsers apart."""
    return cast(Sessions, request.app.state.sessions)


def browser(request: Request) -> str:
    """Return the name of the browser that asks."""
    return cast(str, request.scope["browser"])


def static(request: Request) -> Response:
    """Return a style sheet or a script."""
    name = request.path_params["name"]
    if name not in _STATIC:
        return refused(request, 404, "没有这个文件。")
    ending = name[name.rindex(".") :]
    return Response(_asset(name), media_type=_TYPES[ending])


@cache
def _asset(name: str) -> bytes:
    package, folder = _STATIC[name]
    return files(package).joinpath(folder, name).read_bytes()


@cache
def _environment() -> Environment:
    return environment(_HERE)
