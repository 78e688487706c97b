"""OpenDocument texts, packed (odt) and flat (fodt): the words as the page shows them."""

from lxml import etree

from auditor.readers.content import REVISIONS_ACCEPTED, Content, Job
from auditor.readers.odt.body import BodyReader
from auditor.readers.odt.names import DRAW, OFFICE, TEXT, Element
from auditor.readers.odt.styles import styles_of
from auditor.readers.only_pictures import reason_if_only_pictures
from auditor.readers.refusals import damaged, encrypted, too_much_markup, unsupported
from auditor.readers.xml import TooMuchMarkupError, parse_xml
from auditor.readers.zips import SafeZip

_KIND = "ODT 文档"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"


def read_content(data: bytes, job: Job) -> Content:
    """Return the text of an OpenDocument text.

    Raises:
        UnreadableError: the file is damaged, encrypted, no text document or larger than the limits allow.
    """
    content, named = _opened(data, job.name) if data.startswith(b"PK") else (_parsed(data, job.name), None)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise unsupported(
            job.name,
            "OpenDocument 表格或演示文稿",
            "不是报告正文。请确认是否选错了文件；正文请存成 .docx 后报送。",
        )
    pieces = [piece for piece in BodyReader(styles_of(content, named)).pieces(body) if piece.text.strip()]
    is_revised = next(body.iter(TEXT + "insertion", TEXT + "deletion"), None) is not None
    has_pictures = next(body.iter(DRAW + "image"), None) is not None
    return Content(
        pieces,
        warnings=[REVISIONS_ACCEPTED] if is_revised else [],
        unscored=reason_if_only_pictures(job.name, pieces, has_pictures=has_pictures),
    )


def _opened(data: bytes, name: str) -> tuple[Element, Element | None]:
    """Return the roots of the content and of the named styles of a packed document."""
    container = SafeZip(data, name, _KIND)
    if _MANIFEST in container and b"encryption-data" in container.read(_MANIFEST):
        raise encrypted(name, _KIND)
    named = _parsed(container.read(_STYLES), name) if _STYLES in container else None
    return _parsed(container.read(_CONTENT), name), named


def _parsed(data: bytes, name: str) -> Element:
    try:
        return parse_xml(data)
    except TooMuchMarkupError:
        raise too_much_markup(name, _KIND) from None
    except etree.XMLSyntaxError:
        raise damaged(name, _KIND) from None
