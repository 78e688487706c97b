"""雷同: what two reports share, and what is nobody's own wording."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from auditor import Document, read
from auditor.cli import cli
from auditor.likeness import SHORTEST_PASSAGE, candidate_pairs, fingerprints, set_phrases, shared_passages
from auditor.models import Outline
from auditor.outline import outline
from tests.conftest import SEEDS

COPIED = (
    "全镇组建由司法所干警、网格员、退休教师组成的法治宣讲小分队，在赶场日沿街设点，用土话讲婚姻继承、土地流转、高利借贷三类案例，"
    "当场回答提问，全年出动46次，受众1.2万人次。"
)


def report(name: str, *sentences: str) -> Outline:
    text = f"{name}2024年度法治政府建设年度报告\n一、主要工作\n" + "\n".join(sentences)
    return outline(Document(name, "0" * 64, text))


def quotes(first: Outline, second: Outline) -> list[tuple[str, str]]:
    return [
        (first.document.text[slice(*each.first)], second.document.text[slice(*each.second)])
        for each in shared_passages(first, second)
    ]


def test_a_copied_passage_is_found_at_its_exact_places_in_both() -> None:
    first = report("临水镇", "全年开会12次，研究法治工作。", COPIED)
    second = report("高坪乡", COPIED, "执法人员全部持证上岗，配备记录仪9台。")
    assert quotes(first, second) == [(COPIED, COPIED)]


def test_names_and_figures_that_were_changed_do_not_hide_the_copy() -> None:
    changed = (
        COPIED.replace("46", "51").replace("1.2", "0.9").replace("全镇", "高坪瑶族乡").replace("土话", "瑶话")
    )
    ((one, two),) = quotes(report("临水镇", COPIED), report("高坪乡", "开会9次。", changed))
    assert one.endswith("受众1.2万人次。") and two.endswith("受众0.9万人次。")
    assert len(one) >= SHORTEST_PASSAGE


def test_a_shorter_passage_is_no_copy() -> None:
    short = COPIED[: SHORTEST_PASSAGE - 15]
    assert quotes(report("临水镇", short + "，甲。"), report("高坪乡", short + "；乙！")) == []


def test_reports_of_different_hands_share_nothing() -> None:
    parsed = [outline(read(path)) for path in SEEDS]
    names = {each.document.source: fingerprints(each) for each in parsed}
    assert all(
        not shared_passages(one, two) for index, one in enumerate(parsed) for two in parsed[index + 1 :]
    )
    assert len(names) == 5


def test_what_many_reports_say_is_a_set_phrase() -> None:
    reports = [
        report(f"第{index}镇", f"我镇开会{index}次，特有的事情是养{'猪牛羊鸡鸭鹅'[index]}。", COPIED)
        for index in range(6)
    ]
    marks = {each.document.source: fingerprints(each) for each in reports}
    common = set_phrases(marks.values())
    assert shared_passages(reports[0], reports[1])
    assert candidate_pairs(marks, common) == []
    assert shared_passages(reports[0], reports[1], common) == ()


def test_only_pairs_that_share_something_are_laid_side_by_side() -> None:
    reports = [
        report("甲镇", COPIED),
        report("乙镇", "执法人员全部持证上岗，配备记录仪9台，录像按案号保存三年，随时可以调看回放核对。"),
        report("丙镇", "开会。", COPIED),
    ]
    marks = {each.document.source: fingerprints(each) for each in reports}
    assert candidate_pairs(marks, set_phrases(marks.values())) == [("丙镇", "甲镇")]


def test_of_hundreds_of_copies_only_the_likest_pairs_are_laid_side_by_side() -> None:
    marks = {f"{number:03}": frozenset(range(number, number + 40)) for number in range(200)}
    pairs = candidate_pairs(marks, frozenset())
    assert len(pairs) == 300 and all(int(two) - int(one) <= 2 for one, two in pairs)


@given(
    st.text("法治政府建设工作执人员培训调解纠", min_size=SHORTEST_PASSAGE, max_size=120),
    st.text("甲乙丙丁戊己庚辛", max_size=60),
    st.text("子丑寅卯辰巳午未", max_size=60),
)
def test_two_reports_with_a_shared_passage_always_become_a_pair(shared: str, one: str, two: str) -> None:
    marks = {
        "一": fingerprints(report("甲镇", one + shared)),
        "二": fingerprints(report("乙乡", two + shared)),
    }
    assert candidate_pairs(marks, frozenset()) == [("一", "二")]


def batch(folder: Path, out: Path, *options: str) -> tuple[str, list[dict[str, Any]]]:
    done = CliRunner().invoke(cli, ["batch", str(folder), "-o", str(out), "--quiet", "--jobs", "1", *options])
    return done.stdout, json.loads((out / "overlaps.json").read_text(encoding="utf-8"))


def text_of(name: str, *sentences: str) -> str:
    return report(name, *sentences).document.text


def test_a_batch_tells_which_reports_share_passages_and_where(tmp_path: Path) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    one, two = text_of("临水镇", "全年开会12次。", COPIED), text_of("高坪乡", COPIED, "办案9件。")
    (folder / "临水.txt").write_text(one, encoding="utf-8")
    (folder / "高坪.txt").write_text(two, encoding="utf-8")
    shown, ((overlap),) = batch(folder, tmp_path / "out")
    assert "雷同：1 对" in shown
    assert (overlap["first"], overlap["second"], overlap["last_year"]) == ("临水.txt", "高坪.txt", False)
    (passage,) = overlap["passages"]
    assert passage["quote"] == COPIED
    assert one[passage["first"]["start"] : passage["first"]["end"]] == COPIED
    assert two[passage["second"]["start"] : passage["second"]["end"]] == COPIED
    assert batch(folder, tmp_path / "out") == (shown, [overlap])


def test_a_report_is_held_against_its_units_report_of_last_year(tmp_path: Path) -> None:
    folder, last_year = tmp_path / "2024", tmp_path / "2023"
    folder.mkdir()
    last_year.mkdir()
    (folder / "a.txt").write_text(text_of("临水镇", COPIED), encoding="utf-8")
    (last_year / "b.txt").write_text(
        text_of("临水镇", "开会3次。", COPIED).replace("2024", "2023"), encoding="utf-8"
    )
    (last_year / "c.txt").write_text(text_of("高坪乡", COPIED).replace("2024", "2023"), encoding="utf-8")
    shown, overlaps = batch(folder, tmp_path / "out", "--last-year", str(last_year))
    assert [(each["first"], each["second"], each["last_year"]) for each in overlaps] == [
        ("a.txt", "2023/b.txt", True)
    ]
    assert "（上年）" in shown
