"""The workbook: what its sheets list, in which types and colours, and that text stays text."""

import io
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from auditor import Audit
from auditor.job import Audited, Outcome, Terms
from auditor.models import Waiver
from auditor.overview import Overview
from auditor.papers.overviews import overview_of
from auditor.papers.workbook import sheet as sheets
from auditor.papers.workbook import workbook
from auditor.papers.workbook.sheet import text_of
from auditor.rules import RuleSet
from auditor.vocabulary import Status
from tests.conftest import SEEDS
from tests.page_samples import HOSTILE, everywhere, made_up_batch
from tests.test_cli import _run as auditor

NAMES = ["总表", "缺项清单", "共性问题", "未报送", "无法评分", "雷同", "规则"]


def opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        # openpyxl does not know the bars in cells that newer programs draw.
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        return openpyxl.load_workbook(io.BytesIO(data))


def rows(sheet: Any, header: int = 1) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the titles of their columns; of equal titles the first."""
    titles = [cell.value for cell in sheet[header]]
    return [
        dict(reversed(list(zip(titles, (cell.value for cell in row), strict=True))))
        for row in sheet.iter_rows(min_row=header + 1)
    ]


def of(terms: Terms, *audits: Audit, unreadable: Any = ()) -> Overview:
    return overview_of(Outcome([Audited(each, "") for each in audits], list(unreadable)), terms)


@pytest.fixture(scope="module")
def seeds(rules: RuleSet, seed_audits: dict[str, Audit]) -> Any:
    return opened(workbook(of(Terms(rules), *seed_audits.values(), unreadable=[("坏.docx", "打不开。")])))


@pytest.fixture(scope="module")
def batch(rules: RuleSet, seed_audits: dict[str, Audit]) -> Any:
    return opened(workbook(made_up_batch(rules, seed_audits)))


# --- 总表 ---


def test_the_sheets_stand_in_the_order_of_use(seeds: Any) -> None:
    assert seeds.sheetnames == NAMES


def test_a_row_a_unit_smallest_gap_first_within_each_level(seeds: Any) -> None:
    listed = rows(seeds["总表"])
    assert [(each["级别"], each["差距分"], each["结论"]) for each in listed] == [
        ("乡镇（街道）", 16.7, "退回"), ("乡镇（街道）", 16.7, "提醒"), ("乡镇（街道）", 23.8, "退回"),
        ("乡镇（街道）", 26.2, "退回"), ("县级政府", 14.4, "提醒"),
    ]  # fmt: skip
    last = listed[3]
    assert (last["年度"], last["有"], last["部分"], last["缺"], last["待核"], last["不适用"]) == (
        2024,
        27,
        3,
        23,
        0,
        1,
    )
    assert listed[4]["待核都成立时"] == 12.9


def test_a_column_a_requirement_in_words(seeds: Any, rules: RuleSet, seed_audits: dict[str, Audit]) -> None:
    listed = rows(seeds["总表"])
    last = next(each for each in listed if each["单位"].startswith("中共后塘"))
    words = {"met": "有", "partial": "部分", "missing": "缺", "review": "待核", "na": "—"}
    found = {each.title: words[each.status] for each in seed_audits["004"].findings}
    assert {title: last[title] for title in found} == found
    assert len(listed[0]) >= rules.count


def test_numbers_are_numbers_and_may_be_calculated_with(seeds: Any) -> None:
    sheet = seeds["总表"]
    assert [sheet.cell(2, column).data_type for column in range(1, 9)] == [
        "s",
        "s",
        "n",
        "s",
        "n",
        "n",
        "n",
        "n",
    ]
    assert sheet.cell(2, 5).number_format == "0.0"
    assert seeds["缺项清单"].cell(2, 5).data_type == "n"
    assert seeds["共性问题"].cell(2, 3).number_format == "0%"


def test_colours_say_what_the_words_say(seeds: Any) -> None:
    coloured = {
        rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb
        for each in seeds["总表"].conditional_formatting
        for rule in each.rules
        if rule.type == "cellIs"
    }
    assert set(coloured) == {"有", "部分", "缺", "待核", "—", "退回", "提醒", "通过"}
    assert len({coloured[word] for word in ("有", "部分", "缺", "待核", "—")}) == 5


def test_what_could_not_be_scored_stands_last_without_figures(
    rules: RuleSet, seed_audits: dict[str, Audit]
) -> None:
    unscored = replace(
        seed_audits["004"],
        scored=False,
        unscored_reason="是工作总结",
        gap=None,
        gap_best=None,
        gap_waived=None,
    )
    book = opened(
        workbook(of(Terms(rules), unscored, seed_audits["000"], unreadable=[("坏.docx", "打不开。")]))
    )
    last = rows(book["总表"])[-1]
    assert (last["年度"], last["结论"], last["差距分"], last["缺"], last["标题"]) == (
        2024,
        "未评分",
        None,
        None,
        None,
    )
    assert [(each["情况"], each["原因和办法"]) for each in rows(book["无法评分"])] == [
        ("读出了，未评分", "是工作总结"), ("读不出", "打不开。"),
    ]  # fmt: skip


# --- the other lists ---


def test_each_open_finding_has_a_row_with_its_look_alike(seeds: Any, seed_audits: dict[str, Audit]) -> None:
    listed = rows(seeds["缺项清单"])
    still_open = (Status.MISSING, Status.PARTIAL, Status.REVIEW)
    assert len(listed) == sum(
        each.status in still_open for one in seed_audits.values() for each in one.findings
    )
    found = next(
        each
        for each in listed
        if each["规则编号"] == "enforce.three-systems" and each["单位"].startswith("中共后塘")
    )
    assert (found["重要程度"], found["状态"], found["扣分"], found["为什么不算"]) == (
        "关键", "未报告", 4.8, "是今后的打算，不是已经做的",
    )  # fmt: skip
    assert found["相近的话"].startswith("嚴格依法行政")
    assert found["怎么补"].startswith("写明三项制度各自做了什么")
    assert found["依据"] == "实施纲要（2021—2025年）第（十五）项"


def test_a_waived_finding_says_so(rules: RuleSet, seed_audits: dict[str, Audit]) -> None:
    one = seed_audits["004"]
    waiver = Waiver(reason="县里统一聘请", approver="张三", until="2026-03-31")
    waived = replace(one, findings=tuple(replace(each, waiver=waiver) for each in one.findings))
    assert {each["豁免"] for each in rows(opened(workbook(of(Terms(rules), waived)))["缺项清单"])} == {
        "县里统一聘请"
    }


def test_common_gaps_are_ranked_and_charted(seeds: Any) -> None:
    sheet = seeds["共性问题"]
    shares = [each["未达到的占比"] for each in rows(sheet)]
    assert shares == sorted(shares, reverse=True) and shares[0] == 1
    first = rows(sheet)[0]
    assert first["适用份数"] == first["有"] + first["部分"] + first["缺"] + first["待核"]
    (chart,) = sheet._charts
    assert chart.barDir == "bar"
    (series,) = chart.series
    assert series.val.numRef.f == "共性问题!$C$2:$C$21" and series.cat.strRef.f == "共性问题!$A$2:$A$21"


def test_a_batch_lists_who_did_not_hand_in_and_what_is_alike(
    batch: Any, rules: RuleSet, seed_audits: dict[str, Audit]
) -> None:
    known = made_up_batch(rules, seed_audits)
    assert [each["单位"] for each in rows(batch["未报送"])] == list(known.not_handed_in or ())
    alike = rows(batch["雷同"])
    assert [each["文件"] for each in alike] == [each.first for each in known.overlaps or ()]
    assert all(isinstance(each["相同的字数"], int) for each in alike)


def test_empty_lists_say_why(seeds: Any, rules: RuleSet) -> None:
    assert seeds["未报送"]["A2"].value == "没有花名册，不知道哪些单位该报"
    assert seeds["雷同"]["A2"].value == "这些报告没有互相比对"
    compared = opened(workbook(replace(of(Terms(rules)), overlaps=())))
    assert compared["雷同"]["A2"].value.startswith("没有成段相同的")


def test_the_rules_are_named_with_version_and_hash(seeds: Any, rules: RuleSet) -> None:
    sheet = seeds["规则"]
    said = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, 6)}
    assert said["规则集"] == rules.title and said["版本"] == rules.version and said["校验值"] == rules.sha256
    listed = rows(sheet, header=7)
    assert len(listed) == rules.count
    assert listed[0]["规则编号"] == "struct.measures" and listed[0]["类别"] == "报告结构"


# --- reading, filtering, printing ---


@pytest.mark.parametrize(
    ("name", "frozen", "filtered"),
    [
        ("总表", "B2", "A1:BO6"), ("缺项清单", "C2", None), ("共性问题", "B2", "A1:I55"), ("未报送", "A2", "A1:B2"),
        ("无法评分", "A2", "A1:D2"), ("雷同", "A2", "A1:F2"), ("规则", "A8", "A7:F61"),
    ],
)  # fmt: skip
def test_headers_stay_in_sight_and_filter(seeds: Any, name: str, frozen: str, filtered: str | None) -> None:
    sheet = seeds[name]
    assert sheet.freeze_panes == frozen
    assert filtered is None or sheet.auto_filter.ref == filtered


@pytest.mark.parametrize("name", NAMES)
def test_sheets_print_on_a4_landscape_with_their_header_on_each_page(seeds: Any, name: str) -> None:
    sheet = seeds[name]
    header = 7 if name == "规则" else 1
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == f"${header}:${header}"
    assert bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage) is (
        name != "总表"
    )


def test_wrapped_text_has_the_height_it_takes(seeds: Any) -> None:
    sheet = seeds["缺项清单"]
    titles = [cell.value for cell in sheet[1]]
    quotes = [sheet.cell(row, titles.index("相近的话") + 1) for row in range(2, sheet.max_row + 1)]
    longest = max(quotes, key=lambda each: len(each.value or ""))
    assert longest.alignment.wrap_text
    assert sheet.row_dimensions[longest.row].height > 3 * 13


# --- whatever a report holds ---


@pytest.mark.parametrize(
    "words",
    [
        *HOSTILE.values(),
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "http://x.cn",
        "<r><t>x</t></r>",
        "007",
        "a\nb",
    ],
)
def test_text_stays_text(rules: RuleSet, seed_audits: dict[str, Audit], words: str) -> None:
    book = opened(
        workbook(of(Terms(rules), everywhere(seed_audits["004"], words), unreadable=[(words, words)]))
    )
    for name, title in (("总表", "单位"), ("缺项清单", "怎么补"), ("无法评分", "文件")):
        sheet = book[name]
        column = [cell.value for cell in sheet[1]].index(title) + 1
        cell = sheet.cell(2, column)
        assert (cell.data_type, cell.value.rstrip()) == ("s", words)
        assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("甲\x00乙\x1b丙\ud83d丁\u202e戊", "甲乙丙丁戊"),
        ("长" * 32_767, "长" * 32_767),
        ("长" * 32_768, "长" * 32_766 + "…"),
        ("𠮷" * 20_000, "𠮷" * 16_383 + "…"),
    ],
    ids=["no signs", "just fits", "too long", "two units each"],
)
def test_a_cell_holds_what_a_cell_can(words: str, shown: str) -> None:
    assert text_of(words) == shown


def test_what_office_programs_would_take_for_an_escape_is_escaped(
    rules: RuleSet, seed_audits: dict[str, Audit]
) -> None:
    data = workbook(of(Terms(rules), replace(seed_audits["004"], unit="_x0041_镇")))
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert "_x005F_x0041_镇" in container.read("xl/worksheets/sheet1.xml").decode()


def test_a_list_beyond_the_last_row_says_so(
    rules: RuleSet, seed_audits: dict[str, Audit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    sheet = opened(workbook(of(Terms(rules), seed_audits["004"])))["缺项清单"]
    assert sheet.max_row == 11
    assert sheet.cell(11, 1).value == "行数超过表格上限，其余见 results.json"


def test_the_same_results_give_the_same_bytes(rules: RuleSet, seed_audits: dict[str, Audit]) -> None:
    known = of(Terms(rules), *seed_audits.values())
    assert workbook(known) == workbook(known)
    with zipfile.ZipFile(io.BytesIO(workbook(known))) as container:
        assert {each.date_time[0] for each in container.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in container.read("docProps/core.xml")


# --- the commands ---


def test_check_writes_a_workbook_of_the_reports(tmp_path: Path) -> None:
    done = auditor("check", *SEEDS, "--format", "xlsx", "-o", tmp_path / "总表.xlsx")
    assert done.returncode == 0, done.stderr
    assert len(rows(opened((tmp_path / "总表.xlsx").read_bytes())["总表"])) == len(SEEDS)
    refused = auditor("check", SEEDS[0], "--format", "xlsx")
    assert refused.returncode == 2 and "请用 -o 写明文件名，例如 -o 结果.xlsx" in refused.stderr


def test_a_batch_leaves_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for path in SEEDS[:2]:
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    done = auditor("batch", tmp_path / "in", "-o", tmp_path / "out", "--quiet")
    assert done.returncode == 0, done.stderr
    book = opened((tmp_path / "out" / "总表.xlsx").read_bytes())
    assert {each["结论"] for each in rows(book["总表"])} == {"退回"}
