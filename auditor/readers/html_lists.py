"""Numbers that a browser puts before the items of a list."""

import re

from auditor.readers.html_tree import Element
from auditor.readers.numerals import numeral

_NUMBERED = re.compile(r"[(（]?(?:[一二三四五六七八九十]+|\d+)[)）、.．]|第[一二三四五六七八九十\d]+|[①-⑳]")

_LIST_TYPES = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
}  # fmt: skip
_LIST_FORMATS = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    "simp-chinese-formal": "chineseLegalSimplified",
    "none": "none",
}
_CHINESE_MARK = frozenset({"chineseCounting", "ideographDigital", "ideographTraditional", "ideographZodiac"})
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*?([a-z][a-z-]+)")


def is_numbered(text: str) -> bool:
    """Tell whether a line brings its own number; the list's then is switched off by a style sheet."""
    return bool(_NUMBERED.match(text))


class Numbering:
    """Counts the items of an <ol> as a browser shows them."""

    def __init__(self, element: Element) -> None:
        style = _LIST_STYLE.search((element.get("style") or "").lower())
        name = style.group(1) if style else _LIST_TYPES.get(element.get("type") or "", "decimal")
        self._format = _LIST_FORMATS.get(name, "decimal")
        self._next = _whole_number(element.get("start"), 1)

    def label(self, item: Element) -> str:
        """Return what stands before the next item."""
        value = _whole_number(item.get("value"), self._next)
        self._next = value + 1
        label = numeral(value, self._format)
        return label and label + ("、" if self._format in _CHINESE_MARK else ".")


def _whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,4}", text) else otherwise
