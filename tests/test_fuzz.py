"""Files damaged by chance: a reader returns what it read or its own sentence, soon and in little memory.

The long runs: ``python -m tests.fuzzing --count 2000 --format docx`` for reports, and
``python -m tests.fuzzing_settings --count 2000`` for what an office writes itself.
"""

import os
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.readers import text
from tests import fuzzing_settings
from tests.fuzzing import FORMATS, Case, Work, problem, run, run_in_child
from tests.samples import missing

COUNT = 60
COUNT_OF_SETTINGS = 20
# A picture is recognised, which takes seconds.
SLOW = {"picture": 4}


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_handles_files_damaged_by_chance(form: str) -> None:
    if tools := {tool for name in FORMATS[form] if (tool := missing(name))}:
        pytest.skip(f"{', '.join(tools)} is not on this machine")
    defects = list(run(form, SLOW.get(form, COUNT)))
    assert not defects, "\n".join(f"{each.sample} seed {each.seed}: {each.what}" for each in defects[:3])


@pytest.mark.parametrize("name", fuzzing_settings.loaders())
def test_a_loader_handles_what_an_office_wrote_and_chance_damaged(name: str, tmp_path: Path) -> None:
    defects = list(fuzzing_settings.run(name, COUNT_OF_SETTINGS, tmp_path))
    assert not defects, "\n".join(f"seed {each.seed}: {each.what}" for each in defects[:3])


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RuleError("第 1 行写错了。请改正。"), ""),
        (RuleError("第 1 行写错了"), "no sentence: 第 1 行写错了"),
        (RuleError("bad line."), "no sentence: bad line."),
        (KeyError("单位"), "KeyError: '单位'"),
    ],
)
def test_a_loader_that_does_not_say_it_in_a_sentence_is_told(
    error: Exception, told: str, tmp_path: Path
) -> None:
    def load(_path: Path) -> None:
        raise error

    assert fuzzing_settings.problem(load, tmp_path).rstrip().endswith(told)
    assert bool(fuzzing_settings.problem(load, tmp_path)) is bool(told)


def test_an_exception_that_is_not_the_readers_own_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyError("w:val")

    monkeypatch.setattr(text, "read_content", fail)
    assert problem("报告".encode(), "报告.txt").endswith("KeyError: 'w:val'\n")


def _dies(pipe: Connection, _cases: Sequence[Case]) -> None:
    pipe.send("")
    os._exit(9)


def _hangs(pipe: Connection, _cases: Sequence[Case]) -> None:
    pipe.send("")
    time.sleep(600)


@pytest.mark.parametrize(
    ("work", "what"), [(_dies, "the process ended with 9"), (_hangs, "took more than 0.2 s")]
)
def test_a_reader_that_dies_or_hangs_is_told_with_its_file(work: Work, what: str) -> None:
    cases = [("a.txt", b"first", 1), ("b.txt", b"second", 2), ("c.txt", b"third", 3)]
    told, defect = run_in_child(cases, work, seconds=0.2)
    assert not told
    assert defect is not None
    assert (defect.sample, defect.seed, defect.what) == ("b.txt", 2, what)
