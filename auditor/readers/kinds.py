"""Which kind of file it is, told by its content and never by its name."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from auditor.readers import limits
from auditor.readers.encoding import decode
from auditor.readers.zips import list_bytes

_HEAD_BYTES = 4096
_CONTENT_TYPES = "[Content_Types].xml"
_STATED_BYTES = 100_000


class Peek:
    """A first look at the bytes; each view is made when a kind asks for it."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names in a zip container, none when it is no zip or is damaged."""
        return self.parts_behind_junk if self.data.startswith(b"PK") else frozenset()

    @cached_property
    def parts_behind_junk(self) -> frozenset[str]:
        """The names in a zip container that may start anywhere in the bytes."""
        if list_bytes(self.data) > limits.MAX_LIST_BYTES:
            return frozenset()
        try:
            return frozenset(zipfile.ZipFile(io.BytesIO(self.data)).namelist())
        except Exception:  # the header fields of a hostile zip fail in many ways
            return frozenset()

    @cached_property
    def content_types(self) -> bytes:
        """What an Office container states about its parts, b"" when it states nothing."""
        if _CONTENT_TYPES not in self.parts:
            return b""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as container, container.open(_CONTENT_TYPES) as part:
                return part.read(_STATED_BYTES)
        except Exception:  # likewise
            return b""

    @cached_property
    def streams(self) -> frozenset[str]:
        """The names of the top streams of an OLE container, none when it is none or is damaged."""
        if not self.data.startswith(_OLE):
            return frozenset()
        from auditor.readers.ole import BrokenContainerError, Container

        try:
            return Container(self.data).streams
        except BrokenContainerError:
            return frozenset()

    @cached_property
    def head(self) -> str:
        """The first characters as text, in small letters, without leading blanks."""
        data = self.data[:_HEAD_BYTES]
        text = decode(data) if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data else None
        return (text or data.decode("latin-1")).lstrip("\ufeffï»¿ \t\r\n").lower()

    @property
    def is_truncated_zip(self) -> bool:
        """Whether the start is a zip's and the list of parts at its end is lost."""
        return self.data.startswith(b"PK\x03\x04") and not self.parts


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What may stand before the root; possessive, so that a hostile head costs one pass.
_FIRST_TAG = re.compile(
    r"(?:(?><\?.*?\?>)|(?><!--.*?-->)|(?><!doctype[^>\[]*(?:\[.*?\]\s*)?>)|\s)*+<([\w:.-]+)", re.DOTALL
)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|span|br|script|style|h[1-6]|section|article|center"
    r"|font|b|strong|ul|ol|pre)\b"
)
# What a content system hands out may start with text; reports of plain text hold no such tags.
_FRAGMENT = re.compile(r"<br ?/?>|</(?:p|div|span|strong|h[1-6])>|&nbsp;")
_FEWEST_TAGS = 3
_WORD_MAIN = re.compile(
    rb"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.(?:document|template)\.macroEnabled"
)
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"})


class Kind(NamedTuple):
    """A kind of file. ``module`` under ``auditor.readers`` reads it; "" when it is known but refused.

    ``remedy``: what a user can do about a kind that is refused.
    """

    title: str
    told_by: Callable[[Peek], bool]
    module: str = ""
    remedy: str = ""


_SAVE_AS_DOCX = "这里打不开。请用 WPS 打开，另存为 .docx 后再报送。"
_RESEND = "不是报告正文。请确认是否选错了文件；正文请存成 .docx 后报送。"


def _starts(*magic: bytes) -> Callable[[Peek], bool]:
    return lambda peek: peek.data.startswith(magic)


def _holds(*parts: str) -> Callable[[Peek], bool]:
    return lambda peek: any(part in peek.parts for part in parts)


def _streams(*names: str) -> Callable[[Peek], bool]:
    return lambda peek: any(name in peek.streams for name in names)


def _root(*names: str) -> Callable[[Peek], bool]:
    """Tell XML by its root: pages that Word saves speak of w:WordDocument further in."""

    def is_root(peek: Peek) -> bool:
        found = _FIRST_TAG.match(peek.head)
        return found is not None and found[1] in names

    return is_root


