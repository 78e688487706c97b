"""The roster: three kinds of file, level and powers of a unit, who has not handed in."""

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from auditor import load_rules
from auditor.errors import RuleError
from auditor.examples import finding_of, minimal_report
from auditor.job import Terms, audit_document
from auditor.outline import outline
from auditor.roster import Roster, Unit
from auditor.roster_file import COLUMNS, load_roster, roster_rows
from auditor.vocabulary import Level, Status
from tests.conftest import SEEDS

UNITS = (
    Unit("城郊镇人民政府", Level.TOWNSHIP, ("城郊镇", "城郊乡"), False, True),
    Unit("国宝乡人民政府", Level.TOWNSHIP, (), True, True),
    Unit("临水县水利局", Level.DEPARTMENT, (), None, True),
    Unit("老区办", None, (), None, False),
)
ROWS = [
    ["单位", "级别", "别名", "执法权", "应报"],
    ["城郊镇人民政府", "乡镇", "城郊镇、城郊乡", "无", "是"],
    ["国宝乡人民政府", "乡镇", "", "有", ""],
    ["", "", "", "", ""],
    ["临水县水利局", "部门", "", "", ""],
    ["老区办", "", "", "", "否"],
]


def _csv(path: Path, encoding: str = "utf-8") -> Path:
    path.write_text("\r\n".join(",".join(row) for row in ROWS), encoding=encoding)
    return path


def _xlsx(path: Path) -> Path:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    return path


def _yaml(path: Path) -> Path:
    path.write_text(
        "花名册:\n"
        "- {单位: 城郊镇人民政府, 级别: 乡镇, 别名: [城郊镇, 城郊乡], 执法权: 无, 应报: 是}\n"
        "- {单位: 国宝乡人民政府, 级别: 乡镇, 执法权: 有}\n"
        "- {单位: 临水县水利局, 级别: 部门}\n"
        "- {单位: 老区办, 应报: 否}\n",
        encoding="utf-8",
    )
    return path


def test_the_three_kinds_of_file_say_the_same(tmp_path: Path) -> None:
    for path in (
        _csv(tmp_path / "a.csv"),
        _csv(tmp_path / "b.csv", "gb18030"),
        _csv(tmp_path / "c.csv", "utf-8-sig"),
        _xlsx(tmp_path / "d.xlsx"),
        _yaml(tmp_path / "e.yaml"),
    ):
        assert load_roster(path).units == UNITS, path.name


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("城郊镇2024年法治政府建设年度报告", "城郊镇人民政府"),
        ("宁化县城郊乡人民政府2024年法治政府建设年度报告", "城郊镇人民政府"),
        ("临水县水利局2024年法治政府建设年度报告", "临水县水利局"),
        ("河口镇2024年法治政府建设年度报告", None),
    ],
)
def test_a_report_is_told_by_any_name_of_its_unit(title: str, unit: str | None) -> None:
    document = minimal_report("全年开会4次。", Level.TOWNSHIP)
    parsed = outline(
        type(document)("a.txt", "0" * 64, document.text.replace("临水镇2025年度法治政府建设年度报告", title))
    )
    found = Roster(UNITS).find(parsed)
    assert (found.name if found else None) == unit


def test_a_unit_without_powers_needs_no_enforcement_items_and_its_level_is_that_of_the_roster() -> None:
    roster = Roster((Unit("临水镇", Level.DEPARTMENT, (), False),))
    audited, unit = audit_document(
        minimal_report("全年开会4次。", Level.TOWNSHIP), Terms(load_rules(), roster)
    )
    assert unit is roster.units[0]
    assert audited.level is Level.DEPARTMENT
    finding = finding_of(audited, "enforce.three-systems")
    assert (finding.status, finding.reason) == (Status.NOT_APPLICABLE, "花名册写明本单位没有执法权")
    assert finding_of(audited, "enforce.supervision").status is Status.MISSING


