"""Text layers that are no text: fonts without a way back to characters give letters of odd scripts."""

import re
from collections.abc import Iterable
from functools import cache

_CODE_PLACES = re.compile(r"\(cid:\d+\)")
_FEWEST_LETTERS = 10
_COMMON_SHARE = 0.5
_FEWEST_FOR_FREQUENCY = 200
_FREQUENT_SHARE = 0.12
# In ordinary prose of offices these alone make up more than a quarter of all characters.
_FREQUENT = frozenset(
    "的法治政府行工作建设和为制度实一是年发展人大会情况执理推进加强开不全面有组织领导部门"
    "务管规定落责任服监督依公民社区镇乡县市街道委员干群众宣传化调解处"
    "設會況執進強開組織領導門務規責監區鎮鄉縣員幹眾傳調處實發為"
)


def is_garbled(text: str) -> bool:
    """Tell whether the letters of a text cannot be what its page shows.

    Figures and Latin letters say nothing; a text of few other letters is believed.
    """
    if len(_CODE_PLACES.findall(text)) >= _FEWEST_LETTERS:
        return True
    letters = [char for char in text if not char.isascii() and (char.isalpha() or _is_unknown(char))]
    if len(letters) < _FEWEST_LETTERS:
        return False
    if count_common(letters) < _COMMON_SHARE * len(letters):
        return True
    frequent = sum(char in _FREQUENT for char in letters)
    return len(letters) >= _FEWEST_FOR_FREQUENCY and frequent < _FREQUENT_SHARE * len(letters)


def count_common(letters: Iterable[str]) -> int:
    """Return how many of ``letters`` are Chinese characters of everyday use."""
    return sum(map(_is_common, letters))


def _is_unknown(char: str) -> bool:
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff"


@cache
def _is_common(char: str) -> bool:
    """Tell whether a character is in the first, everyday level of GB 2312 or Big5."""
    return _lead(char, "gb2312") in range(0xB0, 0xD8) or _lead(char, "big5") in range(0xA4, 0xC7)


def _lead(char: str, encoding: str) -> int:
    code = char.encode(encoding, "ignore")
    return code[0] if len(code) > 1 else 0
