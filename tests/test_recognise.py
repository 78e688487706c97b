"""Text recognised in pictures of pages: words, places, turns, and what is said while it goes on."""

import io
import math
import multiprocessing
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from auditor.errors import UnreadableError
from auditor.readers import limits
from auditor.readers.content import Job
from auditor.readers.layout import Page, pieces
from auditor.readers.recognise import PagePicture, recognise
from auditor.readers.recognise.engine import Engine, Recognised
from auditor.readers.recognise.geometry import runs_of
from auditor.readers.recognise.punctuation import as_printed
from tests.samples.scans import font_file

DPI = 150
# A title, then lines as wide as the page lets them be; blanks indent.
TITLE = "临水镇2024年度法治政府建设年度报告"
PARAGRAPHS = (
    "县人民政府：",
    "2024年，临水镇（街道）坚持以习近平法治思想为指导，扎实推进“放管服”改革，现将有关情况报告如下。",
    "一、主要举措和成效",
    "（一）严格规范公正文明执法。办理行政处罚案件12件，审核规范性文件3件；未发生败诉案件，办结率98.5%。",
    "（二）健全矛盾纠纷化解机制。全年调解纠纷41起，其中：邻里纠纷26起。",
)
BODY_POINTS = 16
PER_LINE = 28


@pytest.fixture(scope="session")
def page() -> Image.Image:
    """A clean page of A4."""
    if font_file() is None:
        pytest.skip("no Chinese font is on this machine")
    scale = DPI / 72
    sheet = Image.new("L", (round(595 * scale), round(842 * scale)), 250)
    brush = ImageDraw.Draw(sheet)
    title, body = (
        ImageFont.truetype(font_file() or "", round(points * scale)) for points in (22, BODY_POINTS)
    )
    brush.text(((sheet.width - title.getlength(TITLE)) / 2, 90 * scale), TITLE, fill=20, font=title)
    lines = [line for paragraph in PARAGRAPHS for line in _wrapped(f"　　{paragraph}")]
    for row, line in enumerate(lines):
        brush.text((73 * scale, (140 + 29 * row) * scale), line, fill=20, font=body)
    return sheet


def _wrapped(text: str) -> Iterator[str]:
    line, width = "", 0.0
    for character in text:
        step = 0.5 if character.isascii() else 1.0
        if width + step > PER_LINE and character not in "，。；：、）”":
            yield line
            line, width = "", 0.0
        line, width = line + character, width + step
    yield line


def _encoded(image: Image.Image, form: str = "PNG", **options: Any) -> PagePicture:
    out = io.BytesIO()
    image.save(out, form, **options)
    return PagePicture(out.getvalue())


def _read(*pictures: PagePicture) -> list[Page]:
    pytest.importorskip("rapidocr")
    return list(recognise(pictures, Job("照片.jpg"), len(pictures)))


def _text(pages: Sequence[Page]) -> list[str]:
    return ["".join(piece.text.split()) for piece in pieces(pages)]


# ------------------------------------------------------------------------------------- the real engine


