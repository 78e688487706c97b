"""Pictures opened within limits: grey, upright as their file says, no larger than is of use."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.errors import UnreadableError
from auditor.readers import limits
from auditor.readers.recognise.engine import RecognitionMissing
from auditor.readers.refusals import damaged, unsupported

if TYPE_CHECKING:
    from PIL.Image import Image

KIND = "图片"
# A page of A4 at 137 dots an inch: with more, finding the lines takes longer and does not get better.
LONG_SIDE = 1600

_POINTS_OF_AN_INCH = 72.0
_A4_LENGTH = 842.0
_MOST_TIMES_LONGER = 4
# Shares of red and green: a seal over the signature and date all but vanishes, a red letterhead does not.
_RED_FADES = (0.94, 0.06, 0.0, 0.0)
_FORMATS = ("JPEG", "MPO", "PNG", "BMP", "TIFF", "GIF", "WEBP", "AVIF", "HEIF")
_AVIF = (b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture: an image file in ``data``, or rows of ``pixels`` in ``mode`` "RGB" or "L".

    ``dpi``: how many of its dots make an inch of the page, None when nobody knows.
    """

    data: bytes = b""
    pixels: bytes = b""
    width: int = 0
    height: int = 0
    mode: str = ""
    dpi: float | None = None


def page_image(picture: PagePicture, name: str) -> tuple["Image", float]:
    """Return a page's picture, fitted for recognition, and how many points make one of its pixels.

    Raises:
        UnreadableError: it breaks off, is in no known format, or has too many pixels.
    """
    from PIL import Image

    if picture.data:
        image = open_image(picture.data, name)
    else:
        image = Image.frombytes(picture.mode, (picture.width, picture.height), picture.pixels)
    length = max(image.size) * _POINTS_OF_AN_INCH / picture.dpi if picture.dpi else _A4_LENGTH
    image = fitted(image, name)
    return image, length / max(image.size)


def open_image(data: bytes, name: str) -> "Image":
    """Open an image file without decoding its pixels.

    Raises:
        RecognitionMissing: the package that opens images is not there.
        UnreadableError: the file is broken, of a kind that cannot be opened, or has too many pixels.
    """
    try:
        from PIL import Image
    except ImportError as error:
        raise RecognitionMissing(str(error)) from None
    Image.init()
    _know_heif()
    known = [each for each in _FORMATS if each in Image.OPEN]
    if data[4:8] == b"ftyp" and data[8:12] not in _AVIF and "HEIF" not in known:
        raise unsupported(
            name, "HEIC 照片（苹果手机的格式）", "这里打不开。请在手机或电脑上转存为 JPG 后再报送。"
        )
    with refusing_broken(name):
        try:
            image = Image.open(io.BytesIO(data), formats=known)
        except Image.DecompressionBombError:
            raise _too_many_pixels(name) from None
    _refuse_too_large(image.width, image.height, name)
    return image


def fitted(image: "Image", name: str) -> "Image":
    """Return the picture in grey, upright as its file says, at most ``LONG_SIDE`` long.

    Raises:
        UnreadableError: it breaks off or has too many pixels.
    """
    from PIL import Image, ImageOps

    _refuse_too_large(image.width, image.height, name)
    size = (LONG_SIDE, LONG_SIDE)
    with refusing_broken(name):
        image.draft(None, size)
        image.load()
        image = _in_plain_mode(image)
        image.thumbnail(size, Image.Resampling.LANCZOS)
        with suppress(Exception):  # a turn that cannot be understood is no reason to refuse the photo
            ImageOps.exif_transpose(image, in_place=True)
    return _on_paper(_in_grey(image))


def _in_plain_mode(image: "Image") -> "Image":
    """Return the picture in mode "L", "RGB" or "RGBA"."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in ("1", "F") else "RGB")


def _in_grey(image: "Image") -> "Image":
    from PIL import Image

    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    return image if image.mode == "L" else image.convert("L", _RED_FADES)


def _on_paper(image: "Image") -> "Image":
    """Widen a strip: the engine enlarges what is narrow, along with its length."""
    from PIL import Image

    least = max(image.size) // _MOST_TIMES_LONGER
    if min(image.size) >= least:
        return image
    paper = Image.new("L", (max(image.width, least), max(image.height, least)), "white")
    paper.paste(image)
    return paper


@contextmanager
def refusing_broken(name: str) -> Iterator[None]:
    """Turn what Pillow raises on a broken file into the reader's error, and its English warnings off."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise damaged(name, KIND) from error


def _refuse_too_large(width: int, height: int, name: str) -> None:
    if width * height > limits.MAX_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> UnreadableError:
    return UnreadableError(
        f"“{name}”（{KIND}）超过 {limits.MAX_PIXELS // 10000} 万像素，为安全起见没有打开。"
        "请缩小图片，或用较低的像素重新拍照、扫描后再报送。"
    )


def _know_heif() -> None:
    """Let Pillow open HEIC photos where the package for it is installed."""
    with suppress(ImportError):
        import pillow_heif

        pillow_heif.register_heif_opener()
