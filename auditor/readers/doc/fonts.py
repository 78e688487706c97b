"""The fonts of a binary Word document, and what its symbol fonts draw."""

from functools import cache
from importlib import import_module

_HEAD_BYTES = 4
_NAME_AT = 39


class Fonts:
    """The names of the fonts by number; ``table``: the bytes of the font table, none when there is none."""

    def __init__(self, table: bytes) -> None:
        self._names: list[str] = []
        at = _HEAD_BYTES
        while at < len(table):
            size = table[at]
            name = table[at + 1 + _NAME_AT : at + 1 + size].decode("utf-16-le", "replace")
            self._names.append(name.partition("\x00")[0])
            at += 1 + size
        self.sign = cache(self._sign)

    def _sign(self, font: int, code: int) -> str:
        """Return what a character of a font looks like, "" when that is not known."""
        name = self._names[font] if font < len(self._names) else ""
        # Few documents hold such characters.
        sign: str = import_module("auditor.readers.docx.symbols").symbol(name, f"{code:x}")
        return sign
