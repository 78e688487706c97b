"""Many people at the workbench at once: how long they wait for a page, against one who has it alone."""

import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx

from benchmarks.corpus import report
from benchmarks.ratios import Row, milliseconds

# Nobody reads a page in less.
_THINKING_SECONDS = (2.0, 3.0)
_WAIT_SECONDS = 0.2
_AT_ONCE = 100
_PATIENCE_SECONDS = 120
# What people do, and how often of a hundred times.
_HABITS = (("batch", 25), ("report", 30), ("list", 15), ("units", 5), ("decide", 20), ("hand in", 5))


class _Person:
    """A browser at a batch. ``waits``: seconds, ``answers``: how often each status came."""

    def __init__(self, address: str, number: int) -> None:
        self.client = httpx.Client(base_url=address, headers={"Origin": address}, timeout=_PATIENCE_SECONDS)
        self.waits: list[float] = []
        self.answers: Counter[int] = Counter()
        self._chance = random.Random(number)
        self._number = number
        self.token = _found(r'name="token" value="(\w+)"', self.client.get("/").text)

    def work(self, visits: int, reports: list[str], *, thinking: bool) -> None:
        """Do as many things, with a while for thought between them."""
        for turn in range(visits):
            if thinking:
                time.sleep(
                    self._chance.uniform(*_THINKING_SECONDS) * (self._chance.random() if not turn else 1)
                )
            habits, weights = zip(*_HABITS, strict=True)
            self._do(self._chance.choices(habits, weights)[0], self._chance.choice(reports))

    def _do(self, habit: str, chosen: str) -> None:
        match habit:
            case "decide":
                self._decide(chosen)
            case "hand in":
                content = report(100_000 + self._chance.randrange(100_000)).encode()
                files = [("files", (f"{self._number}.txt", content))]
                self._timed("POST", "/batches/1/submissions", data={"token": self.token}, files=files)
            case _:
                paths = {"batch": "/batches/1", "report": chosen, "list": "/", "units": "/batches/1/units"}
                self._timed("GET", paths[habit])

    def _decide(self, chosen: str) -> None:
        page = self._timed("GET", chosen).text
        open_ones = re.findall(
            r'name="rule" value="([^"]+)"><input type="hidden" name="seen" value="(\d+)"', page
        )
        if open_ones:
            rule, seen = self._chance.choice(open_ones)
            fields = {
                "rule": rule,
                "seen": seen,
                "status": "met",
                "decider": f"第{self._number}人",
                "note": "",
            }
            self._timed("POST", f"{chosen}/decisions", data={"token": self.token, **fields})

    def _timed(self, method: str, path: str, **options: object) -> httpx.Response:
        start = time.perf_counter()
        answer = self.client.request(method, path, **options)  # type: ignore[arg-type]
        self.waits.append(time.perf_counter() - start)
        self.answers[answer.status_code] += 1
        return answer


def rows(reports: int, people: int, visits: int) -> Iterator[Row]:
    """Yield the ratio of the wait that one visit in twenty exceeds, of ``people`` at once to that of one."""
    with _served() as address:
        first = _Person(address, 0)
        _fill(first, reports)
        listed = re.findall(r'scope="row"><a href="(/reports/\d+)"', first.client.get("/batches/1").text)
        listed = sorted(set(listed))
        # What is read once and kept is not what people wait for all day.
        first.work(10, listed, thinking=False)
        alone = _Person(address, 1)
        alone.work(people * visits // 4, listed, thinking=False)
        crowd = [_Person(address, 2 + number) for number in range(people)]
        with ThreadPoolExecutor(people) as pool:
            list(pool.map(lambda each: each.work(visits, listed, thinking=True), crowd))
        alone.work(people * visits // 4, listed, thinking=False)
    waits = [each for person in crowd for each in person.waits]
    answers = sum((person.answers for person in crowd), Counter[int]())
    if any(status >= 500 for status in answers):
        raise RuntimeError(f"answers: {dict(answers)}")
    of_one, of_many = _slow(alone.waits), _slow(waits)
    told = "、".join(f"{count} × {status}" for status, count in sorted(answers.items()))
    yield Row(
        f"{people} people at once ÷ one: 95th percentile of a page",
        of_many / of_one,
        5,
        f"{milliseconds(of_many)} ÷ {milliseconds(of_one)}, medians {milliseconds(statistics.median(waits))}"
        f" and {milliseconds(statistics.median(alone.waits))}, {reports} reports,"
        f" {len(waits)} visits: {told}",
    )


def _slow(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1]


def _fill(person: _Person, count: int) -> None:
    fields = {"token": person.token, "name": "", "year": "2024"}
    person.client.post("/batches", data=fields)
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count))
        files = [("files", (f"{number}.txt", report(number).encode())) for number in numbers]
        person.client.post("/batches/1/submissions", data={"token": person.token}, files=files)
    # The page sets off what is done in the background.
    while "data-waiting" in person.client.get("/batches/1").text:
        while person.client.get("/batches/1/state").json()["waiting"]:
            time.sleep(_WAIT_SECONDS)


@contextmanager
def _served() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "auditor", "serve", "--no-browser", "--port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "data")
        with subprocess.Popen(
            [*command, "--data", data], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as run:
            assert run.stderr and address in run.stderr.readline()
            try:
                yield address
            finally:
                run.terminate()
                run.communicate()


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found
    return found[1]
