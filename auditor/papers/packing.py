"""Zip containers of which the same content gives the same bytes."""

import zipfile

# The first day that a zip can name.
_DATE = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o644 << 16
_MADE_ON_UNIX = 3


def add(container: zipfile.ZipFile, name: str, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> None:
    """Add a part to a container; it bears no date, and nothing of the system that it is made on."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = packing
    entry.create_system = _MADE_ON_UNIX
    entry.external_attr = _READABLE_BY_ALL
    container.writestr(entry, content)
