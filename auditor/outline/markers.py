"""Heading numbers: 一、 （一） 1. （1） 第一部分, and the running 一是 … 首先 … inside text."""

import re
from typing import NamedTuple

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_CHINESE = "一二三四五六七八九十"

_STYLES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("第一部分", 1, re.compile(rf"第([{_CHINESE}]{{1,3}})(?:部分|章)[、:,.\s]?")),
    ("一、", 1, re.compile(rf"([{_CHINESE}]{{1,3}})\s*[、.,]\s*(?!是)")),
    ("（一）", 2, re.compile(rf"\(?\s*([{_CHINESE}]{{1,3}})\s*\)[、.,]?\s*")),
    ("（1）", 4, re.compile(r"\(\s*(\d{1,2})\s*\)[、.,]?\s*")),
    ("1.", 3, re.compile(r"(\d{1,2})\s*[、.](?![\d])\s*")),
)
_LOST_COMMA = re.compile(
    rf"([{_CHINESE}])\s*(?=(?:20\d\d年|主要|存在|下一步|下步|工作|党政|推进|法治|总体|其他|[上本]?年度))"
)
_ITEM = re.compile(rf"[{_CHINESE}]{{1,3}}是(?!否)")
_ORDINAL_ITEM = re.compile(r"(首先|其次|再次|最后|第[一二三四五六七八九])[,是]")


class Marker(NamedTuple):
    """A number at the start of a paragraph: its style, depth, value and length in characters."""

    style: str
    level: int
    number: int
    length: int


def chinese_number(text: str) -> int:
    """Return the value of 一 … 九十九; ``text`` holds only such numerals."""
    if "十" not in text:
        return int("".join(str(_DIGITS[char]) for char in text))
    tens, _, ones = text.partition("十")
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def find_marker(text: str) -> Marker | None:
    """Return the heading number that folded ``text`` starts with."""
    for style, level, pattern in _STYLES:
        match = pattern.match(text)
        if match and match.end() < len(text):
            return Marker(style, level, _value(match.group(1)), match.end())
    match = _LOST_COMMA.match(text)
    if match and len(text) <= 40 and not re.search(r"[。;]", text):
        return Marker("一、", 1, _value(match.group(1)), match.end())
    return None


def starts_item(text: str) -> bool:
    """Tell whether folded ``text`` starts with 一是, 首先 and the like."""
    return bool(_ITEM.match(text) or _ORDINAL_ITEM.match(text))


def _value(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)
