"""How wide text stands in a terminal: a Chinese character takes two columns."""

from wcwidth import wcwidth


def width(text: str) -> int:
    """Return the number of terminal columns of ``text``."""
    return sum(max(wcwidth(char), 0) for char in text)
