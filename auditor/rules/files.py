"""Rule files: their two parts taken apart, entries by id, the seal of the shipped ones."""

import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.rules.shipped import shipped_folder
from auditor.settings import Mark, Problem, YamlFile, did_you_mean, parse_yaml, read_yaml

HEADER, RULES, ID = "规则集", "规则", "编号"
SEAL = "seal.json"


@dataclass
class RuleFile:
    """A file with its header and its entries; an entry keeps its index under the key ''.

    ``broken_seal``: where a shipped file differs from the released one.
    """

    file: YamlFile
    header: dict[str, Any] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)
    broken_seal: Problem | None = None

    @property
    def hints(self) -> list[str]:
        """What an author should hear although it is no mistake."""
        seal = self.broken_seal
        return self.file.hints + ([seal.cause + seal.remedy] if seal else [])


def read_rule_file(path: Path) -> RuleFile:
    """Read a rule file; mistakes in it are collected in its ``file``.

    Raises:
        RuleError: the file cannot be opened.
    """
    shipped = path.parent == shipped_folder()
    file = read_yaml(path, path.name if shipped else str(path))
    return _taken_apart(RuleFile(file, broken_seal=_broken_seal(path.name, file) if shipped else None))


def parse_rule_file(data: bytes, name: str) -> RuleFile:
    """Read the content of an office's rule file that is called ``name``; mistakes are collected in it."""
    return _taken_apart(RuleFile(parse_yaml(data, name)))


def _taken_apart(rule_file: RuleFile) -> RuleFile:
    _take_apart(rule_file)
    return rule_file


def _take_apart(rule_file: RuleFile) -> None:
    file = rule_file.file
    content = file.parsed.data
    if content is None:
        if not file.problems:
            file.problem(file.mark(), "文件里没有内容。", "照着自带规则文件写“规则集”和“规则”。")
        return
    if not isinstance(content, dict):
        file.problem(file.mark(), "最外层应是“规则集”和“规则”两项。", "照着自带规则文件写。")
        return
    for key in content:
        if key not in (HEADER, RULES):
            meant = did_you_mean(key, (HEADER, RULES))
            hint = f"，是否想写“{meant}”？" if meant else "。"
            file.problem(file.key_mark(key), f"最外层不认识“{key}”{hint}", "最外层只写“规则集”和“规则”。")
    header, entries = content.get(HEADER), content.get(RULES, [])
    if isinstance(header, dict):
        rule_file.header = header
    else:
        file.problem(file.mark(HEADER), "缺少“规则集”。", "开头写：规则集: {编号: linshui, 名称: 本县规则}")
    if not isinstance(entries, list):
        file.problem(file.mark(RULES), "“规则”下面应是一列规则。", "每条规则以“- 编号: ”开头。")
        return
    rule_file.entries = list(_with_ids(file, entries))


def _with_ids(file: YamlFile, entries: list[Any]) -> list[dict[str, Any]]:
    """Return the entries that have an id of their own; note those that have none, or one twice."""
    lines: dict[str, int] = {}
    kept = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict) or not isinstance(entry.get(ID), str):
            file.problem(file.mark(RULES, index), "这条规则没有“编号”。", "在这条规则的第一行写“- 编号: ”。")
            continue
        place = file.mark(RULES, index, ID)
        if entry[ID] in lines:
            cause = f"编号“{entry[ID]}”重复，第 {lines[entry[ID]]} 行已经有了。"
            file.problem(place, cause, "改一个编号，或合并成一条。")
            continue
        lines[entry[ID]] = place.line
        kept.append({**entry, "": index})
    return kept


def line_marks(lines: list[str]) -> list[str]:
    """Return a short checksum of every line."""
    return [f"{zlib.crc32(line.encode()):08x}" for line in lines]


def _broken_seal(name: str, file: YamlFile) -> Problem | None:
    """Say where a shipped file differs from the released one."""
    path = shipped_folder() / SEAL
    sealed = json.loads(path.read_text(encoding="ascii")).get(name) if path.is_file() else None
    marks = line_marks(file.lines)
    if sealed is None or sealed == marks:
        return None
    pairs = zip(marks, sealed, strict=False)
    first = next((i for i, (now, then) in enumerate(pairs) if now != then), min(len(marks), len(sealed)))
    return Problem(
        Mark(name, first + 1, 1),
        f"自带规则文件 {name} 第 {first + 1} 行与发布时不同。",
        "自己的修改请写进本单位的规则文件；如不是有意修改，请恢复原文件。",
    )
