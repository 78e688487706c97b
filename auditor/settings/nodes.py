"""From YAML text to plain data that remembers where every key and value stood.

All scalars stay the words that were typed: ``no``, ``1.10``, ``010``, ``12:30`` and dates are text.
Aliases, anchors, tags, deep nesting and huge files are refused before anything is built.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from auditor.settings.problems import Mark, Problem

MAX_BYTES = 2 * 1024 * 1024
_MAX_DEPTH = 12
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Path = tuple[str | int, ...]


@dataclass
class Parsed:
    """Plain data, the places of its values and keys by path, and what is wrong with it."""

    data: Any = None
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse(text: str, file: str) -> Parsed:
    """Parse the text of a rule file; mistakes are collected, never raised."""
    parsed = Parsed()
    lines = text.split("\n")
    refused = _refused(text, file, lines)
    if refused:
        parsed.problems.append(refused)
        return parsed
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        parsed.problems.append(_syntax(error, file, lines))
        return parsed
    if node is not None:
        parsed.data = _build(node, (), parsed, file, lines)
    return parsed


def _refused(text: str, file: str, lines: list[str]) -> Problem | None:
    """Scan the events alone: no recursion, nothing built."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            line, column = _place(event.start_mark)
            tag = getattr(event, "tag", None)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or tag not in (None, "!"):
                return Problem(
                    Mark(file, line + 1, column + 1),
                    "规则文件里不能用引用（*）、锚点（&）和标签（!）。",
                    "要重复的内容请直接写出来。",
                    _line(lines, line),
                )
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                return Problem(
                    Mark(file, line + 1, column + 1),
                    f"括号或层次超过 {_MAX_DEPTH} 层。",
                    "检查是否有没有配对的括号。",
                    _line(lines, line),
                )
    except yaml.MarkedYAMLError as error:
        return _syntax(error, file, lines)
    except yaml.YAMLError:
        return _unreadable(file)
    return None


def _place(mark: Any) -> tuple[int, int]:
    """Return line and column of a parser's mark, counted from nought."""
    return (mark.line, mark.column) if mark else (0, 0)


def _unreadable(file: str) -> Problem:
    return Problem(Mark(file, 1, 1), "文件里有不能识别的字符。", "用记事本另存为 UTF-8 编码再试。")


def _syntax(error: yaml.MarkedYAMLError, file: str, lines: list[str]) -> Problem:
    if error.context_mark and "flow" in (error.context or ""):
        line, column = _place(error.context_mark)
        return Problem(
            Mark(file, line + 1, column + 1),
            "这里的写法读不懂：从这里开始的括号没有写完。",
            "补上右括号；括号里的词用英文逗号“,”隔开。",
            _line(lines, line),
        )
    mark = error.problem_mark or error.context_mark
    line = min(mark.line if mark else 0, len(lines) - 1)
    column = mark.column if mark and mark.line == line else 0
    start = error.context_mark
    opened = f"（从第 {start.line + 1} 行开始的内容没有写完）" if start and start.line != line else ""
    return Problem(
        Mark(file, line + 1, column + 1),
        f"这里的写法读不懂{opened}。",
        "检查这一行和上一行的冒号、空格、引号和括号是否成对、对齐。",
        _line(lines, line),
    )


def _line(lines: list[str], index: int) -> str:
    return lines[index] if index < len(lines) else ""


def _build(node: yaml.Node, path: Path, parsed: Parsed, file: str, lines: list[str]) -> Any:
    parsed.values[path] = _mark(node, file)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, parsed, file, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, index), parsed, file, lines) for index, item in enumerate(node.value)]
    if node.value == "" or (getattr(node, "style", None) is None and node.value in ("~", "null")):
        mark = parsed.keys.get(path, parsed.values[path])
        parsed.problems.append(
            Problem(mark, "没有填内容。", "填上内容，或把这一行删去。", _line(lines, mark.line - 1))
        )
    return str(node.value)


def _mapping(
    node: yaml.MappingNode, path: Path, parsed: Parsed, file: str, lines: list[str]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        mark = _mark(key_node, file)
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        if not key:
            parsed.problems.append(
                Problem(
                    mark, "键名读不懂。", "冒号前面写键名，例如“名称: 普法”。", _line(lines, mark.line - 1)
                )
            )
            continue
        if key in result:
            first = parsed.keys[(*path, key)].line
            parsed.problems.append(
                Problem(
                    mark,
                    f"“{key}”写了两次，第 {first} 行已经有了。",
                    "合并成一处，删去另一处。",
                    _line(lines, mark.line - 1),
                )
            )
        parsed.keys[(*path, key)] = mark
        result[key] = _build(value_node, (*path, key), parsed, file, lines)
    return result


def _mark(node: yaml.Node, file: str) -> Mark:
    (line, column), (last_line, last_column) = _place(node.start_mark), _place(node.end_mark)
    length = last_column - column if last_line == line else 1
    return Mark(file, line + 1, column + 1, max(1, length))
