"""批注: the report as it was handed in, with Word comments at the places that the findings speak of."""

import hashlib
import io
import posixpath
import zipfile

from lxml import etree

from auditor.errors import AuditorError, UnreadableError
from auditor.models import Audit
from auditor.papers.packing import add
from auditor.papers.reviewed.anchors import anchor
from auditor.papers.reviewed.comments import (
    add_comment,
    next_id,
    no_comments,
    relations_of,
    to_bytes,
    with_content_type,
    with_relation,
)
from auditor.papers.reviewed.passages import Passages
from auditor.papers.reviewed.remarks import remarks
from auditor.readers.content import Job
from auditor.readers.docx import read_words
from auditor.readers.docx.names import OFFICE, Element
from auditor.readers.docx.package import KIND, Package, is_strict, strict, transitional
from auditor.readers.kinds import kind_of
from auditor.readers.refusals import damaged
from auditor.readers.xml import TooMuchMarkupError, parse_xml
from auditor.readers.zips import SafeZip

_TYPES = "[Content_Types].xml"
_KIND_OF_RELATION = f"{OFFICE}/relationships/comments".encode()
# A file may hold a part of that name that nothing leads to.
_NAMES = ("comments.xml", "comments-auditor.xml")

__all__ = ["can_be_reviewed", "reviewed"]


def can_be_reviewed(data: bytes) -> bool:
    """Tell whether a report can bear comments: whether it is a docx."""
    return kind_of(data).module == "docx"


def reviewed(data: bytes, audit: Audit) -> bytes:
    """Return a docx with the findings of its audit as comments; all other parts stay as they are.

    Raises:
        AuditorError: ``data`` is not what was audited.
        UnreadableError: the file is damaged.
    """
    if hashlib.sha256(data).hexdigest() != audit.sha256:
        raise AuditorError(f"“{audit.source}”在核查以后改动过，没有写批注。请重新核查。")
    container = SafeZip(data, audit.source, KIND)
    try:
        changed = _changed(container, audit)
    except (KeyError, etree.XMLSyntaxError, TooMuchMarkupError):
        raise damaged(audit.source, KIND) from None
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, entry in container.entries.items():
            content = changed.pop(name) if name in changed else container.read(name)
            add(
                packed,
                name,
                content,
                zipfile.ZIP_STORED if entry.compress_type == 0 else zipfile.ZIP_DEFLATED,
            )
        for name, content in changed.items():
            add(packed, name, content)
    return buffer.getvalue()


def _changed(container: SafeZip, audit: Audit) -> dict[str, bytes]:
    """Return the parts that differ with the comments in, by name."""
    package = Package(container.entries, container.read, audit.source)
    main, comments_part = package.main(), next(iter(package.related("comments")), None)
    words = read_words(package, Job(audit.source))
    root = package.tree().body.getroottree().getroot()
    if root.getroottree().docinfo.internalDTD is not None:
        # Its entities would be lost, and Word opens no file that declares some.
        raise damaged(audit.source, KIND)
    comments = parse_xml(transitional(container.read(comments_part))) if comments_part else no_comments()
    _write(audit, Passages(words.pieces, root), root, comments)
    dialect = strict if is_strict(container.read(main)) else bytes
    changed = {main: dialect(to_bytes(root))}
    if comments_part:
        return changed | {comments_part: dialect(to_bytes(comments))}
    folder = posixpath.dirname(main)
    name = next(each for each in _NAMES if package.find(posixpath.join(folder, each)) is None)
    types, relations = package.find(_TYPES), relations_of(main)
    if types is None:
        raise damaged(audit.source, KIND)
    known = package.find(relations)
    kind = dialect(_KIND_OF_RELATION).decode()
    return changed | {
        posixpath.join(folder, name): dialect(to_bytes(comments)),
        known or relations: with_relation(container.read(known) if known else None, kind, name),
        types: with_content_type(container.read(types), posixpath.join(folder, name)),
    }


def _write(audit: Audit, passages: Passages, root: Element, comments: Element) -> None:
    """Put the comments on an audit into the trees of the document and of its comments."""
    top = passages.top(audit.title)
    if top is None:
        raise UnreadableError(f"“{audit.source}”里没有可以写批注的段落。请打开原文件确认后再试。")
    for number, remark in enumerate(remarks(audit), next_id(root, comments)):
        is_there = remark.quote and passages.text[remark.start : remark.end] == remark.quote
        paragraphs = passages.paragraphs(remark.start, remark.end) if is_there else []
        anchor(paragraphs or [top], remark.quote if paragraphs else "", str(number))
        add_comment(comments, str(number), remark)
