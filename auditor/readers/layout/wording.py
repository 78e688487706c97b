"""Broken lines put together again."""

from collections.abc import Iterable


def joined_text(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph; only between Latin words does a line end stand for a blank."""
    text = ""
    for line in lines:
        text += (" " if _parts_words(text[-1:], line[:1]) else "") + line
    return text


def _parts_words(before: str, after: str) -> bool:
    is_word = before.isascii() and (before.isalpha() or before in ",;:") and before != ""
    return is_word and after.isascii() and after.isalpha()
