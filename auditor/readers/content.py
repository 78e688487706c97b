"""What the reader of a format hands over, before it becomes a ``Document``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor.models import NO_METADATA, Metadata
from auditor.readers import limits
from auditor.readers.cleaning import clean
from auditor.vocabulary import BlockKind

# The warning of every format that records revisions.
REVISIONS_ACCEPTED = "含修订痕迹，已按接受全部修订处理。"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a row of a table with its cells parted by tabs. ``text`` may still hold dirt.

    ``style``: the name of its style, where the format knows it. ``outline_level``: 1 for a heading of the
    first depth. ``confidence``: how sure the recognition of scanned text was, 0 to 1. ``origin``: the w:p
    that it was read from, in Word documents.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    style: str = ""
    outline_level: int | None = None
    confidence: float = 1.0
    origin: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says, in reading order.

    ``warnings``: Chinese sentences that whoever reads the result should know. ``recognised``: whether some
    of the text was read from pictures. ``unscored``: why the file cannot be scored although it was opened.
    ``by_lines``: whether pieces are mere lines, where a paragraph may go on from one to the next.
    """

    pieces: list[Piece]
    metadata: Metadata = NO_METADATA
    warnings: list[str] = field(default_factory=list)
    recognised: bool = False
    unscored: str | None = None
    by_lines: bool = False


def laid_out(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, str, int]]:
    """Yield each piece with its clean text and where that starts in the text of the document."""
    position = 0
    for piece in pieces:
        text = clean(piece.text)
        yield piece, text, position
        position += len(text) + 1  # a line feed parts it from the next


@dataclass(slots=True)
class Allowance:
    """What may still come out of a packed file, counted together with the archives inside it."""

    members: int = field(default_factory=lambda: limits.MAX_MEMBERS)
    unpacked_bytes: int = field(default_factory=lambda: limits.MAX_UNPACKED_BYTES)


@dataclass(frozen=True, slots=True)
class Job:
    """What a reader is told besides the bytes.

    ``name``: what messages call the file. ``progress``: hears a Chinese note when a step takes long.
    ``allowance``: what may still be unpacked; readers of archives count it down.
    """

    name: str
    progress: Callable[[str], None] = lambda _note: None
    allowance: Allowance = field(default_factory=Allowance)
