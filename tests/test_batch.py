"""A folder of reports: what is audited again and what is not, in which order, and what stops it (nothing)."""

import hashlib
import json
import os
import re
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from auditor import judging, load_rules
from auditor.batch import Progress
from auditor.cli.progress import ProgressLine, duration
from auditor.errors import AuditorError
from auditor.job import Terms
from auditor.pool import Crew, LostError, ProcessLanes
from auditor.readers import loading
from auditor.roster import Roster, Unit
from auditor.rules import RuleSet
from auditor.spreading import spread
from auditor.vocabulary import Level
from auditor.waivers import Exemption, Waivers
from auditor.worker import watched
from tests.batches import Desk, results, run, short_report, write_reports
from tests.samples.archives import zipped

OWN_RULES = '规则集: {{编号: own, 名称: 本县, 版本: "1"}}\n规则:\n- 编号: lead.plan\n  重要程度: {weight}\n'
SKIPPED = "核查进程中断或长时间没有进展，跳过了这份文件"


@pytest.fixture
def desk(tmp_path: Path, rules: RuleSet) -> Desk:
    made = Desk(tmp_path / "in", tmp_path / "out", Terms(rules))
    made.write("甲县/a.txt", short_report("甲镇"))
    made.write("乙县/b.txt", short_report("乙镇"))
    made.write("c.txt", short_report("丙镇"))
    return made


# --- the same bytes, whoever does the work and in whatever order ---


