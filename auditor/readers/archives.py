"""What archives of every kind share: their members, and the names these go by."""

from dataclasses import dataclass

from auditor.errors import UnreadableError

# Parts the archive from the member in a source: 全县.zip!/临水镇/报告.docx
INSIDE = "!/"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its printable path with "/", and its bytes or why there are none."""

    name: str
    data: bytes = b""
    error: UnreadableError | None = None
