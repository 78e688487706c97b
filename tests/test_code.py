"""The house keeps its rules: lint, types, and doors that open one way only."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.checks import CHECKS
from auditor.rules.wording import CHECK_KINDS
from tests.conftest import ROOT, SEEDS

# From left to right as data flows; a room may import itself and rooms before it.
ORDER = (
    "vocabulary errors collecting display cache models readers outline match settings rules editing roster roster_file units checks score legibility auditing waivers waiver_file waiving deciding examples explaining likeness overlaps selftest summary overview history folder program job judging worker pool spreading cluster database store batch trying authoring comparing render papers web cli __main__"
).split()
FIRST = {name: place for place, name in enumerate(ORDER)}


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["lint", "format", "types"],
)
def test_the_tools_find_no_fault(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("auditor.")}
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "auditor").rglob("*.py")), ids=lambda path: path.stem)
def test_a_lower_room_never_imports_a_higher_one(path: Path) -> None:
    room = path.relative_to(ROOT / "auditor").parts[0].removesuffix(".py")
    if room == "__init__":
        return
    higher = {name for name in _imports(path) if FIRST[name] > FIRST[room]}
    assert higher == set()


def test_rule_files_may_name_exactly_the_checks_that_exist() -> None:
    assert set(CHECK_KINDS) == set(CHECKS)


def test_one_check_loads_nothing_that_it_has_no_use_for() -> None:
    """No dictionary, nothing that reads rule files or Office files, nothing that writes papers or serves pages."""
    heavy = "pydantic yaml jieba lxml docx openpyxl xlsxwriter jinja2 sqlite3 multiprocessing".split()
    code = (
        "import sys; from auditor.cli import cli\n"
        f"cli(['check', {str(SEEDS[0])!r}], standalone_mode=False)\n"
        f"loaded = [name for name in {heavy} if name in sys.modules]\n"
        "assert not loaded, loaded"
    )
    # The first run may have to read the rules and the dictionary; it leaves them where the next finds them.
    subprocess.run(
        [sys.executable, "-m", "auditor", "check", str(SEEDS[0])], stdout=subprocess.DEVNULL, check=True
    )
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)
