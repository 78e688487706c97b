"""What a page says of its paper beside the text: who published it, when, under which number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.readers.html_lines import Line
from auditor.readers.simplified import simplify

_TIME = r"(?:[\sT]*\d{1,2}:\d{2}(?::\d{2})?)"
_DATE = r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
_DATE_PARTS = re.compile(r"(20\d\d)\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})")
_DATE_AND_TIME = re.compile(rf"{_DATE}{_TIME}?")
_EDGE = r"[-\s•·■\[【(（|]*"


def _spaced(words: str) -> str:
    """Let blanks stand between the characters of each word: 索 引 号."""
    return "|".join(r"\s*".join(word) for word in words.split())


# What is kept of a page's own words on its paper, by what it tells.
_KEPT = {
    "publisher": _spaced(
        "发布机构 发文机构 发文机关 发文单位 发布单位 制发机关 公开责任部门 责任部门 信息来源 文章来源 来源"
    ),
    "posted": _spaced("发布日期 发布时间 发文时间 更新时间 上网时间 公开日期 公开时间")
    + r"|(?:时间|日期)(?=\s*[:：]\s*20\d\d[-/.])",
    "drawn_up": _spaced("公文生成日期 生成日期 成文日期 成文时间 发文日期 印发日期"),
    "number": _spaced("索引号 发文字号 文件编号 备注/文号 文号"),
}
_OTHER = _spaced(
    "主题分类 体裁分类 组配分类 信息分类 统一登记号 有效性 效力状态 是否有效 废止日期 失效日期 公开方式"
    " 公开范围 公开形式 公开类型 公开属性 责任编辑 浏览次数 浏览量 点击次数 点击数 点击量 点击率 阅读人次"
    " 阅读次数 阅读量 访问次数 访问量 人气 字体 字号 分享到 视力保护色"
)
# A report may write these too: they count beside other labels only.
_DOUBTFUL = _spaced("分类 主题词 关键词 实施日期 内容概述 信息名称 名称 标题 作者 编辑 审核")
_GROUPS = {**_KEPT, "other": _OTHER, "doubtful": _DOUBTFUL}
_NAME = "|".join(f"(?P<{group}>{words})" for group, words in _GROUPS.items())
_LABEL = re.compile(rf"(?:{_NAME})\s*[】\]]?\s*[:：]\s*")
_STARTS = re.compile(rf"{_EDGE}(?:{_DATE}{_TIME}?[\s|｜\])）]*)?(?:{_NAME})\s*[】\]]?\s*[:：]")
_LONE_LABEL = re.compile(rf"{_EDGE}(?P<label>(?:{_NAME})\s*[】\]]?)\s*[:：]?")
# In a table these need no colon; a bare 来源 or 名称 may head a column of the report's own.
_PLAIN = re.compile(
    _spaced(
        "索引号 发布机构 发文机构 发文机关 制发机关 公文生成日期 生成日期 成文日期 发布日期 发文字号 主题分类"
        " 统一登记号"
    )
)
_CLOCK = re.compile(_DATE + _TIME)
_TIMESTAMP = re.compile(rf"[\[(（]?(?:{_DATE}{_TIME}|20\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})[\])）]?")
_VALUE_END = re.compile(r"[\t|｜【\[]|\s{2,}|\u3000|\s(?=\S{1,6}[:：])")
_UNIT = re.compile(r"[^\s，。、：；]{2,30}(?:政府|委员会|办事处|[局委办镇乡院所部厅室网]|中心|街道|网站)")
# 发 布 机 构 is meant as one word; 索 引 号 is so common with blanks that it is left as it stands.
_SPACING = re.compile(r"(?<=\w)\s+(?=\w)(?!引|号)")
_LONGEST = 160
_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """A label and its value on the page: ``tells`` is publisher, posted, drawn_up or number.

    ``written``: as it stands on the page, None for a date that stands there without a label.
    """

    line: int
    tells: str
    value: str
    written: str | None


@dataclass(frozen=True, slots=True)
class Info:
    """What a page states: ``marked`` tells for every line whether it does nothing else."""

    marked: list[bool]
    statements: list[Statement]


def read_info(lines: Sequence[Line]) -> Info:
    """Read the labelled values on a page."""
    info = Info([False] * len(lines), [])
    for index in range(len(lines)):
        _read(lines, index, info)
    for index in reversed(range(len(lines))):
        _read(lines, index, info)
    return info


def _read(lines: Sequence[Line], index: int, info: Info) -> None:
    line = lines[index]
    if info.marked[index]:
        return
    if line.is_row:
        _read_row(lines, index, info)
    elif len(line.text) <= _LONGEST and not line.text.endswith("。"):
        _read_line(lines, index, info)


def iso_date(text: str) -> str | None:
    """Return the first date in ``text`` in the form 2025-01-08, None without one."""
    match = _DATE_PARTS.search(text)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups())
    return f"{year}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def page_time(text: str) -> str | None:
    """Return the ISO date of a short line that says, among other things or alone, when a page was made."""
    clock = _CLOCK.search(text) if len(text) <= _LONGEST // 2 else None
    return iso_date(clock.group()) if clock else iso_date(text) if is_timestamp(text) else None


def is_timestamp(text: str) -> bool:
    """Tell whether ``text`` is when a page was made: a date with the time of day, or with hyphens."""
    return bool(_TIMESTAMP.fullmatch(text))


def before_statement(text: str) -> str:
    """Return a heading without the statements that some pages put into it behind the title."""
    label = _LABEL.search(simplify(text))
    return text[: label.start()].rstrip() if label and label.start() else text


def _read_line(lines: Sequence[Line], index: int, info: Info) -> None:
    line = lines[index]
    lone = _LONE_LABEL.fullmatch(line.plain)
    if lone:
        _read_lone_label(lines, index, lone, info)
        return
    starts = _STARTS.match(line.plain)
    if not starts:
        return
    has_more = len(_LABEL.findall(line.plain)) > 1
    if not starts.group("doubtful") or has_more or _stands_beside(info, index):
        info.marked[index] = True
        dated = _DATE_AND_TIME.match(line.text.lstrip("[【(（ "))
        if dated:
            info.statements.append(Statement(index, "posted", dated.group(), None))
        _read_labels(line.text, line.plain, index, info)


def _read_lone_label(lines: Sequence[Line], index: int, label: "re.Match[str]", info: Info) -> None:
    """Read a label with its value in the next line, or without one."""
    text = lines[index].text
    is_sure = _PLAIN.fullmatch(label.group("label")) or text.endswith((":", "："))
    if not is_sure or (label.group("doubtful") and not _stands_beside(info, index)):
        return
    info.marked[index] = True
    following = [line for line in lines[index + 1 : index + 3] if not line.is_row]
    if not following or _has_label(following[0].plain):
        return
    value = following[0]
    # The text of the paper may follow an empty label.
    if (len(following) > 1 and _has_label(following[1].plain)) or _fits(label, value.plain):
        info.marked[index + 1] = True
        _state(info, index, label, value.text, _joined(text, value.text))


def _fits(label: "re.Match[str]", value: str) -> bool:
    """Tell whether ``value`` is what the label promises."""
    if label.group("publisher"):
        return bool(_UNIT.fullmatch(value))
    if label.group("posted") or label.group("drawn_up"):
        return bool(_DATE_AND_TIME.fullmatch(value))
    return bool(label.group("number")) and len(value) <= _LONGEST_NUMBER and any(map(str.isdigit, value))


def _stands_beside(info: Info, index: int) -> bool:
    """Tell whether a neighbour of the line states something of the paper."""
    return any(info.marked[at] for at in (index - 1, index + 1) if 0 <= at < len(info.marked))


def _has_label(plain: str) -> bool:
    return bool(_STARTS.match(plain) or _LONE_LABEL.fullmatch(plain))


def _joined(label: str, value: str) -> str:
    return f"{_tight(label).rstrip(':： ')}：{value}"


def _tight(label: str) -> str:
    """Return a label without the blanks that only space it out: 发 布 机 构."""
    return _SPACING.sub("", label)


def _read_labels(text: str, plain: str, index: int, info: Info) -> None:
    labels = list(_LABEL.finditer(plain))
    for number, label in enumerate(labels):
        stop = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        value = text[label.end() : stop]
        end = _VALUE_END.search(value)
        dated = _DATE_AND_TIME.match(value)
        value = dated.group() if dated else value[: end.start() if end else None]
        before = text[: label.start()]
        is_all = len(labels) == 1 and not end and re.fullmatch(_EDGE, before)
        before, after = (before, text[label.end() :]) if is_all else ("", value)
        _state(info, index, label, value, before + _tight(text[label.start() : label.end()]) + after)


def _read_row(lines: Sequence[Line], index: int, info: Info) -> None:
    """Read a table row of labels and values in turn; beside such a row a doubtful one is one too."""
    cells, plain = lines[index].text.split("\t"), lines[index].plain.split("\t")
    labels = [_LONE_LABEL.fullmatch(cell) for cell in plain]
    is_info = (
        any(label and _PLAIN.fullmatch(label.group("label")) for label in labels)
        or (labels[0] and (cells[0].endswith((":", "：")) or _stands_beside(info, index)))
        or all(_STARTS.match(cell) for cell in plain if cell)
    )
    if not is_info:
        return
    info.marked[index] = True
    for number, label in enumerate(labels):
        if label is None:
            _read_labels(cells[number], plain[number], index, info)
        elif number + 1 < len(cells) and labels[number + 1] is None:
            _state(info, index, label, cells[number + 1], _joined(cells[number], cells[number + 1]))


def _state(info: Info, index: int, label: "re.Match[str]", value: str, written: str) -> None:
    tells = next((group for group in _KEPT if label.group(group)), None)
    value = value.strip()
    if not tells or not value:
        return
    if tells in ("posted", "drawn_up") and iso_date(value) is None:
        return
    info.statements.append(Statement(index, tells, value, written.strip()))
