"""What lies in a folder and is no ordinary file, or does not hold still; names that are no plain names."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.readers import read_each
from tests.conftest import SEEDS

REPORT = SEEDS[0].read_text(encoding="utf-8")
NO_FILE = "不是文件。要核查整个文件夹，请用 auditor batch。"
TOO_LARGE = "超过 50 MB，不像一份年度报告。请确认是否选错了文件。"
unix = pytest.mark.skipif(os.name != "posix", reason="such files and names are those of Unix")


def _said(path: Path) -> str:
    ((_, result),) = read_each(path, path.name)
    return str(result)


def _auditor(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "auditor", *map(os.fspath, arguments)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False
    )


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)


def _link_to_nowhere(path: Path) -> None:
    path.symlink_to("没有这个文件.docx")


def _link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)


@unix
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (Path.mkdir, f"“报告.docx”{NO_FILE}"),
        (_fifo, f"“报告.docx”{NO_FILE}"),
        (_socket, f"“报告.docx”{NO_FILE}"),
        (_link_to_a_device, f"“报告.docx”{NO_FILE}"),
        (_link_to_nowhere, "找不到文件“报告.docx”。请检查文件名和所在文件夹。"),
        (_sparse, f"“报告.docx”{TOO_LARGE}"),
    ],
)
def test_what_is_no_ordinary_file_is_not_opened(
    make: Callable[[Path], None], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket must be short
    make(tmp_path / "报告.docx")
    assert _said(tmp_path / "报告.docx") == sentence


@unix
def test_a_link_that_leads_to_itself_ends(tmp_path: Path) -> None:
    path = tmp_path / "圈.docx"
    path.symlink_to(path.name)
    assert _said(path).startswith("读取“圈.docx”时出错")


@unix
def test_a_batch_passes_links_by_and_names_what_is_no_file(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    os.mkfifo(inbox / "管道.docx")
    (inbox / "链接.txt").symlink_to(SEEDS[0])
    (inbox / "绕圈").symlink_to(inbox, target_is_directory=True)
    (inbox / "~$报告.docx").write_bytes(b"\x06admin" + bytes(156))
    (inbox / "报告.txt").write_text(REPORT, encoding="utf-8")
    done = _auditor("batch", inbox, "-o", "out", "--quiet", cwd=tmp_path)
    results = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert done.returncode == 3, done.stderr
    assert [each["source"] for each in results["reports"]] == ["报告.txt"]
    assert results["unreadable"] == [{"source": "管道.docx", "reason": f"“管道.docx”{NO_FILE}"}]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_file_that_grows_while_it_is_read_does_not_fill_the_memory(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is small when it is looked at, and has no end when it is read."""
    looked, real = report.stat(), Path.stat
    with report.open("ab") as file:
        file.truncate(3 * 1024**3)
    monkeypatch.setattr(Path, "stat", lambda self, **how: looked if self == report else real(self, **how))
    assert _said(report) == f"“报告.txt”{TOO_LARGE}"


def test_a_file_that_vanishes_before_it_is_read_is_named(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, real = report.stat(), Path.stat
    report.unlink()
    monkeypatch.setattr(Path, "stat", lambda self, **how: looked if self == report else real(self, **how))
    assert _said(report) == "找不到文件“报告.txt”。请检查文件名和所在文件夹。"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            PermissionError(13, "Permission denied"),
            "没有权限读取“报告.txt”。请关闭正在打开它的程序，或换一个位置再试。",
        ),
        (
            OSError(5, "Input/output error"),
            "读取“报告.txt”时出错（Input/output error）。请把文件复制到本机硬盘后再试。",
        ),
    ],
)
def test_a_file_that_the_system_does_not_give_is_named(
    error: OSError, sentence: str, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> Iterator[None]:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert _said(report) == sentence


STRANGE = ("换\n行.docx", "右\u202e左.docx", "响\x07铃.docx", os.fsdecode(b"\xff\xfe.docx"))


@unix
def test_names_are_shown_printable_in_a_batch(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    for name in STRANGE:
        (inbox / name).write_bytes(b"")
    (inbox / "报告.txt").write_text(REPORT, encoding="utf-8")
    done = _auditor("batch", inbox, "-o", "out", cwd=tmp_path)
    results = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    sources = [each["source"] for each in results["unreadable"]]
    assert done.returncode == 3, done.stderr
    assert sorted(sources) == sorted(["换�行.docx", "右�左.docx", "响�铃.docx", "��.docx"])
    shown = [*sources, *(each["reason"] for each in results["unreadable"]), *done.stderr.splitlines()]
    assert all(char.isprintable() for line in shown for char in line)


@unix
@pytest.mark.parametrize("name", STRANGE)
def test_names_are_shown_printable_by_check(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    done = _auditor("check", name, cwd=tmp_path)
    assert done.returncode == 3
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("“")]
    assert line.endswith("是空文件，没有可核查的内容。请确认报送时文件是否上传完整。")
    assert all(char.isprintable() for char in line)
