"""RTF taken apart into groups, control words and bytes of text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Bytes written as figures, a control word, a control sign, a brace, bytes written as they are.
_CONTROL = rb"((?:\\'[0-9a-fA-F]{2})+)|\\([a-zA-Z]{1,32})(-?[0-9]+)? ?|\\(.)|([{}])"
_TOKEN = re.compile(_CONTROL + rb"|([^\\{}]+)", re.DOTALL)
# Where a character may take two bytes, the second one may look like a brace or a backslash.
_TOKEN_OF_TWO_BYTES = re.compile(_CONTROL + rb"|((?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^\\{}])+)", re.DOTALL)
_FIGURES, _WORD, _NUMBER, _SIGN, _BRACE, _TEXT = range(1, 7)
_TWO_BYTES = re.compile(rb"\\ansicpg(?:932|936|949|950|54936)\b")
_HEAD_BYTES = 2000
_MOST_FIGURES = 10


class Token(NamedTuple):
    """``kind``: "{", "}", "word", "sign" or "text"."""

    kind: str
    word: str = ""
    number: int | None = None
    text: bytes = b""


_OPEN = Token("{")
_CLOSE = Token("}")


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens from the first group on."""
    pattern = _TOKEN_OF_TWO_BYTES if _TWO_BYTES.search(data, 0, _HEAD_BYTES) else _TOKEN
    at = max(data.find(b"{"), 0)
    while match := pattern.match(data, at):
        at = match.end()
        word = match[_WORD]
        if word is not None:
            number = int(match[_NUMBER][:_MOST_FIGURES]) if match[_NUMBER] else None
            yield Token("word", word.decode("ascii"), number)
            if word == b"bin":
                # So many bytes of a picture follow as they are.
                at += max(number or 0, 0)
        elif match[_FIGURES] is not None:
            yield Token("text", text=bytes.fromhex(match[_FIGURES].replace(b"\\'", b"").decode("ascii")))
        elif match[_BRACE] is not None:
            yield _OPEN if match[_BRACE] == b"{" else _CLOSE
        elif match[_SIGN] is not None:
            yield Token("sign", match[_SIGN].decode("latin-1"))
        else:
            yield Token("text", text=match[_TEXT].translate(None, b"\r\n\x00"))
