"""What must be said of recognised text: that it is recognised, and when it was hard to read."""

from collections.abc import Sequence

from auditor.readers.certainty import average, is_uncertain
from auditor.readers.content import Piece

_SHOWN = 16


def warnings_of(pieces: Sequence[Piece]) -> list[str]:
    """Return the warnings that go with text recognised in pictures."""
    warnings = ["文字由图片识别而来，请对照原件核对。"]
    weighed = [(len(piece.text), piece.confidence) for piece in pieces]
    if is_uncertain(weighed):
        worst = min(pieces, key=lambda piece: piece.confidence).text[:_SHOWN]
        warnings.append(
            f"图片字迹不清，识别没有把握（平均把握 {average(weighed):.0%}，最没有把握的是“{worst}”一段）。"
            "请重新拍照或扫描得清楚些再核查，或请报送单位提供 Word 版。"
        )
    return warnings
