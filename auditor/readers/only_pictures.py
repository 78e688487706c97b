"""Documents that hold pictures of pages instead of text."""

import re
from collections.abc import Sequence

from auditor.readers.content import Piece

_CHINESE = re.compile("[\u3400-\u9fff]+")
# A caption or a stamp's note beside the pictures of pages is no report.
_FEWEST_CHARACTERS = 50


def reason_if_only_pictures(name: str, pieces: Sequence[Piece], *, has_pictures: bool) -> str | None:
    """Return why a document of pictures and next to no text cannot be scored, None for any other."""
    if not has_pictures:
        return None
    found = 0
    for piece in pieces:
        found += sum(map(len, _CHINESE.findall(piece.text)))
        if found >= _FEWEST_CHARACTERS:
            return None
    return f"“{name}”里只有图片，没有文字，无法核查。请报送能选中文字的文件（由 Word、WPS 直接保存或导出）。"
