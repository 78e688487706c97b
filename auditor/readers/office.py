"""LibreOffice, where there is one, for documents of old Word versions that nothing else here reads."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.readers import limits
from auditor.readers.content import Content, Job
from auditor.readers.garbled import is_garbled
from auditor.readers.ole import is_container

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
)
# No macros, no links that fetch something when the document opens.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
# Told which reader to take, LibreOffice does not read what it cannot understand as if it were plain text.
_OLD_WORD_IN_CONTAINER = "MS WinWord 6.0"
_OLD_WORD = "MS WinWord 5"
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx 后再报送。"
_CONVERTED = "这是旧版 Word 文档，由 LibreOffice 转换后读取。如有疑问，请对照原文核对。"


def read_content(data: bytes, job: Job) -> Content:
    """Return what a document of Word 95 or earlier says, by way of docx.

    Raises:
        UnreadableError: LibreOffice is not there, fails, takes too long, or makes no sense of the characters.
    """
    job.progress("正在用 LibreOffice 转换旧版 Word 文档……")
    # Only the few old documents need it.
    docx = import_module("auditor.readers.docx")
    content: Content = docx.read_content(to_docx(data, job.name), job)
    text = "".join(piece.text for piece in content.pieces)
    if not text.strip():
        raise _not_opened(job.name)
    if is_garbled(text):
        raise UnreadableError(f"“{job.name}”是旧版 Word 文档，转换后文字成了乱码。{_SAVE_AS_DOCX}")
    return replace(content, warnings=[_CONVERTED, *content.warnings])


def to_docx(data: bytes, name: str) -> bytes:
    """Return a document of Word 95 or earlier as the bytes of a docx; ``name`` is what messages call it.

    Raises:
        UnreadableError: LibreOffice is not there, fails, or takes too long.
    """
    office = program()
    if office is None:
        raise UnreadableError(f"“{name}”是 Word 95 或更早版本的文档，这里打不开。{_SAVE_AS_DOCX}")
    old_format = _OLD_WORD_IN_CONTAINER if is_container(data) else _OLD_WORD
    # Windows may hold a file for a moment after its program was ended.
    with tempfile.TemporaryDirectory(prefix="auditor-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "source.doc").write_bytes(data)
        if not _finishes(_command(office, old_format, place)):
            seconds = limits.OFFICE_SECONDS
            raise UnreadableError(
                f"“{name}”是旧版 Word 文档，LibreOffice 转换了 {seconds} 秒还没有完成。{_SAVE_AS_DOCX}"
            )
        # The exit code tells success even where loading failed.
        converted = place / "source.docx"
        if not converted.is_file() or converted.stat().st_size > limits.MAX_FILE_BYTES:
            raise _not_opened(name)
        return converted.read_bytes()


def _not_opened(name: str) -> UnreadableError:
    return UnreadableError(f"“{name}”是旧版 Word 文档，LibreOffice 也打不开。{_SAVE_AS_DOCX}")


def program() -> str | None:
    """Return the path of LibreOffice, None where there is none."""
    found = (shutil.which(name) for name in _NAMES)
    usual = (place for place in _USUAL_PLACES if Path(place).is_file())
    return next((place for place in (*found, *usual) if place), None)


def _command(office: str, old_format: str, place: Path) -> list[str]:
    """Return the call; a profile of its own keeps it apart from every other LibreOffice on the machine."""
    profile = place / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return [
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"--infilter={old_format}",
        "--convert-to",
        "docx",
        "--outdir",
        str(place),
        str(place / "source.doc"),
    ]


def _finishes(command: list[str]) -> bool:
    """Run a command without output; return False when it had to be stopped, with all that it started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(limits.OFFICE_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        stop = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(stop, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
