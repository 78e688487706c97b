"""What must be said of recognised text: that it is recognised, and when it was hard to read."""

from collections.abc import Sequence

from auditor.readers.content import Piece

# A clear scan has 0.98 and more; at these values characters are lost or mistaken.
_GOOD_ON_AVERAGE = 0.85
_POOR_PIECE = 0.7
_MOST_POOR = 0.05
_SHOWN = 16


def warnings_of(pieces: Sequence[Piece]) -> list[str]:
    """Return the warnings that go with text recognised in pictures."""
    warnings = ["文字由图片识别而来，请对照原件核对。"]
    total = sum(len(piece.text) for piece in pieces)
    if not total:
        return warnings
    average = sum(len(piece.text) * piece.confidence for piece in pieces) / total
    poor = [piece for piece in pieces if piece.confidence < _POOR_PIECE]
    share = sum(len(piece.text) for piece in poor) / total
    if average < _GOOD_ON_AVERAGE or share > _MOST_POOR:
        worst = min(pieces, key=lambda piece: piece.confidence).text[:_SHOWN]
        warnings.append(
            f"图片字迹不清，识别没有把握（平均把握 {average:.0%}，最没有把握的是“{worst}”一段）。"
            "请重新拍照或扫描得清楚些再核查，或请报送单位提供 Word 版。"
        )
    return warnings
