"""The files that reports were read from, for papers that are made of them again."""

import hashlib
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.papers.reviewed import can_be_reviewed
from auditor.readers import contents
from auditor.readers.loading import load


class Originals:
    """Looks up Word documents by their content. An archive is opened once for all of its reports in a row."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._by_hash: dict[str, bytes] = {}

    def of(self, path: Path, sha256: str) -> bytes:
        """Return the docx of that SHA-256 in a file or archive; b"" when there is none, or none any more."""
        if path != self._path:
            self._path = path
            self._by_hash = {hashlib.sha256(each).hexdigest(): each for each in _documents(path)}
        return self._by_hash.get(sha256, b"")


def _documents(path: Path) -> list[bytes]:
    try:
        return [each for each in contents(load(path, path.name), path.name) if can_be_reviewed(each)]
    except UnreadableError:
        return []
