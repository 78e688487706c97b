"""A list on a sheet: header, rows, and everything that makes it pleasant to read, filter and print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil
from typing import Any

from auditor.readers.cleaning import clean

# The last row is kept to say so when a list is longer.
MOST_ROWS = 1_048_575
# UTF-16 code units of a cell.
_MOST_UNITS = 32_767
_A4 = 9
# Points; a row cannot be higher than the latter.
_POINTS_OF_LINE, _HIGHEST = 13.5, 409
_BORDER: dict[str, Any] = {"border": 1, "border_color": "#BFBFBF"}
_LOOK: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "top", **_BORDER}

Cell = str | int | float | None


class Look(Enum):
    """How the cells of a column look."""

    HEADER = auto()
    TEXT = auto()
    NOTE = auto()
    CENTRED = auto()
    LETTER = auto()
    NUMBER = auto()
    COUNT = auto()
    SHARE = auto()


# In XlsxWriter's words.
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.HEADER: {
        "bold": True,
        "bg_color": "#DCE6F1",
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    },
    Look.TEXT: {"text_wrap": True},
    Look.NOTE: {"border": 0},
    Look.CENTRED: {"align": "center"},
    Look.LETTER: {"align": "center", "font_size": 9},
    Look.NUMBER: {"num_format": "0.0"},
    Look.COUNT: {"num_format": "0"},
    Look.SHARE: {"num_format": "0%"},
}


Looks = dict[Look, Any]


def looks(book: Any) -> Looks:
    """Return the formats of a workbook by look; a workbook makes each once."""
    return {look: book.add_format(_LOOK | own) for look, own in _LOOKS.items()}


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` in Latin characters, of which a Chinese one takes two."""

    title: str
    width: float
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A list.

    ``if_empty``: what the sheet says instead of rows. ``fixed``: how many columns stay in sight.
    ``header_height``: in points. ``notes``: pairs of label and value above the list. ``printed``: how many
    columns are printed, made to fit the width of a page; None prints all, over as many pages as they take.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    if_empty: str
    fixed: int = 0
    header_height: float = 24
    notes: Sequence[tuple[str, str]] = ()
    printed: int | None = None


def write(sheet: Any, table: Table, formats: Looks) -> tuple[int, int]:
    """Write a table on an empty sheet; return the numbers of its first row below the header and of its last.

    Rows are written one after the other, top to bottom, so that they need not be kept.
    """
    for number, (label, value) in enumerate(table.notes):
        sheet.write_string(number, 0, text_of(label), formats[Look.HEADER])
        sheet.write_string(number, 1, text_of(value), formats[Look.NOTE])
    header = len(table.notes) + 1 if table.notes else 0
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
    sheet.set_row(header, table.header_height)
    for place, column in enumerate(table.columns):
        sheet.write_string(header, place, text_of(column.title), formats[Look.HEADER])
    last = header
    for row in table.rows:
        if last == MOST_ROWS - 1:
            sheet.write_string(last + 1, 0, "行数超过表格上限，其余见 results.json", formats[Look.NOTE])
            break
        last += 1
        _write_row(sheet, last, row, table.columns, formats)
    if last == header:
        sheet.write_string(header + 1, 0, table.if_empty, formats[Look.NOTE])
    sheet.autofilter(header, 0, max(last, header + 1), len(table.columns) - 1)
    sheet.freeze_panes(header + 1, table.fixed)
    _set_up_print(sheet, header, max(last, header + 1), table)
    return header + 1, last


def text_of(value: str) -> str:
    """Return a text as a cell can hold it, cut with an ellipsis where it is too long."""
    text = clean(value)
    encoded = text.encode("utf-16-le")
    if len(encoded) > 2 * _MOST_UNITS:
        text = encoded[: 2 * (_MOST_UNITS - 1)].decode("utf-16-le", "ignore") + "…"
    # XlsxWriter takes what stands between these for markup of its own making.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _write_row(
    sheet: Any, number: int, row: Sequence[Cell], columns: Sequence[Column], formats: Looks
) -> None:
    cells = [text_of(value) if isinstance(value, str) else value for value in row]
    sheet.set_row(number, _height(cells, columns))
    for place, (value, column) in enumerate(zip(cells, columns, strict=True)):
        if value is None:
            sheet.write_blank(number, place, None, formats[column.look])
        elif isinstance(value, str):
            sheet.write_string(number, place, value, formats[column.look])
        else:
            sheet.write_number(number, place, value, formats[column.look])


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Return the height in points that shows the wrapped text of a row: not every program finds it itself."""
    lines = 1
    for value, column in zip(cells, columns, strict=True):
        if isinstance(value, str) and column.look is Look.TEXT:
            # A Chinese character has three bytes and takes the room of two Latin ones.
            room = (len(value) + len(value.encode())) / 2
            lines = max(lines, ceil(room / column.width) + value.count("\n"))
    return min(_POINTS_OF_LINE * lines + 2, _HIGHEST)


def _set_up_print(sheet: Any, header: int, last: int, table: Table) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.repeat_rows(header)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    if table.printed is None:
        sheet.repeat_columns(0, table.fixed - 1)
    else:
        sheet.print_area(0, 0, last, table.printed - 1)
        sheet.fit_to_pages(1, 0)
