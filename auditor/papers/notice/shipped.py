"""The template that comes with the program: a letter in the layout of GB/T 9704—2012 (信函格式).

Its parts lie in the folder ``letter`` as readable XML, in twips (1/20 pt, 56.7 to the millimetre): 版心
156 by 225 mm; 22 lines of 28.95 pt; 28 characters a line, each a quarter of a point closer than its 16 pt;
red lines of 170 mm. ``fontTable.xml`` names, for each font of official letters, what may stand in for it.
"""

import io
import zipfile
from functools import cache
from importlib.resources import files

from auditor.papers.notice.template import Template, take_apart
from auditor.papers.packing import add

_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "word/footer3.xml",
)


@cache
def shipped_template() -> Template:
    """Return the template that comes with the program, taken apart."""
    return take_apart(shipped_docx(), "自带模板")


def shipped_docx() -> bytes:
    """Return the template that comes with the program, as a file to edit."""
    folder = files("auditor.papers.notice") / "letter"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for part in _PARTS:
            add(container, part, folder.joinpath(*part.split("/")).read_bytes())
    return buffer.getvalue()
