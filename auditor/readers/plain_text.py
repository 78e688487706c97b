"""Plain text files."""

import re

from auditor.errors import UnreadableError
from auditor.readers.encoding import decode

# Line ends of every system become "\n"; form feeds and Unicode line separators end a line too.
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


def read_plain_text(data: bytes, name: str) -> str:
    """Return the text of a plain text file.

    Raises:
        UnreadableError: the bytes are no text in UTF-8, GB18030, Big5 or UTF-16.
    """
    text = decode(data)
    if text is None:
        raise UnreadableError(
            f"“{name}”不是文本文件，或编码无法识别。请用记事本或 WPS 打开，另存为 UTF-8 编码的 .txt 再试。"
        )
    return _CONTROL.sub("", _LINE_END.sub("\n", text))
