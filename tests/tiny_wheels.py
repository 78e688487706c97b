"""Wheels of a few lines, and a wheel of the pip that is here."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pip

_SAID = """def main(arguments):
    import sys
    print({answer!r}, *arguments)
    sys.exit(len(arguments))
"""


def tiny_wheel(
    folder: Path,
    name: str,
    *,
    version: str = "1.0",
    tag: str = "py3-none-any",
    requires: Sequence[str] = (),
    files: Mapping[str, str] | None = None,
) -> Path:
    """Write a wheel; ``files``: what it holds, by place."""
    path = folder / f"{name}-{version}-{tag}.whl"
    info = f"{name}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    metadata = "\n".join([*lines, *(f"Requires-Dist: {each}" for each in requires), ""])
    contents = {
        **(files or {f"{name}.py": ""}),
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    folder.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as archive:
        for place, text in contents.items():
            archive.writestr(ZipInfo(place), text)
        archive.writestr(
            ZipInfo(f"{info}/RECORD"), "".join(f"{place},,\n" for place in [*contents, f"{info}/RECORD"])
        )
    return path


def tiny_program(folder: Path, answer: str, **options: Sequence[str]) -> Path:
    """Write the wheel of a program that says ``answer`` and its arguments, and exits with their number."""
    files = {"auditor/__init__.py": "", "auditor/cli.py": _SAID.format(answer=answer)}
    return tiny_wheel(folder, "auditor", files=files, **options)


def pip_wheel(folder: Path) -> Path:
    """Write the pip of this Python as a wheel."""
    place = Path(pip.__file__).parent
    path = folder / f"pip-{pip.__version__}-py3-none-any.whl"
    folder.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as archive:
        for each in sorted(place.rglob("*")):
            if each.is_file() and each.suffix != ".pyc":
                archive.write(each, each.relative_to(place.parent))
    return path
