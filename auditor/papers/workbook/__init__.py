"""总表.xlsx: all that a run found, in lists to sort, filter and print. A sheet is a function and a line."""

import datetime
import io
from collections.abc import Callable, Iterable
from typing import Any

from auditor.overview import Overview
from auditor.papers.workbook import common, items, lists, roster, units
from auditor.papers.workbook.sheet import Looks, looks
from auditor.roster import Unit

_SHEETS = (
    units.add,
    items.add,
    common.add,
    lists.add_not_handed_in,
    lists.add_unscored,
    lists.add_alike,
    lists.add_rules,
)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# The same results give the same bytes: the file does not say when it was made.
_CREATED = datetime.datetime(2000, 1, 1)


def workbook(overview: Overview) -> bytes:
    """Return the workbook; rows go to a temporary file as they come, not to memory."""
    return _book("法治政府建设年度报告核查总表", lambda book, formats: _add_all(book, overview, formats))


def roster_book(units: Iterable[Unit], note: str = "") -> bytes:
    """Return a roster as ``read_roster`` takes it. ``note``: shown beside the header."""
    return _book("花名册", lambda book, formats: roster.add(book, units, note, formats))


def _add_all(book: Any, overview: Overview, formats: Looks) -> None:
    for add in _SHEETS:
        add(book, overview, formats)


def _book(title: str, fill: Callable[[Any, Looks], None]) -> bytes:
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book: Any = Workbook(buffer, _OPTIONS)
    book.set_properties({"title": title, "created": _CREATED})
    fill(book, looks(book))
    book.close()
    return buffer.getvalue()
