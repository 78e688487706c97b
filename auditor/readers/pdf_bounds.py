"""A look at a PDF before PDFium takes it in: how much drawing its pages unpack to.

PDFium cannot be stopped once it reads a page, and a few kilobytes can hold hours of work: a stream packed
a thousandfold, forms that draw forms that draw forms.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from auditor.readers import limits

_STREAM = re.compile(rb"\bstream\r?\n")
_NUMBER = re.compile(rb"(\d{1,10})\s+\d+$")
_LONGEST_HEAD = 4096
_LONGEST_NUMBER = 24
# Pictures, fonts and tables of objects are no drawing.
_NO_DRAWING = re.compile(
    rb"/Subtype\s*/(?:Image|CIDFontType0C|Type1C|OpenType|XML)\b|/Length1\b|/Type\s*/XRef\b|/(?:DCT|JPX|JBIG2)Decode"
)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\]()]{1,100})\s+Do\b")
_NAMES = re.compile(rb"/([^\s/<>\[\]()]{1,100})\s+(\d{1,10})\s+\d+\s+R\b")
# What drawing a form costs beside the bytes of its content.
_DRAW_BYTES = 1024
# PDFium follows forms in forms no deeper.
_DEEPEST = 40


class _Stream(NamedTuple):
    """A stream that draws: its size unpacked, how often it draws which name, what its names stand for."""

    size: int
    draws: Counter[bytes]
    names: dict[bytes, int]


def is_too_much(data: bytes) -> bool:
    """Tell whether the pages of a PDF unpack to more drawing than a report can need."""
    forms: dict[int, _Stream] = {}
    pages: list[_Stream] = []
    has_forms = b"/Form" in data
    tables = [data] if has_forms else []
    size = 0
    for number, head, content in _streams(data):
        size += len(content)
        if size > limits.MAX_DRAWING_BYTES:
            return True
        if not has_forms:
            continue
        if _OBJECTS.search(head):
            tables.append(content)
            continue
        stream = _Stream(len(content), Counter(_DRAWS.findall(content)), dict(_names(head)))
        if _FORM.search(head):
            forms[number] = stream
        else:
            pages.append(stream)
    return bool(forms) and _drawn(pages, forms, tables) > limits.MAX_DRAWING_BYTES


def _names(text: bytes) -> Iterator[tuple[bytes, int]]:
    return ((name, int(target)) for name, target in _NAMES.findall(text))


def _drawn(pages: list[_Stream], forms: dict[int, _Stream], tables: list[bytes]) -> int:
    """Return how many bytes of drawing the pages come to with all forms drawn, or a number beyond the limit.

    A name that a stream does not explain itself stands for the costliest form that has it anywhere.
    """
    shared: dict[bytes, set[int]] = defaultdict(set)
    for table in tables:
        for name, target in _names(table):
            if target in forms:
                shared[name].add(target)
    costs = {number: form.size for number, form in forms.items()}

    def cost(stream: _Stream) -> int:
        called = (
            (count, {stream.names[name]} if name in stream.names else shared[name])
            for name, count in stream.draws.items()
        )
        inside = sum(
            count * (_DRAW_BYTES + max((costs.get(target, 0) for target in targets), default=0))
            for count, targets in called
        )
        return min(stream.size + inside, limits.MAX_DRAWING_BYTES + 1)

    for _depth in range(_DEEPEST):
        before, costs = costs, {number: cost(form) for number, form in forms.items()}
        if costs == before:
            break
    return sum(map(cost, pages))


def _streams(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield number, dictionary and unpacked content of the streams that may draw."""
    view = memoryview(data)
    for found in _STREAM.finditer(data):
        start = data.rfind(b" obj", max(0, found.start() - _LONGEST_HEAD), found.start())
        number = _NUMBER.search(data, max(0, start - _LONGEST_NUMBER), max(0, start))
        head = data[max(0, start) : found.start()]
        if number is None or _NO_DRAWING.search(head):
            continue
        end = data.find(b"endstream", found.end())
        packed = view[found.end() : end if end >= 0 else len(data)]
        yield int(number.group(1)), head, _unpacked(packed)


def _unpacked(packed: memoryview) -> bytes:
    """Return the content of a stream, unpacked if it is packed, as far as the limit goes."""
    try:
        return zlib.decompressobj().decompress(packed, limits.MAX_DRAWING_BYTES + 1)
    except zlib.error:
        return bytes(packed)
