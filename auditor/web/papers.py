"""Papers on many reports, made by the workers, who get each as it is kept with what people said of it."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from auditor.deciding import Decision, decide
from auditor.judging import unpacked
from auditor.models import Audit
from auditor.overview import Overview
from auditor.papers.names import paper_names
from auditor.papers.packing import add
from auditor.vocabulary import Gate
from auditor.waivers import Waivers
from auditor.waiving import waive

if TYPE_CHECKING:
    from auditor.papers.notice import Stationery

NOTICE = ".修改意见.docx"


@dataclass(frozen=True, slots=True)
class Report:
    """A report on its way to a worker. ``name``: of its file, ``unit``: of its unit, as papers call them."""

    name: str
    unit: str | None
    packed: bytes
    decisions: tuple[Decision, ...]


def make_workbook(overview: Overview, reports: Sequence[Report], waivers: Waivers) -> bytes:
    """Return 总表.xlsx."""
    from auditor.papers.workbook import workbook

    return workbook(replace(overview, audits=partial(_audits, reports, waivers)))


def make_notice(report: Report, waivers: Waivers, stationery: "Stationery | None") -> bytes | None:
    """Return the letter on a report, None when it has passed or was not scored."""
    from auditor.papers.notice import PLAIN, notice

    audit = _audit(report, waivers)
    return notice(audit, stationery or PLAIN) if audit.scored and audit.gate is not Gate.PASS else None


def zip_of(papers: Iterable[tuple[str, bytes]], ending: str) -> bytes:
    """Return a zip of papers, pairs of the name of what they are on and the content, in their order."""
    listed = list(papers)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        names = paper_names([name for name, _ in listed])
        for name, (_, content) in zip(names, listed, strict=True):
            # They are packed already.
            add(container, name + ending, content, zipfile.ZIP_STORED)
    return packed.getvalue()


def _audits(reports: Sequence[Report], waivers: Waivers) -> Iterator[Audit]:
    for each in reports:
        audit = _audit(each, waivers)
        yield replace(audit, source=each.name, unit=each.unit or audit.unit)


def _audit(report: Report, waivers: Waivers) -> Audit:
    audit = Audit.model_validate_json(unpacked(report.packed))
    return waive(decide(audit, report.decisions), waivers)
