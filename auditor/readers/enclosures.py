"""Files inside a file: named to the user, never opened."""

from collections.abc import Sequence

_MOST_NAMED = 3
_LONGEST_NAME = 40


def enclosures_warning(names: Sequence[str]) -> list[str]:
    """Return the sentence on attachments of a document, nothing when it has none."""
    if not names:
        return []
    shown = "、".join(f"“{_printable(name)}”" for name in names[:_MOST_NAMED])
    more = "等" if len(names) > _MOST_NAMED else ""
    return [
        f"文件里附有 {len(names)} 个附件（{shown}{more}），没有读取。附件如是报告的一部分，请取出后单独报送。"
    ]


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in name[:_LONGEST_NAME])
