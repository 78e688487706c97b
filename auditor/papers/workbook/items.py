"""缺项清单: a row for each finding that is missing, partial, or for a person to look at."""

from typing import Any

from auditor.models import Audit, Finding
from auditor.overview import Overview
from auditor.papers.plain import shortened
from auditor.papers.workbook.sheet import Cell, Column, Look, Looks, Table, write
from auditor.render.findings import status_label
from auditor.vocabulary import LABELS, OPEN, WEIGHT_NAMES

_QUOTE = 200
_COLUMNS = (
    Column("单位", 18),
    Column("项目", 18),
    Column("重要程度", 6, Look.CENTRED),
    Column("状态", 9, Look.CENTRED),
    Column("扣分", 6, Look.NUMBER),
    Column("为什么", 22),
    Column("已写的话", 28),
    Column("相近的话", 28),
    Column("为什么不算", 12),
    Column("怎么补", 32),
    Column("依据", 22),
    Column("豁免", 12),
    Column("级别", 12, Look.CENTRED),
    Column("规则编号", 20),
    Column("文件", 24),
)
_PRINTED = 11


def add(book: Any, overview: Overview, formats: Looks) -> None:
    """Add the sheet: by reports, the costliest finding of each first."""
    rows = (_row(audit, each) for audit in overview.audits() if audit.scored for each in _open(audit))
    table = Table(_COLUMNS, rows, "没有缺项", fixed=2, printed=_PRINTED)
    write(book.add_worksheet("缺项清单"), table, formats)


def _open(audit: Audit) -> list[Finding]:
    found = (each for each in audit.findings if each.status in OPEN)
    return sorted(found, key=lambda each: (-each.points, -each.weight))


def _row(audit: Audit, finding: Finding) -> tuple[Cell, ...]:
    look_alike = next(iter(finding.look_alikes), None)
    return (
        audit.unit or "单位不明",
        finding.title,
        WEIGHT_NAMES[finding.weight],
        status_label(finding),
        round(finding.points, 1),
        finding.reason,
        shortened(finding.evidence[0].quote, _QUOTE) if finding.evidence else None,
        shortened(look_alike.quote, _QUOTE) if look_alike else None,
        LABELS[look_alike.why] if look_alike else None,
        finding.advice,
        "；".join(finding.sources),
        finding.waiver.reason if finding.waiver else None,
        LABELS[audit.level] if audit.level else "级别不明",
        finding.id,
        audit.source,
    )
