"""What is installed holds all it needs, and works from another folder than the checkout."""

import json
import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from auditor import Audit
from tests.conftest import ROOT
from tests.workbench_program import Program

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def _built(checkout: Path, folder: Path) -> Path:
    """Build both kinds of package; return the folder they are in."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(command, cwd=checkout, capture_output=True, check=True)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(ROOT, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel is installed into; what it depends on is where it is for the tests."""
    folder = tmp_path_factory.mktemp("装 在") / "site"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, f"--target={folder}", str(wheel)], check=True)
    return folder


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Run a command of the installed program in an empty folder."""

    def done(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "auditor", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )

    return done


def _files(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def test_the_wheel_holds_every_file_of_the_program_and_the_rules(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert {f"auditor/{name}" for name in _files(ROOT / "auditor")} <= names
    assert {f"auditor/shipped_rules/{name}" for name in _files(ROOT / "rules")} <= names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    places = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert {place for place in places if not place.endswith(".dist-info")} == {"auditor"}


def test_the_source_package_makes_the_same_wheel(built: Path, wheel: Path, tmp_path: Path) -> None:
    source = next(built.glob("*.tar.gz"))
    subprocess.run([sys.executable, "-m", "tarfile", "-e", str(source), str(tmp_path)], check=True)
    checkout = tmp_path / source.name.removesuffix(".tar.gz")
    again = next(_built(checkout, tmp_path / "again").glob("*.whl"))
    assert again.read_bytes() == wheel.read_bytes()


def test_the_source_package_holds_what_tests_documents_and_bundles_are_made_from(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    for folder in ("tests", "seeds", "docs", "benchmarks", "bundle"):
        assert {f"{folder}/{name}" for name in _files(ROOT / folder)} <= names


def test_it_is_the_installed_program_that_is_tried_here(run: Run, installed: Path) -> None:
    assert f"程序：{installed / 'auditor'}\n" in run("about").stdout


def test_it_audits_the_seeds_as_the_checkout_does(
    run: Run, tmp_path: Path, seed_audits: dict[str, Audit]
) -> None:
    run("batch", str(ROOT / "seeds"), "-o", "结果")
    results = json.loads((tmp_path / "结果" / "results.json").read_text(encoding="utf-8"))
    gaps = {report["source"][:3]: report["gap"] for report in results["reports"]}
    assert gaps == {name: audit.gap for name, audit in seed_audits.items()}
    assert (tmp_path / "结果" / "总表.xlsx").exists() and (tmp_path / "结果" / "index.html").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rules", "list"], "enforce.three-systems"),
        (["rules", "test"], "例句全部通过"),
        (["rules", "show", "lead.plan"], "规划"),
        (["check", "{seed}", "--format", "html"], "<!DOCTYPE html>"),
        (["check", "{seed}", "--format", "json"], '"gap"'),
        (["text", "{seed}"], "后塘"),
        (["--version"], "auditor "),
    ],
)
def test_every_kind_of_answer_comes_from_what_is_installed(run: Run, arguments: list[str], said: str) -> None:
    seed = next((ROOT / "seeds").glob("004*"))
    assert said.lower() in run(*(each.format(seed=seed) for each in arguments)).stdout.lower()


def test_letters_and_their_templates_come_from_what_is_installed(run: Run, tmp_path: Path) -> None:
    seed = next((ROOT / "seeds").glob("004*"))
    run("notice", "settings", "-o", "设置.yaml")
    run("notice", "template", "-o", "模板.docx")
    run(
        "check",
        str(seed),
        "--format",
        "docx",
        "-o",
        "函.docx",
        "--settings",
        "设置.yaml",
        "--template",
        "模板.docx",
    )
    assert "三项制度" in "".join(each.text for each in Document(str(tmp_path / "函.docx")).paragraphs)


def test_the_workbench_serves_its_pages_from_what_is_installed(installed: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "auditor", "serve"]
    program = Program(tmp_path / "数据", command, {**os.environ, "PYTHONPATH": str(installed)}, tmp_path)
    with program.visitor() as client:
        page = client.get("/")
        assert page.status_code == 200 and "报告" in page.text
        for place in _files(ROOT / "auditor" / "web" / "static"):
            assert client.get(f"/static/{place}").status_code == 200, place
    assert program.end(signal.SIGINT) == 0
