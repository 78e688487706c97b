"""Make the folder of a bundle: what starts it, its wheels, and which of them each Python needs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tarfile import is_tarfile
from zipfile import is_zipfile

import auditor
from auditor.errors import AuditorError
from bundle.guide import guide, no_python
from bundle.targets import GLIBC, Target
from bundle.wheels import Gatherer

_CHECKOUT = Path(__file__).resolve().parent.parent
_FILES = Path(__file__).with_name("files")
# What users see stands in front, the rest in a folder.
_HIDDEN = "files"


@dataclass(frozen=True)
class Order:
    """What is asked for.

    ``pythons``: versions ("3.12"), oldest first. ``extras``: optional parts of the program.
    ``python_file``: a Python to include, unpacked if it is an archive, or as what installs it.
    """

    pythons: Sequence[str]
    extras: Sequence[str] = ()
    python_file: Path | None = None


def make(target: Target, order: Order, place: Path, gatherer: Gatherer, say: Callable[[str], None]) -> Path:
    """Return the folder of a bundle, made under ``place``.

    Raises:
        AuditorError: a package cannot be had for the machine, or the file of Python is not what it should be.
    """
    folder = place / "-".join(["auditor", auditor.__version__, target.name, *order.extras])
    wheels = folder / _HIDDEN / "wheels"
    wheels.mkdir(parents=True)
    included = _add_python(order.python_file, target, folder) if order.python_file else False
    shutil.copy(gatherer.installer(), wheels)
    for python in order.pythons:
        say(f"正在准备 {target.name}、Python {python}……")
        needed = gatherer.gather(order.extras, target, python)
        for wheel in needed:
            shutil.copy(wheel.path, wheels)
        lock = "".join(f"{wheel.pinned()}\n" for wheel in needed)
        _write(folder / _HIDDEN / f"requirements-{python}.txt", lock)
    _write_starters(target, folder)
    installer = order.python_file.name if order.python_file and not included else None
    newline = "\r\n" if target.is_windows else "\n"
    text = guide(target, order.pythons, installer=installer, included=included)
    # Old Notepads tell UTF-8 by this mark.
    _write(folder / "安装说明.txt", "\ufeff" * target.is_windows + text, newline)
    _write(folder / _HIDDEN / "no-python.txt", no_python(order.pythons), newline)
    machine = {key: asdict(target)[key] for key in ("title", "system", "machines")} | {"glibc": GLIBC}
    _write(folder / _HIDDEN / "machine.json", json.dumps(machine, ensure_ascii=False))
    return folder


def own_wheel(folder: Path) -> Path:
    """Return the wheel of the program, built from the checkout.

    Raises:
        AuditorError: it cannot be built.
    """
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=_CHECKOUT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise AuditorError(f"做不成 auditor 自己的 wheel。请先安装 '.[bundle]'。\n{done.stderr.strip()}")
    return next(folder.glob("*.whl"))


def _add_python(file: Path, target: Target, folder: Path) -> bool:
    """Put a Python into the bundle; tell whether it is there ready to run."""
    unpacker = "tarfile" if is_tarfile(file) else "zipfile" if is_zipfile(file) else None
    if unpacker is None:
        if not target.is_windows:
            raise AuditorError(f"“{file.name}”不是压缩包。请给解开就能用的 Python，例如 .tar.gz。")
        shutil.copy(file, folder)
        return False
    done = subprocess.run(
        [sys.executable, "-m", unpacker, "-e", str(file), str(folder)], capture_output=True, check=False
    )
    program = "python/python.exe" if target.is_windows else "python/bin/python3"
    if done.returncode or not os.access(folder / program, os.F_OK if target.is_windows else os.X_OK):
        raise AuditorError(f"“{file.name}”里没有 {program}，不是用于 {target.name} 的、解开就能用的 Python。")
    return True


def _write_starters(target: Target, folder: Path) -> None:
    for source in sorted(_FILES.iterdir()):
        text = source.read_text(encoding="utf-8")
        match source.suffix:
            case ".py":
                _write(folder / _HIDDEN / source.name, text)
            case ".bat" if target.is_windows:
                _write(folder / source.name, text, "\r\n")
            case ".sh" | ".desktop" if not target.is_windows:
                _write(folder / source.name, text)
                (folder / source.name).chmod(0o755)


def _write(path: Path, text: str, newline: str = "\n") -> None:
    path.write_text(text, encoding="utf-8", newline=newline)
