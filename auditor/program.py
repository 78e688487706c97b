"""What judges besides the rules: this very program and the packages that read for it."""

import hashlib
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_NAME = re.compile(r"[\w.-]+")
# Of the optional parts, the one that reads; the others only test, or carry work elsewhere.
_READING_PART = re.compile(r"extra == .ocr.")


@cache
def program() -> str:
    """Return a hash of the code and the installed packages: another one may judge otherwise."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted(here.rglob("*.py")):
        digest.update(f"{path.relative_to(here).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    for name in _packages():
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def _packages() -> list[str]:
    """Return the names of all packages that may have a say in what is read."""
    try:
        stated = requires("auditor") or []
    except PackageNotFoundError:
        return []
    reading = [each for each in stated if "extra ==" not in each or _READING_PART.search(each)]
    return sorted({found[0] for each in reading if (found := _NAME.match(each))})


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
