"""Frozen shapes that several rooms share.

All positions are offsets in Unicode code points: ``start`` inclusive, ``end`` exclusive. Outside the
outline they count in ``Document.text``; inside it (``Sentence``, ``Clause``, ``Section``) they count in
``Outline.flat``, which leads back by ``FlatText.span``.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from auditor.vocabulary import BlockKind, Gate, Level, Mode, Role, Status, Why

if TYPE_CHECKING:
    from pydantic import TypeAdapter


_adapters: dict[str, "TypeAdapter[Any]"] = {}


def _json_of(shape: type) -> "TypeAdapter[Any]":
    """Return what reads and writes the JSON of a shape."""
    known = _adapters.get(shape.__name__)
    if known is None:
        # Building it takes longer than judging a report; a check that shows a table has no need of it.
        from pydantic import TypeAdapter

        known = _adapters[shape.__name__] = TypeAdapter(shape)
    return known


class Model:
    """Base of what leaves this process as JSON: the audits (design contract, section 5), documents read."""

    __slots__ = ()

    def model_dump(self, *, mode: str = "python") -> dict[str, Any]:
        """Return the fields as a dictionary; ``mode="json"``: only what JSON knows."""
        dumped: dict[str, Any] = _json_of(type(self)).dump_python(
            self, mode="json" if mode == "json" else "python"
        )
        return dumped

    def model_dump_json(self) -> str:
        """Return the JSON of it, on one line."""
        return _json_of(type(self)).dump_json(self).decode()

    @classmethod
    def model_validate_json(cls, data: str | bytes) -> Self:
        """Return what the JSON says.

        Raises:
            pydantic.ValidationError: it is not of this shape.
        """
        read: Self = _json_of(cls).validate_json(data)
        return read


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table row of a document, in offsets of ``Document.text``.

    ``style``: the name of its style and ``outline_level``: the depth of a heading (1 = topmost), where the
    format knows them. ``confidence``: how sure the recognition of scanned text was, 0 to 1.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    style: str = ""
    outline_level: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself outside its text; dates are ISO strings."""

    title: str | None = None
    publisher: str | None = None
    posted: str | None = None
    drawn_up: str | None = None


NO_METADATA = Metadata()


@dataclass(frozen=True, slots=True)
class Document(Model):
    """What a file says. ``text`` is the only thing that evidence offsets count in.

    ``blocks``: the paragraphs and table rows of the text in order; none when only its lines are known.
    ``warnings``: Chinese sentences on how the file was read. ``recognised``: whether text was read from
    pictures. ``unscored``: why the file cannot be scored although it was opened.
    """

    source: str
    sha256: str
    text: str
    kind: str = "文本"
    blocks: tuple[Block, ...] = ()
    metadata: Metadata = NO_METADATA
    warnings: tuple[str, ...] = ()
    recognised: bool = False
    unscored: str | None = None


@dataclass(frozen=True, slots=True)
class FlatText:
    """The body with everything dropped that carries no wording, and the way back to the document.

    ``text``: folded characters (simplified, half-width, no blanks, no quotation marks), paragraphs parted
    by a line feed. ``matching``: the same with common slips of the pen made equal; same length.
    ``origin[i]`` is the offset in ``Document.text`` of ``text[i]``.
    """

    text: str
    matching: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty flat span to the span of the document that it came from."""
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence between commas, with how it speaks."""

    start: int
    end: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body.

    ``heading``: the depth of a heading (1 = 一、), 0 for running text. ``barred``: spans in it whose words
    do not speak of the unit itself, with the reason: titles of documents, 在县委领导下.
    """

    start: int
    end: int
    role: Role
    paragraph: int
    clauses: tuple[Clause, ...]
    heading: int = 0
    barred: tuple[tuple[int, int, Why], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: flat offsets of the heading and of the end of its text."""

    heading: str
    level: int
    role: Role
    start: int
    heading_end: int
    end: int
    number: int | None = None
    style: str = ""
    also: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the document, in document offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The document understood. Unknown values are None or empty.

    ``wrong_kind``: the kind of paper it is instead of an annual report. ``warnings``: Chinese sentences on
    what speaks against one whole report of one year.
    """

    document: Document
    flat: FlatText
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    title: str | None = None
    title_spot: Spot | None = None
    addressee: str | None = None
    addressee_spot: Spot | None = None
    signature: str | None = None
    signature_spot: Spot | None = None
    sign_date: date | None = None
    sign_date_spot: Spot | None = None
    posted_date: date | None = None
    posted_spot: Spot | None = None
    publisher: str | None = None
    unit: str | None = None
    level: Level | None = None
    year: int | None = None
    wrong_kind: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence(Model):
    """A sentence that supports the finding: ``text[start:end] == quote``."""

    quote: str
    start: int
    end: int
    role: Role
    match: str
    similarity: float


@dataclass(frozen=True, slots=True)
class LookAlike(Model):
    """A sentence that says the words but does not report the item."""

    quote: str
    start: int
    end: int
    role: Role
    why: Why


@dataclass(frozen=True, slots=True)
class Part(Model):
    """One of the parts a rule asks for."""

    name: str
    met: bool


@dataclass(frozen=True, slots=True)
class Waiver(Model):
    """An approved exemption shown on a finding."""

    reason: str
    approver: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Model):
    """The answer to one rule, with its share of the gap in ``points``."""

    id: str
    title: str
    status: Status
    weight: int
    points: float
    required: bool
    parts: tuple[Part, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    reason: str
    advice: str
    sources: tuple[str, ...]
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Counts(Model):
    """How many findings have each status; advisory ones are counted too."""

    met: int
    partial: int
    missing: int
    review: int
    na: int


@dataclass(frozen=True, slots=True)
class OutlineEntry(Model):
    """A heading of the report with the role of its part."""

    heading: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Audit(Model):
    """All findings of one document and its gap (design contract, section 5)."""

    source: str
    sha256: str
    unit: str | None
    level: Level | None
    year: int | None
    title: str | None
    addressee: str | None
    sign_date: str | None
    posted_date: str | None
    scored: bool
    unscored_reason: str | None
    warnings: tuple[str, ...]
    gap: float | None
    gap_best: float | None
    gap_waived: float | None
    gate: Gate
    counts: Counts
    outline: tuple[OutlineEntry, ...]
    findings: tuple[Finding, ...]
