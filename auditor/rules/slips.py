"""What Chinese typing does to YAML, found in the raw lines before the parser is asked.

The parser would name the wrong line, say nothing, or speak English. Each slip is a pattern of a line
outside quotation marks, with its cause and its remedy.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from auditor.rules.problems import Mark, Problem


class _Slip(NamedTuple):
    """``pattern``: group 1 is the fault."""

    pattern: re.Pattern[str]
    cause: Callable[[re.Match[str]], str]
    remedy: str


def _says(text: str) -> Callable[[re.Match[str]], str]:
    return lambda match: text.format(match.group(1))


_SLIPS = (
    _Slip(
        re.compile(r"^[ ]*(?:-[ ]+)?(?:[ ]*)([\t\u3000\u00a0]+)"),
        lambda match: f"行首用了{_blank_name(match.group(1))}，读不出层次。",
        "行首只能用普通（半角）空格，每层两个。",
    ),
    _Slip(
        re.compile(r"^[ ]*(?:-[ ]+)?\+?[\u4e00-\u9fff]{1,8}[ ]*(：)"),
        _says("键名后面用了中文冒号“{}”。"),
        "改成英文冒号加一个空格，例如“名称: 普法”。",
    ),
    _Slip(
        re.compile(r"^[ ]*(-)[^\s\-]"), _says("“{}”后面少了空格。"), "在“-”后面加一个空格，例如“- 案卷评查”。"
    ),
    _Slip(
        re.compile(r"^[ ]*(?:-[ ]+)?\+?[\u4e00-\u9fff]{1,8}(:)[^\s]"),
        _says("冒号“{}”后面少了空格。"),
        "在冒号后面加一个空格，例如“名称: 普法”。",
    ),
    _Slip(
        re.compile(r"^[ ]*(?:-[ ]+)?(?:\+?[\u4e00-\u9fff]{1,8}:[ ]+)?([%@`])"),
        _says("值不能以“{}”开头。"),
        "给整个值加上英文双引号。",
    ),
    _Slip(
        re.compile(r"^[ ]*(?:-[ ]+)?(?:\+?[\u4e00-\u9fff]{1,8}:[ ]+)?([*&!])"),
        _says("值以“{}”开头：规则文件里不能用引用、锚点和标签。"),
        "如果是文字，给整个值加上英文双引号；要重复的内容请直接写出来。",
    ),
    _Slip(
        re.compile(r"^[ ]*(?:-[ ]+)?\+?[\u4e00-\u9fff]{1,8}:[ ]+[^\s'\"\[{#|>][^#]*?(:[ ])"),
        _says("值里面又有“{}”，读不出到哪里为止。"),
        "给整个值加上英文双引号，或改用中文冒号。",
    ),
    _Slip(
        re.compile(r"[ ](#)(?=[^\s#])"),
        _says("“{}”和它后面的文字会被当作注释丢掉。"),
        "如果是文字，给整个值加上英文双引号；如果是注释，在“#”后面加一个空格。",
    ),
)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_BACKSLASH = re.compile(r"\"(?:[^\"\\]|\\.)*?(\\[^n\"\\])")
_ONE_ITEM = re.compile(r"\[([^\[\],，]*?)(，|、)([^\[\],]*)\]")
_LISTED = re.compile(r"\[[^\[\]]*?(，)[^\[\]]*\]")


def find_slips(text: str, file: str) -> Iterator[Problem]:
    """Yield the slips in the lines of a rule file."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip(" \t\u3000\u00a0").startswith("#"):
            continue
        bare = _QUOTED.sub(lambda match: "“" * len(match.group()), line)
        for slip in _SLIPS:
            match = slip.pattern.search(bare)
            if match:
                mark = Mark(file, number, match.start(1) + 1, match.end(1) - match.start(1))
                yield Problem(mark, slip.cause(match), slip.remedy, line)
                break
        yield from _commas(line, bare, number, file)
        backslash = _BACKSLASH.search(line)
        if backslash:
            yield Problem(
                Mark(file, number, backslash.start(1) + 1, 2),
                f"双引号里的反斜杠“{backslash.group(1)}”有特殊含义。",
                "改用英文单引号，或去掉反斜杠。",
                line,
            )


def _commas(line: str, bare: str, number: int, file: str) -> Iterator[Problem]:
    match = _LISTED.search(bare) or _ONE_ITEM.search(bare)
    if match:
        place = match.start(1) if match.re is _LISTED else match.start(2)
        yield Problem(
            Mark(file, number, place + 1),
            f"列表里用了“{bare[place]}”，整个括号会被当成一个词。",
            "词与词之间用英文逗号“,”隔开；如果本来就是一个词，给它加上英文双引号。",
            line,
        )


def _blank_name(blanks: str) -> str:
    return {"\t": "制表符（Tab）", "\u3000": "全角空格"}.get(blanks[0], "不换行空格")
