"""The store: what it gives back, and what becomes of a file in its place that is no such store."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import load_rules
from auditor.database import is_remote, transaction
from auditor.folder import LOCK, STORE
from auditor.job import Terms
from auditor.judging import Entry, judge
from auditor.render.rankings import render_rankings
from auditor.rules import RuleSet
from auditor.store import Key, StoreError, open_store
from tests.batches import Desk, results, run, short_report


@pytest.fixture
def desk(tmp_path: Path, rules: RuleSet) -> Desk:
    made = Desk(tmp_path / "in", tmp_path / "out", Terms(rules))
    for name in ("甲镇", "乙镇", "丙镇"):
        made.write(f"{name}.txt", short_report(name))
    return made


@pytest.fixture(scope="module")
def entry(rules: RuleSet) -> Entry:
    return judge(short_report("甲镇"), "甲镇.txt", Terms(rules), lambda: None)[0]


# --- what it gives back ---


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1),
        st.booleans(),
        max_size=8,
    )
)
def test_what_was_recorded_comes_back_in_the_order_of_sources(
    tmp_path_factory: pytest.TempPathFactory, rules: RuleSet, entry: Entry, files: dict[str, bool]
) -> None:
    out = tmp_path_factory.mktemp("out")
    with open_store(out) as store:
        basis = store.basis(rules, "program")
        for source, readable in files.items():
            packed = entry.packed if readable else b""
            summary = entry.summary if readable else None
            recorded = Entry(source, None if readable else "坏了。", summary, packed=packed)
            store.found.add(source.encode(), store.record(Key(source, b"1", basis), (recorded,)))
        ranked = [each.source for ranking in store.found.rankings(99, 1) for each in ranking.first]
        assert ranked == sorted(source for source, readable in files.items() if readable)
        unreadable = [source for source, _ in store.found.unreadable()]
        assert unreadable == sorted(source for source, readable in files.items() if not readable)
        assert len(list(store.found.audits())) == len(ranked)
    with open_store(out) as store:
        known = {source: store.known(Key(source, b"1", basis)) for source in files}
        assert {source: found[0].whole for source, found in known.items()} == files
        assert list(store.found.audits()) == list(store.found.unreadable()) == []


def test_a_record_takes_the_place_of_the_one_before(tmp_path: Path, rules: RuleSet, entry: Entry) -> None:
    with open_store(tmp_path) as store:
        key = Key("全县.zip", b"1", store.basis(rules, "program"))
        three = [replace(entry, source=f"全县.zip!/{number}.txt") for number in range(3)]
        numbers = store.record(key, three)
        assert store.record(key, three[:2]) == numbers[:2]
        assert [each.source for each in store.known(key)] == ["全县.zip!/0.txt", "全县.zip!/1.txt"]


@pytest.mark.parametrize(
    ("count", "first", "last"), [(3, "012", ""), (4, "0123", ""), (5, "01", "34"), (9, "01", "78")]
)
def test_a_long_ranking_is_given_from_both_ends(
    tmp_path: Path, rules: RuleSet, entry: Entry, count: int, first: str, last: str
) -> None:
    with open_store(tmp_path) as store:
        basis = store.basis(rules, "program")
        assert entry.summary
        for number in range(count):
            one = replace(entry, source=str(number), summary=replace(entry.summary, gap=float(number)))
            store.found.add(b"", store.record(Key(one.source, b"1", basis), [one]))
        (ranking,) = store.found.rankings(4, 2)
    assert "".join(each.source for each in ranking.first) == first
    assert "".join(each.source for each in ranking.last) == last
    shown = render_rankings([ranking], [], (0, []), (0, []))
    assert (f"……此处略去 {count - 4} 份，全部见 results.json……" in shown) is bool(last)
    assert f"| {count}      |" in shown
    assert f"：{count} 份（退回 {count}），按差距分从小到大" in shown


def test_papers_that_stand_as_they_were_written_are_told(tmp_path: Path) -> None:
    paper = tmp_path / "results.json"
    with open_store(tmp_path) as store:
        assert not store.is_written(paper, b"1")
        paper.write_bytes(b"{}")
        store.written([paper], b"1")
        assert store.is_written(paper, b"1")
        assert not store.is_written(paper, b"2")
        paper.write_bytes(b"{} ")
        assert not store.is_written(paper, b"1")


def test_results_that_somebody_changed_are_written_again(desk: Desk) -> None:
    first = run(desk.folder, "-o", desk.out, "--quiet")
    written = results(desk.out)
    stamp = (desk.out / "results.json").stat()
    assert run(desk.folder, "-o", desk.out, "--quiet").stdout == first.stdout
    assert (desk.out / "results.json").stat() == stamp
    (desk.out / "results.json").write_bytes(b"")
    run(desk.folder, "-o", desk.out, "--quiet")
    assert results(desk.out) == written


# --- a file in its place that is no store, or no longer one ---


def _garbage(path: Path) -> None:
    path.write_bytes(b"\x00\x01not a database" * 100)


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


def _overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:5000] = b"\xff" * 4900
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [_garbage, _cut_off, _overwritten])
def test_a_damaged_store_is_put_aside_and_all_is_audited_anew(desk: Desk, damage: Any) -> None:
    desk.run()
    first, path = desk.results, desk.out / STORE
    damage(path)
    damaged = path.read_bytes()
    with desk.store() as store:
        assert store.put_aside == desk.out / f"{STORE}.damaged-1"
        assert store.put_aside.read_bytes() == damaged
    assert desk.run() == (3, 0)
    assert desk.results == first
    assert desk.run() == (0, 3)


def test_whoever_runs_a_batch_is_told_of_a_damaged_store(desk: Desk) -> None:
    desk.out.mkdir()
    _garbage(desk.out / STORE)
    done = run(desk.folder, "-o", desk.out)
    assert done.returncode == 0
    assert done.stderr.startswith(
        f"原来的存档已损坏，改名为“{desk.out / STORE}.damaged-1”留着，这次全部重新核查。\n"
    )


def test_a_second_damaged_store_does_not_take_the_place_of_the_first(desk: Desk) -> None:
    for number in (1, 2):
        desk.out.mkdir(exist_ok=True)
        (desk.out / STORE).write_bytes(b"damage %d " % number * 100)
        desk.run()
        assert (desk.out / f"{STORE}.damaged-{number}").read_bytes() == b"damage %d " % number * 100


def test_damage_that_shows_only_in_mid_run_ends_in_one_sentence(desk: Desk) -> None:
    desk.run()
    connection = sqlite3.connect(desk.out / STORE)
    connection.execute("UPDATE audits SET packed = x'00'")
    connection.commit()
    connection.close()
    done = run(desk.folder, "-o", desk.out, "--quiet")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"“{desk.out}”里的 {STORE} 已损坏。请把它改名或移走后再运行，会全部重新核查。\n"


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE letters (id)")
    connection.close()


def _newer(path: Path) -> None:
    with open_store(path.parent):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_foreign, "是别的程序的数据库，没有动它。请把它移走，或用 -o 换一个文件夹。"),
        (_newer, "是较新版本的 auditor 写的，没有动它。请升级 auditor，或用 -o 换一个文件夹。"),
    ],
)
def test_a_store_of_another_program_or_of_the_future_is_left_as_it_is(
    desk: Desk, make: Any, message: str
) -> None:
    desk.out.mkdir()
    path = desk.out / STORE
    make(path)
    before = path.read_bytes()
    done = run(desk.folder, "-o", desk.out)
    assert (done.returncode, done.stderr) == (2, f"“{path}”{message}\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", [STORE, LOCK])
def test_a_folder_in_its_place_is_told_in_one_sentence(desk: Desk, name: str) -> None:
    (desk.out / name).mkdir(parents=True)
    done = run(desk.folder, "-o", desk.out)
    assert done.returncode == 2
    assert done.stderr.startswith(f"“{desk.out}”不能写入（unable to open database file）。请检查权限")


def test_an_empty_file_in_its_place_becomes_a_store(desk: Desk) -> None:
    desk.out.mkdir()
    (desk.out / STORE).touch()
    assert desk.run() == (3, 0)


def test_readers_are_not_kept_waiting_by_a_run(tmp_path: Path) -> None:
    with open_store(tmp_path) as first, open_store(tmp_path) as second:
        basis = first.basis(load_rules(), "program")
        with transaction(first._sql):
            assert second.known(Key("a", b"1", basis)) == []


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/srv/结果", False),
        ("/mnt/share/结果", True),
        ("/mnt/share2", False),
        ("/mnt/my share/x", True),
        ("/home/a/nas/x", True),
    ],
)
def test_network_drives_are_told_from_local_disks(tmp_path: Path, folder: str, remote: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/a /mnt/share nfs4 rw 0 0\n"
        "//server/b /mnt/my\\040share cifs rw 0 0\n"
        "a@server: /home/a/nas fuse.sshfs rw 0 0\n",
        encoding="utf-8",
    )
    assert is_remote(Path(folder), mounts) is remote
    assert not is_remote(Path(folder), tmp_path / "none")


def test_errors_in_the_midst_of_work_are_told_in_words(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match="里的存档出错（no such table: papers）"),
        open_store(tmp_path) as store,
    ):
        connection = sqlite3.connect(tmp_path / STORE)
        connection.execute("DROP TABLE papers")
        connection.close()
        store.is_written(tmp_path / "x", b"")
