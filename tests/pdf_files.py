"""PDF files made object by object, small enough to read; ordinary and hostile ones."""

import hashlib
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


class Lock:
    """The standard encryption of PDF 1.1: a password to open, a password to own."""

    _PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    _RIGHTS = -4

    def __init__(self, to_open: bytes, to_own: bytes) -> None:
        pad, rights = self._PAD, self._RIGHTS.to_bytes(4, "little", signed=True)
        owner, user = (to_own + pad)[:32], (to_open + pad)[:32]
        self._owner = _rc4(hashlib.md5(owner).digest()[:5], user)
        self._key = hashlib.md5(user + self._owner + rights + b"id").digest()[:5]

    def locked(self, data: bytes, number: int) -> bytes:
        """Encrypt a stream of an object."""
        salt = number.to_bytes(3, "little") + b"\0\0"
        return _rc4(hashlib.md5(self._key + salt).digest()[:10], data)

    def entries(self) -> bytes:
        """Return what the trailer says of it."""
        user = _rc4(self._key, self._PAD)
        return f"/ID[<6964><6964>]/Encrypt<</Filter/Standard/V 1/R 2/O<{self._owner.hex()}>/U<{user.hex()}>/P {self._RIGHTS}>>".encode()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


@dataclass
class Objects:
    """The numbered objects of a file; number 1 is the catalogue, 2 the page tree, 3 the font."""

    bodies: list[bytes] = field(default_factory=lambda: [b"", b"", b""])
    lock: "Lock | None" = None

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self.bodies.append(body)
        return len(self.bodies)

    def stream(self, data: bytes, entries: bytes = b"", *, packed: bool = True) -> int:
        """Add a stream and return its number."""
        if packed:
            data, entries = zlib.compress(data), entries + b"/Filter/FlateDecode"
        if self.lock:
            data = self.lock.locked(data, len(self.bodies) + 1)
        return self.add(b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data))

    def written(self) -> bytes:
        """Return the file with its table of objects."""
        out, places = b"%PDF-1.5\n", []
        for number, body in enumerate(self.bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj%s endobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        lock = self.lock.entries() if self.lock else b""
        end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
        return out + head + table + end % (len(places) + 1, lock, len(out))


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


def locked(*contents: bytes, to_open: bytes, to_own: bytes) -> bytes:
    """Return a PDF of A4 pages that wants the password ``to_open``."""
    objects = Objects(lock=Lock(to_open, to_own))
    add_font(objects)
    add_pages(objects, [Sheet(content) for content in contents])
    return objects.written()


def add_picture(objects: Objects, width: int = 8, height: int = 8) -> int:
    """Add a grey picture and return its number; ``/I Do`` draws it when a page calls it I."""
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
    return objects.stream(b"\x80" * (width * height), entries % (width, height))


def with_pictures(*contents: bytes) -> bytes:
    """Return a PDF of A4 pages that can draw the picture /I."""
    objects = Objects()
    add_font(objects)
    picture = add_picture(objects)
    add_pages(objects, [Sheet(content, resources=b"/XObject<</I %d 0 R>>" % picture) for content in contents])
    return objects.written()


def nested_forms(depth: int, times: int) -> bytes:
    """Return a PDF whose page draws a form that draws a form ``times`` over, ``depth`` deep."""
    objects = Objects()
    add_font(objects)
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<<%s>>"
    form = objects.stream(show("套", 100, 100), head % b"/Font<</F 3 0 R>>")
    for _ in range(depth):
        form = objects.stream(b"/X Do " * times, head % (b"/XObject<</X %d 0 R>>" % form))
    add_pages(objects, [Sheet(b"/X Do", resources=b"/XObject<</X %d 0 R>>" % form)])
    return objects.written()
