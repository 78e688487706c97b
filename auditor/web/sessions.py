"""Who is at the door: a cookie a browser, a token in each of its forms, and the password if there is one."""

import hashlib
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "auditor"
LOGIN = "/login"
_OPEN = (LOGIN, "/static/")


class Sessions:
    """Makes and tells the marks of a browser.

    ``key``: secret and lasting, so that a page stays good when the program is started anew. ``password``:
    what is asked for; None: nothing. Another password makes all cookies worthless.
    """

    def __init__(self, key: bytes, password: str | None) -> None:
        self._key = hmac.digest(key, (password or "").encode(), "sha256")
        self.password = password

    def cookie(self, known: bool) -> str:
        """Return the cookie of a new browser; ``known``: whether it gave the password."""
        name = secrets.token_urlsafe(16) + ("+" if known else "-")
        return f"{name}.{self._sign('cookie', name)}"

    def name_of(self, cookie: str) -> str | None:
        """Return the browser whose cookie it is, None for one that was not made here."""
        name, _, sign = cookie.partition(".")
        return name if _same(sign, self._sign("cookie", name)) else None

    def admits(self, name: str) -> bool:
        """Tell whether a browser may see the pages."""
        return self.password is None or name.endswith("+")

    def token(self, name: str) -> str:
        """Return what the forms of a browser carry."""
        return self._sign("form", name)

    def is_token(self, name: str, token: str) -> bool:
        """Tell whether a form is one of this browser's."""
        return _same(token, self.token(name))

    def is_password(self, given: str) -> bool:
        """Tell whether it is the password."""
        return self.password is not None and _same(given, self.password)

    def _sign(self, purpose: str, name: str) -> str:
        return hmac.new(self._key, f"{purpose} {name}".encode(), hashlib.sha256).hexdigest()


class Throttle:
    """Counts failures: after ``most`` of one address within ``seconds``, it must wait."""

    def __init__(
        self, most: int = 5, seconds: float = 300, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._failures: deque[tuple[float, str]] = deque()
        self._lock = threading.Lock()

    def allows(self, address: str) -> bool:
        """Tell whether an address may try."""
        with self._lock:
            while self._failures and self._failures[0][0] <= self._clock() - self._seconds:
                self._failures.popleft()
            return sum(each == address for _, each in self._failures) < self._most

    def failed(self, address: str) -> None:
        """Count a failure."""
        with self._lock:
            self._failures.append((self._clock(), address))


class Door:
    """Wraps an application: gives each browser its cookie, leads those who must to the password."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or lead it to the password."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = self._sessions.name_of(_cookie(Headers(scope=scope)))
        made = None if name else self._sessions.cookie(known=False)
        scope["browser"] = name or str(made).partition(".")[0]

        async def marked(message: Message) -> None:
            if made and message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "set-cookie" not in headers:
                    headers.append("set-cookie", f"{COOKIE}={made}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        app = self._app
        if not self._sessions.admits(scope["browser"]) and not scope["path"].startswith(_OPEN):
            asks = scope["method"] in ("GET", "HEAD")
            app = RedirectResponse(LOGIN, 303) if asks else PlainTextResponse("请先输入口令。", 401)
        await app(scope, receive, marked)


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))
