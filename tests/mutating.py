"""Mutants of the judging core: small faults put into its code, to see whether a test notices.

Each mutant (see ``mutants``) runs in a forked process that has loaded the libraries but nothing of the
auditor: the changed module is imported in place of its file, and the tests chosen for its room run until
one fails. A mutant that all of them pass has survived. It shows a test that is lacking, code that is not
needed, or a change that cannot be seen from outside (see ``unseen_mutants``). The same seed draws the same.

``python -m tests.mutating --module score --count 50``
``python -m tests.mutating --module outline --count 40 --seed 2``
"""

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import pytest

from tests.mutants import Mutant, mutants_of
from tests.unseen_mutants import is_unseen

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
    alive = [each for each in drawn if survives(each, tests, cache)]
    left = [each for each in alive if not _is_unseen(each)]
    name, took = path.relative_to(ROOT), time.monotonic() - started
    print(
        f"{name}: {len(known)} mutants, {len(drawn)} tried, {len(drawn) - len(alive)} killed,"
        f" {len(alive) - len(left)} unseen, {len(left)} survived, {took:.0f} s",
        flush=True,
    )
    for each in sorted(left, key=lambda each: each.line):
        print(f"  {name}:{each.line}: {each.change}", flush=True)


def _is_unseen(mutant: Mutant) -> bool:
    line = mutant.path.read_text(encoding="utf-8").split("\n")[mutant.line - 1]
    return is_unseen(mutant.path.relative_to(ROOT / "auditor").as_posix(), line, mutant.change)


if __name__ == "__main__":
    main()
