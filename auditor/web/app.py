"""The application: its addresses, its mistakes, and who stands at the door."""

import logging
import sqlite3

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from auditor.errors import AuditorError
from auditor.web.frame import MOST_FILES, refused, static
from auditor.web.guard import MOST_BYTES, Guard, TooLargeError, names_of, too_large
from auditor.web.pages import (
    batch,
    batch_papers,
    batches,
    changes,
    downloads,
    handing_in,
    login,
    results,
    returning,
    rule,
    rule_file,
    rule_history,
    rules,
    trial,
    units,
    waivers,
)
from auditor.web.sessions import Door, Sessions, Throttle
from auditor.web.workbench import Workbench

_LOG = logging.getLogger(__name__)
_SENTENCES = {
    404: "没有这一页。它可能已被删除，或地址不完整。",
    405: "这一页不能这样打开。",
    400: "送来的内容不完整，没有收下。请刷新后再试一次。",
}
# By what the reader of forms says of them.
_TOO_MUCH = {
    "Too many files": f"一次最多交 {MOST_FILES} 个文件，没有收下。请分几次交，或压缩成一个 .zip 文件。",
    "exceeded maximum size": "有一栏写得太长，没有收下。请退回上一页，写短一些再试。",
}


def application(
    workbench: Workbench,
    sessions: Sessions,
    host: str,
    *,
    throttle: Throttle | None = None,
    most_bytes: int = MOST_BYTES,
) -> ASGIApp:
    """Return the application.

    Args:
        workbench: what the pages work with.
        sessions: what tells browsers apart, and knows the password if there is one.
        host: what the server is bound to.
        throttle: counts wrong passwords.
        most_bytes: how large a request may be.
    """
    app = Starlette(
        routes=[
            Route("/static/{name}", static),
            *login.routes(throttle or Throttle()),
            *handing_in.ROUTES,
            *batches.ROUTES,
            *batch.ROUTES,
            *batch_papers.ROUTES,
            *units.ROUTES,
            *changes.ROUTES,
            *returning.ROUTES,
            *waivers.ROUTES,
            *results.ROUTES,
            *downloads.ROUTES,
            *trial.ROUTES,
            *rules.ROUTES,
            *rule_file.ROUTES,
            *rule_history.ROUTES,
            *rule.ROUTES,
        ],
        exception_handlers={
            HTTPException: _http,
            TooLargeError: lambda request, _error: refused(request, 413, too_large(most_bytes)),
            sqlite3.Error: _data,
            AuditorError: lambda request, error: refused(request, 500, str(error)),
            # A number in an address that the data cannot hold names nothing.
            OverflowError: lambda request, _error: refused(request, 404, _SENTENCES[404]),
            Exception: _fault,
        },
    )
    app.state.workbench = workbench
    app.state.sessions = sessions
    return Guard(Door(app, sessions), names_of(host), most_bytes)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 400:
        for detail, sentence in _TOO_MUCH.items():
            if detail in error.detail:
                return refused(request, 413, sentence)
    return refused(request, error.status_code, _SENTENCES.get(error.status_code, _SENTENCES[400]))


def _data(request: Request, error: Exception) -> Response:
    _LOG.debug("%s", request.url.path, exc_info=error)
    sentence = "数据暂时写不进去，这一步没有做成。请检查磁盘是否已满，过一会儿再试。"
    # The address of a form shows no page.
    return refused(request, 503, sentence, request.url.path if request.method == "GET" else "/")


def _fault(request: Request, error: Exception) -> Response:
    name = type(error).__name__
    return refused(request, 500, f"程序出错（{name}），这一步没有做成。请把这句话告诉维护人员。")
