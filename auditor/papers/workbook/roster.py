"""花名册: the units that are to hand in, to be filled in and imported."""

from collections.abc import Iterable
from typing import Any

from auditor.papers.workbook.sheet import Column, Look, Looks, Table, write
from auditor.roster import Unit
from auditor.roster_file import COLUMNS, roster_rows

_WIDTHS = (34, 10, 34, 10, 8)
_NOTE_SIZE = {"width": 360, "height": 150}


def add(book: Any, units: Iterable[Unit], note: str, formats: Looks) -> None:
    """Add the sheet."""
    sheet = book.add_worksheet("花名册")
    columns = [
        Column(title, width, Look.TEXT if width > 10 else Look.CENTRED)
        for title, width in zip(COLUMNS, _WIDTHS, strict=True)
    ]
    write(sheet, Table(columns, roster_rows(units), "", fixed=1, printed=len(columns)), formats)
    if note:
        sheet.write_comment(0, 0, note, _NOTE_SIZE)
