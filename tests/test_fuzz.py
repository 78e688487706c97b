"""Files damaged by chance: a reader returns what it read or its own sentence, soon and in little memory.

The long run: ``python -m tests.fuzzing --count 2000 --format docx``.
"""

import os
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection

import pytest

from auditor.readers import text
from tests.fuzzing import FORMATS, Case, Work, problem, run, run_in_child
from tests.samples import missing

COUNT = 60
# A picture is recognised, which takes seconds.
SLOW = {"picture": 4}


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_handles_files_damaged_by_chance(form: str) -> None:
    if tools := {tool for name in FORMATS[form] if (tool := missing(name))}:
        pytest.skip(f"{', '.join(tools)} is not on this machine")
    defects = list(run(form, SLOW.get(form, COUNT)))
    assert not defects, "\n".join(f"{each.sample} seed {each.seed}: {each.what}" for each in defects[:3])


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
