"""口令: what stands before the pages when the workbench is reached from elsewhere."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.web.frame import Form, action, page, sessions, to
from auditor.web.sessions import COOKIE, LOGIN, Throttle


def routes(throttle: Throttle) -> list[Route]:
    """Return the routes. ``throttle``: counts wrong passwords."""

    def show(request: Request) -> Response:
        return to("/") if sessions(request).password is None else page(request, "login.html", wrong="")

    def enter(request: Request, form: Form) -> Response:
        address = request.client.host if request.client else ""
        if not throttle.allows(address):
            return page(request, "login.html", 429, wrong="口令错了太多次。请五分钟后再试。")
        if not sessions(request).is_password(form.long_text("password", 200)):
            throttle.failed(address)
            return page(request, "login.html", 403, wrong="口令不对。请再输入一次。")
        response = to("/")
        # The name of a browser that knows the password is a new one: nobody can have planted it.
        response.set_cookie(COOKIE, sessions(request).cookie(known=True), httponly=True, samesite="strict")
        return response

    return [Route(LOGIN, show), action(LOGIN, enter)]
