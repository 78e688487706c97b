"""Documents pasted whole into a Word document (w:altChunk), as OA systems and web exports do."""

from collections.abc import Callable
from importlib import import_module

from auditor.errors import UnreadableError
from auditor.readers import limits
from auditor.readers.content import Content, Job, Piece
from auditor.readers.docx.package import Package
from auditor.readers.kinds import kind_of

_READABLE = frozenset({"docx", "html", "mht", "rtf", "text"})
_UNREAD = "文中插入的另一份文件没有读出，核查结果可能不全。请在 Word 里打开后重新保存，再报送。"


class Chunks:
    """Reads the chunks of one package; ``read_docx``: reads one that is a docx file itself."""

    def __init__(self, package: Package, job: Job, read_docx: Callable[[bytes], Content]) -> None:
        self._package = package
        self._job = job
        self._read_docx = read_docx
        self._done: set[str] = set()
        self.warnings: list[str] = []

    def read(self, relation: str) -> list[Piece]:
        """Return the text of the chunk behind a relation; a chunk that cannot be read leaves a warning."""
        if relation in self._done:
            return []
        self._done.add(relation)
        try:
            content = self._content(relation)
        except UnreadableError:
            content = None
        if content is None:
            self.warnings = [_UNREAD]
            return []
        return content.pieces

    def _content(self, relation: str) -> Content | None:
        data = self._package.target(relation)
        if data is None or len(self._done) > limits.MAX_CHUNKS:
            return None
        module = kind_of(data).module
        if module not in _READABLE:
            return None
        if module == "docx":
            return self._read_docx(data)
        content: Content = import_module(f"auditor.readers.{module}").read_content(data, self._job)
        return content


def refuse(_relation: str) -> list[Piece]:
    """Read no chunk: there are none, or they stand inside a chunk."""
    return []
