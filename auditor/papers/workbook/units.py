"""总表: a row a report, a column a requirement."""

from collections.abc import Iterator
from typing import Any

from auditor.overview import Overview, Row
from auditor.papers.workbook.sheet import Cell, Column, Look, Looks, Table, write
from auditor.vocabulary import LABELS, Gate, Level, Status

# A word each, so that the sheet says the same in black and white.
_WORDS = {
    Status.MET: "有",
    Status.PARTIAL: "部分",
    Status.MISSING: "缺",
    Status.REVIEW: "待核",
    Status.NOT_APPLICABLE: "—",
}
_RED, _AMBER, _BLUE, _GREEN, _GREY = (
    {"bg_color": ground, "font_color": type_}
    for ground, type_ in (
        ("#F8CBAD", "#9C0006"),
        ("#FFEB9C", "#7F6000"),
        ("#DDEBF7", "#1F4E78"),
        ("#E2EFDA", "#375623"),
        ("#FFFFFF", "#A6A6A6"),
    )
)
_STATUS_COLOURS = (
    (_WORDS[Status.MISSING], _RED),
    (_WORDS[Status.PARTIAL], _AMBER),
    (_WORDS[Status.REVIEW], _BLUE),
    (_WORDS[Status.MET], _GREEN),
    (_WORDS[Status.NOT_APPLICABLE], _GREY),
)
_GATE_COLOURS = tuple(
    (LABELS[gate], colour)
    for gate, colour in ((Gate.RETURN, _RED), (Gate.REMIND, _AMBER), (Gate.PASS, _GREEN))
)
_COLUMNS = (
    Column("单位", 26),
    Column("级别", 12, Look.CENTRED),
    Column("年度", 6, Look.COUNT),
    Column("结论", 6, Look.CENTRED),
    Column("差距分", 7, Look.NUMBER),
    Column("豁免后", 7, Look.NUMBER),
    Column("待核都成立时", 8, Look.NUMBER),
    *(Column(title, 5, Look.COUNT) for title in ("有", "部分", "缺", "待核", "不适用")),
    Column("文件", 30),
)
_GATE_PLACE, _GAP_PLACE = 3, 4
_LEVELS = (*Level, None)


def add(book: Any, overview: Overview, formats: Looks) -> None:
    """Add the sheet: within each level the smallest gap first, what could not be scored last."""
    sheet = book.add_worksheet("总表")
    columns = (*_COLUMNS, *(Column(each.title, 6.5, Look.LETTER) for each in overview.requirements))
    table = Table(
        columns,
        (tuple(_row(each)) for each in _ranked(overview)),
        "没有报告",
        fixed=1,
        header_height=112,
    )
    first, last = write(sheet, table, formats)
    if last >= first:
        _colour(book, sheet, (first, _GATE_PLACE, last, _GATE_PLACE), _GATE_COLOURS)
        _colour(book, sheet, (first, len(_COLUMNS), last, len(columns) - 1), _STATUS_COLOURS)
        bar = {"type": "data_bar", "bar_color": "#F4B183", "bar_solid": True, "min_type": "num"}
        limits = {"max_type": "num", "min_value": 0, "max_value": 100}
        sheet.conditional_format(first, _GAP_PLACE, last, _GAP_PLACE, bar | limits)


def _colour(book: Any, sheet: Any, cells: tuple[int, int, int, int], colours: Any) -> None:
    for word, colour in colours:
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": book.add_format(colour)}
        sheet.conditional_format(*cells, rule)


def _ranked(overview: Overview) -> list[Row]:
    def place(row: Row) -> tuple[bool, int, float, str]:
        one = row.summary
        return not one.scored, _LEVELS.index(one.level), one.gap or 0.0, one.source

    return sorted(overview.rows, key=place)


def _row(row: Row) -> Iterator[Cell]:
    one = row.summary
    yield one.unit or "单位不明"
    yield LABELS[one.level] if one.level else "级别不明"
    yield one.year
    yield LABELS[one.gate] if one.scored else "未评分"
    yield from (one.gap, one.gap_waived, one.gap_best)
    counts = (one.met, one.partial, one.missing, one.review, one.na)
    yield from counts if one.scored else (None,) * len(counts)
    yield one.source
    yield from (_WORDS[status] if one.scored else None for status in row.statuses)
