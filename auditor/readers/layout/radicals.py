"""Radicals for characters: some fonts lead 人民 back to the signs ⼈⺠ that stand for parts of characters."""

import unicodedata

# What Unicode itself does not call the same character.
_SIMPLIFIED = {
    "⺠": "民", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻑": "長", "⻓": "长", "⻔": "门",
    "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨", "⻤": "鬼",
    "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻬": "齐", "⻮": "齿", "⻰": "龙",
}  # fmt: skip
_TABLE = str.maketrans(
    {char: unicodedata.normalize("NFKC", char) for char in map(chr, range(0x2E80, 0x2FD6))} | _SIMPLIFIED
)


def as_characters(text: str) -> str:
    """Return ``text`` with radicals replaced by the characters they look like."""
    return text.translate(_TABLE)
