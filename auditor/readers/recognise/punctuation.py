"""Punctuation as the page shows it: recognition returns some full-width marks as half-width ones."""

import re

_CHINESE = "\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff65“”‘’…—"
_FULL = str.maketrans("(),:;?!", "（），：；？！")
_MARK = re.compile(rf"(?<=[{_CHINESE}])[(),:;?!]|[(),:;?!](?=[{_CHINESE}])")
_FULL_STOP = re.compile(rf"(?<=[{_CHINESE}])\.(?=[{_CHINESE}]|$)")
_BRACKET = re.compile(r"[()（）]")


def as_printed(text: str) -> str:
    """Return a recognised line with the marks beside Chinese characters in full width, brackets in pairs."""
    marked = _MARK.sub(lambda mark: mark.group().translate(_FULL), text)
    return _with_equal_brackets(_FULL_STOP.sub("。", marked))


def _with_equal_brackets(text: str) -> str:
    """Give both brackets of a pair the width of the wider one."""
    characters = list(text)
    open_places: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket.group() in "(（":
            open_places.append(bracket.start())
        elif open_places:
            pair = open_places.pop(), bracket.start()
            if any(characters[place] in "（）" for place in pair):
                characters[pair[0]], characters[pair[1]] = "（）"
    return "".join(characters)
