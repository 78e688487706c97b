"""Rule files as they lie on the disk: decoded, parsed, with the places of their entries."""

import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.errors import RuleError
from auditor.readers.encoding import decode
from auditor.rules.nodes import MAX_BYTES, Parsed, parse
from auditor.rules.problems import Mark, Problem, did_you_mean
from auditor.rules.slips import find_slips

HEADER, RULES, ID = "规则集", "规则", "编号"
SEAL = "seal.json"


@dataclass
class RuleFile:
    """One file: its header and entries as plain data, its lines, what is wrong with it, what to mention."""

    name: str
    data: bytes
    lines: list[str]
    parsed: Parsed
    header: dict[str, Any] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def problem(self, mark: Mark, cause: str, remedy: str) -> None:
        """Note a mistake at ``mark``."""
        excerpt = self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""
        self.problems.append(Problem(mark, cause, remedy, excerpt))

    def mark(self, *path: str | int) -> Mark:
        """Return the place of the value at ``path``, or of the nearest thing around it that has one."""
        while path:
            found = self.parsed.values.get(path) or self.parsed.keys.get(path)
            if found:
                return found
            path = path[:-1]
        return Mark(self.name, 1, 1)

    def key_mark(self, *path: str | int) -> Mark:
        """Return the place of the key at ``path``."""
        return self.parsed.keys.get(path) or self.mark(*path)


def shipped_folder() -> Path:
    """Return the folder of the shipped rule files: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def read_rule_file(path: Path) -> RuleFile:
    """Read and parse a rule file; mistakes in it are collected in the result.

    Raises:
        RuleError: the file cannot be opened.
    """
    data = _bytes(path)
    name = path.name if path.parent == shipped_folder() else str(path)
    file = RuleFile(name, data, [], Parsed())
    if len(data) > MAX_BYTES:
        file.problem(Mark(name, 1, 1), "文件超过 2 MB，不像规则文件。", "检查是否选错了文件。")
        return file
    text = decode(data)
    if text is None:
        file.problem(Mark(name, 1, 1), "不是文本文件，或编码无法识别。", "用记事本另存为 UTF-8 编码再试。")
        return file
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    file.lines = text.split("\n")
    if not _is_utf8(data):
        file.hints.append(f"规则文件 {name} 不是 UTF-8 编码，已照常读取。建议用记事本另存为 UTF-8。")
    slips, mended = find_slips(text, name)
    file.parsed = parse(mended, name)
    # What the parser finds in a line that is told already would only repeat it in other words.
    told = {problem.mark.line for problem in slips}
    file.problems += [*slips, *(each for each in file.parsed.problems if each.mark.line not in told)]
    if path.parent == shipped_folder():
        file.hints += _broken_seal(path.name, file.lines)
    _take_apart(file)
    return file


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"打不开规则文件“{path}”（{error.strerror}）。请检查文件名和所在文件夹。") from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in data


def _take_apart(file: RuleFile) -> None:
    content = file.parsed.data
    if content is None:
        if not file.problems:
            file.problem(Mark(file.name, 1, 1), "文件里没有内容。", "照着自带规则文件写“规则集”和“规则”。")
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
        file.header = header
    else:
        file.problem(file.mark(HEADER), "缺少“规则集”。", "开头写：规则集: {编号: linshui, 名称: 本县规则}")
    if not isinstance(entries, list):
        file.problem(file.mark(RULES), "“规则”下面应是一列规则。", "每条规则以“- 编号: ”开头。")
        return
    _number(file, entries)


def _number(file: RuleFile, entries: list[Any]) -> None:
    """Keep the entries that have an id; note those that have none or one twice."""
    lines: dict[str, int] = {}
    for index, entry in enumerate(entries):
        mark = file.mark(RULES, index)
        if not isinstance(entry, dict) or not isinstance(entry.get(ID), str):
            file.problem(mark, "这条规则没有“编号”。", "在这条规则的第一行写“- 编号: ”。")
            continue
        place = file.mark(RULES, index, ID)
        if entry[ID] in lines:
            file.problem(
                place,
                f"编号“{entry[ID]}”重复，第 {lines[entry[ID]]} 行已经有了。",
                "改一个编号，或合并成一条。",
            )
            continue
        lines[entry[ID]] = place.line
        file.entries.append({**entry, "": index})


def line_marks(lines: list[str]) -> list[str]:
    """Return a short checksum of every line."""
    return [f"{zlib.crc32(line.encode()):08x}" for line in lines]


def _broken_seal(name: str, lines: list[str]) -> list[str]:
    """Say where a shipped file differs from the released one."""
    path = shipped_folder() / SEAL
    sealed = json.loads(path.read_text(encoding="ascii")).get(name) if path.is_file() else None
    marks = line_marks(lines)
    if sealed is None or sealed == marks:
        return []
    pairs = zip(marks, sealed, strict=False)
    first = next((i for i, (now, then) in enumerate(pairs) if now != then), min(len(marks), len(sealed)))
    return [
        f"自带规则文件 {name} 第 {first + 1} 行与发布时不同。"
        "自己的修改请写进本单位的规则文件；如不是有意修改，请恢复原文件。"
    ]
