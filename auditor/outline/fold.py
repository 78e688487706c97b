"""Fold characters that say the same: traditional → simplified, full width → half width, look-alike forms.

Every fold keeps the length, so an offset into the folded text is an offset into the original.
"""

import re
import unicodedata
from functools import cache

from auditor.readers.simplified import simplify

_PUNCTUATION = {
    "，": ",",
    "：": ":",
    "；": ";",
    "！": "!",
    "？": "?",
    "（": "(",
    "）": ")",
    "﹙": "(",
    "﹚": ")",
    "〔": "(",
    "〕": ")",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "｡": "。",
    "﹒": ".",
    "．": ".",
    "､": "、",
    "—": "-",
    "–": "-",
    "－": "-",
    "―": "-",
    "─": "-",
    "~": "-",
    "～": "-",
    "〈": "《",
    "〉": "》",
    "﹤": "《",
    "﹥": "》",
    "×": "×",
    "✕": "×",
    "╳": "×",
    "％": "%",
    "○": "〇",
    "◯": "〇",
    "Ｏ": "〇",
}
# Slips of the pen and rival spellings that never change what is reported. Same length on both sides.
_SLIPS = (
    ("法制", "法治"),
    ("纪录", "记录"),
    ("督查", "督察"),
    ("审察", "审查"),
    ("持征", "持证"),
    ("覆议", "复议"),
    ("人民调节", "人民调解"),
    ("纠纷调节", "纠纷调解"),
    ("调介", "调解"),
    ("注消", "注销"),
    ("予案", "预案"),
    ("应溯", "应诉"),
    ("法津", "法律"),
    ("顾门", "顾问"),
    ("公正律师", "公职律师"),
    ("枫侨", "枫桥"),
    ("随著", "随着"),
    ("存在著", "存在着"),
    ("有著", "有着"),
    ("围绕著", "围绕着"),
)
# A stretch without what carries no wording: blanks, quotation marks, zero-width characters.
WORDING = re.compile("[^\\s“”\"‘’'「」『』＂＇〝〞`´*#\u200b\u200c\u200d\u2060\ufeff\u00ad]+")


@cache
def _char_table() -> dict[int, str]:
    table = {ord(char): folded for char, folded in _PUNCTUATION.items()}
    compatibility = (*range(0xFF01, 0xFF5F), *range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00))
    for code in compatibility:
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and code not in table:
            table[code] = folded
    return table


def fold(text: str) -> str:
    """Return ``text`` simplified and in half-width forms, of the same length."""
    return simplify(text).translate(_char_table())


def fold_slips(text: str) -> str:
    """Return folded ``text`` with common slips of the pen made equal, of the same length."""
    for slip, meant in _SLIPS:
        text = text.replace(slip, meant)
    return text


def compact(text: str) -> str:
    """Return ``text`` as terms and flat text are compared: folded, without blanks and quotation marks."""
    return "".join(WORDING.findall(fold(text)))
