"""Binary Word documents (.doc) and what WPS Writer saves in the same container (.wps)."""

import struct

from auditor.errors import UnreadableError
from auditor.readers import office
from auditor.readers.content import Content, Job
from auditor.readers.doc.document import WordDocument
from auditor.readers.doc.fib import Fib
from auditor.readers.ole import BrokenContainerError, Container, is_container
from auditor.readers.only_pictures import reason_if_only_pictures
from auditor.readers.refusals import damaged, encrypted, too_large

_KIND = "Word 文档（doc）"
_TEXT_STREAM = "WordDocument"
# What else comes in the same container, by a stream that only it has.
_STRANGERS = {
    "__properties_version1.0": "Outlook 邮件",
    "Quill": "Publisher 文件",
    "MatOST": "Works 文档",
    "CONTENTS": "Works 文档",
    "VisioDocument": "Visio 绘图",
    "FileHeader": "韩文（HWP）文档",
    "MSysAccessStorage": "Access 数据",
}
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx 后再报送。"
_REVISED = "含修订痕迹，已按接受全部修订处理。"
_UNNUMBERED = "自动编号的定义已损坏，编号没有读出。请对照原文核对标题序号。"


def read_content(data: bytes, job: Job) -> Content:
    """Return the paragraphs, rows, notes and text boxes; a Word older than 97 goes to LibreOffice.

    Raises:
        UnreadableError: the file is damaged, encrypted, too large, no Word document, or older than
            Word 97 while LibreOffice is not there or does not read it either.
    """
    if not is_container(data):
        return office.read_content(data, job)
    try:
        container = Container(data)
        if _TEXT_STREAM not in container.streams:
            raise _stranger(container, job)
        return _read(container, data, job)
    except OverflowError:
        raise too_large(job.name, _KIND, "文字过多") from None
    except (BrokenContainerError, LookupError, struct.error, ValueError):
        raise damaged(job.name, _KIND) from None


def _read(container: Container, data: bytes, job: Job) -> Content:
    word = container.read(_TEXT_STREAM)
    fib = Fib(word)
    if fib.is_encrypted:
        raise encrypted(job.name, _KIND)
    if not fib.is_word_97:
        return office.read_content(data, job)
    document = WordDocument(fib, word, container.read(fib.table_stream), container.read("Data"))
    warnings = [_REVISED] if document.revised else []
    if not document.numbered:
        warnings.append(_UNNUMBERED)
    pieces = [piece for piece in document.pieces() if piece.text.strip()]
    unscored = reason_if_only_pictures(job.name, pieces, has_pictures=document.has_pictures)
    return Content(pieces, warnings=warnings, unscored=unscored)


def _stranger(container: Container, job: Job) -> UnreadableError:
    for stream, title in _STRANGERS.items():
        if stream in container.streams:
            return UnreadableError(f"“{job.name}”是{title}，不是 Word 文档。{_SAVE_AS_DOCX}")
    return UnreadableError(f"“{job.name}”不是 Word 文档（同一种容器里装着别的内容）。{_SAVE_AS_DOCX}")
