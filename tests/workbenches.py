"""A workbench to test: its data in a folder, its pages behind a client that behaves as a browser does."""

import datetime
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx2 as httpx
import uvicorn
from starlette.testclient import TestClient

from auditor.job import Terms
from auditor.rules import RuleSet
from auditor.web.app import application
from auditor.web.opening import open_access
from auditor.web.serving import address_of, bound
from auditor.web.sessions import Sessions, Throttle
from auditor.web.workbench import Workbench, working

ADDRESS = "http://127.0.0.1:8000"
NOW = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
Files = Sequence[tuple[str, bytes]]


@dataclass
class Visitor:
    """A browser at the pages."""

    client: TestClient
    bench: Workbench

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.client.get(path, **options)

    def token(self) -> str:
        found = re.search(r'name="token" value="(\w+)"', self.get("/").text)
        assert found
        return found[1]

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.client.post(path, data={"token": self.token(), **fields})

    def hand_in(self, files: Files) -> httpx.Response:
        return self.client.post(
            "/submissions", data={"token": self.token()}, files=[("files", each) for each in files]
        )

    def handed_in(self, *files: tuple[str, bytes]) -> int:
        """Hand files in, wait for their audits, return the number of the newest."""
        assert self.hand_in(files).status_code == 200
        return self.settled()

    def settled(self) -> int:
        while self.bench.submissions.waiting():
            time.sleep(0.05)
        return self.bench.submissions.latest(1)[0].id

    def said(self, answer: httpx.Response) -> str:
        """Return what the page says in words."""
        body = answer.text.partition("<body>")[2]
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


@contextmanager
def open_bench(folder: Path, terms: Terms, rules_file: Path | None = None) -> Iterator[Workbench]:
    with open_access(folder) as access, working(access, terms, None, 1, lambda: NOW) as bench:
        bench.start(rules_file)
        yield bench


@contextmanager
def serving(folder: Path, rules: RuleSet) -> Iterator[tuple[Workbench, str]]:
    """A workbench that browsers reach, and its address."""
    with open_bench(folder, Terms(rules)) as bench:
        app = application(bench, Sessions(b"k" * 32, None), "127.0.0.1")
        listening = bound("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield bench, address_of(listening)
        server.should_exit = True
        thread.join()


@contextmanager
def visiting(
    folder: Path,
    rules: RuleSet,
    *,
    password: str | None = None,
    throttle: Throttle | None = None,
    host: str = "127.0.0.1",
    most_bytes: int = 4 * 1024 * 1024,
    rules_file: Path | None = None,
) -> Iterator[Visitor]:
    with open_bench(folder, Terms(rules), rules_file) as bench:
        app = application(
            bench, Sessions(b"k" * 32, password), host, throttle=throttle, most_bytes=most_bytes
        )
        headers = {"Origin": ADDRESS}
        with TestClient(app, ADDRESS, headers=headers, raise_server_exceptions=False) as client:
            yield Visitor(client, bench)
