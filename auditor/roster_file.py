"""The file of the roster (花名册): YAML, CSV or XLSX.

The columns (YAML: keys) are 单位, 级别 (乡镇、县级、部门), 别名 (parted by 、), 执法权 (有、无) and
应报 (是、否); only 单位 is needed.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from auditor.errors import RuleError
from auditor.readers.encoding import decode
from auditor.roster import Roster, Unit
from auditor.rules.wording import LEVELS
from auditor.settings import RuleFileError, did_you_mean, read_yaml

_TOP = "花名册"
_COLUMNS = ("单位", "级别", "别名", "执法权", "应报")


_POWERS = {"有": True, "无": False, "是": True, "否": False}


def load_roster(path: Path) -> Roster:
    """Load a roster; the kind of file is told by its ending.

    Raises:
        RuleError: the file cannot be read, or lines of it are wrong; all of them are told.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise RuleError(f"花名册“{path}”要用 .yaml、.csv 或 .xlsx 文件。请另存为其中一种。")
    problems: list[str] = []
    units: list[Unit] = []
    for place, row in reader(path):
        unit = _unit(row, f"{path} {place}", problems)
        if unit and any(unit.name == each.name for each in units):
            problems.append(f"{path} {place}：单位“{unit.name}”重复。")
        elif unit:
            units.append(unit)
    if problems:
        raise RuleError(f"花名册有 {len(problems)} 处错误，没有开始核查：\n" + "\n".join(problems))
    if not units:
        raise RuleError(f"花名册“{path}”里没有单位。第一行写表头：单位、级别、别名、执法权、应报。")
    return Roster(tuple(units))


def _unit(row: dict[str, str], place: str, problems: list[str]) -> Unit | None:
    for key in row:
        if key not in _COLUMNS:
            meant = did_you_mean(key, _COLUMNS)
            hint = f"是否想写“{meant}”？" if meant else ""
            problems.append(f"{place}：不认识的项“{key}”。{hint}可以写：{'、'.join(_COLUMNS)}。")
    name = row.get("单位", "").strip()
    if not name:
        problems.append(f"{place}：没有写“单位”。")
        return None
    level = _chosen(row.get("级别", ""), LEVELS, "级别", place, problems)
    enforces = _chosen(row.get("执法权", ""), _POWERS, "执法权", place, problems)
    expected = _chosen(row.get("应报", ""), _POWERS, "应报", place, problems)
    aliases = tuple(
        each.strip() for each in row.get("别名", "").replace("，", "、").split("、") if each.strip()
    )
    return Unit(name, level, aliases, enforces, expected is not False)


def _chosen(text: str, table: dict[str, Any], key: str, place: str, problems: list[str]) -> Any:
    text = text.strip()
    if text and text not in table:
        problems.append(f"{place}：“{key}”写的“{text}”不认识，可以写：{'、'.join(table)}。")
    return table.get(text)


def _yaml_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    file = read_yaml(path, str(path))
    listed = file.by_units(_TOP)
    if file.problems:
        raise RuleFileError(file.problems)
    for index, item in enumerate(listed):
        place = f"第 {file.mark(_TOP, index).line} 行"
        # A bare name is a unit.
        row = item if isinstance(item, dict) else {"单位": item}
        yield place, {key: _names(value, key, f"{path} {place}") for key, value in row.items()}


def _names(value: object, key: str, place: str) -> str:
    """Return what a YAML file writes as a table has it: several names parted by 、."""
    names = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in names):
        raise RuleError(
            f"花名册 {place}：“{key}”里只能写名称。请写成“{key}: 甲”，几个名称写成“{key}: [甲, 乙]”。"
        )
    return "、".join(names)


def _csv_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    text = decode(_bytes(path))
    if text is None:
        raise RuleError(f"花名册“{path}”的编码无法识别。请用 WPS 表格另存为 CSV UTF-8 再试。")
    try:
        yield from _table_rows(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    except csv.Error:
        raise RuleError(f"花名册“{path}”不是表格。请用 WPS 表格另存为 CSV UTF-8 再试。") from None


def _xlsx_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(io.BytesIO(_bytes(path)), read_only=True, data_only=True).worksheets[0]
        rows = [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
    except (InvalidFileException, KeyError, ValueError, OSError, IndexError, EOFError) as error:
        raise RuleError(f"花名册“{path}”打不开（{error}）。请用 WPS 表格另存为 .xlsx 再试。") from None
    except Exception as error:  # a damaged package fails in as many ways as there are parts in it
        raise RuleError(
            f"花名册“{path}”已损坏（{type(error).__name__}）。请用 WPS 表格另存为 .xlsx 再试。"
        ) from None
    yield from _table_rows(rows)


def _table_rows(rows: Iterable[list[str]]) -> Iterator[tuple[str, dict[str, str]]]:
    header: list[str] | None = None
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if header is None:
            header = cells
            continue
        yield f"第 {number} 行", {key: cell for key, cell in zip(header, cells, strict=False) if key}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"打不开花名册“{path}”（{error.strerror}）。请检查文件名和所在文件夹。") from None


_READERS: dict[str, Callable[[Path], Iterator[tuple[str, dict[str, str]]]]] = {
    ".yaml": _yaml_rows,
    ".yml": _yaml_rows,
    ".csv": _csv_rows,
    ".xlsx": _xlsx_rows,
}
