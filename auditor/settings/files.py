"""YAML files that officers write, as they lie on the disk: decoded, parsed, with the places of everything."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.errors import RuleError
from auditor.readers.encoding import decode
from auditor.settings.nodes import MAX_BYTES, Parsed, parse
from auditor.settings.problems import Mark, Problem, RuleFileError
from auditor.settings.slips import find_slips


@dataclass
class YamlFile:
    """One file: its lines and plain data, what is wrong with it, what to mention."""

    name: str
    data: bytes = b""
    lines: list[str] = field(default_factory=list)
    parsed: Parsed = field(default_factory=Parsed)
    problems: list[Problem] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def problem(self, mark: Mark, cause: str, remedy: str) -> None:
        """Note a mistake at ``mark``."""
        self.problems.append(self.located(mark, cause, remedy))

    def located(self, mark: Mark, cause: str, remedy: str) -> Problem:
        """Return a mistake at ``mark`` with the line that it stands in."""
        return Problem(
            mark, cause, remedy, self.lines[mark.line - 1] if 0 < mark.line <= len(self.lines) else ""
        )

    def by_units(self, key: str) -> list[Any]:
        """Return the list that stands under ``key``, each entry of which is to begin with its 单位.

        Raises:
            RuleFileError: there is no such list; with it all other mistakes known.
        """
        content = self.parsed.data
        listed = content.get(key) if isinstance(content, dict) else None
        if isinstance(listed, list):
            return listed
        if not self.problems:
            self.problem(
                self.mark(),
                f"文件里没有“{key}”这一项，或它下面不是一列。",
                f"第一行写“{key}:”，下面每条以“- 单位: ”开头。",
            )
        raise RuleFileError(self.problems)

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


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read and parse a file; mistakes in it are collected in the result, under ``name``.

    Raises:
        RuleError: the file cannot be opened.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError(f"打不开文件“{path}”（{error.strerror}）。请检查文件名和所在文件夹。") from None
    return parse_yaml(data, name)


def parse_yaml(data: bytes, name: str) -> YamlFile:
    """Parse the content of a file; see ``read_yaml``."""
    file = YamlFile(name, data)
    if len(data) > MAX_BYTES:
        file.problem(Mark(name, 1, 1), "文件超过 2 MB。", "检查是否选错了文件。")
        return file
    text = decode(data)
    if text is None:
        file.problem(Mark(name, 1, 1), "不是文本文件，或编码无法识别。", "用记事本另存为 UTF-8 编码再试。")
        return file
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    file.lines = text.split("\n")
    if not _is_utf8(data):
        file.hints.append(f"文件 {name} 不是 UTF-8 编码，已照常读取。建议用记事本另存为 UTF-8。")
    slips, mended = find_slips(text, name)
    file.parsed = parse(mended, name)
    # What the parser finds in a line that is told already would only repeat it in other words.
    told = {problem.mark.line for problem in slips}
    file.problems += [*slips, *(each for each in file.parsed.problems if each.mark.line not in told)]
    return file


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in data
