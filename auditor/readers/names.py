"""Names of files as people gave them: which are no files of theirs, and how to show the rest."""

import unicodedata

_JUNK_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_JUNK_PREFIXES = ("~$", ".", "__macosx")
_JUNK_SUFFIX = ".part"


def is_junk(name: str) -> bool:
    """Tell whether systems and programs left a file or folder of this name behind."""
    lowered = name.lower()
    return lowered in _JUNK_NAMES or lowered.startswith(_JUNK_PREFIXES) or lowered.endswith(_JUNK_SUFFIX)


def printable(name: str) -> str:
    """Return ``name`` with a sign in place of each character that would break or turn a line."""
    return "".join(char if _is_shown(char) else "�" for char in name)


def _is_shown(char: str) -> bool:
    # Blanks other than the ASCII one count as unprintable, yet names hold the ideographic one.
    return char.isprintable() or unicodedata.category(char) == "Zs"
