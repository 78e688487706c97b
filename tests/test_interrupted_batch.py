"""A batch that is killed, stopped, run twice at once, or runs out of room: nothing that was done is lost."""

import os
import re
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from auditor.errors import AuditorError
from auditor.store import locked
from tests.batches import PATIENCE_SECONDS, command, has_judged, results, rows, run, wait_until, write_reports

REPORTS = 32
DONE = 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    write_reports(made, REPORTS)
    return made


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of results of an undisturbed run."""
    out = tmp_path_factory.mktemp("whole")
    assert run(folder, "-o", out).returncode == 0
    return out


@pytest.fixture(scope="module")
def undisturbed(whole: Path) -> bytes:
    return results(whole)


def _started(folder: Path, out: Path) -> subprocess.Popen[str]:
    """Start a batch in a group of processes of its own, as a terminal does."""
    return subprocess.Popen(
        command(folder, "-o", out),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        # A shell that runs the tests in the background has told them to ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


def _goes_on(folder: Path, out: Path, undisturbed: bytes) -> None:
    kept = rows(out, "SELECT COUNT(*) FROM audits")[0][0]
    done = run(folder, "-o", out)
    assert done.returncode == 0, done.stderr
    assert f"新核查 {REPORTS - kept} 个，沿用上次结果 {kept} 个。" in done.stderr
    assert results(out) == undisturbed


def test_a_killed_run_is_taken_up_where_it_ended(folder: Path, undisturbed: bytes, tmp_path: Path) -> None:
    for times in range(1, 3):
        batch = _started(folder, tmp_path)
        wait_until(has_judged(tmp_path, DONE * times), batch)
        workers = psutil.Process(batch.pid).children(recursive=True)
        batch.kill()
        batch.communicate()
        assert batch.returncode == -signal.SIGKILL
        # Nobody is left behind who would go on for a parent that is gone.
        assert psutil.wait_procs(workers, PATIENCE_SECONDS)[1] == []
    assert not (tmp_path / "results.json").exists()
    _goes_on(folder, tmp_path, undisturbed)


def test_ctrl_c_ends_with_a_word_on_what_is_kept(folder: Path, undisturbed: bytes, tmp_path: Path) -> None:
    batch = _started(folder, tmp_path)
    wait_until(has_judged(tmp_path, DONE), batch)
    os.killpg(batch.pid, signal.SIGINT)
    out, told = batch.communicate(timeout=PATIENCE_SECONDS)
    kept = rows(tmp_path, "SELECT COUNT(*) FROM audits")[0][0]
    assert (batch.returncode, out) == (3, "")
    said = re.fullmatch(
        rf"已中止：{REPORTS} 个文件核查了 (\d+) 个，都已保存；results.json 没有更新。再运行同一条命令会接着做。",
        told.splitlines()[-1],
    )
    assert said and DONE <= int(said[1]) <= kept
    assert "Traceback" not in told
    _goes_on(folder, tmp_path, undisturbed)


def test_of_two_runs_at_once_one_waits_or_says_so(folder: Path, undisturbed: bytes, tmp_path: Path) -> None:
    both = [_started(folder, tmp_path) for _ in range(2)]
    told = [batch.communicate(timeout=PATIENCE_SECONDS)[1] for batch in both]
    codes = sorted(batch.returncode for batch in both)
    assert codes in ([0, 0], [0, 2])
    for batch, words in zip(both, told, strict=True):
        if batch.returncode == 2:
            assert words == (f"另一次核查正在使用“{tmp_path}”。请等它结束后再运行，或用 -o 换一个文件夹。\n")
    assert results(tmp_path) == undisturbed
    assert rows(tmp_path, "SELECT COUNT(*) FROM submissions") == [(REPORTS,)]


def test_the_folder_of_results_is_one_runs_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.store.opening._PATIENCE_SECONDS", 0)
    with locked(tmp_path), pytest.raises(AuditorError, match="另一次核查正在使用"), locked(tmp_path):
        raise AssertionError("two runs hold the lock")
    with locked(tmp_path):
        pass


# --- no room ---


def _quota(size: int) -> Callable[[], None]:
    """Return what a process does first that may write no file larger than ``size``."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture
def cramped(tmp_path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A folder on a disk that a few reports fill, else (mounting is for few) one under a quota."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield disk, {"preexec_fn": _quota(300_000)}
        return
    yield disk / "out", {}
    subprocess.run(["umount", str(disk)], check=True)


def _runs_out_of_room(folder: Path, out: Path, **options: Any) -> None:
    done = run(folder, "-o", out, "--quiet", **options)
    assert done.returncode == 2, done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith(f"写不进“{out}”，磁盘已满或已断开（")
    assert lines[0].endswith("。请清出空间。已经核查的都已保存，再运行同一条命令会接着做。")
    assert 0 < rows(out, "SELECT COUNT(*) FROM audits")[0][0] < REPORTS
    assert rows(out, "PRAGMA integrity_check") == [("ok",)]
    assert not (out / "results.json").exists()


def test_a_full_disk_ends_the_run_in_one_sentence_with_what_is_done_kept(
    folder: Path, cramped: tuple[Path, dict[str, Any]]
) -> None:
    out, options = cramped
    _runs_out_of_room(folder, out, **options)


def test_a_run_stopped_by_a_quota_goes_on_when_there_is_room(
    folder: Path, undisturbed: bytes, tmp_path: Path
) -> None:
    _runs_out_of_room(folder, tmp_path, preexec_fn=_quota(250_000))
    _goes_on(folder, tmp_path, undisturbed)


def test_a_disk_too_small_for_the_results_says_so_and_leaves_no_half_of_them(
    folder: Path, whole: Path, undisturbed: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole, out)
    for name in ("results.json", "overlaps.json"):
        (out / name).unlink()
    done = run(folder, "-o", out, "--quiet", preexec_fn=_quota(len(undisturbed) - 1))
    assert done.returncode == 2
    assert done.stderr.startswith(f"写不进“{out / 'results.json'}”（File too large）。")
    left = {path.name for path in out.iterdir()}
    assert left == {"auditor.lock", "auditor.sqlite", "index.html", "units", "总表.xlsx"}
