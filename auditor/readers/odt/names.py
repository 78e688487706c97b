"""The element and attribute names of OpenDocument text that the reader looks at."""

from lxml import etree

_ROOT = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f"{{{_ROOT}:office:1.0}}"
TEXT = f"{{{_ROOT}:text:1.0}}"
TABLE = f"{{{_ROOT}:table:1.0}}"
STYLE = f"{{{_ROOT}:style:1.0}}"
DRAW = f"{{{_ROOT}:drawing:1.0}}"
SVG = f"{{{_ROOT}:svg-compatible:1.0}}"
LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

PARAGRAPH, HEADING = TEXT + "p", TEXT + "h"
LIST, LIST_ITEM, LIST_HEADER = TEXT + "list", TEXT + "list-item", TEXT + "list-header"
NOTE = TEXT + "note"
WHOLE_TABLE, ROW = TABLE + "table", TABLE + "table-row"
CELL, COVERED_CELL = TABLE + "table-cell", TABLE + "covered-table-cell"
STYLE_NAME = TEXT + "style-name"

Element = etree._Element
