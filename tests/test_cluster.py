"""A batch on a real Dask cluster of two workers on this machine: the same bytes, and what can go wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor import cluster as clusters
from auditor.cluster import dask_crew
from auditor.errors import AuditorError
from auditor.job import Terms
from auditor.rules import RuleSet
from tests.batches import Desk, results, run, short_report, wait_until, write_reports

Client = pytest.importorskip("distributed").Client

# A worker that dies over a task gets no second try: the test shall not wait for four deaths.
_SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[str]:
    """Start a cluster by its own commands, and yield its address."""
    told = folder / "scheduler.json"
    shared = ["--scheduler-file", str(told), "--no-dashboard", "--host", "127.0.0.1"]
    worker = ["worker", *shared, "--nworkers", str(workers), "--nthreads", "1"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            env={**os.environ, **_SETTINGS},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        for command in (["scheduler", *shared, "--port", "0"], worker)
    ]
    try:
        wait_until(told.exists, processes[0])
        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        with Client(address) as client:
            client.wait_for_workers(workers)
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with _cluster(tmp_path_factory.mktemp("cluster"), workers=2) as made:
        yield made


def test_a_cluster_gives_the_same_bytes_as_this_machine(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_reports(folder, 10)
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    here = run(folder, "-o", tmp_path / "here")
    there = run(folder, "-o", tmp_path / "there", "--dask", address)
    assert (here.returncode, there.returncode) == (3, 3)
    assert there.stdout == here.stdout
    assert results(tmp_path / "there") == results(tmp_path / "here")
    assert _papers(tmp_path / "there") == _papers(tmp_path / "here")
    assert "共 11 个文件：新核查 11 个，沿用上次结果 0 个。" in there.stderr


def _papers(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "index.html", *(out / "units").iterdir())}


def test_without_the_optional_part_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(AuditorError, match=r"没有安装集群部分。请运行 pip install 'auditor\[dask\]'"):
        dask_crew("tcp://127.0.0.1:1").__enter__()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "没有这台机器", "ftp://x"])
def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(clusters, "_TIMEOUT_SECONDS", 0.5)
    with pytest.raises(AuditorError, match=f"连不上集群“{address}”。请检查地址"):
        dask_crew(address).__enter__()


@pytest.mark.parametrize(
    ("threads", "message"),
    [({}, "集群里没有工作进程"), ({"tcp://a": 1, "tcp://b": 2}, "集群的工作进程要各用一个线程")],
)
def test_a_cluster_that_cannot_do_the_work_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch, threads: dict[str, int], message: str
) -> None:
    monkeypatch.setattr(Client, "nthreads", lambda _self: threads)
    with pytest.raises(AuditorError, match=message), dask_crew(address):
        raise AssertionError("accepted")


def _program_of_this_process() -> str:
    return str(os.getpid())


def test_workers_of_another_version_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "program", _program_of_this_process)
    with pytest.raises(AuditorError, match="集群里的 auditor 和本机的不是同一版本"), dask_crew(address):
        raise AssertionError("accepted")


# The last of them: it leaves the cluster starting its workers anew.
class _Sabotaged(Executor):
    """The executor of a cluster whose workers are killed by the files of one name."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if "坏.txt" in args:
            return self._executor.submit(os._exit, 1)
        return self._executor.submit(fn, *args, **kwargs)


def test_a_file_that_kills_its_worker_costs_only_itself(address: str, tmp_path: Path, rules: RuleSet) -> None:
    desk = Desk(tmp_path / "in", tmp_path / "out", Terms(rules))
    for number in range(12):
        desk.write(f"{number:02}.txt", short_report("甲镇", f"全年开会{number}次。"))
    desk.run()
    expected = desk.results
    desk.write("坏.txt", short_report("坏镇"))
    with dask_crew(address) as crew:
        sabotaged = replace(crew, executor=_Sabotaged(crew.executor))
        assert desk.run(fresh=True, crew=sabotaged) == (13, 0)
    assert list(desk.refused()) == ["坏.txt"]
    assert desk.results.split(b'],\n"unreadable"')[0] == expected.split(b'],\n"unreadable"')[0]
