"""The plain lists: who did not hand in, what could not be scored, what is alike, the rules."""

from typing import Any

import auditor
from auditor.likeness import SHORTEST_PASSAGE
from auditor.overlaps import Overlap
from auditor.overview import Overview
from auditor.papers.plain import shortened
from auditor.papers.workbook.sheet import Cell, Column, Look, Looks, Table, write
from auditor.vocabulary import WEIGHT_NAMES, group_name, group_of

_PASSAGE = 400


def add_not_handed_in(book: Any, overview: Overview, formats: Looks) -> None:
    """Add 未报送."""
    listed = overview.not_handed_in
    empty = "都已报送" if listed is not None else "没有花名册，不知道哪些单位该报"
    rows = [(number, name) for number, name in enumerate(listed or (), 1)]
    table = Table((Column("序号", 7, Look.COUNT), Column("单位", 40)), rows, empty, printed=2)
    write(book.add_worksheet("未报送"), table, formats)


def add_unscored(book: Any, overview: Overview, formats: Looks) -> None:
    """Add 无法评分: what was read and not scored, then what could not be read."""
    read = [
        (one.source, one.unit, "读出了，未评分", one.unscored_reason)
        for one in (row.summary for row in overview.rows)
        if not one.scored
    ]
    unread = [(source, None, "读不出", reason) for source, reason in overview.unreadable]
    columns = (
        Column("文件", 40),
        Column("单位", 24),
        Column("情况", 15, Look.CENTRED),
        Column("原因和办法", 70),
    )
    table = Table(columns, [*read, *unread], "全部读出并评分", printed=len(columns))
    write(book.add_worksheet("无法评分"), table, formats)


def add_alike(book: Any, overview: Overview, formats: Looks) -> None:
    """Add 雷同: a row a pair, with the longest passage."""
    columns = (
        Column("文件", 34),
        Column("与它相同的文件", 34),
        Column("上年的报告", 8, Look.CENTRED),
        Column("相同的段数", 8, Look.COUNT),
        Column("相同的字数", 8, Look.COUNT),
        Column("最长的一段", 70),
    )
    empty = f"没有成段相同的（{SHORTEST_PASSAGE} 字以上，大家都用的套话不计）"
    if overview.overlaps is None:
        empty = "这些报告没有互相比对"
    table = Table(columns, map(_pair, overview.overlaps or ()), empty, header_height=32, printed=len(columns))
    write(book.add_worksheet("雷同"), table, formats)


def add_rules(book: Any, overview: Overview, formats: Looks) -> None:
    """Add 规则: which set was used, and its rules."""
    columns = (
        Column("规则编号", 26),
        Column("名称", 30),
        Column("类别", 20),
        Column("重要程度", 9, Look.CENTRED),
        Column("依据", 40),
        Column("怎么补", 50),
    )
    notes = (
        ("规则集", overview.rules_title),
        ("编号", overview.rules_id),
        ("版本", overview.rules_version),
        ("校验值", overview.rules_sha256),
        ("程序版本", auditor.__version__),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.id,
            each.title,
            group_name(group_of(each.id)),
            WEIGHT_NAMES[each.weight],
            "；".join(each.sources),
            each.advice,
        )
        for each in overview.requirements
    ]
    write(
        book.add_worksheet("规则"),
        Table(columns, rows, "没有规则", notes=notes, printed=len(columns)),
        formats,
    )


def _pair(overlap: Overlap) -> tuple[Cell, ...]:
    longest = max(overlap.passages, key=lambda each: len(each.quote))
    return (
        overlap.first,
        overlap.second,
        "是" if overlap.last_year else None,
        len(overlap.passages),
        overlap.characters,
        shortened(longest.quote, _PASSAGE),
    )
