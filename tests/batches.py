"""What the tests of batches share: folders of reports, runs in this process, runs as a process."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.batch import Batch, Progress
from auditor.examples import minimal_report
from auditor.folder import RESULTS, STORE
from auditor.job import Terms
from auditor.pool import Crew, LostError
from auditor.render.json_document import json_document
from auditor.store import Store, open_store
from auditor.vocabulary import Level
from tests.conftest import SEEDS

PATIENCE_SECONDS = 120
NAMES = "东西南北中河山林石桥新安平和兴隆福寿康宁"


def short_report(name: str, text: str = "全年开会4次。") -> bytes:
    """A report of a township of this name in a few lines, audited in a moment."""
    return minimal_report(text, Level.TOWNSHIP).text.replace("临水镇", name).encode()


def write_reports(folder: Path, count: int) -> None:
    """Write whole reports, made different from the seeds by the names of places."""
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    for number in range(count):
        text = texts[number % len(texts)]
        for name in ("渠马", "国宝", "城郊", "后塘", "潢川"):
            text = text.replace(name, NAMES[number % len(NAMES)] + NAMES[number // len(NAMES)])
        path = folder / f"{number % 3}县" / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@dataclass
class Desk:
    """A folder of reports and a folder of results, with runs in this process."""

    folder: Path
    out: Path
    terms: Terms
    results: bytes = b""
    waived: list[tuple[str | None, str]] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)

    def write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def run(
        self, *, fresh: bool = False, executor: Executor | None = None, crew: Crew | None = None
    ) -> tuple[int, int]:
        """Run a batch; return how many files were audited and how many taken from the store."""
        self.progress.clear()
        with self.store() as store, executor or ThreadPoolExecutor(1) as workers:
            batch = Batch(
                store,
                crew or Crew(workers, 1, lost=(LostError,)),
                self.terms,
                fresh=fresh,
                heard=self.progress.append,
            )
            done = batch.run(self.folder, self.out)
            found = store.found
            pieces = json_document("0", self.terms.rules, found.audits(), found.unreadable())
            self.results = b"".join(pieces)
            self.waived = list(found.waived())
        return done.done - done.kept, done.kept

    def sources(self) -> list[str]:
        """The sources of the reports in the results."""
        return [report["source"] for report in json.loads(self.results)["reports"]]

    def refused(self) -> dict[str, str]:
        """The reasons of the unreadable in the results, by their sources."""
        return {entry["source"]: entry["reason"] for entry in json.loads(self.results)["unreadable"]}

    @contextmanager
    def store(self) -> Iterator[Store]:
        self.out.mkdir(parents=True, exist_ok=True)
        with open_store(self.out) as store:
            yield store

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return rows(self.out, query)


def rows(out: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the store as a stranger would, also while a run writes it."""
    connection = sqlite3.connect(f"{(out / STORE).as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "auditor", "batch", *map(str, arguments)]


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, encoding="utf-8", check=False, **options)


def results(out: Path) -> bytes:
    return (out / RESULTS).read_bytes()


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something holds, while the process that is to bring it about still runs."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert process.poll() is None, "the process ended before"
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.005)


def has_judged(out: Path, count: int) -> Callable[[], bool]:
    """Return the question whether a run has judged so many documents."""

    def holds() -> bool:
        try:
            return bool(rows(out, "SELECT COUNT(*) FROM audits")[0][0] >= count)
        except sqlite3.Error:
            return False

    return holds
