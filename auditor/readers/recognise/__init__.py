"""Text recognised in pictures of pages, by the extra [ocr]."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from auditor.readers import limits
from auditor.readers.content import Job
from auditor.readers.layout import Page
from auditor.readers.recognise.engine import (
    Engine,
    Recognised,
    RecognitionMissing,
    find_models,
    shared_engine,
)
from auditor.readers.recognise.geometry import runs_of
from auditor.readers.recognise.pictures import PagePicture, page_image
from auditor.readers.refusals import too_large

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["PagePicture", "RecognitionMissing", "can_recognise", "recognise"]

# Upright text is read with 0.9 and more even from poor pictures, text upside down with 0.6 and less.
_SURE = 0.8


def recognise(pictures: Iterable[PagePicture], job: Job, total: int) -> Iterator[Page]:
    """Yield a page for every picture, turned upright; ``total`` is how many there are.

    One picture at a time is taken and held. Runs have confidences.

    Raises:
        RecognitionMissing: the extra is not installed; at the call, before a picture is taken.
        UnreadableError: too many pages; at its turn, a broken picture or one with too many pixels.
    """
    if total > limits.MAX_RECOGNISED_PAGES:
        raise too_large(job.name, "扫描件", f"超过 {limits.MAX_RECOGNISED_PAGES} 页")
    return _pages(shared_engine(), pictures, job, total)


def can_recognise() -> bool:
    """Tell whether the extra is installed, so that it loads."""
    try:
        import PIL.Image  # noqa: F401 - opens the pictures

        find_models()
    except (ImportError, RecognitionMissing):
        return False
    return True


def _pages(reader: Engine, pictures: Iterable[PagePicture], job: Job, total: int) -> Iterator[Page]:
    turns = 0
    for number, picture in enumerate(pictures, 1):
        job.progress(f"正在识别“{job.name}”第 {number}/{total} 页")
        image, points = page_image(picture, job.name)
        # Pages of one scan mostly lie the same way.
        lines, turns = _read_upright(reader, image, turns)
        width, height = image.size if turns % 2 == 0 else reversed(image.size)
        yield Page(width * points, height * points, runs_of(lines, points))


def _read_upright(reader: Engine, image: "Image", turns: int) -> tuple[list[Recognised], int]:
    """Return the lines of a page and the quarter turns, against the clock, that make it upright.

    ``turns``: the turns to try first.
    """
    lines = reader.lines(_turned(image, turns))
    if _is_sideways(lines):
        turns = (turns + 1) % 4
        lines = reader.lines(_turned(image, turns))
    if lines and _certainty(lines) < _SURE * sum(len(line.text) for line in lines):
        over = reader.lines(_turned(image, turns + 2))
        if _certainty(over) > _certainty(lines):
            return over, (turns + 2) % 4
    return lines, turns


def _is_sideways(lines: Sequence[Recognised]) -> bool:
    standing = sum(line.height for line in lines if line.height > line.width)
    return standing > sum(line.width for line in lines if line.height <= line.width)


def _certainty(lines: Sequence[Recognised]) -> float:
    """Return how many characters were read, each counted by its confidence."""
    return sum(line.confidence * len(line.text) for line in lines)


def _turned(image: "Image", turns: int) -> "Image":
    from PIL.Image import Transpose

    ways = (None, Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270)
    way = ways[turns % 4]
    return image if way is None else image.transpose(way)
