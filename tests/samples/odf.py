"""OpenDocument text with what LibreOffice's own export of a plain report does not show."""

from xml.sax.saxutils import escape

from tests.samples.docx import packed
from tests.samples.numbering import Lists, shapes_of
from tests.samples.report import Block, Report

_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>'
        for part in ("content.xml", "styles.xml")
    )
    + "</manifest:manifest>"
)
_SWITCHED_OFF = (
    '<office:automatic-styles><style:style style:name="P1" style:family="paragraph" '
    'style:parent-style-name="Standard" style:list-style-name=""/></office:automatic-styles>'
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
    return _document(deletion + inner)


def _document(inner: str, automatic: str = "") -> str:
    return (
        f'<office:document-content {_NAMESPACES} office:version="1.2">{automatic}<office:body><office:text>'
        f"{inner}</office:text></office:body></office:document-content>"
    )


def odt(report: Report) -> bytes:
    """Set a report as an ODT file."""
    return _package(content(report), "")


def numbered_odt(report: Report) -> bytes:
    """The same with the numbers of headings counted by the outline style, where it can count them.

    Numbering is switched off for a heading whose number is typed, as a user does it for one paragraph.
    """
    lists = Lists(shapes_of(report), restarting=False)
    inner = "".join(_numbered(block, lists) for block in report.blocks)
    levels = "".join(_outline_level(depth, shape) for depth, shape in enumerate(lists.shapes))
    styles = f"<office:styles><text:outline-style>{levels}</text:outline-style></office:styles>"
    return _package(_document(inner, _SWITCHED_OFF), styles)


def _outline_level(depth: int, shape: str) -> str:
    prefix, _, suffix = shape.partition(f"%{depth + 1}")
    number_format = "1" if depth == 2 else "一, 二, 三, ..."
    return (
        f'<text:outline-level-style text:level="{depth + 1}" style:num-format="{number_format}" '
        f'style:num-prefix="{prefix}" style:num-suffix="{suffix}"/>'
    )


def _numbered(block: Block, lists: Lists) -> str:
    if block.level is None:
        return _block(block)
    is_counted = lists.number(block) is not None
    text = block.text.removeprefix(block.label) if is_counted else block.text
    style = "" if is_counted else ' text:style-name="P1"'
    return f'<text:h{style} text:outline-level="{block.level + 1}">{_spaced(text)}</text:h>'


def _package(body: str, styles: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    master = (
        '<office:master-styles><style:master-page style:name="S"><style:header><text:p>页眉里的话</text:p>'
        "</style:header></style:master-page></office:master-styles>"
    )
    all_styles = f'<office:document-styles {_NAMESPACES} office:version="1.2">{styles}{master}</office:document-styles>'
    return packed(
        {
            "mimetype": _TYPE.encode(),
            "content.xml": (head + body).encode(),
            "styles.xml": (head + all_styles).encode(),
            "META-INF/manifest.xml": (head + _MANIFEST).encode(),
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
