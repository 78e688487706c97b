"""What Chinese typing does to YAML, found in the raw lines before the parser is asked.

The parser would name the wrong line, say nothing, or speak English. Each slip is a pattern of a line
outside quotation marks, with its cause and its remedy.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from auditor.settings.problems import Mark, Problem


class _Slip(NamedTuple):
    """``pattern``: group 1 is the fault. ``mended``: what stands in its place so that reading can go on."""

    pattern: re.Pattern[str]
    cause: Callable[[re.Match[str]], str]
    remedy: str
    mended: Callable[[str], str]


def _says(text: str) -> Callable[[re.Match[str]], str]:
    return lambda match: text.format(match.group(1))


_KEY = r"\+?[\u4e00-\u9fff]{1,8}"
_LEAD = r"^[ ]*(?:-[ ]+)?"
_SLIPS = (
    _Slip(
        re.compile(r"^[ ]*(?:-[ ]+)?([\t\u3000\u00a0][\t\u3000\u00a0 ]*)"),
        lambda match: f"行首用了{_blank_name(match.group(1))}，读不出层次。",
        "行首只能用普通（半角）空格，每层两个。",
        lambda fault: " " * len(fault),
    ),
    _Slip(
        re.compile(rf"^[ ]*{_KEY}[ ]*(：)|^[ ]*-[ ]+(?:编号|名称|单位|规则|写法)[ ]*(?P<first>：)"),
        lambda _match: "键名后面用了中文冒号“：”。",
        "改成英文冒号加一个空格，例如“名称: 普法”。",
        lambda _fault: ": ",
    ),
    _Slip(
        re.compile(r"^[ ]*(-)[^\s\-]"),
        _says("“{}”后面少了空格。"),
        "在“-”后面加一个空格，例如“- 案卷评查”。",
        lambda _fault: "- ",
    ),
    _Slip(
        re.compile(rf"^[ ]*{_KEY}(:)[^\s]|^[ ]*-[ ]+(?:编号|名称|单位|规则|写法)(?P<first>:)[^\s]"),
        lambda _match: "冒号“:”后面少了空格。",
        "在冒号后面加一个空格，例如“名称: 普法”。",
        lambda _fault: ": ",
    ),
    _Slip(
        re.compile(rf"{_LEAD}(?:{_KEY}:[ ]+)?([%@`])"),
        _says("值不能以“{}”开头。"),
        "给整个值加上英文双引号。",
        lambda _fault: "“",
    ),
    _Slip(
        re.compile(rf"{_LEAD}(?:{_KEY}:[ ]+)?([*&!])"),
        _says("值以“{}”开头：规则文件里不能用引用、锚点和标签。"),
        "如果是文字，给整个值加上英文双引号；要重复的内容请直接写出来。",
        lambda _fault: "“",
    ),
    _Slip(
        re.compile(rf"{_LEAD}{_KEY}:[ ]+[^\s'\"\[{{#|>][^#]*?(:[ ])"),
        _says("值里面又有“{}”，读不出到哪里为止。"),
        "给整个值加上英文双引号，或改用中文冒号。",
        lambda _fault: "：",
    ),
    _Slip(
        re.compile(r"[ ](#)(?=[^\s#])"),
        _says("“{}”和它后面的文字会被当作注释丢掉。"),
        "如果是文字，给整个值加上英文双引号；如果是注释，在“#”后面加一个空格。",
        lambda fault: fault,
    ),
)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_BACKSLASH = re.compile(r"\"(?:[^\"\\]|\\[n\"\\])*?(\\[^n\"\\])")
_ONE_ITEM = re.compile(r"\[([^\[\],，（(]*?)(、)([^\[\],（(]*)\]")
_LISTED = re.compile(r"\[[^\[\]]*?(，)[^\[\]]*\]")


def find_slips(text: str, file: str) -> tuple[list[Problem], str]:
    """Return the slips in the lines of a rule file, and the text with them mended, line by line."""
    problems: list[Problem] = []
    mended = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.lstrip(" \t\u3000\u00a0").startswith("#"):
            line = _look_at(line, number, file, problems)  # noqa: PLW2901 (the mended line goes on)
        mended.append(line)
    return problems, "\n".join(mended)


def _look_at(line: str, number: int, file: str, problems: list[Problem]) -> str:
    """Note the slips of a line; return it mended."""
    bare = _QUOTED.sub(lambda match: "“" * len(match.group()), line)
    written = line
    for slip in _SLIPS:
        match = slip.pattern.search(bare)
        if match:
            start, end = match.span(1) if match.group(1) is not None else match.span("first")
            problems.append(
                Problem(Mark(file, number, start + 1, end - start), slip.cause(match), slip.remedy, line)
            )
            written = line[:start] + slip.mended(line[start:end]) + line[end:]
            break
    comma = _LISTED.search(bare) or _ONE_ITEM.search(bare)
    if comma:
        start = comma.start(1) if comma.re is _LISTED else comma.start(2)
        problems.append(
            Problem(
                Mark(file, number, start + 1),
                f"列表里用了“{bare[start]}”，整个括号会被当成一个词。",
                "词与词之间用英文逗号“,”隔开；如果本来就是一个词，给它加上英文双引号。",
                line,
            )
        )
    backslash = _BACKSLASH.search(line)
    if backslash:
        problems.append(
            Problem(
                Mark(file, number, backslash.start(1) + 1, 2),
                f"双引号里的反斜杠“{backslash.group(1)}”有特殊含义。",
                "改用英文单引号，或去掉反斜杠。",
                line,
            )
        )
        written = _BACKSLASH.sub(lambda match: match.group().replace("\\", "＼"), written)
    return written


def _blank_name(blanks: str) -> str:
    return {"\t": "制表符（Tab）", "\u3000": "全角空格"}.get(blanks[0], "不换行空格")
