"""The house keeps its rules: lint, types, and doors that open one way only."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
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


# Told by the libraries that ask for them: settings of pydantic's shapes, click's pages of help.
_ASKED_FOR_BY_NAME = {"model_config", "command_class", "format_usage"}
# Decorators that leave a function one of ours; any other hands it to a library, which calls it.
_STAYS_OURS = {
    "cache", "cached_property", "classmethod", "contextmanager", "dataclass", "lru_cache", "property", "staticmethod",
}  # fmt: skip
# Their fields are read by whoever reads the JSON, their members by value.
_READ_ELSEWHERE = {"Model", "StrEnum", "IntEnum"}


def _defined(tree: ast.Module) -> Iterator[str]:
    """Yield the functions, classes, methods, fields and constants that a module makes."""
    for body in ast.walk(tree):
        if not isinstance(body, ast.Module | ast.ClassDef):
            continue
        bases = {ast.unparse(base) for base in getattr(body, "bases", ())}
        for node in body.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                decorators = {re.split(r"[.(]", ast.unparse(each))[0] for each in node.decorator_list}
                if decorators <= _STAYS_OURS:
                    yield node.name
            elif isinstance(node, ast.Assign | ast.AnnAssign) and not bases & _READ_ELSEWHERE:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = (name for target in targets for name in ast.walk(target))
                yield from (name.id for name in names if isinstance(name, ast.Name))


def _referred_to(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module reads; a string that is a name may be one too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_nothing_is_made_that_nothing_uses() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "auditor").rglob("*.py")]
    used = {name for tree in trees for name in _referred_to(tree)} | _ASKED_FOR_BY_NAME
    for page in (ROOT / "auditor").rglob("*.html"):
        used |= set(re.findall(r"\w+", page.read_text(encoding="utf-8")))
    made = {name for tree in trees for name in _defined(tree) if not name.startswith("__")}
    assert len(made) > 1000
    assert made - used == set()


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
