"""Small docx files for tests, built part by part from short XML."""

import io
import zipfile

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_NS = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="{OFFICE_NS}/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:m="{OFFICE_NS}/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str, properties: str = "") -> str:
    """Return a paragraph; bare text becomes a run."""
    runs = inner if inner.startswith("<") or not inner else r(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def styled(inner: str, style: str, properties: str = "") -> str:
    """Return a paragraph of a style."""
    return p(inner, f'<w:pStyle w:val="{style}"/>{properties}')


def numbered(inner: str, list_id: int, depth: int = 0) -> str:
    """Return a paragraph that names a list itself."""
    return p(inner, num_pr(list_id, depth))


def num_pr(list_id: int, depth: int | None = None) -> str:
    ilvl = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    return f'<w:numPr>{ilvl}<w:numId w:val="{list_id}"/></w:numPr>'


def style(style_id: str, name: str = "", based_on: str = "", ppr: str = "", rpr: str = "", kind: str = "paragraph") -> str:  # fmt: skip
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name or style_id}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def lvl(depth: int, text: str, number_format: str = "decimal", start: int = 1, inner: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{inner}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(list_id: int, abstract_id: int, inner: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{abstract_id}"/>{inner}</w:num>'


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(each if each.startswith('<') else cell(each) for each in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    """Return the runs of a field; ``result``: runs, or paragraphs cut open by ``</w:p><w:p>``."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(inner: str) -> str:
    """Return a run with a text box as Word writes it: once for itself, once for older programs."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def document(body: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def docx(
    body: str,
    *,
    styles: str | None = None,
    numbering: str | None = None,
    footnotes: str | None = None,
    endnotes: str | None = None,
    relations: str = "",
    main: str = "word/document.xml",
    whole: str | None = None,
    parts: dict[str, bytes | str] | None = None,
) -> bytes:
    """Return a docx of a body and the parts that are given.

    ``relations``: further relations of the document. ``whole``: all of document.xml instead of ``body``.
    """
    holders = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
    given = {name: content for name, content in holders.items() if content is not None}
    folder, _, base = main.rpartition("/")
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": content_types(
            {main: "document.main"} | {f"{folder}/{name}.xml": name for name in given}
        ),
        "_rels/.rels": relation_part(relation("r1", "officeDocument", main)),
        main: document(body) if whole is None else whole,
        f"{folder}/_rels/{base}.rels": relation_part(
            "".join(relation(name, name, f"{name}.xml") for name in given) + relations
        ),
    }
    for name, content in given.items():
        files[f"{folder}/{name}.xml"] = f"<w:{name} {NAMESPACES}>{content}</w:{name}>"
    return packed(files | (parts or {}))


def content_types(kinds: dict[str, str]) -> str:
    """Return the part that states what the others are; ``kinds``: of WordprocessingML, by part."""
    overrides = "".join(
        f'<Override PartName="/{part}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{TYPES_NS}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relation(relation_id: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{relation_id}" Type="{OFFICE_NS}/relationships/{kind}" Target="{target}"/>'


def relation_part(relations: str) -> str:
    return f'<Relationships xmlns="{RELATIONS_NS}">{relations}</Relationships>'


def packed(files: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip container of the files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as container:
        for name, content in files.items():
            container.writestr(name, content)
    return buffer.getvalue()
