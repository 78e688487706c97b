"""Batches as commands: a hundred times the reports, two workers, the same again."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from auditor.folder import INDEX, WORKBOOK
from benchmarks.corpus import write_reports
from benchmarks.ratios import Row, milliseconds

_TICK_SECONDS = 0.02
_MEGABYTE = 1 << 20
_ARITHMETIC = "x = 0\nfor i in range(20_000_000): x += i % 7"


@dataclass(frozen=True)
class Run:
    """What a batch took.

    ``memory``: the most that its processes together held at one moment, ``written``: what it left on disk, in
    bytes.
    """

    seconds: float
    memory: int
    written: int


def rows(batch: int, more: int) -> Iterator[Row]:
    """Yield the ratios; the large batch has ``batch`` × ``more`` reports."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few"), Path(folder, "many")
        write_reports(few, batch)
        write_reports(many, batch * more)
        _run(few, Path(folder, "warm"), 2)
        small = _run(few, Path(folder, "out-few"), 2)
        large = _run(many, Path(folder, "out-many"), 2)
        again = _run(many, Path(folder, "out-many"), 2)
        shutil.rmtree(Path(folder, "out-many", "units"))
        for name in (INDEX, WORKBOOK):
            Path(folder, "out-many", name).unlink()
        papers = _run(many, Path(folder, "out-many"), 2).seconds
        alone = _run(many, Path(folder, "out-alone"), 1)
    count = f"{batch * more} reports"
    yield Row(
        f"{more}× the reports: time",
        large.seconds / small.seconds,
        more * 1.05,
        f"{milliseconds(large.seconds)} ÷ {milliseconds(small.seconds)}, {count},"
        f" {large.written // batch // more // 1000} kB written a report",
    )
    yield Row(
        f"{more}× the reports: memory",
        large.memory / small.memory,
        1.3,
        f"{large.memory // _MEGABYTE} MB ÷ {small.memory // _MEGABYTE} MB, all processes together",
    )
    yield Row(
        "one worker ÷ two",
        alone.seconds / large.seconds,
        1.7,
        f"{milliseconds(alone.seconds)} ÷ {milliseconds(large.seconds)}, {count};"
        f" bare arithmetic gains {_gain_of_two():.2f} here",
        at_least=True,
    )
    yield Row(
        "all papers of a batch ÷ auditing it",
        papers / (large.seconds - papers),
        1,
        f"{milliseconds(papers)} ÷ {milliseconds(large.seconds - papers)}, {count}",
    )
    yield Row(
        "first run ÷ the same again with nothing changed",
        large.seconds / again.seconds,
        20,
        f"{milliseconds(large.seconds)} ÷ {milliseconds(again.seconds)}, {count}",
        at_least=True,
    )


def _gain_of_two() -> float:
    """Return how much more arithmetic two processes of this machine do than one in the same time."""

    def seconds(processes: int) -> float:
        start = time.perf_counter()
        started = [subprocess.Popen([sys.executable, "-c", _ARITHMETIC]) for _ in range(processes)]
        for each in started:
            each.wait()
        return time.perf_counter() - start

    return 2 * seconds(1) / seconds(2)


def _run(folder: Path, out: Path, jobs: int) -> Run:
    command = [sys.executable, "-m", "auditor", "batch", folder, "-o", out, "--jobs", str(jobs), "--quiet"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        most = 0
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            time.sleep(_TICK_SECONDS)
    if process.returncode:
        raise RuntimeError(f"auditor batch ended with {process.returncode}")
    seconds = time.perf_counter() - start
    written = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return Run(seconds, most, written)


def _memory(pid: int) -> int:
    """Return what a process and its children hold; 0 when it is just ending."""
    try:
        process = psutil.Process(pid)
        return sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0
