"""Binary Word files made by hand, field by field, so that a test can say what stands in them."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT_AT = 0x400
# Places in the file information block.
STYLES, FOOTNOTE_MARKS, FOOTNOTES, SECTIONS, FONTS = 1, 2, 3, 6, 15
CHARACTER_PAGES, PARAGRAPH_PAGES, PIECES, SHAPES = 12, 13, 33, 40
ENDNOTE_MARKS, ENDNOTES, TEXT_BOXES, LISTS, LIST_USES = 46, 47, 56, 73, 74
PART_COUNT = 93


def container(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container; streams are filled up to the size from which on none is kept in small sectors."""
    names = list(streams)
    contents = [streams[name].ljust(4096, b"\0") for name in names]
    entries = [_entry("Root Entry", 5, child=1 if names else FREE, start=END, size=0)]
    table: list[int] = []
    for place, (name, content) in enumerate(zip(names, contents, strict=True)):
        following = place + 2 if place + 1 < len(names) else FREE
        entries.append(_entry(name, 2, right=following, start=len(table), size=len(content)))
        table += _chain(len(table), content)
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    directory_at = len(table)
    table += _chain(directory_at, directory)
    table_at = len(table)
    table_sectors = -(-(len(table) + 8) // 128)
    table += [FAT_SECTOR] * table_sectors
    table += [FREE] * (table_sectors * 128 - len(table))
    header = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, table_sectors, directory_at, 0, 4096, END, 0, END, 0,
    )  # fmt: skip
    places = [table_at + place for place in range(table_sectors)]
    header += struct.pack("<109I", *places, *[FREE] * (109 - len(places)))
    padded = [content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0") for content in contents]
    return header + b"".join(padded) + directory + struct.pack(f"<{len(table)}I", *table)


def _chain(first: int, content: bytes) -> list[int]:
    count = -(-len(content) // SECTOR)
    return [*range(first + 1, first + count), END]


def _entry(name: str, kind: int, *, child: int = FREE, right: int = FREE, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB3I36xIQ", encoded, len(encoded), kind, 1, FREE, right, child, start, size)


def sprm(code: int, operand: int = 1) -> bytes:
    """A modifier with its operand, whose size the upper bits of the code tell."""
    size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
    return struct.pack("<H", code) + operand.to_bytes(size, "little")


def plc(positions: Sequence[int], items: Sequence[bytes] = ()) -> bytes:
    return struct.pack(f"<{len(positions)}I", *positions) + b"".join(items)


@dataclass(frozen=True)
class Paragraph:
    """``text`` ends with the sign of its end; ``said`` are modifiers."""

    text: str
    said: bytes = b""
    style: int = 0


@dataclass
class Word:
    """A document. ``runs``: (first position, end, modifiers) of characters.

    ``lengths``: those of the stories from the main text on; all text is the main text unless they say else.
    ``eight_bit``: how many of the first characters are kept in a byte each.
    """

    paragraphs: Sequence[Paragraph]
    runs: Sequence[tuple[int, int, bytes]] = ()
    parts: dict[int, bytes] = field(default_factory=dict)
    lengths: Sequence[int] = ()
    data: bytes = b""
    eight_bit: int = 0
    flags: int = 0x0200
    version: int = 0xC1
    magic: int = 0xA5EC

    def streams(self) -> dict[str, bytes]:
        text = "".join(paragraph.text for paragraph in self.paragraphs)
        count = len(text.encode("utf-16-le")) // 2
        eight, sixteen = text[: self.eight_bit].encode("cp1252"), text[self.eight_bit :].encode("utf-16-le")
        body = eight + sixteen
        pages = [b""] * 0
        first_page = -(-(TEXT_AT + len(body)) // SECTOR)
        parts = dict(self.parts)
        pages += self._paragraph_pages()
        parts.setdefault(PARAGRAPH_PAGES, _page_table(self._offsets(), first_page, len(pages)))
        run_pages = [
            _page([self._offset(a), self._offset(b)], [bytes([len(said)]) + said], 1)
            for a, b, said in self.runs
        ]
        bounds = [self._offset(run[0]) for run in self.runs] + [self._offset(count)]
        if run_pages:
            parts.setdefault(CHARACTER_PAGES, _page_table(bounds, first_page + len(pages), len(run_pages)))
        pages += run_pages
        parts.setdefault(PIECES, self._piece_table(count))
        places, table = _table(parts)
        lengths = list(self.lengths) or [count]
        fib = bytearray(TEXT_AT)
        struct.pack_into("<HH", fib, 0, self.magic, self.version)
        struct.pack_into("<H", fib, 10, self.flags)
        struct.pack_into("<HH", fib, 32, 14, 0)
        struct.pack_into("<H", fib, 62, 22)
        struct.pack_into(f"<{len(lengths)}I", fib, 76, *lengths)
        struct.pack_into("<H", fib, 152, PART_COUNT)
        for part, (start, size) in places.items():
            struct.pack_into("<II", fib, 154 + 8 * part, start, size)
        word = bytes(fib) + body
        word = word.ljust(first_page * SECTOR, b"\0") + b"".join(pages)
        return {"WordDocument": word, "1Table": table, "Data": self.data}

    def file(self) -> bytes:
        return container(self.streams())

    def _offset(self, position: int) -> int:
        if position <= self.eight_bit:
            return TEXT_AT + position
        return TEXT_AT + self.eight_bit + 2 * (position - self.eight_bit)

    def _offsets(self) -> list[int]:
        position = 0
        offsets = [self._offset(0)]
        for paragraph in self.paragraphs:
            position += len(paragraph.text.encode("utf-16-le")) // 2
            offsets.append(self._offset(position))
        return offsets

    def _paragraph_pages(self) -> list[bytes]:
        pages = []
        for paragraph, start, end in zip(self.paragraphs, self._offsets(), self._offsets()[1:], strict=False):
            said = struct.pack("<H", paragraph.style) + paragraph.said
            said += b"\0" * (1 - len(said) % 2)
            pages.append(_page([start, end], [bytes([(len(said) + 1) // 2]) + said], 13))
        return pages

    def _piece_table(self, count: int) -> bytes:
        cuts = sorted({0, self.eight_bit, count})
        items = [
            struct.pack(
                "<HIH", 0, 2 * TEXT_AT | 0x40000000 if start < self.eight_bit else self._offset(start), 0
            )
            for start in cuts[:-1]
        ]
        table = plc(cuts, items)
        return b"\x02" + struct.pack("<I", len(table)) + table


def _page(bounds: Sequence[int], said: Sequence[bytes], place_bytes: int) -> bytes:
    """A page of formatting with one run."""
    page = bytearray(SECTOR)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    at = 510 - len(said[0]) & ~1
    page[4 * len(bounds)] = at // 2
    page[at : at + len(said[0])] = said[0]
    page[-1] = len(said)
    assert 4 * len(bounds) + place_bytes <= at
    return bytes(page)


def _page_table(bounds: Sequence[int], first: int, count: int) -> bytes:
    return plc(bounds, [struct.pack("<I", first + place) for place in range(count)])


def _table(parts: Mapping[int, bytes]) -> tuple[dict[int, tuple[int, int]], bytes]:
    places, table = {}, b""
    for part, content in parts.items():
        places[part] = len(table), len(content)
        table += content
        if part == LISTS:
            # The levels of the lists stand behind their table and do not count in its size.
            (count,) = struct.unpack_from("<H", content)
            places[part] = places[part][0], 2 + 28 * count
    return places, table


@dataclass(frozen=True)
class Style:
    """``built_in``: the number of a style that Word knows, 1 for the first heading."""

    name: str
    paragraph: bytes = b""
    characters: bytes = b""
    base: int = 0xFFF
    built_in: int = 0xFFE
    kind: int = 1


def style_sheet(*styles: Style) -> bytes:
    sheet = struct.pack("<HHH", 18, len(styles), 10) + bytes(14)
    for number, style in enumerate(styles):
        entry = struct.pack("<HHHHH", style.built_in, style.base << 4 | style.kind, 2, 0, 0)
        entry += struct.pack("<H", len(style.name)) + style.name.encode("utf-16-le") + b"\0\0"
        lists = [style.characters]
        if style.kind == 1:
            lists.insert(0, struct.pack("<H", number) + style.paragraph)
        for said in lists:
            entry += struct.pack("<H", len(said)) + said + b"\0" * (len(said) % 2)
        sheet += struct.pack("<H", len(entry)) + entry
    return sheet


def level(text: str, code: int = 0, start: int = 1, flags: int = 0, restart: int = 0) -> bytes:
    """A level of a list; ``\\0`` to ``\\x08`` in ``text`` stand for the numbers of the levels."""
    head = struct.pack("<IBB9xB8xBBBB", start, code, flags, 2, 0, 0, restart, 0)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists(*definitions: tuple[int, Sequence[bytes], Sequence[int]]) -> bytes:
    """The table of lists: (id, nine levels or one, styles linked to the levels)."""
    table, levels = struct.pack("<H", len(definitions)), b""
    for number, of_list, styles in definitions:
        linked = [*styles, *[0xFFF] * (9 - len(styles))]
        table += struct.pack("<II9HBB", number, 0, *linked, len(of_list) == 1, 0)
        levels += b"".join(of_list)
    return table + levels


def list_uses(*uses: tuple[int, Sequence[bytes]]) -> bytes:
    """The uses of lists: (id of the list, what is overridden)."""
    table = struct.pack("<I", len(uses))
    for number, overrides in uses:
        table += struct.pack("<III BBBB", number, 0, 0, len(overrides), 0, 0, 0)
    for _number, overrides in uses:
        table += b"\xff\xff\xff\xff" + b"".join(overrides)
    return table
