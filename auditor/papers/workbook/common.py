"""共性问题: how many units lack each requirement, with a chart of the worst."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from auditor.overview import Overview, Requirement, share_failing
from auditor.papers.workbook.sheet import Cell, Column, Look, Looks, Table, text_of, write
from auditor.vocabulary import WEIGHT_NAMES, Status

_NAME = "共性问题"
_COLUMNS = (
    Column("项目", 26),
    Column("重要程度", 9, Look.CENTRED),
    Column("未达到的占比", 9, Look.SHARE),
    Column("适用份数", 7, Look.COUNT),
    *(Column(title, 7, Look.COUNT) for title in ("有", "部分", "缺", "待核")),
    Column("怎么补", 44),
)
_SHARE_PLACE = 2
# With the chart beside the list.
_PRINTED = len(_COLUMNS) + 12
_CHARTED = 20
_ROW_PIXELS = 26


def add(book: Any, overview: Overview, formats: Looks) -> None:
    """Add the sheet, worst first; a partial report counts as half."""
    sheet = book.add_worksheet(_NAME)
    rows = [_row(requirement, counter) for requirement, counter in overview.failures()]
    first, _ = write(
        sheet, Table(_COLUMNS, rows, "没有规则", fixed=1, header_height=32, printed=_PRINTED), formats
    )
    charted = [row for row in rows if row[_SHARE_PLACE]][:_CHARTED]
    if charted:
        sheet.insert_chart(0, len(_COLUMNS) + 1, _chart(book, first, charted))


def _row(requirement: Requirement, counter: Counter[Status]) -> tuple[Cell, ...]:
    return (
        requirement.title,
        WEIGHT_NAMES[requirement.weight],
        round(share_failing(counter), 4),
        counter.total() - counter[Status.NOT_APPLICABLE],
        *(counter[status] for status in (Status.MET, Status.PARTIAL, Status.MISSING, Status.REVIEW)),
        requirement.advice,
    )


def _chart(book: Any, first: int, rows: Sequence[Sequence[Cell]]) -> Any:
    last = first + len(rows) - 1
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "未达到的占比",
            "categories": [_NAME, first, 0, last, 0],
            "values": [_NAME, first, _SHARE_PLACE, last, _SHARE_PLACE],
            # What the cells hold: rows once written are not kept, and not every program reads them again.
            "categories_data": [text_of(str(row[0])) for row in rows],
            "values_data": [row[_SHARE_PLACE] for row in rows],
            "fill": {"color": "#C55A11"},
            "gap": 40,
            "data_labels": {"value": True, "num_format": "0%"},
        }
    )
    chart.set_title({"name": f"缺得最多的 {len(rows)} 项", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    # Bars are drawn from the bottom up; the worst belongs on top.
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": False}})
    chart.set_size({"width": 640, "height": 110 + _ROW_PIXELS * len(rows)})
    return chart
