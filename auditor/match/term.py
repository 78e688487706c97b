"""The little language of terms that rule authors write.

====================  ==================================================================================
``案卷评查``           these characters, one after the other
``培训/轮训``          one of them is enough
``执法 培训``          both in one sentence, near each other, in any order
``亲自…过问``          in this order, with up to 15 characters between
``案卷 评查 -食堂``    the sentence must not hold the word after the minus sign
====================  ==================================================================================

Blanks and quotation marks in the report never matter; nor do simplified or traditional characters, full
or half width.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.outline.fold import compact, fold_slips

FUZZY_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a term: any of ``choices`` fills it. ``ordered``: it follows the slot before it."""

    choices: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A parsed term; ``source`` is what the author wrote, and alone tells terms apart."""

    source: str
    slots: tuple[Slot, ...] = field(compare=False)
    without: tuple[str, ...] = field(compare=False, default=())

    @property
    def fuzzy(self) -> str | None:
        """The word that may be found with a slip in it, None when the term must be found as it stands."""
        if len(self.slots) == 1 and len(self.slots[0].choices) == 1:
            word = self.slots[0].choices[0]
            return word if len(word) >= FUZZY_LENGTH and not word.isascii() else None
        return None

    @property
    def words(self) -> tuple[str, ...]:
        """All words that must be looked up for this term."""
        return tuple(word for slot in self.slots for word in slot.choices) + self.without


@lru_cache(maxsize=8192)
def parse_term(source: str) -> Term:
    """Parse what an author wrote.

    Raises:
        ValueError: nothing to look for; the message is Chinese.
    """
    slots: list[Slot] = []
    without: list[str] = []
    for group in re.split(r"[\s\u3000]+", source.strip()):
        if group.startswith("-"):
            without.extend(_words(group[1:], source))
            continue
        for index, piece in enumerate(re.split(r"…+", group)):
            slots.append(Slot(_words(piece, source), ordered=index > 0))
    if not slots:
        raise ValueError(f"“{source}”里没有要找的词")
    return Term(source, tuple(slots), tuple(without))


def _words(text: str, source: str) -> tuple[str, ...]:
    words = tuple(fold_slips(compact(text)).split("/"))
    if not all(words):
        raise ValueError(f"“{source}”里有空的词：斜杠、省略号或减号的一边没有字")
    return words
