"""PDF files made object by object, small enough to read; ordinary and hostile ones."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595, 842)


@dataclass
class Sheet:
    """A page: drawing operators, its size, how /Rotate turns it, resources beside the font /F."""

    content: bytes
    size: tuple[float, float] = A4
    rotate: int = 0
    resources: bytes = b""
    entries: bytes = b""


@dataclass
class Objects:
    """The numbered objects of a file; number 1 is the catalogue, 2 the page tree, 3 the font."""

    bodies: list[bytes] = field(default_factory=lambda: [b"", b"", b""])

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self.bodies.append(body)
        return len(self.bodies)

    def stream(self, data: bytes, entries: bytes = b"", *, packed: bool = True) -> int:
        """Add a stream and return its number."""
        if packed:
            data, entries = zlib.compress(data), entries + b"/Filter/FlateDecode"
        return self.add(b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data))

    def written(self) -> bytes:
        """Return the file with its table of objects."""
        out, places = b"%PDF-1.5\n", []
        for number, body in enumerate(self.bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj%s endobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))
        return out + head + table + end


def show(text: str, x: float, y: float, size: float = 16, turn: str = "1 0 0 1", mode: int = 0) -> bytes:
    """Operators that write a text; ``turn``: the first four numbers of the text matrix."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {mode} Tr {turn} {x:.2f} {y:.2f} Tm <{code}> Tj ET\n".encode()


def ruling(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Operators that draw a thin line."""
    return f"0.5 w {x0} {y0} m {x1} {y1} l S\n".encode()


def add_font(objects: Objects, *, encoding: str = "UniGB-UCS2-H", ordering: str = "GB1") -> None:
    """Describe the font /F: full-width letters, nothing embedded."""
    descriptor = objects.add(
        b"<</Type/FontDescriptor/FontName/FangSong/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 700/StemV 80>>"
    )
    letters = objects.add(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/FangSong/DW 1000/FontDescriptor %d 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 2>>>>" % (descriptor, ordering.encode())
    )
    objects.bodies[2] = (
        b"<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/%s/DescendantFonts[%d 0 R]>>"
        % (
            encoding.encode(),
            letters,
        )
    )


def add_pages(objects: Objects, sheets: Sequence[Sheet], *, count: int | None = None) -> None:
    """Add the pages, their tree and the catalogue."""
    kids = []
    for sheet in sheets:
        content = objects.stream(sheet.content)
        kids.append(
            objects.add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Contents %d 0 R"
                b"/Resources<</Font<</F 3 0 R>>%s>>%s>>"
                % (*sheet.size, sheet.rotate, content, sheet.resources, sheet.entries)
            )
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects.bodies[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count or len(kids), listed)
    objects.bodies[0] = b"<</Type/Catalog/Pages 2 0 R>>"


def document(*sheets: Sheet | bytes, **font: str) -> bytes:
    """Return a PDF of pages; bytes alone are the content of an A4 page."""
    objects = Objects()
    add_font(objects, **font)
    add_pages(objects, [sheet if isinstance(sheet, Sheet) else Sheet(sheet) for sheet in sheets])
    return objects.written()
