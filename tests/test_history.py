"""What was handed in when: submissions of a unit, judged again or not, read without a trace."""

import json
import shutil
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from auditor.cli import cli
from auditor.display import width
from auditor.folder import STORE
from auditor.history import UnitHistory, alike, find_units, histories
from auditor.job import Terms
from auditor.render.history_chart import Point, history_bars, history_points, history_svg
from auditor.roster import Roster, Unit
from auditor.rules import RuleSet
from auditor.store import StoreError, open_history, open_store
from auditor.vocabulary import Gate
from tests.batches import Desk, has_judged, short_report, wait_until, write_reports
from tests.conftest import SEEDS

FIRST = SEEDS[4].read_bytes()
BETTER = (
    SEEDS[4]
    .read_text(encoding="utf-8")
    .replace("二、2024年度推進", "(四)聘請法律顧問1名,審查合同12件。\n二、2024年度推進", 1)
    .encode()
)


@pytest.fixture
def desk(tmp_path: Path, rules: RuleSet) -> Desk:
    return Desk(tmp_path / "in", tmp_path / "out", Terms(rules))


def newer(rules: RuleSet) -> RuleSet:
    """The rules with one of them gone, as a version of next year."""
    levels = {level: of_level[1:] for level, of_level in rules.levels.items()}
    return replace(rules, version="2027.1", sha256="1" * 64, levels=levels)


def units(desk: Desk) -> list[UnitHistory]:
    with open_history(desk.out) as archive:
        return histories(archive.judgements())


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["history", *map(str, arguments)], standalone_mode=False)


# --- submissions ---


