"""Every command in the documents is run as it is written, in the order it is written."""

import os
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
    text = next((tmp_path / "seeds").glob("004*")).read_text(encoding="utf-8")
    for name, report in (("第一次", text), ("第二次", text.replace("。", "。全年开展执法培训2次。", 2))):
        word = Document()
        for line in report.splitlines():
            word.add_paragraph(line)
        word.save(tmp_path / f"{name}.docx")
    return tmp_path


@pytest.mark.parametrize("name", ["README.md", "rules/README.md"])
def test_every_command_runs_as_it_is_written(name: str, office: Path) -> None:
    if name == "README.md":
        own = next(text for language, text in _blocks(ROOT / name) if language == "yaml")
        (office / "本县规则.yaml").write_text(own, encoding="utf-8")
    ran = 0
    for language, content in _blocks(ROOT / name):
        if language != "sh" or content.startswith(_SET_UP):
            continue
        for line in content.strip().split("\n"):
            program, *arguments = shlex.split(line)
            assert program in (".venv/bin/auditor", ".venv/bin/python"), line
            command = [
                sys.executable,
                *(["-m", "auditor"] if program.endswith("auditor") else []),
                *arguments,
            ]
            folder = office if program.endswith("auditor") else ROOT
            done = subprocess.run(
                command, cwd=folder, capture_output=True, encoding="utf-8", env={**os.environ}, check=False
            )
            assert done.returncode == 0, f"{line}\n{done.stderr}"
            ran += 1
    assert ran >= 5


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


def test_the_two_commands_of_the_readme_do_the_set_up() -> None:
    commands = [text.strip() for _, text in _blocks(ROOT / "README.md") if text.startswith(_SET_UP)]
    assert [command.split(" && ")[-1] for command in commands] == [
        ".venv/bin/auditor batch seeds -o out",
        ".venv/bin/python -m pytest",
    ]
    assert all("pip install" in command for command in commands)
