"""Automatic numbers of lists, counted as word processors count them.

Every format knows the same idea: a definition of levels, the lists that follow it, paragraphs that name a
list and a depth. A reader turns its own records into ``NumberedList`` and asks ``ListCounter`` for the label
of one paragraph after the other, in reading order.
"""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from auditor.readers import limits
from auditor.readers.numerals import numeral

# Formats that legal numbering leaves alone.
_KEPT_BY_LEGAL = frozenset({"none", "bullet", "decimalZero"})
_PLACE = re.compile("%([1-9])")
# Number formats of binary Word files and Word 2003 XML (nfc) by their code, as Office Open XML names them.
_FORMATS_BY_CODE = dict(
    enumerate(
        "decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago "
        "ideographDigital japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal "
        "japaneseDigitalTenThousand decimalEnclosedCircle decimalFullWidth2 aiueoFullWidth irohaFullWidth "
        "decimalZero bullet ganada chosung decimalEnclosedFullstop decimalEnclosedParen "
        "decimalEnclosedCircleChinese ideographEnclosedCircle ideographTraditional ideographZodiac "
        "ideographZodiacTraditional taiwaneseCounting ideographLegalTraditional taiwaneseCountingThousand "
        "taiwaneseDigital chineseCounting chineseLegalSimplified chineseCountingThousand".split()
    )
) | {255: "none"}


def format_of_code(code: int) -> str:
    """Return the name of a number format that a file states by its code; unknown ones count 1, 2, 3."""
    return _FORMATS_BY_CODE.get(code, "decimal")


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of one depth are numbered.

    ``text``: the label, with %1 … %9 where the number of the first … ninth level stands (``（%2）``).
    ``number_format``: a name that ``numerals`` knows; the label of a bullet is left out. ``start``: the first
    number. ``restart``: how many of the levels above make it start anew: None for all, 0 for none, 1 for the
    topmost only. ``legal``: all numbers of the label in Arabic figures.
    """

    text: str
    number_format: str = "decimal"
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as paragraphs name it.

    ``key``: tells it from the other lists of the document. ``counts_in``: lists of equal ``counts_in`` share
    their counters, one carries on where another stopped. ``levels``: by depth, 0 is topmost.
    ``starts_anew``: depth → the number that the first paragraph of this list takes there, whatever the
    shared counter says.
    """

    key: Hashable
    counts_in: Hashable
    levels: Mapping[int, Level]
    starts_anew: Mapping[int, int] = field(default_factory=dict)


class ListCounter:
    """The counters of all lists of one story.

    Word counts the body, the footnotes, the endnotes and each text box on its own.
    """

    def __init__(self) -> None:
        self._counts: dict[Hashable, dict[int, int]] = {}
        self._begun: set[tuple[Hashable, int]] = set()

    def label(self, numbered: NumberedList, depth: int, number: int | None = None) -> str:
        """Count a paragraph and return its label, "" when the list has no such depth or shows none.

        ``number``: the number that the paragraph itself demands.
        """
        level = numbered.levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(numbered.counts_in, {})
        counts[depth] = self._next(numbered, level, depth, counts) if number is None else number
        for deeper in [each for each in counts if each > depth]:
            if depth < _reach(numbered.levels.get(deeper), deeper):
                del counts[deeper]
        return _label(numbered, level, depth, counts)

    def _next(self, numbered: NumberedList, level: Level, depth: int, counts: Mapping[int, int]) -> int:
        is_first = (numbered.key, depth) not in self._begun
        self._begun.add((numbered.key, depth))
        if is_first and depth in numbered.starts_anew:
            return numbered.starts_anew[depth]
        return counts[depth] + 1 if depth in counts else level.start


def _reach(level: Level | None, depth: int) -> int:
    """Return how many of the topmost levels reset the counter of ``level``."""
    return depth if level is None or level.restart is None else min(level.restart, depth)


def _label(numbered: NumberedList, level: Level, depth: int, counts: Mapping[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        named = numbered.levels.get(place)
        if named is None or place > depth:
            return ""
        # A level above that no paragraph has used yet shows the number it would begin with.
        value = counts.get(place, named.start)
        is_figure = level.legal and named.number_format not in _KEPT_BY_LEGAL
        return numeral(value, "decimal" if is_figure else named.number_format)

    if level.number_format == "bullet":
        return ""
    return _PLACE.sub(number, level.text[: limits.MAX_LABEL])


def with_label(label: str, text: str) -> str:
    """Return ``text`` behind its label, as in 一、主要举措; only figures and letters stay apart."""
    touching = label[-1:] + text[:1]
    apart = len(touching) == 2 and all(char.isascii() and char.isalnum() for char in touching)
    return f"{label} {text}" if apart else label + text
