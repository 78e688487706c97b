"""The two folders of a batch: which files are reports, and what the batch itself leaves beside them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from auditor.readers.names import is_junk, printable

RESULTS = "results.json"
OVERLAPS = "overlaps.json"
INDEX = "index.html"
UNITS = "units"
WORKBOOK = "总表.xlsx"
STORE = "auditor.sqlite"
LOCK = "auditor.lock"

Failed = Callable[[Path, str], None]


def report_files(
    folder: Path, apart_from: Path | None = None, failed: Failed = lambda _path, _reason: None
) -> Iterator[Path]:
    """Yield the files of a folder tree by name, without links and what systems leave behind.

    ``apart_from``: the folder of results, left out with what a batch writes there. ``failed`` hears of
    folders that cannot be opened.
    """
    results = apart_from.resolve() if apart_from else None

    def heard(error: OSError) -> None:
        reason = f"打不开文件夹“{error.filename}”（{error.strerror}）。请检查权限后再试。"
        failed(Path(error.filename), reason)

    for root, folders, names in os.walk(folder, onerror=heard):
        here = Path(root).resolve()
        own = (UNITS,) if here == results else ()
        folders[:] = sorted(
            name for name in folders if not is_junk(name) and name not in own and here / name != results
        )
        for name in sorted(names):
            path = Path(root, name)
            if not is_junk(name) and not path.is_symlink() and not (here == results and _is_own(name)):
                yield path


def shown(path: Path, folder: Path) -> str:
    """Return the name of a file as results show it: its path in the folder, printable."""
    return printable(path.relative_to(folder).as_posix())


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write so that a half-written one never stands under its name."""
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as file:
            yield file
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _is_own(name: str) -> bool:
    return name in (RESULTS, OVERLAPS, INDEX, WORKBOOK, LOCK) or name.startswith(STORE)
