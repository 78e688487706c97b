"""The user's cache folder: small files that only save time.

What cannot be read is made anew, what cannot be written is left; nothing in it is ever run.
"""

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder: AUDITOR_CACHE, or where the system keeps a program's caches."""
    own = os.environ.get("AUDITOR_CACHE")
    if own:
        return Path(own)
    if sys.platform == "win32":
        # Beside the data of the workbench, so that either can be removed without the other.
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "auditor" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "auditor"


def read_cached(name: str) -> str | None:
    """Return the text of a cache file, None when there is none that can be read."""
    data = read_cached_bytes(name)
    try:
        return data.decode("utf-8") if data is not None else None
    except UnicodeDecodeError:
        return None


def read_cached_bytes(name: str) -> bytes | None:
    """Return the content of a cache file, None when there is none that can be read."""
    try:
        return (cache_folder() / name).read_bytes()
    except OSError:
        return None


def write_cached(name: str, text: str) -> None:
    """Write a text as a cache file whole, or not at all."""
    write_cached_bytes(name, text.encode("utf-8"))


def write_cached_bytes(name: str, data: bytes) -> None:
    """Write a cache file whole, or not at all."""
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{name}.{os.getpid()}"
        draft.write_bytes(data)
        draft.replace(folder / name)
    except OSError:
        return
