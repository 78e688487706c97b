"""The table of a batch's page that shows every report against every requirement."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from auditor.overview import Requirement
from auditor.vocabulary import Status, group_name, group_of

# A sign says in black and white what the colour says: done, half, lacking, to be looked at, not asked.
SIGNS = {
    Status.MET: "✓",
    Status.PARTIAL: "半",
    Status.MISSING: "缺",
    Status.REVIEW: "核",
    Status.NOT_APPLICABLE: "–",
}
_CELLS = {
    status: f"<td class={status.value}>{sign}" if status is not Status.MET else f"<td>{sign}"
    for status, sign in SIGNS.items()
}

Line = tuple[str, str | None, Sequence[Status]]
"""A report: the name of its unit, the address of its page if there is one, its statuses."""


def groups_of(requirements: Sequence[Requirement]) -> list[tuple[str, int]]:
    """Return the groups in the order of the requirements, with how many columns each heads."""
    grouped = groupby(requirements, key=lambda each: group_of(each.id))
    return [(group_name(group), len(list(members))) for group, members in grouped]


def heat(levels: Iterable[tuple[str, Sequence[Line]]]) -> Markup:
    """Return the bodies of the table, a level each, given as its name and its reports.

    Ends of cells and rows may be left out in HTML, and there are many.
    """
    pieces = []
    for level, lines in levels:
        width = len(lines[0][2]) + 1
        pieces.append(f"<tbody><tr class=level><th colspan={width} scope=rowgroup>{level}\n")
        for name, address, statuses in lines:
            cells = "".join([_CELLS[status] for status in statuses])
            shown = f"<a href={address}>{escape(name)}</a>" if address else escape(name)
            pieces.append(f"<tr><th scope=row>{shown}{cells}\n")
    return Markup("".join(pieces))
