"""Field instructions of word processors: what of a field is words of the report."""

import re

from auditor.readers.numerals import numeral

_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
# EQ \o(○,1) draws its arguments over each other: a number in a circle, a character under its reading.
_OVERSTRIKE = re.compile(r"\s*EQ\b.*?\\o(?:\\a[lcr])?\s*\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
_CIRCLES = ("○", "〇", "◯")


def is_contents(instruction: str) -> bool:
    """Return whether the field is a table of contents, which says nothing of its own."""
    return bool(_CONTENTS.match(instruction))


def drawn_by(instruction: str) -> str:
    """Return what a field draws from its instruction alone, "" when it draws no words."""
    overstrike = _OVERSTRIKE.match(instruction)
    if overstrike is None:
        return ""
    below, _comma, text = overstrike[1].rpartition(",")
    in_circle = below.strip() in _CIRCLES and text.isdecimal()
    return numeral(int(text), "decimalEnclosedCircle") if in_circle else text
