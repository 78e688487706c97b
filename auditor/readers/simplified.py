"""Traditional characters made simplified, for comparing only: what is shown and quoted stays as written."""

from functools import cache

import opencc


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Return ``text`` in simplified characters, of the same length."""
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_same_length(char) for char in text)


def _same_length(char: str) -> str:
    converted: str = _converter().convert(char)
    return converted if len(converted) == 1 else char