def _is_docx(peek: Peek) -> bool:
    # Some services of Microsoft name the part word/document2.xml.
    return "word/document.xml" in peek.parts or bool(_WORD_MAIN.search(peek.content_types))


def _is_html(peek: Peek) -> bool:
    if peek.head.startswith("<"):
        return bool(_HTML.search(peek.head))
    return len(_FRAGMENT.findall(peek.head)) >= _FEWEST_TAGS


def _is_zip_behind_junk(peek: Peek) -> bool:
    """Tell a self-extracting archive, or one that something was put before; no document with that fault."""
    parts = peek.parts_behind_junk
    return bool(parts) and parts.isdisjoint({"[Content_Types].xml", "OFD.xml", "mimetype"})


def _is_mht(peek: Peek) -> bool:
    return bool(re.match(r"(?:[a-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*?){0,20}?mime-version:", peek.head))


def _is_picture(peek: Peek) -> bool:
    data = peek.data
    magics = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*", b"GIF8")
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if data.startswith(b"BM"):
        return len(data) > 30 and int.from_bytes(data[2:6], "little") == len(data)
    return data.startswith(magics) or is_webp


# The first kind that knows the bytes takes them.
KINDS = (
    Kind("PDF", lambda peek: b"%PDF-" in peek.data[:1024], "pdf"),
    Kind("RAR 压缩包", _starts(b"Rar!\x1a\x07"), "rar"),
    Kind("7z 压缩包", _starts(b"7z\xbc\xaf\x27\x1c"), "", "这里打不开。请解压后，把里面的报告报送上来。"),
    Kind("Word 文档（docx）", _is_docx, "docx"),
    Kind("OFD 版式文件", _holds("OFD.xml"), "ofd"),
    Kind("ODT 文档", lambda peek: "content.xml" in peek.parts and "mimetype" in peek.parts, "odt"),
    Kind("Excel 工作簿", _holds("xl/workbook.xml", "xl/workbook.bin"), "", _RESEND),
    Kind("PPT 演示文稿", _holds("ppt/presentation.xml"), "", _RESEND),
    Kind("Word 文档（docx）", lambda peek: peek.is_truncated_zip and b"word/" in peek.data, "docx"),
    Kind("UOF 文档", _holds("uof.xml"), "", _SAVE_AS_DOCX),
    Kind("压缩包", _starts(b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), "zip"),
    Kind("加密的 Office 文档", _streams("EncryptedPackage"), "encrypted"),
    Kind("Excel 工作簿", _streams("Workbook", "Book"), "", _RESEND),
    Kind("PPT 演示文稿", _streams("PowerPoint Document"), "", _RESEND),
    Kind("Word 文档（doc）", _starts(_OLE, b"\xdb\xa5\x2d\x00", b"\xfe\x37\x00\x23"), "doc"),
    Kind("RTF 文档", lambda peek: peek.head.startswith("{\\rtf"), "rtf"),
    Kind("Word XML 文档", _root("w:worddocument", "pkg:package"), "word_xml"),
    Kind("ODT 文档", _root("office:document"), "odt"),
    Kind("UOF 文档", _root("uof:uof"), "", _SAVE_AS_DOCX),
    Kind("单文件网页（mht）", _is_mht, "mht"),
    Kind("网页", _is_html, "html"),
    Kind("图片", _is_picture, "picture"),
    Kind("HEIC 照片", lambda peek: peek.data[4:8] == b"ftyp" and peek.data[8:12] in _HEIC, "picture"),
    Kind("压缩包", _is_zip_behind_junk, "zip"),
    Kind("文本", lambda _peek: True, "text"),
)
ARCHIVES = frozenset({"zip", "rar"})


def kind_of(data: bytes) -> Kind:
    """Return the kind of a file's content; what nothing else knows is tried as plain text."""
    peek = Peek(data)
    return next(kind for kind in KINDS if kind.told_by(peek))
