"""Plain text files: a line is a piece."""

from auditor.errors import UnreadableError
from auditor.readers.cleaning import clean
from auditor.readers.content import Content, Job, Piece
from auditor.readers.encoding import decode


def read_content(data: bytes, job: Job) -> Content:
    """Return the lines of a plain text file.

    Raises:
        UnreadableError: the bytes are no text in UTF-8, GB18030, Big5 or UTF-16.
    """
    text = decode(data)
    if text is None:
        raise UnreadableError(
            f"“{job.name}”不是能识别的文件：不是 Word、WPS、PDF、OFD、网页或图片，也不是文本。"
            "请用 WPS 或 Word 打开，另存为 .docx 后再报送。"
        )
    return Content([Piece(line) for line in clean(text).split("\n")], by_lines=True)
