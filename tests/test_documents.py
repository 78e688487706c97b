"""Every command in the documents is run as it is written, in the order it is written."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from tests.conftest import ROOT

_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)
_SET_UP = "python3 -m venv"


def _blocks(document: Path) -> list[tuple[str, str]]:
    return _BLOCK.findall(document.read_text(encoding="utf-8"))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder as the documents suppose it: seeds, a roster, exemptions, two versions of a report."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    book = Workbook()
    book.active.append(["单位", "级别", "别名", "执法权", "应报"])
    book.active.append(["城郊镇人民政府", "乡镇", "", "有", "是"])
    book.save(tmp_path / "花名册.xlsx")
    for _, content in _blocks(ROOT / "rules" / "README.md"):
        if content.startswith("豁免:"):
            (tmp_path / "豁免.yaml").write_text(content, encoding="utf-8")
    (tmp_path / "口令.txt").write_text("司法局的一个口令\n", encoding="utf-8")
    text = next((tmp_path / "seeds").glob("004*")).read_text(encoding="utf-8")
    for name, report in (("第一次", text), ("第二次", text.replace("。", "。全年开展执法培训2次。", 2))):
        word = Document()
        for line in report.splitlines():
            word.add_paragraph(line)
        word.save(tmp_path / f"{name}.docx")
    return tmp_path


# How many commands each has at the least.
_DOCUMENTS = {"README.md": 10, "rules/README.md": 5, "docs/安装.md": 2, "docs/规模.md": 1, "docs/开发.md": 3}


@pytest.mark.parametrize(("name", "least"), _DOCUMENTS.items(), ids=list(_DOCUMENTS))
def test_every_command_runs_as_it_is_written(
    name: str, least: int, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITOR_DATA", str(office / "data"))
    monkeypatch.setenv("BROWSER", "true")
    if name == "README.md":
        own = next(text for language, text in _blocks(ROOT / name) if language == "yaml")
        (office / "本县规则.yaml").write_text(own, encoding="utf-8")
    ran = 0
    for language, content in _blocks(ROOT / name):
        if language != "sh" or content.startswith(_SET_UP):
            continue
        for line in content.strip().split("\n"):
            if "-m bundle" not in line:  # tests/test_bundle.py
                _run(line, office, at_length=name != "docs/规模.md")
                ran += 1
    assert ran >= least


def _run(line: str, office: Path, *, at_length: bool) -> None:
    program, *arguments = shlex.split(line)
    assert program in (".venv/bin/auditor", ".venv/bin/python"), line
    is_own = program.endswith("auditor")
    command = [sys.executable, *(["-m", "auditor"] if is_own else []), *arguments]
    if "serve" in arguments:
        _serves(command, office)
        return
    done = subprocess.run(
        # What takes minutes is only asked whether it knows what it is told.
        command if at_length else [*command, "--help"],
        cwd=office if is_own else ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stderr}"


def _serves(command: list[str], office: Path) -> None:
    """Run a command that ends when it is told to."""
    with subprocess.Popen(command, cwd=office, stderr=subprocess.PIPE, encoding="utf-8") as program:
        assert program.stderr
        first = program.stderr.readline()
        assert first.startswith("工作台已打开"), first
        # A run in the background may have been told to take no notice of Ctrl-C.
        program.terminate()
        assert program.wait() == 0


def test_every_rule_file_in_the_documents_is_without_a_mistake(office: Path) -> None:
    for name in ("README.md", "rules/README.md"):
        for language, content in _blocks(ROOT / name):
            if language == "yaml" and content.startswith("规则集:"):
                path = office / "规则.yaml"
                path.write_text(content, encoding="utf-8")
                done = subprocess.run(
                    [sys.executable, "-m", "auditor", "rules", "test", str(path)],
                    capture_output=True,
                    encoding="utf-8",
                    check=False,
                )
                assert done.returncode == 0, content + done.stdout + done.stderr


def test_the_documents_set_up_as_the_readme_does_or_add_a_part() -> None:
    own = "python3 -m venv .venv && .venv/bin/pip install --quiet "
    found = {text.strip() for _, text in _blocks(ROOT / "docs/安装.md") if text.startswith(_SET_UP)}
    assert found == {own + part for part in (".", "'.[ocr]'", "-e '.[bundle]'")}


def test_the_two_commands_of_the_readme_do_the_set_up() -> None:
    commands = [text.strip() for _, text in _blocks(ROOT / "README.md") if text.startswith(_SET_UP)]
    assert [command.split(" && ")[-1] for command in commands] == [
        ".venv/bin/auditor batch seeds -o out",
        ".venv/bin/python -m pytest",
    ]
    assert all("pip install" in command for command in commands)