def test_results_are_the_same_bytes_whatever_the_number_of_jobs(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_reports(folder, 12)
    (folder / "z县").mkdir()
    (folder / "z县" / "全县.zip").write_bytes(
        zipped({"乙镇.txt": short_report("乙镇"), "甲镇/报告.txt": short_report("甲镇"), "空.txt": b""})
    )
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    ended = [run(folder, "-o", tmp_path / f"out{jobs}", "--jobs", jobs) for jobs in (1, 2)]
    one, two = results(tmp_path / "out1"), results(tmp_path / "out2")
    assert [done.returncode for done in ended] == [3, 3]
    assert one == two
    assert ended[0].stdout == ended[1].stdout
    document = json.loads(one)
    sources = [report["source"] for report in document["reports"]]
    assert sources == sorted(sources) and len(sources) == 14
    assert sources[-2:] == ["z县/全县.zip!/乙镇.txt", "z县/全县.zip!/甲镇/报告.txt"]
    assert [each["source"] for each in document["unreadable"]] == ["z县/全县.zip!/空.txt", "坏.pdf"]


class _LastFirst(ThreadPoolExecutor):
    """An executor that holds tasks back by twos and does the later one first; ``most``: held at once."""

    def __init__(self) -> None:
        super().__init__(1)
        self.held: list[tuple[Future[Any], Any]] = []
        self.most = self.open = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.open += 1
        self.most = max(self.most, self.open)
        self.held.append((future, lambda: fn(*args, **kwargs)))
        if len(self.held) == 2:
            held, self.held = self.held, []
            super().submit(self._release, held)
        return future

    def _release(self, held: list[tuple[Future[Any], Any]]) -> None:
        for future, task in reversed(held):
            result = task()
            self.open -= 1
            future.set_result(result)


def test_results_do_not_tell_in_which_order_files_were_done(desk: Desk) -> None:
    desk.write("d.txt", short_report("丁镇"))
    desk.run()
    in_order = desk.results
    executor = _LastFirst()
    desk.run(executor=executor, fresh=True)
    assert desk.results == in_order
    # However many files there are, no more than two a worker are held in memory.
    assert executor.most == 2


def test_terms_are_sent_to_a_worker_that_lacks_them_and_not_again(desk: Desk) -> None:
    sent = []

    class Watched(ThreadPoolExecutor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            sent.append(args[1] is not None)
            return super().submit(fn, *args, **kwargs)

    desk.terms = Terms(desk.terms.rules, year=2031)
    desk.run(executor=Watched(1))
    first = sent.copy()
    sent.clear()
    desk.run(executor=Watched(1), fresh=True)
    assert any(first) and not any(sent)


# --- what is taken from the store, and what is not ---


def test_an_unchanged_folder_is_not_audited_again(desk: Desk) -> None:
    assert desk.run() == (3, 0)
    first = desk.results
    for path in desk.folder.rglob("*.txt"):
        os.utime(path, (1, 1))
    assert desk.run() == (0, 3)
    assert desk.results == first
    assert desk.run(fresh=True) == (3, 0)
    assert desk.results == first


def test_only_files_whose_content_changed_are_audited_again(desk: Desk) -> None:
    desk.run()
    path = desk.folder / "c.txt"
    before = path.stat()
    desk.write("c.txt", short_report("丙镇", "全年开会5次。"))
    # The same size and the same time of change: content alone counts.
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    desk.write("d.txt", short_report("丁镇"))
    (desk.folder / "乙县" / "b.txt").unlink()
    assert desk.run() == (2, 1)
    assert desk.sources() == ["c.txt", "d.txt", "甲县/a.txt"]


def test_a_file_under_another_name_is_another_submission(desk: Desk) -> None:
    desk.run()
    (desk.folder / "c.txt").rename(desk.folder / "丙镇报告.txt")
    assert desk.run() == (1, 2)
    assert "丙镇报告.txt" in desk.sources()


def test_a_changed_rule_audits_everything_again(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    found = []
    for weight in ("一般", "关键", "一般"):
        own.write_text(OWN_RULES.format(weight=weight), encoding="utf-8")
        desk.terms = Terms(load_rules(own))
        assert desk.run() == (3, 0)
        found.append(desk.results)
        assert desk.run() == (0, 3)
    assert found[0] == found[2] != found[1]


@pytest.mark.parametrize(
    ("change", "again"),
    [
        pytest.param({"level": Level.COUNTY}, 3, id="level for all"),
        pytest.param({"year": 2020}, 3, id="year for all"),
        pytest.param({"roster": Roster((Unit("甲镇", Level.DEPARTMENT),))}, 1, id="level of one unit"),
        pytest.param({"roster": Roster((Unit("甲镇", enforces=False),))}, 1, id="powers of one unit"),
        pytest.param({"roster": Roster((Unit("戊镇", Level.DEPARTMENT),))}, 0, id="another unit"),
    ],
)
def test_what_is_said_of_a_unit_audits_that_unit_again(desk: Desk, change: Any, again: int) -> None:
    desk.run()
    desk.terms = Terms(desk.terms.rules, **change)
    assert desk.run() == (again, 3 - again)
    assert desk.run() == (0, 3)


def test_an_exemption_audits_its_unit_again_and_so_does_its_end(desk: Desk) -> None:
    entry = Exemption("甲镇", "lead.plan", "县里统一做", "张三", date(2026, 3, 31))
    desk.run()
    for day, again, waived in (
        (date(2026, 3, 30), 1, [("甲镇", "lead.plan")]),
        (date(2026, 3, 31), 0, [("甲镇", "lead.plan")]),
        (date(2026, 4, 1), 1, []),
    ):
        desk.terms = Terms(desk.terms.rules, waivers=Waivers((entry,), day))
        assert desk.run() == (again, 3 - again)
        assert desk.waived == waived


def test_what_could_not_be_read_or_scored_is_tried_again(desk: Desk) -> None:
    desk.write("空.txt", b"")
    desk.write("年报.txt", "临水镇2024年政府信息公开工作年度报告\n一、总体情况\n主动公开120条。\n".encode())
    assert desk.run() == (5, 0)
    assert desk.run() == (2, 3)


def test_the_store_keeps_every_submission_of_a_unit(desk: Desk, tmp_path: Path) -> None:
    desk.run()
    desk.write("c.txt", short_report("丙镇", "全年开会4次。\n二、2025年度法治政府建设存在的不足\n不多。"))
    desk.run()
    own = tmp_path / "own.yaml"
    own.write_text(OWN_RULES.format(weight="关键"), encoding="utf-8")
    desk.terms = Terms(load_rules(own))
    desk.run()
    history = desk.rows(
        "SELECT gap, gate, hex(content), rules_id, rules_version, judged FROM submissions"
        " JOIN bases ON bases.id = basis WHERE unit = '丙镇' ORDER BY submissions.id"
    )
    gaps, gates, contents, sets, _versions, judged = zip(*history, strict=True)
    assert sets == ("base", "base", "own")
    assert gaps[0] > gaps[1] and set(gates) == {"return"}
    assert contents[0] != contents[1] == contents[2]
    assert list(judged) == sorted(judged)
    # Whole audits: the version before, and of the present one that by the latest rules.
    audits = desk.rows(
        "SELECT hex(content), rules_id FROM audits JOIN submissions ON submissions.id = submission"
        " JOIN bases ON bases.id = basis WHERE unit = '丙镇' ORDER BY submission"
    )
    assert audits == [(contents[0], "base"), (contents[1], "own")]


# --- nothing stops a batch ---


class _Sabotaged(ProcessLanes):
    """A pool in which the files of one name kill the worker that gets them."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return super().submit(os.abort, **kwargs) if "坏.txt" in args else super().submit(fn, *args, **kwargs)


def test_a_file_that_crashes_its_worker_costs_only_itself(desk: Desk) -> None:
    desk.write("坏.txt", short_report("坏镇"))
    assert desk.run(executor=_Sabotaged(2)) == (4, 0)
    assert len(desk.sources()) == 3
    assert list(desk.refused()) == ["坏.txt"] and SKIPPED in desk.refused()["坏.txt"]


def _never_ends(seconds: float) -> None:
    with watched(seconds):
        re.match(r"(a+)+$", "a" * 60 + "b")  # holds the interpreter: no thread of it can step in


def _takes_steps(seconds: float, steps: int) -> str:
    with watched(seconds) as alive:
        for _ in range(steps):
            re.match(r"(a+)+$", "a" * 12 + "b")
            alive()
    return "done"


def test_what_never_ends_is_ended_and_what_shows_signs_of_life_is_not() -> None:
    with ProcessLanes(2) as pool:
        endless, alive = pool.submit(_never_ends, 0.5), pool.submit(_takes_steps, 60, 50)
        with pytest.raises(LostError):
            endless.result()
        assert alive.result() == "done"
        assert pool.submit(_takes_steps, 60, 1).result() == "done"


def test_a_fault_of_the_program_costs_only_the_document(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = judging.understand

    def faulty(document: Any, terms: Terms) -> Any:
        return 1 / 0 if "甲镇" in document.text else whole(document, terms)

    monkeypatch.setattr(judging, "understand", faulty)
    desk.run()
    assert desk.sources() == ["c.txt", "乙县/b.txt"]
    assert desk.refused() == {
        "甲县/a.txt": "核查“甲县/a.txt”时程序出错（ZeroDivisionError），没有结果。请把这份文件交给维护人员。"
    }
    monkeypatch.undo()
    assert desk.run() == (1, 2)
    assert len(desk.sources()) == 3


def test_workers_that_are_all_lost_end_the_batch_with_what_is_done_kept(desk: Desk) -> None:
    class Lost(ThreadPoolExecutor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            if "甲县/a.txt" in args:
                raised: Future[Any] = Future()
                raised.set_exception(ConnectionError("scheduler gone"))
                return raised
            return super().submit(fn, *args, **kwargs)

    with pytest.raises(AuditorError, match="已经核查的都已保存，再运行同一条命令会接着做"):
        desk.run(executor=Lost(1))
    audited, kept = desk.run()
    assert kept >= 1 and audited + kept == 3


def test_a_file_that_changes_while_it_is_read_is_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.folder / "c.txt"
    _change_while_read(monkeypatch, path, iter(range(1)))
    desk.run()
    report = json.loads(desk.results)["reports"][0]
    assert report["source"] == "c.txt"
    assert report["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_never_settles_is_left_for_the_next_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _change_while_read(monkeypatch, desk.folder / "c.txt", iter(range(1000)))
    monkeypatch.setattr(loading, "_PAUSE_SECONDS", 0)
    desk.run()
    assert desk.refused() == {
        "c.txt": "“c.txt”正在被修改或复制，读到的内容不完整。请等它存好、关闭正在打开它的程序后再运行一次。"
    }
    monkeypatch.undo()
    assert desk.run() == (1, 2)
    assert not desk.refused()


def _change_while_read(monkeypatch: pytest.MonkeyPatch, path: Path, changes: Any) -> None:
    """Have somebody write to ``path`` at the worst moment, as long as there are ``changes``."""
    fstat, inode = os.fstat, path.stat().st_ino

    def stat(descriptor: int) -> os.stat_result:
        status = fstat(descriptor)
        if status.st_ino == inode and next(changes, None) is not None:
            with path.open("ab") as file:
                file.write("略。\n".encode())
        return status

    monkeypatch.setattr(os, "fstat", stat)


# --- what is told ---


def test_progress_counts_files_and_those_taken_from_the_store(desk: Desk) -> None:
    desk.run()
    assert desk.progress[-1] == Progress(3, 3, 0)
    desk.run()
    assert desk.progress == [Progress(1, 3, 1), Progress(2, 3, 2), Progress(3, 3, 3)]


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "shown"),
    [
        pytest.param(
            StringIO,
            "正在核查 20/400 个文件，每秒 10 个，约剩 38 秒\n正在核查 300/400 个文件，每秒 10 个，约剩 10 秒\n",
            id="a file or pipe",
        ),
        pytest.param(
            _Terminal,
            "\r正在核查 20/400 个文件，每秒 10 个，约剩 38 秒"
            "\r正在核查 300/400 个文件，每秒 10 个，约剩 10 秒"
            "\r正在核查 310/400 个文件，每秒 10 个，约剩 9 秒 "
            f"\r{' ' * 46}\r",
            id="a terminal",
        ),
    ],
)
def test_progress_is_one_live_line_on_a_terminal_and_a_line_now_and_then_elsewhere(
    stream: type[StringIO], shown: str
) -> None:
    clock, written = iter((0.0, 2.0, 2.1, 30.0, 31.0, 31.1)), stream()
    line = ProgressLine(written, lambda: next(clock))
    for done in (20, 21, 300, 310, 311):
        line(Progress(done, 400, 0))
    line.close()
    assert written.getvalue() == shown


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 秒"), (59, "59 秒"), (61, "1 分 1 秒"), (7322, "2 小时 2 分")]
)
def test_lengths_of_time_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_calls_are_answered_in_their_order_also_where_a_worker_is_lost() -> None:
    """A call whose worker died is made again here; what is at hand never grows with the number of calls."""
    open_calls: list[int] = []

    class Losing(ThreadPoolExecutor):
        def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Any:
            open_calls.append(arguments[0])
            return super().submit(_lost if arguments[0] % 7 == 0 else fn, *arguments)

    def _lost(_number: int) -> int:
        raise LostError

    with Losing(2) as workers:
        answers = spread(
            Crew(workers, 2, lost=(LostError,)), lambda number: number * 2, ((n,) for n in range(50))
        )
        assert next(answers) == 0 and len(open_calls) <= 6
        assert list(answers) == [number * 2 for number in range(1, 50)]
