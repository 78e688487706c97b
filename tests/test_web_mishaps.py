"""The workbench when a report does its reader harm, and when the disk has no more room."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from auditor.database import StoreError
from auditor.job import Terms
from auditor.readers import limits
from auditor.rules import RuleSet
from auditor.web.opening import open_access
from auditor.web.submissions import Submissions
from auditor.web.workbench import Workbench
from tests.conftest import SEEDS
from tests.workbenches import NOW, Visitor, open_bench, visiting

NAME, SEED = SEEDS[0].name, SEEDS[0].read_bytes()


# What may happen to an archive while a worker opens it.
MEANWHILE: dict[str, Callable[[Submissions, int], object]] = {
    "removed": Submissions.remove,
    "moved": lambda submissions, number: submissions.move(number, None),
    "handed to the workers again": lambda submissions, _number: submissions.recall("", None),
}


@contextmanager
def _no_room(bench: Workbench) -> Iterator[None]:
    """Let the file of the data grow no more, as on a full disk."""
    with bench.submissions._access.writing() as sql:
        pages = sql.execute("PRAGMA page_count").fetchone()[0]
        sql.execute(f"PRAGMA max_page_count = {pages}")
    yield
    with bench.submissions._access.writing() as sql:
        sql.execute("PRAGMA max_page_count = 1073741823")


def _idle(bench: Workbench, number: int) -> None:
    """Wait until the desk has put a report down again, done or not."""
    bench.desk.take(number)
    list(bench.desk.spread(len, [("",)]))
    while bench.desk.is_at(number):
        time.sleep(0.01)


@pytest.mark.parametrize("of_step", ["reading", "judging"])
def test_a_report_that_its_worker_never_ends_with_costs_only_itself(
    tmp_path: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch, of_step: str
) -> None:
    with visiting(tmp_path, rules) as visitor:
        if of_step == "judging":
            visitor.handed_in((NAME, SEED))
        # No report gives a sign of life so soon: each is one that never ends.
        with monkeypatch.context() as patience:
            patience.setattr(limits, "STEP_SECONDS", 0.000_001)
            number = visitor.handed_in(("没完没了.txt", SEED))
        said = visitor.said(visitor.get(f"/reports/{number}"))
        assert "核查“没完没了.txt”时核查进程中断或长时间没有进展，没有结果" in said
        assert "另存为 .docx" in said
        after = visitor.handed_in(("好的.txt", SEED + b"\n"))
        assert "缺项清单" in visitor.said(visitor.get(f"/reports/{after}"))


def test_a_report_is_read_once_however_often_it_is_judged(
    tmp_path: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    with visiting(tmp_path, rules) as visitor:
        number = visitor.handed_in((NAME, SEED))
        # A worker that was to read it again would die over it.
        monkeypatch.setattr("auditor.web.desk.read_content", os._exit)
        visitor.post(f"/reports/{number}/identity", level="county", year="2023", unit="某县人民政府")
        visitor.settled()
        said = visitor.said(visitor.get(f"/reports/{number}"))
        assert "某县人民政府" in said and "2023" in said and "缺项清单" in said


@pytest.mark.parametrize("change", MEANWHILE.values(), ids=MEANWHILE)
def test_an_archive_is_not_unpacked_by_what_was_true_before(
    tmp_path: Path, change: Callable[[Submissions, int], object]
) -> None:
    with open_access(tmp_path) as access:
        submissions = Submissions(access)
        number = submissions.hand_in([("全县.zip", b"PK")], NOW)[0]
        archive = submissions.submission(number)
        assert archive
        change(submissions, number)
        left = submissions.latest(9)
        assert submissions.unpack(archive, [("甲.txt", SEED)], "") == []
        assert submissions.latest(9) == left


def test_a_report_whose_worker_is_only_just_starting_at_the_end_still_waits(
    tmp_path: Path, rules: RuleSet
) -> None:
    with open_bench(tmp_path, Terms(rules)) as bench:
        number = bench.submissions.hand_in([(NAME, SEED)], NOW)[0]
        bench.desk.take(number)
        while not multiprocessing.active_children():
            time.sleep(0.001)
    with open_access(tmp_path) as access:
        assert Submissions(access).waiting() == [number]


def test_a_fault_of_the_program_costs_only_the_report_that_it_happens_on(
    tmp_path: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError

    with visiting(tmp_path, rules) as visitor:
        with monkeypatch.context() as fault:
            fault.setattr(Submissions, "document", broken)
            number = visitor.handed_in((NAME, SEED))
        assert "程序出错（RuntimeError），没有结果" in visitor.said(visitor.get(f"/reports/{number}"))
        after = visitor.handed_in(("好的.txt", SEED + b"\n"))
        assert "缺项清单" in visitor.said(visitor.get(f"/reports/{after}"))


def test_a_report_audited_while_the_disk_is_full_waits_until_there_is_room(
    tmp_path: Path, rules: RuleSet, caplog: pytest.LogCaptureFixture
) -> None:
    with open_bench(tmp_path, Terms(rules)) as bench:
        number = bench.submissions.hand_in([(NAME, SEED)], NOW)[0]
        with _no_room(bench):
            _idle(bench, number)
            # Said in the window of the program, where nobody wants to read a traceback.
            assert "清出空间后重新打开工作台" in caplog.text and "Traceback" not in caplog.text
            assert bench.submissions.waiting() == [number]
            assert bench.results.result(number) is None
    with visiting(tmp_path, rules) as visitor:
        assert visitor.settled() == number
        assert "缺项清单" in visitor.said(visitor.get(f"/reports/{number}"))


def test_what_cannot_be_kept_for_want_of_room_is_said_and_leaves_all_as_it_was(
    tmp_path: Path, rules: RuleSet, caplog: pytest.LogCaptureFixture
) -> None:
    with visiting(tmp_path, rules) as visitor:
        number = visitor.handed_in((NAME, SEED))
        with _no_room(visitor.bench):
            refused = visitor.hand_in([("大.txt", SEED * 20)])
            assert refused.status_code == 503 and "Traceback" not in caplog.text
            assert "检查磁盘是否已满" in visitor.said(refused)
            assert '<a href="/">返回</a>' in refused.text
            _still_shows(visitor, number)
        _still_shows(visitor, number)
        assert [each.id for each in visitor.bench.submissions.latest(9)] == [number]
        assert visitor.handed_in(("大.txt", SEED * 20)) > number


def test_want_of_room_outside_of_any_page_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="磁盘已满"), open_access(tmp_path) as access:
        with access.writing() as sql:
            sql.execute("PRAGMA max_page_count = 1")
        for each in count():
            access.secret(str(each))


def _still_shows(visitor: Visitor, number: int) -> None:
    assert "缺项清单" in visitor.said(visitor.get(f"/reports/{number}"))
