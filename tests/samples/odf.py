"""OpenDocument text with what LibreOffice's own export of a plain report does not show."""

from xml.sax.saxutils import escape

from tests.samples.docx import packed
from tests.samples.report import Block, Report

_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
)
DELETED = "已经删去的话"
COMMENT = "批注里的话"


def content(report: Report) -> str:
    """The content part: a tracked deletion and a comment in it, numbers typed."""
    inner = "".join(map(_block, report.blocks))
    deletion = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"<text:p>{DELETED}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    return (
        f'<office:document-content {_NAMESPACES} office:version="1.2"><office:body><office:text>'
        f"{deletion}{inner}</office:text></office:body></office:document-content>"
    )


def odt(report: Report) -> bytes:
    """Set a report as an ODT file."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    styles = (
        f'<office:document-styles {_NAMESPACES} office:version="1.2"><office:master-styles>'
        '<style:master-page style:name="S"><style:header><text:p>页眉里的话</text:p></style:header>'
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    return packed(
        {
            "mimetype": _TYPE.encode(),
            "content.xml": (head + content(report)).encode(),
            "styles.xml": (head + styles).encode(),
        }
    )


def _block(block: Block) -> str:
    if block.kind == "table":
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        rows = "".join(
            f"<table:table-row>{''.join(cell.format(escape(each)) for each in row)}</table:table-row>"
            for row in block.rows
        )
        return f"<table:table>{rows}</table:table>"
    note = f"<office:annotation><text:p>{COMMENT}</text:p></office:annotation>"
    inner = _spaced(block.text) + '<text:change text:change-id="c1"/>' + note
    if block.level is None:
        return f"<text:p>{inner}</text:p>"
    return f'<text:h text:outline-level="{block.level + 1}">{inner}</text:h>'


def _spaced(text: str) -> str:
    """Runs of blanks as ODF writes them."""
    return escape(text).replace("  ", ' <text:s text:c="1"/>')
