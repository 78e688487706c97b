"""Serving the workbench: an address that is free, and an end that leaves nothing half done."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from auditor.errors import AuditorError

_PATIENCE_SECONDS = 5


def bound(host: str, port: int) -> socket.socket:
    """Return a socket on an address; port 0: one that is free.

    Raises:
        AuditorError: the address cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        server = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AuditorError(f"没有“{host}”这个地址（{error.strerror}）。请检查 --host。") from None
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            server.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(address)
        server.listen(128)
    except OSError as error:
        server.close()
        raise AuditorError(
            f"用不了 {host} 的 {port} 端口（{error.strerror}）。请用 --port 换一个，或不写，由程序自选。"
        ) from None
    return server


def address_of(server: socket.socket) -> str:
    """Return what to type into a browser on this machine."""
    host, port = server.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(app: ASGIApp, server: socket.socket, started: Callable[[], None]) -> None:
    """Serve until Ctrl-C or the system's wish to end; ``started`` is called when browsers are answered."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        timeout_graceful_shutdown=_PATIENCE_SECONDS,
    )
    running = uvicorn.Server(config)
    try:
        started()
        running.run(sockets=[server])
    except KeyboardInterrupt:
        return
