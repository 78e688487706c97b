"""The recognition engine: loaded once in a process, when the first picture asks for it; never downloads."""

import multiprocessing
import os
from dataclasses import dataclass
from functools import cache
from math import dist
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_THREADS = 4


class RecognitionMissing(Exception):  # noqa: N818 - no fault: the optional packages are not there
    """The extra [ocr] is not installed."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of text found in a picture.

    ``corners``: in pixels, clockwise from the upper left. ``confidence``: 0 to 1.
    """

    text: str
    corners: tuple[tuple[float, float], ...]
    confidence: float

    @property
    def width(self) -> float:
        """Length of its upper edge in pixels."""
        return dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        """Length of its left edge in pixels."""
        return dist(self.corners[0], self.corners[3])


class Engine:
    """Finds lines of text in pictures and reads them."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def lines(self, image: "Image") -> list[Recognised]:
        """Return the lines of a grey picture, in no order."""
        found = self._model(image)
        if not found.txts:
            return []
        return [
            Recognised(text, tuple((float(x), float(y)) for x, y in corners), float(confidence))
            for text, corners, confidence in zip(found.txts, found.boxes, found.scores, strict=True)
        ]


def shared_engine() -> Engine:
    """Return the engine of this process.

    Raises:
        RecognitionMissing: the packages or their models are not there.
    """
    return _engine(os.getpid())


@cache
def _engine(_process: int) -> Engine:
    """Load the engine; a forked process can neither use nor free its parent's, whose threads it lacks."""
    det, rec = find_models()
    import rapidocr

    params = {
        "Global.log_level": "critical",
        # A doubtful line is kept with its confidence: dropped, it would count as missing.
        "Global.text_score": 0.0,
        # The classifier of turned lines turns some upright ones; pages are turned as a whole instead.
        "Global.use_cls": False,
        # Lines read together are padded to the longest: a third more time and memory.
        "Rec.rec_batch_num": 1,
        # With a path given, no download is tried when a model is absent or changed.
        "Det.model_path": det,
        "Rec.model_path": rec,
        "EngineConfig.onnxruntime.intra_op_num_threads": _threads(),
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return Engine(rapidocr.RapidOCR(params=params))


def find_models() -> tuple[str, str]:
    """Return the paths of the models that find lines and read them.

    Raises:
        RecognitionMissing: the packages or their models are not there.
    """
    try:
        import onnxruntime  # noqa: F401 - rapidocr looks for it only when the first picture comes
        import rapidocr
    except ImportError as error:
        raise RecognitionMissing(str(error)) from None
    folder = Path(rapidocr.__file__).with_name("models")
    return _model(folder, "det"), _model(folder, "rec")


def _model(folder: Path, task: str) -> str:
    found = sorted(folder.glob(f"*_{task}_*.onnx"))
    if not found:
        raise RecognitionMissing(f"no model for {task} in {folder}")
    return str(found[0])


def _threads() -> int:
    """Return one in a worker, whose siblings use the other processors."""
    is_worker = multiprocessing.parent_process() is not None
    return 1 if is_worker else min(os.cpu_count() or 1, _MOST_THREADS)
