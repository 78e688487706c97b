"""What starts a bundle: it installs once, whole or not at all, and says in one sentence why it cannot."""

import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bundles import PYTHON, office_machine, start, tiny_bundle, with_python


def _installed(bundle: Path) -> list[Path]:
    return sorted((bundle / "files" / "installed").glob(f"{PYTHON}-*"))


def test_the_first_start_installs_and_later_ones_run_at_once(tmp_path: Path) -> None:
    bundle = tiny_bundle(tmp_path)
    first = start(bundle, "check", "报告 一.docx", "&")
    assert (first.stdout, first.returncode) == ("一版 check 报告 一.docx &\n", 3), first.stderr
    assert "第一次启动，正在安装" in first.stderr
    again = start(bundle, "--help")
    assert (again.stdout, again.stderr, again.returncode) == ("一版 --help\n", "", 1)


def test_the_workbench_is_a_click_away(tmp_path: Path) -> None:
    done = start(tiny_bundle(tmp_path), "--no-browser", script="启动工作台.sh")
    assert done.stdout == "一版 serve --no-browser\n"


def test_a_bundle_moved_elsewhere_runs_at_once(tmp_path: Path) -> None:
    bundle = tiny_bundle(tmp_path)
    start(bundle)
    moved = bundle.rename(tmp_path / "别处")
    done = start(moved)
    assert (done.stdout, done.stderr) == ("一版\n", "")


def test_an_installation_broken_off_is_made_anew(tmp_path: Path) -> None:
    bundle = tiny_bundle(tmp_path)
    start(bundle)
    (folder,) = _installed(bundle)
    (folder / "complete").unlink()
    (folder / "auditor" / "cli.py").write_text("half a fi", encoding="utf-8")
    done = start(bundle)
    assert done.stdout == "一版\n" and "正在安装" in done.stderr


def test_a_new_bundle_laid_over_an_old_one_takes_its_place(tmp_path: Path) -> None:
    bundle = tiny_bundle(tmp_path / "1")
    start(bundle)
    shutil.copytree(tiny_bundle(tmp_path / "2", "二版"), bundle, dirs_exist_ok=True)
    assert start(bundle).stdout == "二版\n"
    assert len(_installed(bundle)) == 1


def test_two_who_start_at_once_both_get_the_program(tmp_path: Path) -> None:
    bundle = tiny_bundle(tmp_path)
    office_machine(bundle.parent)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: start(bundle), range(2)))
    assert [each.stdout for each in done] == ["一版\n"] * 2, [each.stderr for each in done]


def _a_wheel_is_damaged(bundle: Path) -> None:
    (wheel,) = (bundle / "files" / "wheels").glob("auditor-*")
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"x")


def _a_wheel_is_not_there(bundle: Path) -> None:
    (wheel,) = (bundle / "files" / "wheels").glob("auditor-*")
    wheel.unlink()


def _nothing_can_be_written(bundle: Path) -> None:
    (bundle / "files" / "installed").write_text("", encoding="utf-8")


def _another_machine(bundle: Path) -> None:
    _change(bundle, machines=["mips64"], title="Linux（龙芯）")


def _another_system(bundle: Path) -> None:
    _change(bundle, system="Windows", title="Windows")


def _an_old_system(bundle: Path) -> None:
    _change(bundle, glibc="99.1")


def _change(bundle: Path, **values: object) -> None:
    path = bundle / "files" / "machine.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_a_wheel_is_damaged, "没有装成，经过记在“"),
        (_a_wheel_is_not_there, "安装包是否拷全了"),
        (_nothing_can_be_written, "请把整个文件夹放到自己能写入的地方"),
        (_another_machine, "这个安装包用于Linux（龙芯），本机是 Linux"),
        (_another_system, "这个安装包用于Windows，本机是 Linux"),
        (_an_old_system, "要有 glibc 99.1 以上，本机是 glibc"),
    ],
)
def test_what_cannot_be_installed_is_told_and_counts_as_not_installed(
    tmp_path: Path, harm: Callable[[Path], None], said: str
) -> None:
    bundle = tiny_bundle(tmp_path)
    harm(bundle)
    for _ in range(2):
        done = start(bundle, "about")
        assert done.returncode == 2 and said in done.stderr and done.stdout == ""
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("others", [None, "#!/bin/sh\nexit 1\n"], ids=["none", "too old"])
def test_without_a_python_that_will_do_it_says_which_to_install(tmp_path: Path, others: str | None) -> None:
    bundle = tiny_bundle(tmp_path, pythons=("3.11", "3.12"))
    programs = with_python(tmp_path / "p", None)
    if others:
        (programs / "python3").write_text(others, encoding="utf-8")
        (programs / "python3").chmod(0o755)
    done = start(bundle, path=programs)
    assert done.returncode == 2
    assert done.stderr.startswith("没有找到合适的 Python。要装 64 位的 Python 3.11、3.12，哪一个都行。")


def test_a_python_of_a_version_that_is_not_packed_is_passed_over(tmp_path: Path) -> None:
    other = "3.11" if PYTHON != "3.11" else "3.12"
    assert "没有找到合适的 Python" in start(tiny_bundle(tmp_path, pythons=(other,))).stderr


def test_a_python_in_the_bundle_goes_before_all_others(tmp_path: Path) -> None:
    own = tmp_path / "python" / "bin" / "python3"
    own.parent.mkdir(parents=True)
    own.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    own.chmod(0o755)
    archive = tmp_path / "python.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(own, "python/bin/python3")
    bundle = tiny_bundle(tmp_path, python_file=archive)
    assert start(bundle, path=with_python(tmp_path / "p", None)).stdout == "一版\n"


def test_the_scripts_are_what_a_shell_can_read(tmp_path: Path) -> None:
    bundle = tiny_bundle(tmp_path)
    for path in bundle.glob("*.sh"):
        subprocess.run(["/bin/sh", "-n", str(path)], check=True)
