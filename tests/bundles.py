"""Bundles made of tiny wheels, and how they are started."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bundle.making import Order, make
from bundle.targets import TARGETS, Target
from bundle.wheels import Gatherer, Wheel, opened
from tests.tiny_wheels import pip_wheel, tiny_program

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
HERE = TARGETS[f"linux-{platform.machine()}"]
# With a blank, marks that shells give a meaning to, and Chinese.
AWKWARD = "安装 包 (1) & 'x'"


class TinyGatherer(Gatherer):
    """Gathers one wheel, of a program that says its arguments."""

    def __init__(self, place: Path, answer: str = "一版") -> None:
        self._wheels = [opened(tiny_program(place, answer))]
        self._pip = pip_wheel(place)

    def gather(self, extras: Sequence[str], target: Target, python: str) -> list[Wheel]:
        return self._wheels

    def installer(self) -> Path:
        return self._pip


def tiny_bundle(
    place: Path,
    answer: str = "一版",
    *,
    target: Target = HERE,
    pythons: Sequence[str] = (PYTHON,),
    python_file: Path | None = None,
) -> Path:
    """Return the folder of a bundle in a place with an awkward name."""
    order = Order(pythons, python_file=python_file)
    return make(target, order, place / AWKWARD, TinyGatherer(place / "wheels", answer), lambda _: None)


def start(
    bundle: Path, *arguments: str, path: Path | None = None, script: str = "auditor.sh"
) -> "subprocess.CompletedProcess[str]":
    """Run a command of a bundle on a machine that has this Python, or the programs in ``path``."""
    return subprocess.run(
        ["/bin/sh", str(bundle / script), *arguments],
        env=office_machine(bundle.parent, path),
        cwd=bundle.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def office_machine(place: Path, path: Path | None = None) -> dict[str, str]:
    """Return the environment of a machine without an index, without packages, with an own home."""
    programs = path or with_python(place / "programs", Path(sys.executable))
    home = place / "home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": str(programs),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": "/nowhere",
        "PYTHONPATH": "/nowhere",
    }


def with_python(folder: Path, python: Path | None, name: str = f"python{PYTHON}") -> Path:
    """Make a folder of the programs that scripts use, and a Python by a name."""
    folder.mkdir(parents=True, exist_ok=True)
    for program in ("sh", "dirname", "readlink", "cat"):
        place = shutil.which(program)
        if place and not (folder / program).exists():
            (folder / program).symlink_to(place)
    if python and not (folder / name).exists():
        (folder / name).symlink_to(python)
    return folder
