"""Install the program from the wheels beside this file, if that is not done, and run it.

Nothing but the standard library: it runs before anything is installed. It is called with ``-I -S``, so that
packages of the machine have no say; the processes that the program starts inherit that, and read this file.
"""

import hashlib
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).absolute().parent
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
LOCK = HERE / f"requirements-{PYTHON}.txt"
INSTALLED = HERE / "installed"
# One for each Python and each selection of wheels: another selection never meets what an older one left.
PROGRAM = INSTALLED / f"{PYTHON}-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
# Written last; without it the installation was broken off.
DONE = PROGRAM / "complete"
LOG = INSTALLED / "install.log"
_PATIENCE_SECONDS = 900


class RefusedError(Exception):
    """Why it cannot be installed: one sentence for the user."""


def main(arguments: Sequence[str]) -> int:
    """Run the program with its arguments; return the exit code where it does not come to that."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        if not DONE.exists():
            _check_machine()
            _install()
    except RefusedError as refused:
        print(refused, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("安装中断了。再启动一次会从头安装。", file=sys.stderr)
        return 3
    sys.path.insert(0, str(PROGRAM))
    _find_libraries()
    from auditor.cli import main as run

    run(arguments)
    return 0


def _check_machine() -> None:
    made_for = json.loads((HERE / "machine.json").read_text(encoding="utf-8"))
    if platform.system() != made_for["system"] or platform.machine() not in made_for["machines"]:
        raise RefusedError(
            f"这个安装包用于{made_for['title']}，本机是 {platform.system()} {platform.machine()}。"
            "请换用本机的安装包。"
        )
    if platform.system() == "Linux":
        library, version = platform.libc_ver()
        if library != "glibc" or _numbers(version) < _numbers(made_for["glibc"]):
            raise RefusedError(
                f"本机的系统用不了这个安装包：要有 glibc {made_for['glibc']} 以上，本机是"
                f" {library or '别的系统库'} {version}。请换用较新的系统。"
            )


def _numbers(version: str) -> list[int]:
    return [int(each) for each in version.split(".")[:2]]


def _install() -> None:
    """Install whole, or not at all; of two who start at once, the second waits for the first."""
    try:
        INSTALLED.mkdir(exist_ok=True)
        lock = sqlite3.connect(INSTALLED / "lock", timeout=_PATIENCE_SECONDS, isolation_level=None)
        with closing(lock):
            print("第一次启动，正在安装，约一分钟，请稍候……", file=sys.stderr, flush=True)
            lock.execute("BEGIN EXCLUSIVE")
            if not DONE.exists():
                _clear()
                _unpack()
                DONE.touch()
    except (OSError, sqlite3.Error) as error:
        raise RefusedError(
            f"不能在“{HERE.parent}”里安装（{error}）。请把整个文件夹放到自己能写入的地方，"
            "例如“文档”，检查磁盘是否已满，再启动一次。"
        ) from None
    print("安装完成。", file=sys.stderr, flush=True)


def _clear() -> None:
    """Remove what an older bundle or a broken installation left; what another process holds may stay."""
    for old in INSTALLED.glob(f"{PYTHON}-*"):
        shutil.rmtree(old, ignore_errors=old != PROGRAM)


def _unpack() -> None:
    # The Python of a Linux system often comes without pip.
    pip = max((HERE / "wheels").glob("pip-*.whl"))
    command = [sys.executable, "-I", "-S", str(pip / "pip"), "--isolated", "install", "--no-index"]
    command += [f"--find-links={HERE / 'wheels'}", f"--target={PROGRAM}", "--require-hashes", "--no-deps"]
    command += ["--no-cache-dir", "--disable-pip-version-check", "--no-warn-script-location"]
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(
            [*command, f"--requirement={LOCK}"],
            env={**os.environ, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        )
    if done.returncode:
        raise RefusedError(
            f"没有装成，经过记在“{LOG}”里。请检查磁盘是否已满、安装包是否拷全了，重新解压后再启动一次。"
        )


def _find_libraries() -> None:
    """Let packages find the libraries of Microsoft's that came with them."""
    if sys.platform == "win32":
        os.add_dll_directory(str(PROGRAM))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
# A process that the program started: it is told where packages are, but not this.
_find_libraries()
