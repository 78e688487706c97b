"""A Word file with placeholders, taken apart once and filled many times."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from auditor.errors import AuditorError, UnreadableError
from auditor.papers.notice.marks import mark
from auditor.papers.notice.pieces import Pieces, Values, cut, filled
from auditor.papers.packing import add
from auditor.readers.docx.package import KIND, Package, is_strict
from auditor.readers.kinds import kind_of
from auditor.readers.names import printable
from auditor.readers.xml import TooMuchMarkupError, parse_xml
from auditor.readers.zips import SafeZip

_TYPES = "[Content_Types].xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
# Word's own templates (.dotx) differ from documents in what they call themselves.
_DOTX = b"wordprocessingml.template.main+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Template:
    """A template taken apart. ``others``: a zip of the parts that stay as they are. ``parts``: the rest."""

    others: bytes
    parts: tuple[tuple[str, Pieces], ...]

    def fill(self, values: Values) -> bytes:
        """Return a docx with the values in place of the placeholders. Takes about a millisecond."""
        buffer = io.BytesIO(self.others)
        buffer.seek(0, io.SEEK_END)
        with zipfile.ZipFile(buffer, "a") as container:
            for name, pieces in self.parts:
                add(container, name, (_DECLARATION + "".join(filled(pieces, values))).encode())
        return buffer.getvalue()


def load_template(path: Path) -> Template:
    """Load an office's own template.

    Raises:
        AuditorError: it cannot be opened, is no docx, or a placeholder in it is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AuditorError(f"打不开模板“{path}”（{error.strerror}）。请检查文件名和所在文件夹。") from None
    name = printable(str(path))
    if kind_of(data).module != "docx":
        raise AuditorError(f"模板“{name}”不是 Word 文档。请用 WPS 或 Word 打开，另存为 .docx 再试。")
    try:
        return take_apart(data, name)
    except (UnreadableError, etree.XMLSyntaxError, TooMuchMarkupError, KeyError):
        raise AuditorError(f"模板“{name}”已损坏或设了密码。请用 WPS 或 Word 另存为 .docx 再试。") from None


def take_apart(data: bytes, name: str) -> Template:
    """Take a docx apart; ``name`` is what messages call it.

    Raises:
        AuditorError: a placeholder is wrong, or it is a docx of a kind that is not filled.
        UnreadableError, XMLSyntaxError, TooMuchMarkupError, KeyError: the file is damaged or encrypted.
    """
    container = SafeZip(data, name, KIND)
    package = Package(container.entries, container.read, name)
    parts = {}
    for part in (package.main(), *package.related("header"), *package.related("footer")):
        content = container.read(part)
        if is_strict(content):
            raise AuditorError(f"模板“{name}”存成了“严格”格式。请另存为普通的 .docx 再试。")
        root = parse_xml(content)
        if mark(root):
            parts[part] = cut(etree.tostring(root, encoding="unicode"))
    if package.main() not in parts:
        raise AuditorError(
            f"模板“{name}”的正文里没有占位符，例如 {{{{单位}}}}。"
            "可以先用 auditor notice template -o 模板.docx 取一份自带的来改。"
        )
    types = container.read(_TYPES).replace(_DOTX, _DOCUMENT)
    if _DOCUMENT not in types:
        raise AuditorError(f"模板“{name}”带有宏。请另存为不带宏的 .docx 再试。")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as others:
        for entry in container.entries:
            if entry not in parts and not entry.endswith("/"):
                add(others, entry, types if entry == _TYPES else container.read(entry))
    return Template(buffer.getvalue(), tuple(parts.items()))
