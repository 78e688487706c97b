"""Names under which every system can keep the papers of a report."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

# With an ending of 40 bytes and ".part" a name stays under the 255 bytes that a file system takes.
_MOST_CHARACTERS = 60
_MOST_BYTES = 180
_MARK_LENGTH = 6
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_NO_SIGN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_EMPTY = "报告"


def paper_names(sources: Sequence[str]) -> list[str]:
    """Return a file name without ending for the papers of each source, safe on every system.

    No two are the same, also where case does not count. A source's name depends on itself alone, but for
    a mark that those get who would share a name.
    """
    plain = [_plain(source) for source in sources]
    shared = Counter(_key(name) for name in plain)
    names = [
        name if shared[_key(name)] == 1 else _marked(name, source)
        for name, source in zip(plain, sources, strict=True)
    ]
    return list(_numbered(names))


def without_common_folder(sources: Sequence[str]) -> list[str]:
    """Return paths as they stand in the innermost folder that holds them all."""
    split = [source.replace("\\", "/").split("/") for source in sources]
    shared = 0
    for parts in zip(*(each[:-1] for each in split), strict=False):
        if len(set(parts)) > 1:
            break
        shared += 1
    return ["/".join(each[shared:]) for each in split]


def _plain(source: str) -> str:
    """Return the path of a source as one name, without the ending of the file."""
    whole = unicodedata.normalize("NFC", _ENDING.sub("", source.replace("\\", "/")))
    shown = "".join(char for char in whole if unicodedata.category(char) not in _NO_SIGN)
    parts = (_FORBIDDEN.sub("_", part).strip(" .~") for part in shown.split("/"))
    name = "_".join(part for part in parts if part) or _EMPTY
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    cut = _cut(name, 0)
    return name if cut == name else _marked(name, source)


def _marked(name: str, source: str) -> str:
    """Return ``name`` with a mark that tells its source from others."""
    mark = hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()[:_MARK_LENGTH]
    return f"{_cut(name, _MARK_LENGTH + 1)}_{mark}"


def _cut(name: str, room: int) -> str:
    """Return as much of ``name`` as fits with ``room`` bytes after it."""
    kept = name[: _MOST_CHARACTERS - room].encode()[: _MOST_BYTES - room]
    return kept.decode(errors="ignore").rstrip(" .")


def _numbered(names: Iterable[str]) -> Iterator[str]:
    """Number the names that are still the same: two files may bear one name once it is made printable."""
    taken: set[str] = set()
    for name in names:
        number, unique = 1, name
        while _key(unique) in taken:
            number += 1
            unique = f"{name}_{number}"
        taken.add(_key(unique))
        yield unique


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
