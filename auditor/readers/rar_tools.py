"""Unpack RAR with a program found on the machine: no library may decode its compression.

The program writes all files of the archive one after another to its output; sizes and checksums of the
archive's list tell them apart. So no name is handed over, nothing is written to disk by a name, and a solid
archive is unpacked once.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from auditor.readers import limits

_TOOLS = (
    ("unrar", ("p", "-inul", "-p-", "--")),
    ("unar", ("-quiet", "-output-directory", "-", "--")),
    ("7z", ("x", "-so", "-y", "-p", "--")),
    ("7zz", ("x", "-so", "-y", "-p", "--")),
    ("bsdtar", ("-x", "--to-stdout", "-f")),
)
# The tar of Windows is bsdtar under its plain name.
_WINDOWS_TOOLS = (("tar", ("-x", "--to-stdout", "-f")),)
_WINDOWS_FOLDERS = ("7-Zip", "WinRAR")
_CHUNK = 1 << 16


class Packed(NamedTuple):
    """A file in the archive: its size unpacked, and its CRC-32 where the archive has one."""

    size: int
    checksum: int | None


def tools() -> list[list[str]]:
    """Return the commands of this machine that unpack RAR, best first; the archive's path is to follow."""
    known = _TOOLS + _WINDOWS_TOOLS if os.name == "nt" else _TOOLS
    found = ((_find(name), arguments) for name, arguments in known)
    return [[path, *arguments] for path, arguments in found if path]


def unpack(data: bytes, files: Sequence[Packed], most: int) -> list[bytes | None]:
    """Return the content of each of ``files``, None where no tool gave it.

    ``files``: all that the archive holds, in its order. ``most``: how many bytes are taken from a tool.
    """
    contents: list[bytes | None] = [None] * len(files)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "archive.rar")
        path.write_bytes(data)
        for command in tools():
            output = _run([*command, str(path)], min(sum(each.size for each in files), most))
            found = _split(output, files)
            contents = [old if old is not None else new for old, new in zip(contents, found, strict=True)]
            if None not in contents:
                break
    return contents


def _find(name: str) -> str | None:
    folders = [os.environ.get("PATH", os.defpath)]
    programs = os.environ.get("PROGRAMFILES") if os.name == "nt" else None
    if programs:
        folders += [str(Path(programs, folder)) for folder in _WINDOWS_FOLDERS]
    return shutil.which(name, path=os.pathsep.join(folders))


def _run(command: list[str], most: int) -> bytes:
    """Return what the command writes, at most ``most`` bytes, within the time limit."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return b""
    timer = threading.Timer(limits.EXTRACT_SECONDS, _stop, [process])
    timer.start()
    output = bytearray()
    try:
        with process:
            while process.stdout and len(output) <= most and (chunk := process.stdout.read(_CHUNK)):
                output += chunk
            _stop(process)
    finally:
        timer.cancel()
    return bytes(output)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End the process, with those it has started where the system groups them."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _split(output: bytes, files: Sequence[Packed]) -> Iterator[bytes | None]:
    """Yield the content of each file, None when it is not where it should be.

    Without a checksum, only an output of just the right length is trusted.
    """
    fits = len(output) == sum(each.size for each in files)
    position = 0
    for each in files:
        content = output[position : position + each.size]
        position += each.size
        good = fits if each.checksum is None else zlib.crc32(content) == each.checksum
        yield content if good and len(content) == each.size else None
