"""What ``check`` can write: a format is a function and a line in ``FORMATS``.

Each loads what it needs when it is asked for: most checks ask for none of the heavy ones.
"""

from collections.abc import Callable
from dataclasses import dataclass

import auditor
from auditor.job import Audited, Outcome, Terms


@dataclass(frozen=True, slots=True)
class Work:
    """What papers are made from. ``everything``: show also what is in order, where that is a choice."""

    outcome: Outcome
    terms: Terms
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """How results are written: by ``whole``, one paper for all reports, or by ``each``, a paper a report.

    ``ending``: of the file. ``on_screen``: whether it is text, which may go to stdout.
    """

    ending: str
    whole: Callable[[Work], bytes] | None = None
    each: Callable[[Audited, Work], bytes] | None = None
    on_screen: bool = True


def _table(work: Work) -> bytes:
    from auditor.render.table import render_report

    shown = (render_report(each, everything=work.everything) for each in work.outcome.audits)
    return "\n".join(shown).encode(errors="replace")


def _json(work: Work) -> bytes:
    from auditor.render.json_document import json_document

    audits = sorted(work.outcome.audits, key=lambda each: each.source)
    pieces = json_document(
        auditor.__version__,
        work.terms.rules,
        (each.model_dump_json().encode() for each in audits),
        sorted(work.outcome.unreadable),
    )
    return b"".join(pieces)


def _page(report: Audited, work: Work) -> bytes:
    from auditor.papers.page import report_page

    page = report_page(report.audit, report.text, edition=work.terms.rules.edition)
    return page.encode(errors="replace")


FORMATS: dict[str, Format] = {
    "table": Format(".txt", whole=_table),
    "json": Format(".json", whole=_json),
    "html": Format(".html", each=_page),
}
