"""Mutants of the judging core: small faults put into its code, to see whether a test notices.

A mutant is one module with one change: a comparison or a condition turned round, a number one off, a sum
made a difference, a statement or a returned value left out. Each runs in a forked process that has loaded
the libraries but nothing of the auditor: the changed module is imported in place of its file, and the tests
chosen for its room run until one fails. A mutant that all of them pass has survived. It shows a test that
is lacking, code that is not needed, or a change that cannot be seen from outside.

Wording (regular expressions, tables of cues, messages) is left alone: labelled reports and passages are
what speaks for that. The same seed draws the same mutants.

``python -m tests.mutating --module score --count 50``
``python -m tests.mutating --module outline --count 40 --seed 2 --show``
"""

import argparse
import ast
import copy
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Loaded before the fork, so that no mutant pays for them.
_LIBRARIES = (
    "ahocorasick_rs click docx hypothesis.strategies jinja2 lxml.etree marisa_trie olefile opencc openpyxl"
    " pydantic pypdfium2 rapidfuzz.distance starlette.applications xlsxwriter yaml"
).split()
_LABELS = ("tests/test_seeds.py", "-k", "not passages and not bytes and not copied")
_PASSAGES = ("tests/test_seeds.py", "-k", "passages_are")
_EXAMPLES = ("tests/test_rules.py", "-k", "passes_its_own_examples")
_READING = (
    "tests/test_outline.py",
    "tests/test_headings.py",
    "tests/test_frame.py",
    "tests/test_modes.py",
    "tests/test_blocks.py",
)
# The tests of each room, the quickest to tell a mutant first; each entry is one run of pytest.
TESTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "score": (("tests/test_score.py", "tests/test_auditing.py"), _LABELS),
    "legibility": (("tests/test_blocks.py",),),
    "waiving": (("tests/test_waivers.py",),),
    "deciding": (("tests/test_deciding.py", "-k", "not browser"),),
    "units": (("tests/test_compare.py", "-k", "one_unit or bare_name"),),
    "auditing": (("tests/test_auditing.py", "tests/test_blocks.py"), _LABELS),
    "checks": (("tests/test_checks.py", "tests/test_formal_checks.py"), _LABELS, _EXAMPLES, _PASSAGES),
    "match": (("tests/test_matching.py",), _LABELS, ("tests/test_words.py",), _EXAMPLES, _PASSAGES),
    "outline": (
        _READING,
        ("tests/test_checks.py", "tests/test_formal_checks.py"),
        _LABELS,
        _EXAMPLES,
        _PASSAGES,
    ),
}
_SECONDS = 150
_MEMORY_BYTES = 4 * 1024**3
_DETECTED = 1

_OTHER_WAY: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A module with one change, shown as the statement before and after it."""

    path: Path
    line: int
    before: str
    after: str
    tree: ast.Module


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module, in order of place."""
    source = path.read_text(encoding="utf-8")
    for index, node in enumerate(_open_to_change(ast.parse(source))):
        for changed in _changes(node):
            tree = ast.parse(source)
            line = getattr(node, "lineno", 0)
            _Put(list(_open_to_change(tree))[index], changed).visit(tree)
            ast.fix_missing_locations(tree)
            yield Mutant(path, line, ast.unparse(node), ast.unparse(changed), tree)


