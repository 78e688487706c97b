"""What is done with one file of a batch, wherever it runs: bytes and terms in, audits out."""

import logging
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from auditor.errors import UnreadableError
from auditor.job import Terms, audit_understood, understand
from auditor.likeness import fingerprints, packed_marks
from auditor.models import Document
from auditor.readers import read_bytes, read_each_of
from auditor.summary import Summary, summary_of
from auditor.waiving import waived_rules

_LOG = logging.getLogger(__name__)
# The quickest packing takes a third of the time of the tightest and a seventh more room.
_PACKING = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document of a file: the ``reason`` why it cannot be read, else its audit.

    ``kind``: of its file, as documents name it. ``enlisted``: its unit's name in the roster. ``waived``:
    ids of the rules it is exempted from. ``profile``: see ``Terms.profile``. ``packed``, ``text``: the audit
    and the text that its offsets count in, as ``unpacked`` takes them. ``marks``: the fingerprints of the
    report (see ``likeness``).
    """

    source: str
    reason: str | None = None
    summary: Summary | None = None
    kind: str = ""
    enlisted: str | None = None
    waived: tuple[str, ...] = ()
    profile: str = ""
    packed: bytes = b""
    text: bytes = b""
    marks: bytes = b""


def judge(data: bytes, source: str, terms: Terms, alive: Callable[[], None]) -> tuple[Entry, ...]:
    """Return what becomes of the documents in the content of a file; ``alive`` is called at each step.

    A fault of the program costs the document that it happens on, and never ends a batch.
    """
    entries = []
    try:
        for member, result in read_each_of(data, source, lambda _note: alive()):
            entries.append(_entry(member, result, terms))
            alive()
    except Exception as error:
        entries.append(Entry(source, fault(source, error)))
    return tuple(entries)


def read(data: bytes, source: str, alive: Callable[[], None]) -> bytes | str:
    """Return the document in the content of a file that is no archive, packed, or why it cannot be read."""
    try:
        document = read_bytes(data, source, lambda _note: alive())
        return zlib.compress(document.model_dump_json().encode(), _PACKING)
    except UnreadableError as error:
        return str(error)
    except Exception as error:
        return fault(source, error)


def judge_again(document: bytes, source: str, terms: Terms) -> Entry:
    """Return what becomes of a document that ``read`` has packed, by whatever name it goes now."""
    try:
        return _judged(replace(Document.model_validate_json(unpacked(document)), source=source), terms)
    except Exception as error:
        return Entry(source, fault(source, error))


def unpacked(packed: bytes) -> bytes:
    """Return the JSON of an ``Audit`` or a ``Document`` (one line) or the text of a report, in UTF-8.

    Raises:
        zlib.error: the bytes are damaged.
    """
    return zlib.decompress(packed)


def _entry(source: str, result: Document | UnreadableError, terms: Terms) -> Entry:
    if isinstance(result, UnreadableError):
        return Entry(source, str(result))
    try:
        return _judged(result, terms)
    except Exception as error:
        return Entry(source, fault(source, error))


def _judged(document: Document, terms: Terms) -> Entry:
    outline, unit = understand(document, terms)
    audited = audit_understood(outline, unit, terms)
    return Entry(
        document.source,
        summary=summary_of(audited),
        kind=document.kind,
        enlisted=unit.name if unit else None,
        waived=waived_rules(audited),
        profile=terms.profile(audited.unit, audited.title, document.source),
        packed=zlib.compress(audited.model_dump_json().encode(), _PACKING),
        text=zlib.compress(document.text.encode(), _PACKING),
        marks=packed_marks(fingerprints(outline)),
    )


def fault(source: str, error: Exception) -> str:
    """Return what to say of a file over which the program itself failed."""
    _LOG.debug("%s: %r", source, error, exc_info=True)
    name = type(error).__name__
    return f"核查“{source}”时程序出错（{name}），没有结果。请把这份文件交给维护人员。"
