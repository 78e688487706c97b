"""OFD, the fixed layout of Chinese offices: text objects on pages, in no reliable order."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from tests.samples.docx import packed
from tests.samples.paging import Line, Sheet, sheets, width
from tests.samples.report import Report

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE, _LEFT, _TOP, _LEADING = 5.6, 28.0, 37.0, 10.0
_SPLIT_AT = 10


def _element(tag: str, content: str, attributes: str = "") -> str:
    return f"<ofd:{tag}{attributes and ' ' + attributes}>{content}</ofd:{tag}>"


def _text_object(identity: int, line: Line, *, glyphs: bool) -> str:
    steps = [_SIZE * width(char) for char in line.text[:-1]]
    even = f"g {len(steps)} {_SIZE}" if set(steps) == {_SIZE} else " ".join(f"{step:.2f}" for step in steps)
    deltas = f' DeltaX="{even}"' if steps else ""
    code = f'<ofd:TextCode X="0" Y="6"{deltas}>{escape(line.text)}</ofd:TextCode>'
    box = f"{_LEFT + line.x * _SIZE:.2f} {_TOP + line.row * _LEADING:.2f} {width(line.text) * _SIZE:.2f} 8"
    return _element(
        "TextObject",
        (_glyphs(line.text) if glyphs else "") + code,
        f'ID="{identity}" Boundary="{box}" Font="2" Size="{_SIZE}"',
    )


def _glyphs(text: str) -> str:
    inner = _element("Glyphs", " ".join(str(ord(char) % 9999) for char in text))
    count = len(text)
    return _element("CGTransform", inner, f'CodePosition="0" CodeCount="{count}" GlyphCount="{count}"')


def _split(sheet: Sheet) -> list[Line]:
    """Every third line as two objects, as real files have it."""
    found = []
    for place, line in enumerate(sheet):
        start, rest = line.text[:_SPLIT_AT], line.text[_SPLIT_AT:]
        if place % 3 == 0 and rest:
            found += [Line(start, line.x, line.row), Line(rest, line.x + width(start), line.row)]
        else:
            found.append(line)
    return found


def _page(sheet: Sheet, number: int, *, glyphs: bool) -> str:
    objects = [
        _text_object(number * 1000 + place, line, glyphs=glyphs) for place, line in enumerate(_split(sheet))
    ]
    if number % 2 == 0:
        objects.reverse()
    objects.append(_text_object(number * 1000 + 999, Line(f"— {number} —", 12, 23), glyphs=False))
    template = '<ofd:Template TemplateID="50" ZOrder="Background"/>'
    return _content(template, "".join(objects), number)


def _content(before: str, objects: str, number: int) -> str:
    layer = _element("Layer", objects, f'ID="{number * 1000 + 500}"')
    return _element("Page", before + _element("Content", layer), _NAMESPACE)


def text_ofd(report: Report, *, glyphs: bool = False) -> bytes:
    """Set a report as OFD with a running head in a page template; ``glyphs``: with lists of glyphs."""
    pages = [_page(sheet, place, glyphs=glyphs) for place, sheet in enumerate(sheets(report), 1)]
    return _package(pages, {})


def scanned_ofd(pictures: list[bytes]) -> bytes:
    """An OFD whose pages are JPEG pictures."""
    pages = [
        _content(
            "",
            f'<ofd:ImageObject ID="{place * 1000}" CTM="210 0 0 297 0 0" Boundary="0 0 210 297" '
            f'ResourceID="{60 + place}"/>',
            place,
        )
        for place in range(1, len(pictures) + 1)
    ]
    return _package(pages, {f"page{place}.jpg": data for place, data in enumerate(pictures, 1)})


def _package(pages: list[str], media: Mapping[str, bytes]) -> bytes:
    fonts = _element("Fonts", '<ofd:Font ID="2" FontName="仿宋" FamilyName="仿宋"/>')
    pictures = "".join(
        _element("MultiMedia", _element("MediaFile", name), f'ID="{60 + place}" Type="Image"')
        for place, name in enumerate(media, 1)
    )
    root = _element("DocInfo", _element("DocID", "0")) + _element("DocRoot", "Doc_0/Document.xml")
    common = (
        _element("MaxUnitID", "99999")
        + _element("PageArea", _element("PhysicalBox", "0 0 210 297"))
        + _element("PublicRes", "PublicRes.xml")
        + '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    )
    listed = "".join(
        f'<ofd:Page ID="{100 + place}" BaseLoc="Pages/Page_{place}/Content.xml"/>'
        for place in range(len(pages))
    )
    running_head = _text_object(4, Line("临水县法治政府建设年度报告汇编", 0, -2), glyphs=False)
    written = {
        "OFD.xml": _element("OFD", _element("DocBody", root), f'{_NAMESPACE} DocType="OFD" Version="1.0"'),
        "Doc_0/Document.xml": _element(
            "Document", _element("CommonData", common) + _element("Pages", listed), _NAMESPACE
        ),
        "Doc_0/PublicRes.xml": _element(
            "Res",
            fonts + (_element("MultiMedias", pictures) if pictures else ""),
            f'{_NAMESPACE} BaseLoc="Res"',
        ),
        "Doc_0/Tpls/Tpl_0/Content.xml": _content("", running_head, 3),
        **{f"Doc_0/Pages/Page_{place}/Content.xml": page for place, page in enumerate(pages)},
    }
    return packed(
        {
            **{name: (_HEAD + content).encode() for name, content in written.items()},
            **{f"Doc_0/Res/{name}": data for name, data in media.items()},
        }
    )
