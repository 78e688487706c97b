"""Office documents behind a password: always refused, with the sentence that tells why."""

from auditor.readers.content import Content, Job
from auditor.readers.refusals import encrypted


def read_content(_data: bytes, job: Job) -> Content:
    """Refuse the file.

    Raises:
        UnreadableError: always.
    """
    raise encrypted(job.name, "Office 文档")
