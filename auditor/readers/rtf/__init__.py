"""Rich Text Format (.rtf), also met under the name of .doc."""

from auditor.readers.content import Content, Job
from auditor.readers.only_pictures import reason_if_only_pictures
from auditor.readers.refusals import damaged, too_large
from auditor.readers.rtf.interpreter import BrokenError, Interpreter, TooMuchError

_KIND = "RTF 文档"
_REVISED = "含修订痕迹，已按接受全部修订处理。"


def read_content(data: bytes, job: Job) -> Content:
    """Return the paragraphs, rows, notes and text boxes of an RTF file.

    Raises:
        UnreadableError: the file breaks off, is nested beyond reason or holds too much.
    """
    interpreter = Interpreter()
    try:
        pieces = interpreter.run(data)
    except TooMuchError:
        raise too_large(job.name, _KIND, "内容过多") from None
    except BrokenError:
        raise damaged(job.name, _KIND) from None
    return Content(
        pieces,
        warnings=[_REVISED] if interpreter.revised else [],
        unscored=reason_if_only_pictures(job.name, pieces, has_pictures=interpreter.has_pictures),
    )
