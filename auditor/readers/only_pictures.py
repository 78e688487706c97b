"""Documents that hold pictures of pages instead of text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.readers.content import Content, Job, Piece
from auditor.readers.kinds import kind_of
from auditor.readers.layout import Page
from auditor.readers.recognise import PagePicture
from auditor.readers.scans import Scan, Trouble, read_pages

_CHINESE = re.compile("[\u3400-\u9fff]+")
# A caption or a stamp's note beside the pictures of pages is no report.
_FEWEST_CHARACTERS = 50


def reason_if_only_pictures(name: str, pieces: Sequence[Piece], *, has_pictures: bool) -> str | None:
    """Return why a document of pictures and next to no text cannot be scored, None for any other."""
    if not has_pictures or _has_text(pieces):
        return None
    return f"“{name}”里只有图片，没有文字，无法核查。请报送能选中文字的文件（由 Word、WPS 直接保存或导出）。"


def with_pictures(content: Content, pictures: Iterable[bytes], job: Job) -> Content:
    """Return ``content``, or what its pictures say when they are pages and there is next to no text.

    Raises:
        UnreadableError: the pictures are broken, too large or too many.
    """
    if _has_text(content.pieces):
        return content
    listed = list(pictures)
    pages = [_scan(each) for each in listed if kind_of(each).module == "picture"]
    if not pages:
        reason = reason_if_only_pictures(job.name, content.pieces, has_pictures=bool(listed))
        return replace(content, unscored=reason)
    read = read_pages(pages, job, content.warnings)
    return replace(read, pieces=[*content.pieces, *read.pieces])


def _scan(picture: bytes) -> Scan:
    return Scan(Page(0, 0, ()), Trouble.PICTURE, lambda: PagePicture(picture))


def _has_text(pieces: Sequence[Piece]) -> bool:
    found = 0
    for piece in pieces:
        found += sum(map(len, _CHINESE.findall(piece.text)))
        if found >= _FEWEST_CHARACTERS:
            return True
    return False
