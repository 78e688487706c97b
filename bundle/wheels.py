"""Gather the wheels that a machine of another kind needs.

pip downloads for other machines, but judges conditions such as ``sys_platform == "win32"`` by the machine it
runs on; so what it brought is checked against the conditions of the other, and what is lacking fetched.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from auditor.errors import AuditorError
from bundle.targets import Target

_NOT_FOUND = re.compile(r"No matching distribution found for ([A-Za-z0-9][^\s(]*)")
# The same packages make the same wheels.
_NO_DATES = {"SOURCE_DATE_EPOCH": "315532800"}


@dataclass(frozen=True)
class Wheel:
    """A wheel on the disk and what it requires."""

    path: Path
    name: str
    version: Version
    requires: tuple[Requirement, ...]

    def pinned(self) -> str:
        """Return the line that asks for exactly this file."""
        return (
            f"{self.name}=={self.version} --hash=sha256:{hashlib.sha256(self.path.read_bytes()).hexdigest()}"
        )


class Gatherer:
    """Downloads wheels into folders under ``place``; what only has source is built once for all."""

    def __init__(self, own: Path, place: Path) -> None:
        """Gather for ``own``, the wheel of the program."""
        self._own = own
        self._built = place / "built"
        self._built.mkdir()
        self._place = place

    def gather(self, extras: Sequence[str], target: Target, python: str) -> list[Wheel]:
        """Return the wheels that the program needs on a machine under a Python, its own first.

        Raises:
            AuditorError: a package has none for it, or cannot be had.
        """
        folder = self._place / f"{target.name}-{python}"
        parts = f"[{','.join(extras)}]" if extras else ""
        wanted = [f"{self._own}{parts}", *target.also]
        roots = [Requirement(f"auditor{parts}"), *map(Requirement, target.also)]
        while True:
            self._download(wanted, folder, target, python)
            wheels = {wheel.name: wheel for wheel in map(opened, sorted(folder.glob("*.whl")))}
            needed, lacking = _closure(roots, wheels, target.markers(python))
            if not lacking:
                return [wheels[name] for name in needed]
            if set(lacking) <= set(wanted):
                raise AuditorError(f"{_on(target, python)} 的软件包互相不合：{'、'.join(lacking)}。")
            wanted += lacking

    def installer(self) -> Path:
        """Return a wheel of pip, which installs where the machine's Python has no pip.

        Raises:
            AuditorError: it cannot be had.
        """
        folder = self._place / "pip"
        done = _pip("download", "--no-deps", "--only-binary=:all:", "--dest", str(folder), "pip")
        if done.returncode:
            raise AuditorError("下载不了 pip，可能连不上软件源。请检查网络和 pip 的设置。")
        return next(folder.glob("pip-*.whl"))

    def _download(self, wanted: list[str], folder: Path, target: Target, python: str) -> None:
        options = ["--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
        options += [f"--platform={tag}" for tag in target.tags]
        while True:
            done = _pip("download", *options, f"--find-links={self._built}", f"--dest={folder}", *wanted)
            if not done.returncode:
                return
            found = _NOT_FOUND.search(done.stderr)
            if not found or not self._build(found[1]):
                what = f"“{found[1]}”" if found else "软件包"
                raise AuditorError(
                    f"下载不到 {_on(target, python)} 用的{what}：软件源里没有它的 wheel，或者连不上软件源。"
                    f"请检查网络，或换一个 --python。（{done.stderr.strip().rpartition(chr(10))[2]}）"
                )

    def _build(self, requirement: str) -> bool:
        """Build a wheel of what has only source; tell whether it is new and for every machine."""
        before = set(self._built.glob("*.whl"))
        _pip("wheel", "--no-deps", f"--wheel-dir={self._built}", requirement)
        new = set(self._built.glob("*.whl")) - before
        return bool(new) and all(path.name.endswith("-none-any.whl") for path in new)


def _on(target: Target, python: str) -> str:
    return f"{target.name}、Python {python}"


def _pip(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"],
        env={**os.environ, **_NO_DATES},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def opened(path: Path) -> Wheel:
    """Return what a wheel says of itself."""
    name, version, _, _ = parse_wheel_filename(path.name)
    with ZipFile(path) as archive:
        place = next(each for each in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", each))
        metadata = message_from_bytes(archive.read(place))
    return Wheel(path, name, version, tuple(map(Requirement, metadata.get_all("Requires-Dist", []))))


def _closure(
    roots: Iterable[Requirement], wheels: Mapping[str, Wheel], markers: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return which wheels the roots need under the markers, and the requirements that none meets."""
    todo, seen, needed, lacking = list(roots), set[str](), dict[str, None](), dict[str, None]()
    while todo:
        requirement = todo.pop(0)
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        name = canonicalize_name(requirement.name)
        wheel = wheels.get(name)
        if wheel is None or not requirement.specifier.contains(wheel.version, prereleases=True):
            lacking[str(requirement)] = None
            continue
        needed[name] = None
        todo += [_bare(each) for each in wheel.requires if _applies(each, requirement.extras, markers)]
    return list(needed), list(lacking)


def _bare(requirement: Requirement) -> Requirement:
    return Requirement(str(requirement).partition(";")[0])


def _applies(requirement: Requirement, extras: Iterable[str], markers: Mapping[str, str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**markers, "extra": extra}) for extra in ("", *extras))
