"""Picture files: every way a page can be stored in one, what is refused, what is said of the rest."""

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from auditor import read
from auditor.errors import UnreadableError
from auditor.readers import read_bytes
from auditor.readers.recognise.engine import Engine
from tests.conftest import SEEDS
from tests.samples import scans
from tests.samples.report import parse

WORDS = "全年调解纠纷四十一起"
RECOGNISED = "文字由图片识别而来，请对照原件核对。"
ORIENTATION = 0x0112


class Acted:
    """An engine that is acted: it keeps the pictures it is given and reads the same from each."""

    def __init__(self) -> None:
        self.seen: list[Image.Image] = []
        self.confidence = 0.99

    def __call__(self, image: Image.Image) -> SimpleNamespace:
        self.seen.append(image.copy())
        corners = [(50, 50), (450, 50), (450, 90), (50, 90)]
        # What stands on every page alike would be taken for its header.
        text = WORDS[len(self.seen) - 1 :] or WORDS
        return SimpleNamespace(txts=(text,), boxes=(corners,), scores=(self.confidence,))


@pytest.fixture
def acted(monkeypatch: pytest.MonkeyPatch) -> Acted:
    model = Acted()
    monkeypatch.setattr("auditor.readers.recognise.shared_engine", lambda: Engine(model))
    return model


def _page() -> Image.Image:
    """White paper, black in its upper left corner."""
    sheet = Image.new("RGB", (600, 850), "white")
    sheet.paste((0, 0, 0), (0, 0, 200, 200))
    return sheet


def _stored(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _on_glass() -> Image.Image:
    glass = Image.new("RGBA", (600, 850), (0, 0, 0, 0))
    glass.paste((0, 0, 0, 255), (0, 0, 200, 200))
    return glass


STORED: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: _stored(_page(), "JPEG"),
    "JPEG for print, CMYK": lambda: _stored(_page().convert("CMYK"), "JPEG"),
    "JPEG with a second picture, as some phones make": lambda: _stored(
        _page(), "MPO", save_all=True, append_images=[Image.new("RGB", (60, 85))]
    ),
    "PNG": lambda: _stored(_page(), "PNG"),
    "PNG with a palette": lambda: _stored(_page().convert("P"), "PNG"),
    "PNG without a background": lambda: _stored(_on_glass(), "PNG"),
    "PNG in grey without a background": lambda: _stored(_on_glass().convert("LA"), "PNG"),
    "PNG of 16 bits": lambda: _stored(
        _page().convert("L").convert("I").point(lambda shade: shade * 257).convert("I;16"), "PNG"
    ),
    "PNG of 1 bit": lambda: _stored(_page().convert("1"), "PNG"),
    "BMP": lambda: _stored(_page(), "BMP"),
    "GIF": lambda: _stored(_page(), "GIF"),
    "GIF that moves": lambda: _stored(
        _page(), "GIF", save_all=True, append_images=[Image.new("RGB", (600, 850), "black")]
    ),
    "WebP": lambda: _stored(_page(), "WEBP"),
    "TIFF": lambda: _stored(_page(), "TIFF"),
    "TIFF as a fax machine makes it": lambda: _stored(_page().convert("1"), "TIFF", compression="group4"),
}


