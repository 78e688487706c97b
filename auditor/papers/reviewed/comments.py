"""Comments as the parts of a docx container state them."""

import posixpath

from lxml import etree

from auditor.papers.reviewed.remarks import Remark
from auditor.readers.docx.names import Element, W
from auditor.readers.xml import integer, parse_xml

AUTHOR, INITIALS = "auditor 核查", "核"

_ID = W + "id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NUMBERED = tuple(W + name for name in ("comment", "commentRangeStart", "commentReference"))
# Half points: the report's own type is too large for the margin.
_SIZE = "18"


def next_id(*roots: Element) -> int:
    """Return a number that no comment has yet, in the document or in the part of comments."""
    used = (integer(each.get(_ID), -1) for root in roots for each in root.iter(*_NUMBERED))
    return max(used, default=-1) + 1


def no_comments() -> Element:
    """Return the root of a part of comments that has none."""
    return etree.Element(W + "comments", nsmap={"w": W[1:-1]})


def add_comment(comments: Element, number: str, remark: Remark) -> None:
    """Add a comment; its first paragraph is bold. It bears no date: the same report gives the same bytes."""
    attributes = {_ID: number, W + "author": AUTHOR, W + "initials": INITIALS}
    comment = etree.SubElement(comments, W + "comment", attributes)
    for place, words in enumerate(remark.paragraphs):
        paragraph = etree.SubElement(comment, W + "p")
        properties = etree.SubElement(paragraph, W + "pPr")
        etree.SubElement(properties, W + "spacing", {W + "line": "240", W + "lineRule": "auto"})
        etree.SubElement(properties, W + "ind", {W + "firstLineChars": "0", W + "firstLine": "0"})
        etree.SubElement(properties, W + "jc", {W + "val": "left"})
        run = etree.SubElement(paragraph, W + "r")
        look = etree.SubElement(run, W + "rPr")
        if place == 0:
            etree.SubElement(look, W + "b")
        etree.SubElement(look, W + "sz", {W + "val": _SIZE})
        text = etree.SubElement(run, W + "t", {_SPACE: "preserve"})
        text.text = words


def with_relation(relations: bytes | None, kind: str, target: str) -> bytes:
    """Return the relations of a part (None: it has no such list yet) with one more."""
    empty = f'<Relationships xmlns="{_RELATIONSHIPS[1:-1]}"/>'.encode()
    root = parse_xml(relations or empty)
    used = {each.get("Id") for each in root}
    name = next(name for number in range(len(used) + 1) if (name := f"rIdComments{number}") not in used)
    etree.SubElement(root, _RELATIONSHIPS + "Relationship", {"Id": name, "Type": kind, "Target": target})
    return to_bytes(root)


def with_content_type(types: bytes, part: str) -> bytes:
    """Return the content types of a container with that of a part of comments."""
    root = parse_xml(types)
    etree.SubElement(root, _TYPES + "Override", {"PartName": f"/{part}", "ContentType": _CONTENT_TYPE})
    return to_bytes(root)


def relations_of(part: str) -> str:
    """Return the name of the list of relations of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def to_bytes(root: Element) -> bytes:
    """Return the XML of a part."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)