def test_a_changed_file_is_the_next_submission(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.write("后塘.txt", BETTER)
    desk.run()
    desk.run()
    (unit,) = units(desk)
    (year,) = unit.years
    assert (year.year, [each.ordinal for each in year.submissions]) == (2024, [1, 2])
    first, second = (each.latest.gap for each in year.submissions)
    assert first is not None and second is not None and second < first


def test_the_same_content_is_one_submission_however_its_file_is_called(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.write("收文/后塘（抄送）.txt", FIRST)
    desk.run()
    (unit,) = units(desk)
    assert unit.count == 1


def test_newer_rules_judge_again_and_make_no_submission(desk: Desk, rules: RuleSet) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.terms = Terms(newer(rules))
    desk.run()
    (unit,) = units(desk)
    (submission,) = unit.years[0].submissions
    assert [each.rules_version for each in submission.judgements] == [rules.version, "2027.1"]
    assert submission.latest.rules_version == "2027.1"
    assert submission.first_judged == submission.judgements[0].judged


def test_gaps_are_compared_by_the_same_rules_only(desk: Desk, rules: RuleSet) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.write("后塘.txt", BETTER)
    desk.terms = Terms(newer(rules))
    desk.run()
    (unit,) = units(desk)
    ((before, after),) = unit.years[0].steps()
    assert alike(before, after) is None
    assert "规则不同，不能比" in run(desk.out, "后塘").stdout.replace("\n", "")
    desk.terms = Terms(rules)
    desk.run()
    ((before, after),) = units(desk)[0].years[0].steps()
    pair = alike(before, after)
    assert pair and pair[0].rules_sha256 == pair[1].rules_sha256 == rules.sha256
    assert "减少 4.0" in run(desk.out, "后塘").stdout


def test_each_report_year_counts_its_own_submissions(desk: Desk) -> None:
    text = SEEDS[4].read_text(encoding="utf-8")
    desk.write("2024.txt", FIRST)
    desk.run()
    desk.write("2025.txt", text.replace("2025年", "2026年").replace("2024年", "2025年").encode())
    desk.run()
    (unit,) = units(desk)
    assert [(each.year, len(each.submissions)) for each in unit.years] == [(2024, 1), (2025, 1)]


def test_a_file_that_could_not_be_read_at_first_is_told_with_its_unit(desk: Desk) -> None:
    desk.write("后塘.txt", b"")
    desk.write("谁的.txt", b"")
    desk.run()
    desk.write("后塘.txt", FIRST)
    desk.run()
    (unit,) = units(desk)
    assert unit.count == 1
    assert [each.source for each in unit.unreadable] == ["后塘.txt"]
    shown = run(desk.out, "后塘").stdout
    assert "没能读出的\n" in shown and "后塘.txt：“后塘.txt”是空文件" in shown
    assert "另有 1 份文件没能读出，或看不出是哪个单位的" in run(desk.out).stdout


def test_members_of_an_archive_are_submissions_of_their_units(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "县"
    for name in ("甲镇", "乙镇"):
        (folder / f"{name}.txt").parent.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_bytes(short_report(name))
    desk.folder.mkdir()
    shutil.make_archive(str(desk.folder / "全县"), "zip", folder)
    desk.run()
    assert sorted(each.name for each in units(desk)) == ["乙镇", "甲镇"]


# --- units ---


def test_names_of_the_roster_hold_for_what_came_before_it(desk: Desk, rules: RuleSet) -> None:
    desk.write("甲.txt", short_report("甲镇"))
    desk.run()
    desk.terms = Terms(rules, roster=Roster((Unit("新甲镇人民政府", aliases=("甲镇",)),)))
    desk.write("甲.txt", short_report("甲镇", "全年开会5次。"))
    desk.run()
    (unit,) = units(desk)
    assert (unit.name, unit.names, unit.count) == ("新甲镇人民政府", ("甲镇",), 2)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("临水镇", ["临水镇"]),
        ("臨水鎮人民政府", ["临水镇"]),
        (" 中共临水镇委员会 临水镇人民政府", ["临水镇"]),
        ("新临水", ["新临水镇"]),
        ("临水", ["新临水镇", "临水镇"]),
        ("镇", ["新临水镇", "临水镇", "高坪镇"]),
        ("河口", []),
        ("", []),
    ],
)
def test_a_unit_is_found_by_its_name_or_a_part_of_it(desk: Desk, asked: str, found: list[str]) -> None:
    for name in ("临水镇", "新临水镇", "高坪镇"):
        desk.write(f"{name}.txt", short_report(name))
    desk.run()
    assert sorted(each.name for each in find_units(units(desk), asked)) == sorted(found)


# --- what is shown ---


def test_the_list_has_a_line_for_every_unit_and_year(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    for name in ("甲镇", "乙镇"):
        desk.write(f"{name}.txt", short_report(name))
    desk.run()
    desk.write("后塘.txt", BETTER)
    desk.run()
    shown = run(desk.out).stdout
    assert shown.startswith("报送记录：3 个单位\n")
    assert "26.2 => 22.2" in shown and "减少 4.0" in shown and "2 次" in shown


def test_one_unit_is_shown_with_what_each_submission_mended(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.write("后塘.txt", BETTER)
    desk.run()
    shown = run(desk.out, "后塘瑶族乡").stdout
    assert "2024 年度：报送 2 次，差距分 26.2 → 22.2，减少 4.0；结论 退回 → 退回" in shown
    assert "第 2 次比上次：补正 2 项（-4.0 分：法律顾问和公职律师、用数据说话）。" in shown
    assert shown.splitlines()[-2].startswith("  2024 第1次   26.2 █")
    assert len({width(line) for line in shown.splitlines() if line.startswith(("|", "+"))}) == 1


def test_what_newer_rules_made_of_a_submission_is_told(desk: Desk, rules: RuleSet) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.terms = Terms(newer(rules))
    desk.run()
    shown = run(desk.out, "后塘").stdout
    assert "第 1 次的文件没有变，规则或程序更新后重新核查：26.2（base 2026.1，" in shown
    assert "（base 2027.1，" in shown


def test_what_was_not_scored_is_told_with_the_reason(desk: Desk) -> None:
    desk.write("报告.txt", "临水镇2024年度法治政府建设年度报告\n一、主要工作\n略。\n".encode())
    desk.run()
    assert "第 1 次未评分：正文文字太少" in run(desk.out, "临水").stdout


def test_the_json_holds_the_judgements(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    document = json.loads(run(desk.out, "后塘", "--format", "json").stdout)
    assert list(document) == ["auditor", "units"]
    (unit,) = document["units"]
    assert list(unit) == "name names level years unreadable".split()
    (judgement,) = unit["years"][0]["submissions"][0]["judgements"]
    assert judgement["summary"]["gap"] == 26.2
    assert judgement["source"] == "后塘.txt"


# --- the store ---


def test_looking_leaves_no_trace(desk: Desk) -> None:
    desk.write("甲镇.txt", short_report("甲镇"))
    desk.run()
    before = {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in desk.out.iterdir()}
    assert run(desk.out).return_value == run(desk.out, "甲镇").return_value == 0
    assert {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in desk.out.iterdir()} == before


def test_a_store_can_be_looked_at_where_nothing_can_be_written(desk: Desk) -> None:
    desk.write("甲镇.txt", short_report("甲镇"))
    desk.run()
    desk.out.chmod(0o500)
    try:
        assert run(desk.out, "甲镇").return_value == 0
    finally:
        desk.out.chmod(0o700)


def test_the_folder_may_have_any_name(tmp_path: Path, rules: RuleSet) -> None:
    desk = Desk(tmp_path / "in", tmp_path / "结果 50%#1?", Terms(rules))
    desk.write("甲镇.txt", short_report("甲镇"))
    desk.run()
    assert [each.name for each in units(desk)] == ["甲镇"]


def test_the_file_of_the_store_names_its_folder(desk: Desk) -> None:
    desk.write("甲镇.txt", short_report("甲镇"))
    desk.run()
    assert run(desk.out / STORE).return_value == 0


def test_a_batch_at_work_is_not_disturbed(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 60)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "auditor", "batch", tmp_path / "in", "-o", out, "--jobs", "1", "--quiet"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        wait_until(has_judged(out, 3), process)
        seen = run(out)
        _, errors = process.communicate()
    assert seen.return_value == 0 and "报送记录" in seen.stdout
    assert process.returncode == 0, errors
    assert run(out).stdout.count("| 1 次 ") == 60


def _garbage(path: Path) -> None:
    path.write_bytes(b"\x00\x01not a database" * 100)


def _cut_off(path: Path) -> None:
    with open_store(path.parent):
        pass
    path.write_bytes(path.read_bytes()[:6000])


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


def _no_rows(path: Path) -> None:
    with open_store(path.parent):
        pass


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "里没有存档（auditor.sqlite）。请写 auditor batch 的结果文件夹"),
        (Path.touch, "还是空的，没有报送记录。"),
        (_garbage, "已损坏，看不了报送记录。"),
        (_cut_off, "已损坏，看不了报送记录。"),
        (_foreign, "是别的程序的数据库，不是 auditor 的存档。"),
        (_newer, "是较新版本的 auditor 写的。请升级 auditor 后再看。"),
        (_no_rows, "的存档里还没有读得出单位的报告。"),
        (Path.mkdir, "里没有存档（auditor.sqlite）。"),
    ],
)
def test_what_cannot_be_looked_at_is_told_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    make(tmp_path / STORE)
    before = {each.name: each.is_file() and each.read_bytes() for each in tmp_path.iterdir()}
    assert message in str(run(tmp_path).exception)
    assert {each.name: each.is_file() and each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_store_of_the_first_version_is_read_as_it_is(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.write("后塘.txt", BETTER)
    desk.run()
    connection = sqlite3.connect(desk.out / STORE)
    connection.execute("ALTER TABLE audits DROP COLUMN text")
    connection.execute("ALTER TABLE audits DROP COLUMN marks")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert "没有存下来，可以用 auditor compare" in run(desk.out, "后塘").stdout


def test_audits_that_an_earlier_program_kept_in_another_shape_are_left_out(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.write("后塘.txt", BETTER)
    desk.run()
    connection = sqlite3.connect(desk.out / STORE)
    connection.execute("UPDATE audits SET packed = ?", (zlib.compress(b'{"of":"old"}'),))
    connection.commit()
    connection.close()
    assert "减少 4.0" in run(desk.out, "后塘").stdout


def test_damage_to_a_single_audit_is_told(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    desk.write("后塘.txt", BETTER)
    desk.run()
    connection = sqlite3.connect(desk.out / STORE)
    connection.execute("UPDATE audits SET packed = x'00'")
    connection.commit()
    connection.close()
    error = run(desk.out, "后塘").exception
    assert isinstance(error, StoreError) and "已损坏" in str(error)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("镇", "叫“镇”的不止一个单位，请把名称写全：\n  · "),
        ("甲县", "存档里没有“甲县”的报送记录。"),
        ("临水乡", "是否想写“临水镇”？"),
    ],
)
def test_a_name_of_none_or_of_several_is_told(desk: Desk, asked: str, message: str) -> None:
    for name in ("临水镇", "高坪镇"):
        desk.write(f"{name}.txt", short_report(name))
    desk.run()
    assert message in str(run(desk.out, asked).exception)


# --- the chart ---

POINTS = [
    Point("2023 第1次", 31.5, Gate.RETURN),
    Point("2024 第1次", None, Gate.RETURN),
    Point("2024 <第2次>&", 0.0, Gate.PASS),
]


def test_the_bars_are_as_long_as_the_gaps() -> None:
    bars = [
        line.count("█")
        for line in history_bars([Point("a", gap, Gate.PASS) for gap in (40, 20, 0.1, 0)]).splitlines()
    ]
    assert bars == [40, 20, 1, 0]
    assert "未评分" in history_bars(POINTS)


def test_the_drawing_tells_what_it_shows_and_holds_nothing_that_acts() -> None:
    drawing = etree.fromstring(history_svg(POINTS))
    name = "{http://www.w3.org/2000/svg}"
    assert drawing.get("role") == "img"
    title = drawing.findtext(f"{name}title")
    assert (
        title
        == "差距分走势，越低越好。2023 第1次 31.5 分（退回）；2024 第1次 未评分（退回）；2024 <第2次>& 0.0 分（通过）"
    )
    assert len(drawing.findall(f"{name}circle")) == 2
    assert {each.tag.removeprefix(name) for each in drawing.iter()} <= set(
        "svg title line text path circle polyline".split()
    )
    assert not any({"style", "id", "onload", "href"} & set(each.attrib) for each in drawing.iter())


@given(st.lists(st.tuples(st.text(max_size=12), st.none() | st.floats(0, 100)), max_size=40))
def test_any_points_make_a_drawing_that_stays_in_its_frame(points: list[tuple[str, float | None]]) -> None:
    given_points = [Point(label, gap, Gate.REMIND) for label, gap in points]
    drawing = etree.fromstring(history_svg(given_points))
    for each in drawing.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 <= float(each.get("cx", "-1")) <= 640 and 0 <= float(each.get("cy", "-1")) <= 220
    history_bars(given_points)


def test_the_points_of_a_unit_are_its_submissions(desk: Desk) -> None:
    desk.write("后塘.txt", FIRST)
    desk.run()
    assert history_points(units(desk)[0]) == [Point("2024 第1次", 26.2, Gate.RETURN)]