@pytest.mark.parametrize("name", STORED)
def test_a_page_is_seen_black_on_white_however_it_is_stored(name: str, acted: Acted) -> None:
    assert read_bytes(STORED[name](), "页.jpg").text == WORDS
    (seen,) = acted.seen
    assert (seen.mode, seen.size) == ("L", (600, 850))
    assert seen.crop((20, 20, 180, 180)).getextrema()[1] < 40  # type: ignore[operator]
    assert seen.crop((220, 220, 580, 830)).getextrema()[0] > 215  # type: ignore[operator]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_and_mirrored_as_its_camera_says(orientation: int, acted: Acted) -> None:
    lying = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    page = _page() if orientation == 1 else _page().transpose(lying[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    read_bytes(_stored(page, "JPEG", exif=exif), "IMG_0001.jpg")
    (seen,) = acted.seen
    assert seen.size == (600, 850)
    assert seen.getpixel((100, 100)) < 40  # type: ignore[operator]


def test_a_camera_that_talks_nonsense_does_not_spoil_the_photo(acted: Acted) -> None:
    nonsense = b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12\0\x03\xff\xff\xff\xff" * 9
    assert read_bytes(_stored(_page(), "JPEG", exif=nonsense), "IMG_0001.jpg").text == WORDS


def test_a_large_photo_is_shrunk_and_a_small_one_left_as_it_is(acted: Acted) -> None:
    read_bytes(_stored(_page().resize((3000, 4000)), "JPEG"), "大.jpg")
    read_bytes(_stored(_page().resize((300, 425)), "JPEG"), "小.jpg")
    assert [seen.size for seen in acted.seen] == [(1200, 1600), (300, 425)]


@pytest.mark.parametrize("size", [(1, 30_000), (30_000, 1), (1, 1)])
def test_a_strip_stays_as_small_for_the_engine_as_it_is(size: tuple[int, int], acted: Acted) -> None:
    read_bytes(_stored(Image.new("L", size, 255), "PNG"), "条.png")
    (seen,) = acted.seen
    assert max(seen.size) <= 4 * min(seen.size)
    assert max(seen.size) <= 1600


def test_every_page_of_a_tiff_is_read_in_turn(acted: Acted) -> None:
    told: list[str] = []
    sheets = [_page().resize((600, 850 + 10 * number)) for number in range(3)]
    data = _stored(sheets[0], "TIFF", save_all=True, append_images=sheets[1:])
    read_bytes(data, "扫描.tif", told.append)
    assert [seen.height for seen in acted.seen] == [850, 860, 870]
    assert told == [f"正在识别“扫描.tif”第 {number}/3 页" for number in (1, 2, 3)]


def test_a_long_screenshot_is_cut_between_its_lines(acted: Acted) -> None:
    long = Image.new("RGB", (800, 9000), "white")
    brush = ImageDraw.Draw(long)
    tops = range(30, 8950, 47)
    for top in tops:
        brush.rectangle((60, top, 740, top + 29), fill="black")
    read_bytes(_stored(long, "PNG"), "长截图.png")
    assert len(acted.seen) >= 9000 / (1.4 * 800)
    whole_lines = 0
    for seen in acted.seen:
        column = [seen.getpixel((seen.width // 2, row)) < 128 for row in range(seen.height)]  # type: ignore[operator]
        assert not column[0]
        assert not column[-1]
        whole_lines += sum(below and not above for above, below in pairwise(column))
    assert whole_lines == len(tops)


def test_the_characters_of_a_long_screenshot_are_of_one_size(acted: Acted) -> None:
    long = Image.new("L", (800, 3000), 255)
    document = read_bytes(_stored(long, "PNG"), "长截图.png")
    # Of different sizes they would be paragraphs of their own.
    assert len(acted.seen) > 1
    assert len(document.blocks) == 1


# ------------------------------------------------------------------------------------ what is said of it


def test_recognised_text_is_said_to_be_recognised(acted: Acted) -> None:
    document = read_bytes(_stored(_page(), "PNG"), "页.png")
    assert (document.kind, document.recognised, document.unscored) == ("图片", True, None)
    assert document.warnings == (RECOGNISED,)
    assert [block.confidence for block in document.blocks] == [0.99]


def test_text_hard_to_read_is_kept_and_named(acted: Acted) -> None:
    acted.confidence = 0.55
    document = read_bytes(_stored(_page(), "PNG"), "页.png")
    assert document.text == WORDS
    assert document.warnings == (
        RECOGNISED,
        f"图片字迹不清，识别没有把握（平均把握 55%，最没有把握的是“{WORDS}”一段）。"
        "请重新拍照或扫描得清楚些再核查，或请报送单位提供 Word 版。",
    )


def test_without_the_extra_a_picture_is_opened_but_not_scored(tmp_path: Path) -> None:
    path = tmp_path / "照片.png"
    path.write_bytes(_stored(_page(), "PNG"))
    for package in ("rapidocr", "onnxruntime", "PIL"):
        code = (
            f"import sys; sys.modules[{package!r}] = None\n"
            "from auditor import read\n"
            "found = read(sys.argv[1]); print(repr(found.text), found.unscored)"
        )
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code, str(path)],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout == (
            f"'' “{path}”是图片（照片或扫描件），没有可以核查的文字。"
            "请安装识别组件（pip install 'auditor[ocr]'）后重新核查，或请报送单位提供 Word 版。\n"
        )


# ----------------------------------------------------------------------------------------- what is refused

DAMAGED = "（图片）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"
TOO_LARGE = "（图片）超过 6000 万像素，为安全起见没有打开。请缩小图片，或用较低的像素重新拍照、扫描后再报送。"
LOST = 0.6


def _cut(name: str) -> Callable[[], bytes]:
    def build() -> bytes:
        data = STORED[name]()
        return data[: int(LOST * len(data))]

    return build


def _png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds a row."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1 + width))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    )


def _tiff(pages: int) -> bytes:
    dot = Image.new("1", (8, 8))
    return _stored(dot, "TIFF", save_all=True, append_images=[dot] * (pages - 1))


def _tiff_with_a_huge_page() -> bytes:
    """Two pages; the second claims to be 30,000 pixels wide and high."""
    data = bytearray(_tiff(2))
    (first,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, first)
    (second,) = struct.unpack_from("<I", data, first + 2 + 12 * entries)
    (entries,) = struct.unpack_from("<H", data, second)
    for place in range(second + 2, second + 2 + 12 * entries, 12):
        (tag,) = struct.unpack_from("<H", data, place)
        if tag in (256, 257):
            struct.pack_into("<HHII", data, place, tag, 4, 1, 30_000)
    return bytes(data)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut JPEG": (_cut("JPEG"), DAMAGED),
    "cut PNG": (_cut("PNG"), DAMAGED),
    "cut TIFF": (_cut("TIFF"), DAMAGED),
    "cut GIF": (_cut("GIF"), DAMAGED),
    "head of a JPEG": (lambda: STORED["JPEG"]()[:100], DAMAGED),
    "PNG of 72 megapixels": (lambda: _png(8000, 9000), TOO_LARGE),
    "PNG of 3600 megapixels": (lambda: _png(60_000, 60_000), TOO_LARGE),
    "TIFF with a huge second page": (_tiff_with_a_huge_page, TOO_LARGE),
    "TIFF of 121 pages": (
        lambda: _tiff(121),
        "（扫描件）超过 120 页，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_cannot_be_opened_gets_its_sentence(name: str, acted: Acted) -> None:
    build, sentence = REFUSED[name]
    with pytest.raises(UnreadableError) as caught:
        read_bytes(build(), "图.jpg")
    assert str(caught.value) == f"“图.jpg”{sentence}"


def test_a_tiff_whose_pages_go_in_a_circle_ends(acted: Acted) -> None:
    data = bytearray(_stored(_page(), "TIFF"))
    (first,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * entries, first)
    assert read_bytes(bytes(data), "圈.tif").text == WORDS


def test_a_heic_photo_without_its_package_is_named_with_a_way_out(
    acted: Acted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    monkeypatch.delitem(Image.OPEN, "HEIF", raising=False)
    with pytest.raises(UnreadableError) as caught:
        read_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400), "IMG_0001.HEIC")
    assert str(caught.value) == (
        "“IMG_0001.HEIC”是HEIC 照片（苹果手机的格式），这里打不开。请在手机或电脑上转存为 JPG 后再报送。"
    )


@given(
    kind=st.sampled_from(sorted(STORED)),
    place=st.floats(0, 1, exclude_max=True),
    change=st.binary(min_size=1, max_size=8),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_picture_damaged_anywhere_is_read_or_refused_in_a_sentence(
    kind: str, place: float, change: bytes, acted: Acted
) -> None:
    data = bytearray(STORED[kind]())
    start = int(place * len(data))
    data[start : start + len(change)] = change
    try:
        assert read_bytes(bytes(data), "图.jpg").text
    except UnreadableError as error:
        assert str(error).endswith("。")


# ----------------------------------------------------------------------------------- with the real engine


@pytest.mark.skipif(scans.font_file() is None, reason="no Chinese font is on this machine")
def test_a_red_seal_hides_neither_the_signature_nor_the_date(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    report = parse(SEEDS[4].read_text(encoding="utf-8"))
    last = scans.drawn(report, seal=True)[-1]
    path = tmp_path / "末页.jpg"
    path.write_bytes(scans.jpeg(last))
    assert last.mode == "RGB"
    lines = {"".join(line.split()) for line in read(path).text.splitlines()}
    assert {"".join(block.text.split()) for block in report.blocks[-2:]} <= lines