def test_batch_names_who_has_not_handed_in(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(SEEDS[0].read_bytes())
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "auditor",
            "batch",
            str(folder),
            "-o",
            str(tmp_path / "out"),
            "--roster",
            str(_xlsx(tmp_path / "r.xlsx")),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "未报送：2 个单位\n  国宝乡人民政府、临水县水利局" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "单位,等级\n甲镇,乡镇\n", "第 2 行：不认识的项“等级”。"),
        ("a.csv", "单位,级别\n甲镇,镇级\n", "第 2 行：“级别”写的“镇级”不认识，可以写：乡镇、县级、部门。"),
        ("a.csv", "单位,级别\n,乡镇\n", "第 2 行：没有写“单位”。"),
        (
            "a.csv",
            "名称,级别\n甲镇,乡镇\n",
            "“[^”]*a.csv”第 1 行应是表头，里面没有“单位”这一列。表头写：单位、",
        ),
        ("a.csv", "甲县应报单位,\n单位,级别\n甲镇,乡镇\n", "第 1 行应是表头.*上面不要有别的字"),
        ("a.csv", "单位\n甲镇\n甲镇\n", "第 3 行：单位“甲镇”重复。"),
        ("a.csv", "单位,等级\n甲镇,乡镇\n乙镇,乡镇\n", "有 1 处错误"),
        ("a.csv", "单位\n", "里没有单位"),
        ("a.csv", "单位\n" + "镇" * 101, "第 2 行：“单位”超过 100 个字。"),
        ("a.csv", "单位\n" + "\n" * 20_001 + "甲镇", "超过 20000 行"),
        ("a.csv", "单位,应报\n" + "".join(f"{n}镇,否否\n" for n in range(60)), "有 60 处错误.*另有 10 处"),
        ("a.xlsx", "不是表格", "请用 WPS 表格另存为 .xlsx 再试"),
        ("a.docx", "", "要用 .yaml、.csv 或 .xlsx 文件"),
        ("a.yaml", "名册: []\n", "没有“花名册”这一项"),
        ("a.yaml", "花名册:\n- 单位：甲镇\n", "键名后面用了中文冒号"),
        (
            "a.yaml",
            "花名册:\n- {单位: 甲镇, 别名: [甲乡, 乙: 丙]}\n",
            "第 2 行：“别名”里只能写名称。请写成“别名: 甲”",
        ),
        ("a.yaml", "花名册:\n- [甲镇, [乙镇]]\n", "第 2 行：“单位”里只能写名称"),
        ("a.yaml", "花名册:\n- 单位: {甲: 乙}\n", "第 2 行：“单位”里只能写名称"),
        ("a.csv", "单位\n\x00\ud800\n", "编码无法识别。请用 WPS 表格另存为 CSV UTF-8 再试"),
        ("a.csv", '单位\n"' + "甲" * 140_000 + '"\n', "不是表格。请用 WPS 表格另存为 CSV UTF-8 再试"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(RuleError, match=f"(?s){message}"):
        load_roster(path)


def test_levels_are_understood_as_pages_show_them_and_headings_as_tables_set_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单　位, 级 别\n甲镇,乡镇（街道）\n乙县,县级政府\n丙局,县级部门\n", encoding="utf-8")
    assert [each.level for each in load_roster(path).units] == list(Level)


def test_a_sheet_that_is_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    whole, bomb = _xlsx(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("xl/media/0.png", b"0" * (65 * 1024 * 1024))
    with pytest.raises(RuleError, match="大得异常"):
        load_roster(bomb)


def test_a_roster_written_as_rows_is_read_as_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *roster_rows(UNITS)])
    assert load_roster(path).units == UNITS


def test_a_list_of_bare_names_is_a_roster(tmp_path: Path) -> None:
    path = tmp_path / "花名册.yaml"
    path.write_text("花名册: [甲镇, 乙镇]\n", encoding="utf-8")
    assert [each.name for each in load_roster(path).units] == ["甲镇", "乙镇"]


def test_an_absent_roster_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="打不开花名册"):
        load_roster(tmp_path / "没有.csv")
