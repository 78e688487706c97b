"""Conversions by LibreOffice, many files in one call; what was converted once is kept for the session."""

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

# Target → the filter of LibreOffice behind the suffix.
TARGETS = {
    "doc": "doc",
    "rtf": "rtf",
    "odt": "odt",
    "fodt": "fodt",
    "uot": "uot",
    "pdf": "pdf",
    "docx": "docx",
    "word2003": "xml:MS Word 2003 XML",
}
_SECONDS_A_CALL = 180
_done: dict[tuple[str, str], bytes] = {}


def program() -> str | None:
    """LibreOffice on this machine."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, target: str) -> bytes:
    """A Word document in another format.

    Raises:
        RuntimeError: LibreOffice wrote no file.
    """
    key = _key(data, target)
    if key not in _done:
        prepare([(data, target)])
    return _done[key]


def prepare(wanted: Iterable[tuple[bytes, str]]) -> None:
    """Convert many documents, all of one target in one call.

    Raises:
        RuntimeError: LibreOffice is absent or wrote no file.
    """
    open_jobs: dict[str, dict[str, bytes]] = {}
    for data, target in wanted:
        if (key := _key(data, target)) not in _done:
            open_jobs.setdefault(target, {})[key[0]] = data
    with tempfile.TemporaryDirectory() as folder:
        for target, sources in open_jobs.items():
            _convert(sources, target, Path(folder))


def _key(data: bytes, target: str) -> tuple[str, str]:
    return hashlib.sha256(data).hexdigest(), target


def _convert(sources: dict[str, bytes], target: str, folder: Path) -> None:
    office = program()
    if office is None:
        raise RuntimeError("LibreOffice is not installed")
    inputs = folder / "in"
    outputs = folder / target
    inputs.mkdir(exist_ok=True)
    for name, data in sources.items():
        (inputs / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            TARGETS[target],
            "--outdir",
            str(outputs),
            *(str(inputs / f"{name}.docx") for name in sources),
        ],
        capture_output=True,
        timeout=_SECONDS_A_CALL + len(sources),
        check=False,  # it returns 0 even when it fails: the file counts
    )
    suffix = TARGETS[target].partition(":")[0]
    for name in sources:
        path = outputs / f"{name}.{suffix}"
        if not path.exists():
            raise RuntimeError(f"LibreOffice wrote no {target}")
        _done[name, target] = path.read_bytes()