@pytest.fixture(scope="session")
def clean(page: Image.Image) -> Page:
    """The clean page as it is recognised, without a network."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", refuse)
        patch.setattr(socket, "create_connection", refuse)
        (found,) = _read(_encoded(page))
    return found


def test_a_clean_page_comes_back_word_for_word_in_its_paragraphs(clean: Page) -> None:
    assert _text([clean]) == [TITLE, *PARAGRAPHS]


def test_lengths_are_points_of_an_a4_page(clean: Page) -> None:
    assert (clean.width, clean.height) == pytest.approx((595, 842), abs=1)
    title, *body = sorted(clean.runs, key=lambda run: run.y0)
    assert title.size == pytest.approx(22, rel=0.05)
    assert [run.size for run in body] == pytest.approx([BODY_POINTS] * len(body), rel=0.08)
    assert {round((run.x0 - 73) / BODY_POINTS) for run in body} == {0, 2}
    assert all(0 <= run.x0 < run.x1 <= clean.width and 0 <= run.y0 < run.y1 for run in clean.runs)


def test_every_run_of_a_clean_page_is_sure(clean: Page) -> None:
    assert min(run.confidence for run in clean.runs) > 0.9


def _photo(page: Image.Image) -> Image.Image:
    """As a phone takes it by hand: slanted, its far edge shorter, darker on one side, noisy, blurred."""
    wide, high = page.size
    corners = (-40, -60, 20, high + 30, wide + 20, high + 120, wide + 90, -150)
    seen = page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=120)
    seen = seen.rotate(3, Image.Resampling.BICUBIC, fillcolor=120).filter(ImageFilter.GaussianBlur(1.2))
    shade = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda value: 110 + value // 2)
    noise = Image.effect_noise(page.size, 30)
    dim = Image.composite(seen, Image.new("L", page.size, 0), shade)
    return Image.blend(dim, noise, 0.15)


HARD: dict[str, Callable[[Image.Image], PagePicture]] = {
    "photo taken by hand, JPEG of quality 30": lambda page: _encoded(_photo(page), "JPEG", quality=30),
    "screenshot of 60 dpi": lambda page: _encoded(page.resize((496, 702), Image.Resampling.LANCZOS)),
    "upside down": lambda page: _encoded(page.rotate(180)),
}


@pytest.mark.parametrize("name", HARD)
def test_a_hard_page_is_read_like_the_clean_one(name: str, page: Image.Image, clean: Page) -> None:
    assert _text(_read(HARD[name](page))) == _text([clean])


def test_pages_that_lie_on_their_sides_are_turned_one_by_one(page: Image.Image, clean: Page) -> None:
    left, right = page.rotate(90, expand=True), page.rotate(270, expand=True)
    pages = _read(
        *(PagePicture(b"", sheet.tobytes(), *sheet.size, "L", float(DPI)) for sheet in (left, right, page))
    )
    assert [_text([each]) for each in pages] == [_text([clean])] * 3
    assert [(round(each.width), round(each.height)) for each in pages] == [(595, 842)] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_recognises_after_its_parent_did(page: Image.Image, clean: Page) -> None:
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_read, (_encoded(page),)).get(120) == [clean]


def test_without_the_extra_the_call_says_so_before_a_picture_is_taken() -> None:
    code = (
        "import sys; sys.modules['rapidocr'] = None\n"
        "from auditor.readers.content import Job\n"
        "from auditor.readers.recognise import RecognitionMissing, recognise\n"
        "try:\n    recognise(iter(lambda: 1 / 0, 1), Job('扫描.pdf'), 1)\n"
        "except RecognitionMissing:\n    print('missing')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "missing\n"


# ------------------------------------------------------------------- turns and progress, engine acted

Line = tuple[str, float, bool]


@pytest.fixture
def acted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Image.Image]]:
    """Let an engine be acted: what it reads is told by the turn of a page whose upper left is black."""

    def act(upright: tuple[str, float], turned: tuple[str, float]) -> list[Image.Image]:
        seen: list[Image.Image] = []

        def model(image: Image.Image) -> SimpleNamespace:
            seen.append(image)
            wide, high = image.size
            stands = wide > high
            is_upright = image.getpixel((5, 5)) < 128  # type: ignore[operator]
            text, confidence = upright if is_upright and not stands else turned
            corners = (
                [(0, 0), (20, 0), (20, 200), (0, 200)] if stands else [(0, 0), (200, 0), (200, 20), (0, 20)]
            )
            return SimpleNamespace(txts=(text,), boxes=(corners,), scores=(confidence,))

        monkeypatch.setattr("auditor.readers.recognise.shared_engine", lambda: Engine(model))
        return seen

    return act


def _marked(turns: int = 0) -> PagePicture:
    sheet = Image.new("L", (400, 600), 255)
    sheet.paste(0, (0, 0, 40, 40))
    return _encoded(sheet.rotate(90 * turns, expand=True))


@pytest.mark.parametrize("turns", range(4))
def test_the_surer_reading_tells_how_a_page_lies(turns: int, acted: Callable[..., list[Image.Image]]) -> None:
    acted(("正文", 0.95), ("又卫", 0.5))
    (page,) = recognise([_marked(turns)], Job("a"), 1)
    assert [run.text for run in page.runs] == ["正文"]
    assert page.width < page.height


def test_poor_text_stays_upright_and_keeps_its_confidence(acted: Callable[..., list[Image.Image]]) -> None:
    acted(("字迹不清", 0.6), ("又卫", 0.5))
    (page,) = recognise([_marked()], Job("a"), 1)
    assert [(run.text, run.confidence) for run in page.runs] == [("字迹不清", 0.6)]


def test_pages_after_a_turned_one_are_tried_its_way_first(acted: Callable[..., list[Image.Image]]) -> None:
    seen = acted(("正文", 0.95), ("又卫", 0.5))
    list(recognise([_marked(3)] * 5, Job("a"), 5))
    # The first is read lying, then upright; the others at once.
    assert len(seen) == 6


def test_progress_names_the_page_and_pictures_are_taken_one_by_one(
    acted: Callable[..., list[Image.Image]],
) -> None:
    acted(("正文", 0.95), ("又卫", 0.5))
    told: list[str] = []

    def pictures() -> Iterator[PagePicture]:
        for taken in range(3):
            assert len(told) == taken
            yield _marked()

    list(recognise(pictures(), Job("扫描.pdf", told.append), 3))
    assert told == [f"正在识别“扫描.pdf”第 {number}/3 页" for number in (1, 2, 3)]


def test_more_pages_than_a_report_has_are_refused_before_the_first() -> None:
    with pytest.raises(UnreadableError) as caught:
        recognise(iter(()), Job("扫描.pdf"), limits.MAX_RECOGNISED_PAGES + 1)
    assert str(caught.value) == (
        "“扫描.pdf”（扫描件）超过 120 页，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"
    )


# -------------------------------------------------------------------------------------------- geometry


def _box(text: str, x: float, y: float, size: float, padding: float, slant: float = 0.0) -> Recognised:
    """A box around a line of text, padded on all sides, the page turned by ``slant`` radians."""
    width = size * sum(0.5 if character.isascii() else 1.0 for character in text)
    x0, x1, y0, y1 = x - padding, x + width + padding, y - padding, y + size + padding
    across, down = math.cos(slant), math.sin(slant)
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    return Recognised(text, tuple((a * across - b * down, a * down + b * across) for a, b in corners), 0.9)


@given(st.floats(-0.15, 0.15), st.floats(0, 3), st.floats(0.2, 2))
def test_slant_padding_and_scale_do_not_move_text_on_the_page(
    slant: float, padding: float, points: float
) -> None:
    places = [
        ("依法行政水平不断提高", 40.0, 50.0),
        ("严格规范公正文明执法", 80.0, 90.0),
        ("推进", 40.0, 130.0),
    ]
    runs = runs_of([_box(text, x, y, 16, padding, slant) for text, x, y in places], points)
    for run, (text, x, y) in zip(runs, places, strict=True):
        expected = (x, y, x + 16 * len(text), y + 16, 16)
        found = (run.x0, run.y0, run.x1, run.y1, run.size)
        assert found == pytest.approx([length * points for length in expected], abs=1e-6)


def test_a_single_character_has_the_size_of_the_lines_around_it() -> None:
    lone, *_ = runs_of(
        [_box("设", 40, 80, 16, 4), _box("依法行政水平不断", 40, 50, 16, 1), _box("提高", 40, 20, 16, 1)], 1
    )
    assert (lone.size, lone.x0, lone.x1) == pytest.approx((16, 40, 56))


def test_marks_take_up_their_whole_square_though_their_ink_does_not() -> None:
    bare = _box("一严格执法", 48, 50, 16, 1)
    (run,) = runs_of([Recognised("（一）严格执法", bare.corners, 0.9)], 1)
    assert run.x0 < 48


# ----------------------------------------------------------------------------------------- punctuation


@pytest.mark.parametrize(
    ("recognised", "printed"),
    [
        ("临水镇(街道)坚持", "临水镇（街道）坚持"),
        ("(一)坚持党的领导", "（一）坚持党的领导"),
        ("(1）办理案件", "（1）办理案件"),
        ("好评(5)件", "好评（5）件"),
        ("受理6件,办结6件;其中:好评5件.", "受理6件，办结6件；其中：好评5件。"),
        ("是否到位?已整改!", "是否到位？已整改！"),
        ("办结率98.5%,其中", "办结率98.5%，其中"),
        ("1.加强组织领导", "1.加强组织领导"),
        ("网址www.abc.gov.cn", "网址www.abc.gov.cn"),
        ("(2024)3", "(2024)3"),
        ("8:30至12,000", "8:30至12,000"),
        ("共12件(其中", "共12件（其中"),
        ("", ""),
    ],
)
def test_marks_beside_chinese_are_full_width_as_they_were_printed(recognised: str, printed: str) -> None:
    assert as_printed(recognised) == printed


@given(st.text(alphabet="镇法（）()，,。.：:12ab ", max_size=30))
def test_nothing_but_the_width_of_marks_changes(text: str) -> None:
    half = str.maketrans("（），：；？！。", "(),:;?!.")
    assert as_printed(text).translate(half) == text.translate(half)
