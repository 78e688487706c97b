"""What a worker does for papers: it makes those of a few reports from what the store keeps of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from auditor.judging import unpacked
from auditor.models import Audit
from auditor.papers.listed import Sheet, UnitPaper
from auditor.papers.past import PackedPast

# The papers of a report in their order, or what went wrong.
Made = tuple[bytes | None, ...] | str


@dataclass(frozen=True, slots=True)
class Packed:
    """A report on its way to a worker: the name of its papers, its audit and text as ``unpacked`` takes them.

    ``original``: the file, and ``past``: what the unit handed in before, where a paper wants them.
    """

    name: str
    audit: bytes
    text: bytes
    original: bytes = b""
    past: PackedPast | None = None


def make_papers(papers: Sequence[UnitPaper], reports: Sequence[Packed]) -> list[Made]:
    """Return the papers of each report; one that a paper cannot be made of costs only its own papers."""
    return [_made(papers, each) for each in reports]


def _made(papers: Sequence[UnitPaper], report: Packed) -> Made:
    try:
        audit = Audit.model_validate_json(unpacked(report.audit))
        text = unpacked(report.text).decode()
        past = report.past.opened(audit, text) if report.past else None
        sheet = Sheet(audit, text, report.original, past)
        made = []
        for paper in papers:
            content = paper.make(sheet)
            made.append(content)
            if content is not None:
                beside = (*sheet.beside, (paper.label, quote(report.name + paper.ending)))
                sheet = replace(sheet, beside=beside)
    except Exception as error:
        return type(error).__name__
    return tuple(made)
