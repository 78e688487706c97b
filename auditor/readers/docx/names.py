"""The element and attribute names of WordprocessingML that the reader looks at, and how to read a switch."""

from itertools import islice

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATION = f"{{{OFFICE}/relationships}}"
MATH = f"{{{OFFICE}/math}}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

VALUE = W + "val"
BODY = W + "body"
PARAGRAPH, TABLE, ROW, CELL, CHUNK = W + "p", W + "tbl", W + "tr", W + "tc", W + "altChunk"
TEXT_BOX = W + "txbxContent"
FOOTNOTE, ENDNOTE = W + "footnote", W + "endnote"
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = W + "footnoteReference", W + "endnoteReference"
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = W + "pPr", W + "rPr"
NUMBERING = W + "numPr"
INSERTED, DELETED = W + "ins", W + "del"
MOVED_AWAY, MOVED_HERE = W + "moveFrom", W + "moveTo"
CELL_INSERTED, CELL_DELETED = W + "cellIns", W + "cellDel"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"

_OFF = frozenset({"0", "false", "off", "none"})

# Elements that may stand before the properties of a paragraph or run (a bookmark in sloppy files).
_LEADING = 3

Element = etree._Element


def leading(element: Element, tag: str) -> Element | None:
    """Return the properties of ``element``, which stand before what it holds."""
    return next((child for child in islice(element, _LEADING) if child.tag == tag), None)


def value(parent: Element | None, child: str) -> str | None:
    """Return the w:val of the first ``child`` of ``parent``."""
    found = None if parent is None else parent.find(child)
    return None if found is None else found.get(VALUE)


def switch(parent: Element | None, child: str) -> bool | None:
    """Return whether the property ``child`` is on, None when ``parent`` does not speak of it."""
    found = None if parent is None else parent.find(child)
    return None if found is None else found.get(VALUE) not in _OFF
