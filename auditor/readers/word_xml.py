"""Word documents saved as one XML file: Word 2003 XML, and the newer flat form of docx (pkg:package).

Both are turned into the parts of a docx and read as one: the vocabulary of 2003 is renamed to its successor.
"""

import base64
import binascii
import codecs
import re

from lxml import etree

from auditor.readers.content import Content, Job
from auditor.readers.docx import read_package, read_tree
from auditor.readers.docx.body import Notes, WordTree
from auditor.readers.docx.names import (
    BODY,
    DELETED,
    ENDNOTE,
    ENDNOTE_REFERENCE,
    FOOTNOTE,
    FOOTNOTE_REFERENCE,
    INSERTED,
    NAMESPACE,
    VALUE,
    VML,
    Element,
    W,
)
from auditor.readers.docx.package import Package
from auditor.readers.lists import format_of_code
from auditor.readers.only_pictures import reason_if_only_pictures
from auditor.readers.refusals import damaged, too_much_markup
from auditor.readers.xml import TooMuchMarkupError, integer, parse_xml

_KIND = "Word XML 文档"
_NAMESPACE_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_ANNOTATION = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKS = {"Word.Insertion": INSERTED, "Word.Deletion": DELETED, "Word.Comment": W + "comment"}
_RENAMED = {
    W + old: W + new
    for old, new in {
        "listPr": "numPr",
        "ilfo": "numId",
        "listDef": "abstractNum",
        "list": "num",
        "ilst": "abstractNumId",
        "listStyleLink": "numStyleLink",
        "nfc": "numFmt",
        "vmerge": "vMerge",
        "hmerge": "hMerge",
    }.items()
}
_RENAMED_IDS = {W + "listDef": ("listDefId", "abstractNumId"), W + "list": ("ilfo", "numId")}
_REFERENCES = {FOOTNOTE: FOOTNOTE_REFERENCE, ENDNOTE: ENDNOTE_REFERENCE}


def read_content(data: bytes, job: Job) -> Content:
    """Return the text of a Word document in one XML file.

    Raises:
        UnreadableError: the file is damaged or larger than the limits allow.
    """
    try:
        root = parse_xml(_utf8(data).replace(_NAMESPACE_2003, NAMESPACE.encode()))
    except TooMuchMarkupError:
        raise too_much_markup(job.name, _KIND) from None
    except (etree.XMLSyntaxError, UnicodeDecodeError):
        raise damaged(job.name, _KIND) from None
    if root.tag == _FLAT + "package":
        return read_package(_package(root, job.name), job)
    _rename(root)
    notes = _taken_out_notes(root)
    content = read_tree(WordTree(_part(root, BODY), root.find(W + "styles"), root.find(W + "lists"), notes))
    has_pictures = next(root.iter(VML + "imagedata"), None) is not None
    return Content(
        content.pieces,
        warnings=content.warnings,
        unscored=reason_if_only_pictures(job.name, content.pieces, has_pictures=has_pictures),
    )


def _utf8(data: bytes) -> bytes:
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    return _DECLARATION.sub("", data.decode("utf-16")).encode()


def _part(root: Element, tag: str) -> Element:
    found = root.find(tag)
    return root if found is None else found


def _package(root: Element, name: str) -> Package:
    parts = {part.get(_FLAT + "name", ""): part for part in root.iterchildren(_FLAT + "part")}

    def read(part: str) -> bytes:
        binary = parts[part].findtext(_FLAT + "binaryData")
        xml = next(parts[part].iterchildren(_FLAT + "xmlData"), None)
        try:
            if binary is not None:
                return base64.b64decode(binary)
            return b"" if xml is None or not len(xml) else etree.tostring(xml[0], with_tail=False)
        except binascii.Error:
            raise damaged(name, _KIND) from None

    return Package(parts, read, name)


def _rename(root: Element) -> None:
    """Give the elements of 2003 the names that docx has for them."""
    for annotation in root.iter(_ANNOTATION):
        annotation.tag = _MARKS.get(annotation.get(W + "type", ""), _ANNOTATION)
    for element in root.iter(*_RENAMED):
        tag = str(element.tag)
        if tag in _RENAMED_IDS:
            old, new = _RENAMED_IDS[tag]
            element.set(W + new, element.get(W + old, ""))
        elif tag == W + "nfc":
            element.set(VALUE, format_of_code(integer(element.get(VALUE), 0)))
        element.tag = _RENAMED[tag]
    if root.get(_SPACE) == "preserve":
        for text in root.iter(W + "t"):
            text.set(_SPACE, "preserve")


def _taken_out_notes(root: Element) -> Notes:
    """Take the notes out of the runs they stand in and leave references behind, as docx has it."""
    notes: Notes = {}
    for number, note in enumerate(list(root.iter(*_REFERENCES))):
        parent = note.getparent()
        if parent is not None:
            tag = _REFERENCES[str(note.tag)]
            reference = etree.Element(tag)
            reference.set(W + "id", str(number))
            parent.replace(note, reference)
            notes[tag, str(number)] = note
    return notes
