"""XML that asks its reader to fetch a file of his machine, and to blow up a word a million times."""

import re
import zipfile
from io import BytesIO

from tests.samples import archives, make

BLOWN_UP = "哈哈"
_DOCTYPE = (
    '<!DOCTYPE x [<!ENTITY a "{word}"><!ENTITY b "{b}"><!ENTITY c "{c}"><!ENTITY d "{d}"><!ENTITY e "{e}">'
    '<!ENTITY f SYSTEM "{place}"><!ENTITY % g SYSTEM "{place}"> %g;]>'
)
# Where the words of each format stand; "" when the whole file is XML.
_PARTS = {
    "docx/styled.docx": "word/document.xml",
    "docx/strict.docx": "word/styles.xml",
    "odt/own.odt": "content.xml",
    "ofd/plain.ofd": "Doc_0/Pages/Page_0/Content.xml",
    "doc/flat-opc.doc": "",
    "doc/word2003.doc": "",
    "odt/plain.fodt": "",
    "html/spans.html": "",
}
FORMATS = tuple(_PARTS)


def with_entities(name: str, text: str, place: str) -> bytes:
    """A sample with entities before its first words; ``place``: the address of the file it asks for."""
    data = make(name, text).data
    part = _PARTS[name]
    if not part:
        return _poisoned(data, place)
    with zipfile.ZipFile(BytesIO(data)) as container:
        parts = {each: container.read(each) for each in container.namelist()}
    return archives.zipped({**parts, part: _poisoned(parts[part], place)})


def _poisoned(xml: bytes, place: str) -> bytes:
    text = re.sub(r"<!DOCTYPE[^>]*>", "", xml.decode())
    levels = {level: f"&{below};" * 32 for below, level in ("ab", "bc", "cd", "de")}
    doctype = _DOCTYPE.format(word=BLOWN_UP, place=place, **levels)
    root = re.search(r"<[A-Za-z]", text)
    start = root.start() if root else 0
    body = re.sub(r">(?=[^<>\s]*[\u4e00-\u9fff])", ">&f;&e;", text[start:], count=1)
    return (text[:start] + doctype + body).encode()
