"""Field instructions of word processors: what of a field is words of the report."""

import re

from auditor.readers.numerals import numeral

_LISTING = re.compile(r"\s*(?:TOC|PAGEREF)\b", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"toc \d|(?:wpsoffice手动)?目录\s*\d", re.IGNORECASE)
_CONTENTS_TITLE = "toc heading"
_PAGE_NUMBER_AT_END = re.compile(r"\s\d{1,3}\s*\Z")
# EQ \o(○,1) draws its arguments over each other: a number in a circle, a character under its reading.
_OVERSTRIKE = re.compile(r"\s*EQ\b.*?\\o(?:\\a[lcr])?\s*\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
_CIRCLES = ("○", "〇", "◯")


def is_listing(instruction: str) -> bool:
    """Return whether a field is a table of contents or a page number of it, no words of the report."""
    return bool(_LISTING.match(instruction))


def is_contents_line(style: str, text: str) -> bool:
    """Return whether a paragraph is a line of a table of contents that is no field any more.

    Its style alone does not tell: there are reports that set their headings in it.
    """
    if style.lower() == _CONTENTS_TITLE:
        return True
    return bool(_CONTENTS_STYLE.fullmatch(style) and _PAGE_NUMBER_AT_END.search(text))


def drawn_by(instruction: str) -> str:
    """Return what a field draws from its instruction alone, "" when it draws no words."""
    overstrike = _OVERSTRIKE.match(instruction)
    if overstrike is None:
        return ""
    below, _comma, text = overstrike[1].rpartition(",")
    in_circle = below.strip() in _CIRCLES and text.isdecimal()
    return numeral(int(text), "decimalEnclosedCircle") if in_circle else text
