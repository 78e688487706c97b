"""The file of the roster (花名册): YAML, CSV or XLSX.

The columns (YAML: keys) are 单位, 级别 (乡镇、县级、部门), 别名 (parted by 、), 执法权 (有、无) and
应报 (是、否); only 单位 is needed.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from auditor.errors import RuleError, UnreadableError
from auditor.readers.cleaning import clean
from auditor.readers.encoding import decode
from auditor.readers.names import printable
from auditor.readers.zips import SafeZip
from auditor.roster import Roster, Unit
from auditor.rules.wording import LEVELS
from auditor.settings import RuleFileError, did_you_mean, parse_yaml
from auditor.vocabulary import LABELS

COLUMNS = ("单位", "级别", "别名", "执法权", "应报")
_TOP = "花名册"
# No office has so many units below it; a sheet may claim a million rows.
_MOST_ROWS = 20_000
_MOST_COLUMNS = 100
_MOST_TOLD = 50
_LONGEST_NAME = 100
# What pages show as a level is understood as well.
_SHOWN = {LABELS[level]: word for word, level in LEVELS.items()}
_POWERS = {"有": True, "无": False, "是": True, "否": False}

_Rows = Iterator[tuple[str, dict[str, str]]]


def load_roster(path: Path) -> Roster:
    """Load a roster; the kind of file is told by its ending.

    Raises:
        RuleError: the file cannot be read, or lines of it are wrong; all of them are told.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError(f"打不开花名册“{path}”（{error.strerror}）。请检查文件名和所在文件夹。") from None
    return read_roster(data, str(path))


def read_roster(data: bytes, name: str) -> Roster:
    """Read the content of the file of a roster, called ``name``; see ``load_roster``."""
    rows_of = _READERS.get(PurePath(name).suffix.lower())
    if rows_of is None:
        raise RuleError(f"花名册“{name}”要用 .yaml、.csv 或 .xlsx 文件。请另存为其中一种。")
    problems: list[str] = []
    units: dict[str, Unit] = {}
    # A column of a wrong name is one mistake, not one in every line.
    unknown: set[str] = set()
    for place, row in rows_of(data, name):
        unit = _unit(row, f"{name} {place}", problems, unknown)
        if unit and unit.name in units:
            problems.append(f"{name} {place}：单位“{unit.name}”重复。")
        elif unit:
            units[unit.name] = unit
    if problems:
        told = problems[:_MOST_TOLD]
        if len(problems) > len(told):
            told.append(f"……另有 {len(problems) - len(told)} 处。")
        raise RuleError(f"花名册有 {len(problems)} 处错误，没有采用：\n" + "\n".join(told))
    if not units:
        raise RuleError(f"花名册“{name}”里没有单位。第一行写表头：{'、'.join(COLUMNS)}。")
    return Roster(tuple(units.values()))


def roster_rows(units: Iterable[Unit]) -> Iterator[tuple[str, ...]]:
    """Yield units as rows under ``COLUMNS``, as ``read_roster`` takes them."""
    levels = {level: word for word, level in LEVELS.items()}
    for each in units:
        enforces = {None: "", True: "有", False: "无"}[each.enforces]
        level = levels[each.level] if each.level else ""
        yield each.name, level, "、".join(each.aliases), enforces, "是" if each.expected else "否"


def _unit(row: dict[str, str], place: str, problems: list[str], unknown: set[str]) -> Unit | None:
    for key in map(printable, row):
        if key not in COLUMNS and key not in unknown:
            unknown.add(key)
            meant = did_you_mean(key, COLUMNS)
            hint = f"是否想写“{meant}”？" if meant else ""
            problems.append(f"{place}：不认识的项“{key}”。{hint}可以写：{'、'.join(COLUMNS)}。")
    row = {key: " ".join(clean(value).split()) for key, value in row.items()}
    name = row.get("单位", "")
    if not name:
        problems.append(f"{place}：没有写“单位”。")
        return None
    if len(name) > _LONGEST_NAME:
        problems.append(f"{place}：“单位”超过 {_LONGEST_NAME} 个字。")
    level = _chosen(_SHOWN.get(said := row.get("级别", ""), said), LEVELS, "级别", place, problems)
    enforces = _chosen(row.get("执法权", ""), _POWERS, "执法权", place, problems)
    expected = _chosen(row.get("应报", ""), _POWERS, "应报", place, problems)
    aliases = (each.strip() for each in row.get("别名", "").replace("，", "、").split("、"))
    return Unit(name, level, tuple(filter(None, aliases)), enforces, expected is not False)


