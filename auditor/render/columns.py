"""Tables for a terminal in which Chinese columns align: a Chinese character is two columns wide."""

from collections.abc import Iterable, Sequence

from tabulate import tabulate

from auditor.display import width

# Terminals disagree on the width of these; in a table they stand as signs whose width is certain.
_CERTAIN = str.maketrans(
    {"“": "「", "”": "」", "‘": "『", "’": "』", "·": "/", "…": "..", "—": "－", "×": "x", "→": "=>"}
)
_NEVER_LAST = "（「『《〔("
_NEVER_FIRST = "，。；：！？、）》」』,.;:!?)%"


def wrap(text: str, columns: int) -> str:
    """Break ``text`` into lines of at most ``columns``; a closing mark never starts a line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if width(paragraph) <= columns:
            lines.append(paragraph)
            continue
        line, taken = "", 0
        for char in paragraph:
            if taken + width(char) > columns and char not in _NEVER_FIRST:
                kept = line.rstrip(_NEVER_LAST) or line
                lines.append(kept)
                line = line[len(kept) :]
                taken = width(line)
            line += char
            taken += width(char)
        lines.append(line)
    return "\n".join(lines)


def shorten(text: str, columns: int) -> str:
    """Return ``text`` on one line of at most ``columns``, cut with an ellipsis."""
    flat = " ".join(text.split())
    if width(flat) <= columns:
        return flat
    taken = 0
    for end, char in enumerate(flat):
        taken += width(char)
        if taken > columns - 2:
            return flat[:end] + "…"
    return flat


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int | None]) -> str:
    """Return a table whose cells are wrapped to ``widths`` (None: as wide as need be)."""
    wrapped = [[_cell(cell, limit) for cell, limit in zip(row, widths, strict=True)] for row in rows]
    return tabulate(wrapped, headers=list(headers), tablefmt="grid", disable_numparse=True)


def _cell(value: object, limit: int | None) -> str:
    text = str(value).translate(_CERTAIN)
    return text if limit is None else wrap(text, limit)
