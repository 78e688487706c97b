"""A workbench to test: its data in a folder, its pages behind a client that behaves as a browser does."""

import datetime
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx2 as httpx
from starlette.testclient import TestClient

from auditor.job import Terms
from auditor.rules import RuleSet
from auditor.web.app import application
from auditor.web.opening import open_access
from auditor.web.sessions import Sessions, Throttle
from auditor.web.workbench import Workbench, working
from tests.workbench_program import token_for

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
        return token_for(self.client)

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

    def batch(self, name: str = "", year: str = "2024", deadline: str = "") -> int:
        """Make a batch, return its number."""
        address = self.post("/batches", name=name, year=year, deadline=deadline).url.path
        return int(address.rpartition("/")[2])

    def collect(self, batch: int, *files: tuple[str, bytes]) -> list[int]:
        """Hand files in for a batch, wait for their audits, return their numbers in the order they came in."""
        answer = self.client.post(
            f"/batches/{batch}/submissions",
            data={"token": self.token()},
            files=[("files", each) for each in files],
        )
        assert answer.status_code == 200, self.said(answer)
        self.settled()
        return [each.id for each in self.bench.submissions.of_batch(batch)[-len(files) :]]

    def enlist(self, batch: int, name: str, data: bytes) -> httpx.Response:
        """Import a roster and wait until the reports are judged by it."""
        answer = self.client.post(
            f"/batches/{batch}/roster", data={"token": self.token()}, files=[("roster", (name, data))]
        )
        self.settled_all()
        return answer

    def compared(self, batch: int) -> httpx.Response:
        """Return the page of a batch when its reports have been compared."""
        while "data-waiting" in (answer := self.get(f"/batches/{batch}")).text:
            time.sleep(0.05)
        return answer

    def settled_all(self) -> None:
        while self.bench.submissions.waiting():
            time.sleep(0.05)

    def settled(self) -> int:
        self.settled_all()
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
