"""Pages of what was handed in when: a unit, all units, and the past on the page of a report."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli
from auditor.job import Terms
from auditor.papers.page import histories_page, history_page, report_page
from auditor.rules import RuleSet
from tests.batches import Desk, short_report
from tests.page_reading import elements, one, parsed, said_by
from tests.page_samples import HOSTILE, SIGNS, Handed, everywhere_in, handed_in
from tests.versions import FIRST, NEXT_YEAR, SECOND


@pytest.fixture(scope="module")
def handed(rules: RuleSet) -> Handed:
    return handed_in(rules, FIRST, SECOND, NEXT_YEAR)


# --- a unit ---


def test_every_submission_has_a_row_in_its_year(handed: Handed) -> None:
    page = parsed(history_page(handed.unit, handed.steps))
    tables = page.xpath("//table[contains(@class, 'submissions')]")
    rows = [[[said_by(cell) for cell in row] for row in table.xpath("./tbody/tr")] for table in tables]
    assert [[row[:4] for row in table] for table in rows] == [
        [["第 1 次", "26.2", "—", "退回"], ["第 2 次", "17.5", "减少 8.7", "通过"]],
        [["第 1 次", "26.2", "—", "退回"]],
    ]
    assert rows[0][1][8:10] == ["2025-03-02 09:00", "第2次.txt"]


def test_the_chart_stands_at_the_top(handed: Handed, rules: RuleSet) -> None:
    page = parsed(history_page(handed.unit, handed.steps))
    assert "2024 第2次 17.5 分（通过）" in said_by(one(page.xpath("//div[@class='chart']/svg/title")))
    single = handed_in(rules, FIRST)
    assert not parsed(history_page(single.unit, single.steps)).xpath("//svg")


def test_what_a_submission_mended_is_told_with_the_new_sentences(handed: Handed) -> None:
    step = said_by(one(parsed(history_page(handed.unit, handed.steps)).xpath("//div[@class='step']")))
    assert step.startswith("第 2 次比上次：补正 3 项，有改进 1 项，退步 1 项")
    comparison = handed.steps[1, 2]
    for change in comparison.changes:
        if change.answer and change.gained > 0:
            assert change.title in step and change.answer[0].quote in step


def test_a_step_that_is_not_kept_is_told(handed: Handed) -> None:
    said = said_by(parsed(history_page(handed.unit, {})).body)
    assert "第 2 次：和上次各项的变化没有存下来，可以用 auditor compare 比较两个文件。" in said


@pytest.mark.parametrize("words", [*HOSTILE.values(), SIGNS["bidi"][0]], ids=[*HOSTILE, "bidi"])
def test_whatever_a_history_says_is_shown_as_text(words: str, handed: Handed) -> None:
    def page(said: str) -> str:
        steps = {key: everywhere_in(step, said) for key, step in handed.steps.items()}
        unit = replace(handed.unit, name=said, names=(said, "甲乙"))
        return history_page(unit, steps) + histories_page([unit], 0, {said: "x.html"})

    assert elements(parsed(page(words))) == elements(parsed(page("甲")))


# --- all units ---


def test_every_unit_and_year_has_a_line_with_its_course(handed: Handed, rules: RuleSet) -> None:
    other = handed_in(rules, short_report("甲镇").decode())
    page = parsed(histories_page([handed.unit, other.unit], 2, {other.unit.name: "甲.html"}))
    rows = page.xpath("//table[@class='ranking']/tbody/tr")
    said = [[said_by(cell) for cell in row][2:7] for row in rows]
    gap = f"{other.reports[0].audit.gap}"
    assert said == [
        ["2024", "2 次", "26.2 → 17.5", "减少 8.7", "通过"],
        ["2025", "1 次", "26.2", "—", "退回"],
        ["2025", "1 次", gap, "—", "退回"],
    ]
    assert [len(row.xpath(".//svg")) for row in rows] == [1, 1, 0]
    assert page.xpath("//table//a/@href") == ["甲.html"]
    assert "另有 2 份文件没能读出，或看不出是哪个单位的，没有列入。" in said_by(page.body)


# --- the past of a report ---


def test_a_report_shows_what_was_handed_in_before_it(rules: RuleSet) -> None:
    handed = handed_in(rules, FIRST, SECOND)
    report = handed.reports[-1]
    section = parsed(report_page(report.audit, report.text, past=handed.past)).get_element_by_id("past")
    rows = [[said_by(cell) for cell in row] for row in section.xpath(".//tbody/tr")]
    assert [row[:4] for row in rows] == [
        ["2024", "第 1 次", "26.2", "—"],
        ["2024", "第 2 次（这一份）", "17.5", "减少 8.7"],
    ]
    assert "第 2 次比上次：补正 3 项" in said_by(section) and section.xpath(".//svg")


def test_a_report_without_a_past_is_the_page_it_was(rules: RuleSet) -> None:
    report = handed_in(rules, FIRST).reports[0]
    page = report_page(report.audit, report.text)
    assert "历次报送" not in page and ".submissions" not in page


# --- the command ---


@pytest.fixture
def out(tmp_path: Path, rules: RuleSet) -> Path:
    desk = Desk(tmp_path / "in", tmp_path / "out", Terms(rules))
    desk.write("甲镇.txt", short_report("甲镇"))
    for text in (FIRST, SECOND):
        desk.write("后塘.txt", text.encode())
        desk.run()
    return desk.out


def run(*arguments: object) -> Result:
    return CliRunner().invoke(
        cli, ["history", *map(str, arguments), "--format", "html"], standalone_mode=False
    )


def test_history_writes_the_page_of_a_unit(out: Path, tmp_path: Path, handed: Handed) -> None:
    assert run(out, "后塘", "-o", tmp_path / "后塘.html").return_value == 0
    page = parsed((tmp_path / "后塘.html").read_text(encoding="utf-8"))
    assert said_by(one(page.xpath("//h1"))) == handed.unit.name
    assert "补正 3 项" in said_by(one(page.xpath("//div[@class='step']")))


def test_history_writes_a_page_of_all_units_and_of_each_when_asked(out: Path, tmp_path: Path) -> None:
    assert run(out, "-o", tmp_path / "一览.html").return_value == 0
    assert not (tmp_path / "一览_各单位").exists()
    assert run(out, "-o", tmp_path / "一览.html", "--all").return_value == 0
    index = parsed((tmp_path / "一览.html").read_text(encoding="utf-8"))
    assert len(index.xpath("//table//a/@href")) == 2
    page = parsed((tmp_path / "一览_各单位" / "甲镇.html").read_text(encoding="utf-8"))
    assert page.xpath("//header//a/@href") == ["../%E4%B8%80%E8%A7%88.html"]


def test_the_same_store_gives_the_same_page(out: Path) -> None:
    assert run(out).stdout == run(out).stdout != ""
