"""OFD files made part by part (GB/T 33190); lengths are in millimetres."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
ROOT = "Doc_0/Document.xml"
SIZE = 5.6
PITCH = 10.0


def deltas(text: str, size: float = SIZE) -> str:
    """Return the distances between the letters of a text: half a letter for Latin."""
    return " ".join(f"{size / 2 if char.isascii() else size:g}" for char in text[:-1])


def text_object(
    text: str,
    x: float,
    y: float,
    *,
    size: float = SIZE,
    attributes: str = "",
    inside: str = "",
    delta: str | None = None,
) -> str:
    """A text whose first letter stands at ``x`` on the baseline ``y``; blanks in front of it move it."""
    ink = text.lstrip("　")
    x += (len(text) - len(ink)) * size
    spread = deltas(ink, size) if delta is None else delta
    width = sum(size / 2 if char.isascii() else size for char in ink)
    return (
        f'<ofd:TextObject ID="9" Font="2" Size="{size}" Boundary="{x:.3f} {y - size:.3f} {width:.3f} {size * 1.2:.3f}" {attributes}>'
        f'{inside}<ofd:TextCode X="0" Y="{size}"{f" DeltaX={chr(34)}{spread}{chr(34)}" if spread else ""}>{escape(ink)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def line_object(x0: float, y0: float, x1: float, y1: float) -> str:
    """A thin drawn line."""
    return f'<ofd:PathObject ID="8" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>'


def picture_object(identifier: str = "7", box: str = "0 0 210 297") -> str:
    """A picture that covers a box."""
    return f'<ofd:ImageObject ID="6" ResourceID="{identifier}" Boundary="{box}" CTM="210 0 0 297 0 0"/>'


def page_part(content: str, before: str = "") -> str:
    """The part of a page with one layer."""
    return f'{HEAD}<ofd:Page {NAMESPACE}>{before}<ofd:Content><ofd:Layer ID="3">{content}</ofd:Layer></ofd:Content></ofd:Page>'


def resources(entries: str) -> str:
    """A part that lists what pages share."""
    return f'{HEAD}<ofd:Res {NAMESPACE} BaseLoc="Res">{entries}</ofd:Res>'


def parts(
    pages: Sequence[str],
    *,
    common: str = "",
    after: str = "",
    folder: str = "Doc_0",
    location: str = "Pages/Page_{}/Content.xml",
) -> dict[str, str | bytes]:
    """The parts of a file of one document, by their paths; ``pages``: the objects on each page."""
    listed = "".join(
        f'<ofd:Page ID="{10 + number}" BaseLoc="{location.format(number)}"/>' for number in range(len(pages))
    )
    made: dict[str, str | bytes] = {
        "OFD.xml": entry(f"{folder}/Document.xml"),
        f"{folder}/Document.xml": f"{HEAD}<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{after}</ofd:Document>",
    }
    for number, content in enumerate(pages):
        made[f"{folder}/Pages/Page_{number}/Content.xml"] = page_part(content)
    return made


def entry(*roots: str) -> str:
    """The part that everything starts from."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>" for root in roots
    )
    return f'{HEAD}<ofd:OFD {NAMESPACE} DocType="OFD" Version="1.0">{bodies}</ofd:OFD>'


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Zip the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def document(*pages: str) -> bytes:
    """Return an OFD of pages, given by the objects on them."""
    return packed(parts(pages))
