"""Radicals for characters: some fonts lead 人民 back to the signs ⼈⺠ that stand for parts of characters."""

import unicodedata

# What Unicode itself does not call the same character.
_RADICALS = "⺠⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰"
_CHARACTERS = "民西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙"
_TABLE = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FD6)}
_TABLE |= dict(zip(map(ord, _RADICALS), _CHARACTERS, strict=True))


def as_characters(text: str) -> str:
    """Return ``text`` with radicals replaced by the characters they look like."""
    return text.translate(_TABLE)
