"""What a bundle for each kind of machine holds, and which wheels that machine needs."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from auditor.errors import AuditorError
from bundle.__main__ import bundle as command
from bundle.packing import as_tar, as_zip
from bundle.targets import PYTHONS, TARGETS, Target
from bundle.wheels import Gatherer
from tests.bundles import tiny_bundle
from tests.tiny_wheels import tiny_program, tiny_wheel

WINDOWS = TARGETS["windows-x86_64"]
ARM = TARGETS["linux-aarch64"]


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes packages from, and only from there."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name, value in {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder),
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_NO_BUILD_ISOLATION": "0",  # reads the other way round: built with what is installed
    }.items():
        monkeypatch.setenv(name, value)
    tiny_wheel(folder, "msvc_runtime", tag="cp312-cp312-win_amd64")
    return folder


def _gathered(
    tmp_path: Path, requires: Sequence[str], target: str = "linux-x86_64", extras: Sequence[str] = ()
) -> list[str]:
    (tmp_path / "work").mkdir()
    gatherer = Gatherer(tiny_program(tmp_path, "一版", requires=requires), tmp_path / "work")
    return sorted(wheel.path.name for wheel in gatherer.gather(extras, TARGETS[target], "3.12"))


@pytest.mark.parametrize(
    ("requires", "target", "expected"),
    [
        (["plain"], "linux-x86_64", "plain-1.0-py3-none-any"),
        (["native"], "linux-x86_64", "native-1.0-cp312-cp312-manylinux_2_28_x86_64"),
        (["native"], "linux-aarch64", "native-1.0-cp312-cp312-manylinux2014_aarch64"),
        (
            ["native"],
            "windows-x86_64",
            "msvc_runtime-1.0-cp312-cp312-win_amd64 native-1.0-cp312-cp312-win_amd64",
        ),
        # Conditions are those of the machine that it is for, also in what a requirement requires.
        (
            ['asks; sys_platform == "win32"'],
            "windows-x86_64",
            "asks-1.0-py3-none-any msvc_runtime-1.0-cp312-cp312-win_amd64 plain-1.0-py3-none-any",
        ),
        (['asks; sys_platform == "win32"'], "linux-x86_64", ""),
        (["asks"], "linux-x86_64", "asks-1.0-py3-none-any"),
        (
            ['plain; python_version < "3.12"', 'native; python_version >= "3.12"'],
            "linux-x86_64",
            "native-1.0-cp312-cp312-manylinux_2_28_x86_64",
        ),
        (['plain; platform_machine == "aarch64"'], "linux-aarch64", "plain-1.0-py3-none-any"),
        # Optional parts that were not asked for are left out.
        (['plain; extra == "ocr"'], "linux-x86_64", ""),
    ],
)
def test_a_machine_gets_what_it_needs_and_no_more(
    index: Path, tmp_path: Path, requires: list[str], target: str, expected: str
) -> None:
    tiny_wheel(index, "plain")
    tiny_wheel(index, "asks", requires=['plain; os_name == "nt"'])
    for tag in ("manylinux_2_28_x86_64", "manylinux2014_aarch64", "win_amd64"):
        tiny_wheel(index, "native", tag=f"cp312-cp312-{tag}")
    wanted = [f"{name}.whl" for name in expected.split()]
    assert _gathered(tmp_path, requires, target) == sorted(["auditor-1.0-py3-none-any.whl", *wanted])


def test_an_optional_part_asked_for_comes_along(index: Path, tmp_path: Path) -> None:
    tiny_wheel(index, "plain")
    found = _gathered(tmp_path, ['plain; extra == "ocr"'], extras=["ocr"])
    assert "plain-1.0-py3-none-any.whl" in found


@pytest.mark.parametrize("tag", ["manylinux_2_39_x86_64", "musllinux_1_2_x86_64", "win_amd64", None])
def test_a_package_without_a_wheel_for_the_machine_is_named(
    index: Path, tmp_path: Path, tag: str | None
) -> None:
    if tag:
        tiny_wheel(index, "native", tag=f"cp312-cp312-{tag}")
    with pytest.raises(
        AuditorError, match=r"^下载不到 linux-x86_64、Python 3.12 用的“native>=1”：软件源里没有"
    ):
        _gathered(tmp_path, ["native>=1"])


def test_a_package_that_has_only_source_is_built_when_it_runs_everywhere(index: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "pure").mkdir(parents=True)
    (source / "pure" / "__init__.py").write_text("", encoding="utf-8")
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "pure"\nversion = "1.0"\n',
        encoding="utf-8",
    )
    with ZipFile(index / "pure-1.0.zip", "w") as archive:
        for path in source.rglob("*"):
            archive.write(path, Path("pure-1.0") / path.relative_to(source))
    assert "pure-1.0-py2.py3-none-any.whl" in _gathered(tmp_path, ["pure"], "linux-aarch64")


@pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))
def test_what_stands_in_front_is_what_its_users_need(tmp_path: Path, target: Target) -> None:
    folder = tiny_bundle(tmp_path, target=target)
    shown = {path.name for path in folder.iterdir()}
    on_windows = {"启动工作台.bat", "auditor.bat"}
    on_linux = {"启动工作台.sh", "启动工作台.desktop", "auditor.sh"}
    own = on_windows if target is WINDOWS else on_linux
    assert shown == {"files", "安装说明.txt"} | own


def test_batch_files_are_such_as_cmd_reads_whatever_the_code_page(tmp_path: Path) -> None:
    paths = list(tiny_bundle(tmp_path, target=WINDOWS).glob("*.bat"))
    assert len(paths) == 2
    for path in paths:
        content = path.read_bytes()
        assert content.isascii() and content.count(b"\n") == content.count(b"\r\n") > 0


def test_every_python_that_can_be_packed_is_looked_for(tmp_path: Path) -> None:
    for target, script in ((WINDOWS, "auditor.bat"), (ARM, "auditor.sh")):
        text = (tiny_bundle(tmp_path / target.name, target=target) / script).read_text(encoding="utf-8")
        assert set(re.findall(r"3\.\d+", text)) == set(PYTHONS)


@pytest.mark.parametrize(
    ("target", "file", "said"),
    [
        (WINDOWS, None, "从 python.org 下载 Python 3.12"),
        (WINDOWS, "python-3.12.9-amd64.exe", "双击本文件夹里的“python-3.12.9-amd64.exe”"),
        (ARM, None, "sudo apt install python3.12"),
    ],
)
def test_the_guide_says_where_python_comes_from(
    tmp_path: Path, target: Target, file: str | None, said: str
) -> None:
    python = tmp_path / file if file else None
    if python:
        python.write_bytes(b"MZ")
    folder = tiny_bundle(tmp_path, target=target, pythons=("3.11", "3.12"), python_file=python)
    guide = (folder / "安装说明.txt").read_text(encoding="utf-8-sig")
    assert said in guide and "{" not in guide
    assert not file or (folder / file).read_bytes() == b"MZ"


def test_a_python_for_another_machine_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "python.zip"
    with ZipFile(archive, "w") as packed:
        packed.writestr("python/python.exe", "")
    with pytest.raises(AuditorError, match=r"“python.zip”里没有 python/bin/python3"):
        tiny_bundle(tmp_path, target=ARM, python_file=archive)
    installer = tmp_path / "python.exe"
    installer.write_bytes(b"MZ")
    with pytest.raises(AuditorError, match=r"“python.exe”不是压缩包"):
        tiny_bundle(tmp_path / "2", target=ARM, python_file=installer)


@pytest.mark.parametrize("pack", [as_zip, as_tar])
def test_the_same_bundle_is_packed_into_the_same_bytes(
    tmp_path: Path, pack: Callable[[Path, Path], None]
) -> None:
    for name in "12":
        pack(tiny_bundle(tmp_path / name), tmp_path / f"{name}.packed")
    assert (tmp_path / "1.packed").read_bytes() == (tmp_path / "2.packed").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少"),
        (["-o", "x", "--platform", "solaris"], "windows-x86_64、linux-x86_64、linux-aarch64"),
        (["-o", "x", "--with-python", __file__], "请用 --platform 指明一种"),
    ],
)
def test_a_mistake_in_the_command_is_told(arguments: list[str], said: str) -> None:
    from auditor.cli.chinese import explain

    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert said in explain(result.exception)  # type: ignore[arg-type]
