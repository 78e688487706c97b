"""Pack a folder into one file: the same folder gives the same bytes."""

import gzip
import stat
import tarfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_DATE = (1980, 1, 1, 0, 0, 0)


def as_zip(folder: Path, path: Path) -> None:
    """Write a folder, under its name, as a zip."""
    with ZipFile(path, "w") as archive:
        for each in _files(folder):
            info = ZipInfo(each.relative_to(folder.parent).as_posix(), _DATE)
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            # What is packed already grows no smaller.
            info.compress_type = ZIP_STORED if each.suffix in (".whl", ".exe") else ZIP_DEFLATED
            archive.writestr(info, each.read_bytes())


def as_tar(folder: Path, path: Path) -> None:
    """Write a folder, under its name, as a tar.gz: it keeps what may be run and what is a link."""
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for each in _files(folder):
            archive.add(each, each.relative_to(folder.parent).as_posix(), recursive=False, filter=_plain)


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_symlink() or each.is_file())


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.mtime = info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o755 if info.mode & 0o100 else 0o644
    return info