def _open_to_change(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk the code without what does not run as code of ours: imports, annotations, decorators, docstrings."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_fixed(child):
                yield child
                yield from _open_to_change(child)


def _is_fixed(node: ast.AST) -> bool:
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, ast.Import | ast.ImportFrom)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node."""
    match node:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in _OTHER_WAY:
            yield _with(node, ops=[_OTHER_WAY[type(operator)](), *rest])
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in _OTHER_WAY:
            yield _with(node, op=_OTHER_WAY[type(operator)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.If() | ast.While() | ast.IfExp() if not isinstance(node.test, ast.Compare | ast.BoolOp):
            yield _with(node, test=_negated(node.test))
        case ast.comprehension(ifs=[first, *rest]):
            yield _with(node, ifs=rest)
            if not isinstance(first, ast.Compare | ast.BoolOp):
                yield _with(node, ifs=[_negated(first), *rest])
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Raise():
            yield ast.Pass()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _negated(test: ast.expr) -> ast.expr:
    return test.operand if isinstance(test, ast.UnaryOp) else ast.UnaryOp(ast.Not(), test)


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else super().generic_visit(node)


class _Changed(SourceFileLoader):
    """Loads one module from a syntax tree instead of its file."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        super().__init__(name, str(mutant.path))
        self._mutant = mutant

    def get_code(self, _fullname: str) -> CodeType:
        code: CodeType = compile(self._mutant.tree, str(self._mutant.path), "exec")
        return code

    @classmethod
    def install(cls, mutant: Mutant) -> None:
        """Have the imports of this process find the mutant in place of the module."""
        parts = mutant.path.relative_to(ROOT).with_suffix("").parts
        wanted = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

        class Finder:
            @staticmethod
            def find_spec(name: str, *_: object) -> ModuleSpec | None:
                if name != wanted:
                    return None
                return spec_from_file_location(name, mutant.path, loader=cls(name, mutant))

        sys.meta_path.insert(0, Finder)  # type: ignore[arg-type]


def survives(mutant: Mutant | None, tests: Sequence[Sequence[str]], cache: Path) -> bool:
    """Tell whether all tests pass on a mutant; None: on the code as it is."""
    child = os.fork()
    if not child:
        _run_tests(mutant, tests, cache)
    _, status = os.waitpid(child, 0)
    return status == 0


def _run_tests(mutant: Mutant | None, tests: Sequence[Sequence[str]], cache: Path) -> None:
    """Leave the process with 0 when all tests pass; it is killed when it takes too long or too much."""
    signal.alarm(_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.environ["AUDITOR_TEST_CACHE"] = str(cache)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(cache / "hypothesis")
    if mutant:
        _Changed.install(mutant)
    plain = ["-n0", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--hypothesis-seed=0"]
    ignored = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    failed = False
    for each in tests:
        failed = failed or pytest.main([*plain, *ignored, *each]) != pytest.ExitCode.OK
    os._exit(_DETECTED if failed else 0)


def modules_of(room: str) -> list[Path]:
    """Return the files of a room (``checks``) or the one that is named (``checks.case``)."""
    place = ROOT / "auditor" / room.replace(".", "/")
    return sorted(place.glob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def main() -> None:
    parser = argparse.ArgumentParser(description="Put small faults into the judging core.")
    parser.add_argument("--module", action="append", help="a room or one module of it; default: all of TESTS")
    parser.add_argument("--count", type=int, default=20, help="mutants drawn from each module")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.chdir(ROOT)
    for name in _LIBRARIES:
        import_module(name)
    with tempfile.TemporaryDirectory() as cache:
        named = arguments.module or list(TESTS)
        for room in sorted({each.partition(".")[0] for each in named}):
            if not survives(None, TESTS[room], Path(cache)):
                sys.exit(f"{room}: the tests fail on the code as it is")
        for each in named:
            tests = TESTS[each.partition(".")[0]]
            for path in modules_of(each):
                _report(path, arguments.count, arguments.seed, tests, Path(cache))


def _report(path: Path, count: int, seed: int, tests: Sequence[Sequence[str]], cache: Path) -> None:
    known = list(mutants_of(path))
    if not known:
        return
    drawn = random.Random(seed).sample(known, min(count, len(known)))
    started = time.monotonic()
    left = [each for each in drawn if survives(each, tests, cache)]
    name, took = path.relative_to(ROOT), time.monotonic() - started
    print(f"{name}: {len(known)} mutants, {len(drawn)} tried, {len(left)} survived, {took:.0f} s", flush=True)
    for each in sorted(left, key=lambda each: each.line):
        print(f"  {name}:{each.line}: {each.before}  →  {each.after}", flush=True)


if __name__ == "__main__":
    main()
