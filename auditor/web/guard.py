"""What every request passes first, and every answer last: whose it is, how large, what a browser may do."""

import ipaddress
import socket
from collections.abc import Collection, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from auditor.readers.limits import MEBIBYTE

MOST_BYTES = 256 * MEBIBYTE

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A form sent under "no-referrer" would not say where it comes from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SAFE = ("GET", "HEAD")
_LOCAL = ("localhost", "127.0.0.1", "::1")


class TooLargeError(Exception):
    """The body of a request is larger than is taken in."""


class Guard:
    """Wraps an application. ``names``: what this machine may be called in a request, in lower case.

    A page of another site that has its own name lead to this machine (DNS rebinding) is told by that name;
    one that sends a form here, by its origin.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], most_bytes: int = MOST_BYTES) -> None:
        self._app = app
        self._names = names
        self._most = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refusal = self._refusal(scope)
        if refusal:
            status, sentence = refusal
            answer = PlainTextResponse(sentence, status, headers={"Connection": "close"})
            await answer(scope, receive, marked)
        else:
            await self._app(scope, _Limited(receive, self._most), marked)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_known(hosts[0]):
            return 421, "这个地址不是工作台的地址，没有打开。请用工作台启动时显示的地址。"
        if scope["method"] not in _SAFE and not _comes_from(headers, scope, hosts[0]):
            return 403, "这个请求不是从工作台的页面上发出的，没有执行。请在工作台的页面上操作。"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._most:
            return 413, too_large(self._most)
        return None

    def _is_known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._names


def names_of(host: str) -> frozenset[str]:
    """Return what a server bound to ``host`` may be called: on this machine only, or from elsewhere too."""
    if is_loopback(host):
        return frozenset({*_LOCAL, host.lower()})
    found = {*_LOCAL, host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()}
    for each in (socket.gethostname(), host):
        try:
            found |= {str(info[4][0]).lower() for info in socket.getaddrinfo(each, None)}
        except OSError:
            continue
    return frozenset(found | _addresses())


def is_loopback(host: str) -> bool:
    """Tell whether only programs of this machine reach a server bound to ``host``."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def too_large(most: int) -> str:
    """Return what to say of a body larger than ``most`` bytes."""
    return f"一次最多交 {most // MEBIBYTE} MB，没有收下。请分几次交，或把大的文件单独交。"


def _addresses() -> set[str]:
    """Return the address by which the way out of this machine leads; nothing is sent for it."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
            return {str(probe.getsockname()[0])}
    except OSError:
        return set()


def _comes_from(headers: Headers, scope: MutableMapping[str, Any], host: str) -> bool:
    origin = headers.get("origin") or headers.get("referer")
    if not origin:
        return False
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (scope["scheme"], host)


class _Limited:
    """The body of a request, broken off where it grows too large: its stated length may be wrong."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError
        return message
