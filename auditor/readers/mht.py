"""Web pages saved as one file (mht), and mails that carry a page."""

import email
from collections.abc import Iterator
from email.message import Message

from auditor.errors import UnreadableError
from auditor.readers import html
from auditor.readers.content import Content, Job

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_MOST_PAGES = 20


def read_content(data: bytes, job: Job) -> Content:
    """Return the paper on the page inside; of several pages (frames) the one with the most text.

    Raises:
        UnreadableError: there is no page inside, or no paper on any page.
    """
    best: Content | None = None
    refusal: UnreadableError | None = None
    for page in _pages(data):
        try:
            content = html.read_content(page, job)
        except UnreadableError as error:
            refusal = refusal or error
            continue
        if best is None or _length(content) > _length(best):
            best = content
    if best is None:
        raise refusal or UnreadableError(
            f"“{job.name}”是网页存档或邮件，里面没有网页正文。请打开后把正文另存为 Word 再报送。"
        )
    return best


def _pages(data: bytes) -> Iterator[bytes]:
    """Yield the pages inside, as bytes: what a part says of its encoding is no better than a page's word."""
    found = 0
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in _PAGES and found < _MOST_PAGES:
            found += 1
            yield _decoded(part)


def _decoded(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _length(content: Content) -> int:
    """Return how much a page says; one that cannot be scored says less than any that can."""
    text = sum(len(piece.text) for piece in content.pieces)
    return text if content.unscored is None else text - (1 << 32)
