"""What holds inside a group of an RTF file and ends with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from auditor.readers.rtf.story import Story


class Target(Enum):
    """Where the characters of a group go."""

    STORY = auto()
    LABEL = auto()
    INSTRUCTION = auto()
    STYLES = auto()
    FONTS = auto()
    NOWHERE = auto()


@dataclass(slots=True)
class Field:
    """A field while its instruction is read; ``has_words``: whether its result counts as text."""

    instruction: list[str] = field(default_factory=list)
    has_words: bool = True


@dataclass(slots=True)
class State:
    """``fallback``: how many characters follow a ``\\u`` for those who cannot read it.

    ``script``: which of the fonts is being named, "dbch" for that of Chinese. ``tables``: how many tables the
    paragraph stands in, where that is said; ``outline_level``: 1 is topmost. ``at_end``: what to do when the
    group closes.
    """

    story: Story
    target: Target = Target.STORY
    is_hidden: bool = False
    is_deleted: bool = False
    fallback: int = 1
    font: int = 0
    eastern_font: int | None = None
    script: str = ""
    in_table: bool = False
    tables: int = 0
    style: int = 0
    outline_level: int | None = None
    field: Field | None = None
    at_end: Callable[[], None] | None = None

    @property
    def depth(self) -> int:
        """How many tables the paragraph stands in."""
        return max(self.tables, 1) if self.in_table else 0

    @property
    def is_seen(self) -> bool:
        """Whether a page shows the characters."""
        return not (self.is_hidden or self.is_deleted)
