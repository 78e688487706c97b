"""A fuzz run of what an office writes itself: rules, roster, exemptions, settings and template of letters.

A loader may return what it loaded or raise ``AuditorError`` in Chinese; anything else is a defect.

``python -m tests.fuzzing_settings --count 2000``
"""

import argparse
import datetime
import io
import re
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openpyxl import Workbook

from auditor import load_rules
from auditor.errors import AuditorError
from auditor.papers.notice import load_stationery, sample_settings, shipped_docx
from auditor.roster_file import load_roster
from auditor.rules import RuleSet
from auditor.waiver_file import load_waivers
from tests.fuzzing import Defect, place_of
from tests.samples.mutations import mutated

_RULES = """规则集: {编号: linshui, 名称: 临水县核查规则, 版本: "1.10", 沿用: [township]}
规则:
- 编号: lead.plan
  重要程度: 关键
- 编号: publicity.law
  +词: [赶场说法]
- 编号: own.hotline
  名称: 法治热线
  重要程度: 一般
  适用: {乡镇: 必报, 县级: 提示}
  检查: 要点
  要点: {热线: [法治热线], 接听: [接听/接通 来电 -骚扰]}
  年度: 2021-2025
  怎么补: 写明法治热线接听情况。
  应通过: [法治热线全年接听来电46次。]
  不应通过: [{部分: 下一年度安排, 文: 开通法治热线。}]
"""
_WAIVERS = """豁免:
- 单位: 临水镇
  规则: [decision.legal-adviser, lead.plan]
  理由: 县里统一聘请
  批准人: 张三
  截止: 2026-03-31
  免退回: 否
"""
_ROWS = (
    ("单位", "级别", "别名", "执法权", "应报"),
    ("临水镇人民政府", "乡镇", "临水镇、临水乡", "无", "是"),
    ("临水县水利局", "部门", "", "有", ""),
)
_ROSTER = (
    "花名册:\n- {单位: 临水镇人民政府, 级别: 乡镇, 别名: [临水镇], 执法权: 无}\n- {单位: 水利局, 应报: 否}\n"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def _workbook() -> bytes:
    book, kept = Workbook(), io.BytesIO()
    for row in _ROWS:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


@cache
def _shipped() -> RuleSet:
    return load_rules()


def _exempt(path: Path) -> object:
    return load_waivers(path, _shipped(), datetime.date(2026, 3, 1))


@dataclass(frozen=True)
class Loader:
    """A file by its name and sound content, and what loads it."""

    name: str
    sound: bytes
    load: Callable[[Path], object]


def loaders() -> dict[str, Loader]:
    """Return every loader of what an office writes."""
    table = "\r\n".join(",".join(row) for row in _ROWS)
    return {
        "rules": Loader("规则.yaml", _RULES.encode(), load_rules),
        "waivers": Loader("豁免.yaml", _WAIVERS.encode(), _exempt),
        "roster-yaml": Loader("花名册.yaml", _ROSTER.encode(), load_roster),
        "roster-csv": Loader("花名册.csv", table.encode("gb18030"), load_roster),
        "roster-xlsx": Loader("花名册.xlsx", _workbook(), load_roster),
        "settings": Loader("函.yaml", sample_settings().encode(), lambda path: load_stationery(path, None)),
        "template": Loader("模板.docx", shipped_docx(), lambda path: load_stationery(None, path)),
    }


def run(name: str, count: int, folder: Path, first_seed: int = 0) -> Iterator[Defect]:
    """Load ``count`` damaged files; yield what went wrong."""
    loader = loaders()[name]
    path = folder / loader.name
    for seed in range(first_seed, first_seed + count):
        data = mutated(loader.sound, seed)
        path.write_bytes(data)
        if what := problem(loader.load, path):
            yield Defect(name, seed, what, data)


def problem(load: Callable[[Path], object], path: Path) -> str:
    """Return what is wrong with how a file is loaded, '' for nothing."""
    try:
        load(path)
    except AuditorError as error:
        return "" if _CHINESE.search(str(error)) and str(error).endswith("。") else f"no sentence: {error}"
    except Exception:  # whatever else a loader raises is what this run looks for
        return traceback.format_exc()
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description="Fuzz the loaders of what an office writes itself.")
    parser.add_argument("--count", type=int, default=500, help="damaged files of each kind")
    parser.add_argument("--loader", choices=list(loaders()), action="append", help="default: all of them")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    arguments = parser.parse_args()
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.loader or loaders():
            kinds: dict[str, Defect] = {}
            for defect in run(name, arguments.count, Path(folder), arguments.seed):
                found += 1
                kinds.setdefault(place_of(defect.what), defect)
            print(f"{name}: {arguments.count} files, {len(kinds)} kinds of defect", flush=True)
            for defect in kinds.values():
                print(f"--- seed {defect.seed}\n{defect.what}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