def _chosen(text: str, table: dict[str, Any], key: str, place: str, problems: list[str]) -> Any:
    if text and text not in table:
        problems.append(f"{place}：“{key}”写的“{text}”不认识，可以写：{'、'.join(table)}。")
    return table.get(text)


def _yaml_rows(data: bytes, name: str) -> _Rows:
    file = parse_yaml(data, name)
    listed = file.by_units(_TOP)
    if file.problems:
        raise RuleFileError(file.problems)
    for index, item in enumerate(listed):
        place = f"第 {file.mark(_TOP, index).line} 行"
        # A bare name is a unit.
        row = item if isinstance(item, dict) else {"单位": item}
        yield place, {key: _names(value, key, f"{name} {place}") for key, value in row.items()}


def _names(value: object, key: str, place: str) -> str:
    """Return what a YAML file writes as a table has it: several names parted by 、."""
    written = value if isinstance(value, list) else [value]
    names = [each for each in written if isinstance(each, str)]
    if names != written:
        raise RuleError(
            f"花名册 {place}：“{key}”里只能写名称。请写成“{key}: 甲”，几个名称写成“{key}: [甲, 乙]”。"
        )
    return "、".join(names)


def _csv_rows(data: bytes, name: str) -> _Rows:
    text = decode(data)
    if text is None:
        raise RuleError(f"花名册“{name}”的编码无法识别。请用 WPS 表格另存为 CSV UTF-8 再试。")
    try:
        yield from _table_rows(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), name)
    except csv.Error:
        raise RuleError(f"花名册“{name}”不是表格。请用 WPS 表格另存为 CSV UTF-8 再试。") from None


def _xlsx_rows(data: bytes, name: str) -> _Rows:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _refuse_bomb(data, name)
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        cells = sheet.iter_rows(max_row=_MOST_ROWS + 2, max_col=_MOST_COLUMNS, values_only=True)
        rows = [["" if cell is None else str(cell) for cell in row] for row in cells]
    except UnreadableError:
        raise RuleError(
            f"花名册“{name}”不是完好的 .xlsx 文件，或大得异常，没有打开。请用 WPS 表格另存为 .xlsx 再试。"
        ) from None
    except (InvalidFileException, KeyError, ValueError, OSError, IndexError, EOFError) as error:
        raise RuleError(f"花名册“{name}”打不开（{error}）。请用 WPS 表格另存为 .xlsx 再试。") from None
    except Exception as error:  # a damaged package fails in as many ways as there are parts in it
        raise RuleError(
            f"花名册“{name}”已损坏（{type(error).__name__}）。请用 WPS 表格另存为 .xlsx 再试。"
        ) from None
    yield from _table_rows(rows, name)


def _refuse_bomb(data: bytes, name: str) -> None:
    """Unpack every part within the limits of reports: the library that reads sheets has none."""
    package = SafeZip(data, name, "表格")
    for part in package.entries:
        package.read(part)


def _table_rows(rows: Iterable[list[str]], name: str) -> _Rows:
    header: list[str] | None = None
    for number, row in enumerate(islice(rows, _MOST_ROWS + 2), 1):
        if number > _MOST_ROWS + 1:
            raise RuleError(f"花名册“{name}”超过 {_MOST_ROWS} 行。请检查是否选错了文件。")
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if header is None:
            # “单 位” is how the headings of many a table are set.
            header = ["".join(clean(cell).split()) for cell in cells]
            if "单位" not in header:
                raise RuleError(
                    f"花名册“{name}”第 {number} 行应是表头，里面没有“单位”这一列。"
                    f"表头写：{'、'.join(COLUMNS)}；上面不要有别的字。"
                )
            continue
        yield f"第 {number} 行", {key: cell for key, cell in zip(header, cells, strict=False) if key}


_READERS: dict[str, Callable[[bytes, str], _Rows]] = {
    ".yaml": _yaml_rows,
    ".yml": _yaml_rows,
    ".csv": _csv_rows,
    ".xlsx": _xlsx_rows,
}
