"""修改意见的函: the letter that sends a report back, or reminds of what it lacks."""

from dataclasses import dataclass
from pathlib import Path

from auditor.models import Audit
from auditor.papers.notice.fields import listed as placeholders
from auditor.papers.notice.letterhead import NO_LETTERHEAD, Letterhead, load_letterhead, sample_settings
from auditor.papers.notice.shipped import shipped_docx, shipped_template
from auditor.papers.notice.template import Template, load_template
from auditor.papers.notice.wording import values
from auditor.vocabulary import Gate

__all__ = [
    "PLAIN",
    "Letterhead",
    "Stationery",
    "load_stationery",
    "notice",
    "placeholders",
    "sample_settings",
    "shipped_docx",
]


@dataclass(frozen=True, slots=True)
class Stationery:
    """What letters are written with; ``template``: None is the one that comes with the program."""

    letterhead: Letterhead = NO_LETTERHEAD
    template: Template | None = None


PLAIN = Stationery()


def load_stationery(settings: Path | None, template: Path | None) -> Stationery:
    """Load an office's settings and its own template, which goes before the one that the settings name.

    Raises:
        AuditorError: mistakes in one of the files.
    """
    letterhead, named = load_letterhead(settings) if settings else (NO_LETTERHEAD, None)
    chosen = template or named
    return Stationery(letterhead, load_template(chosen) if chosen else None)


def notice(audit: Audit, stationery: Stationery = PLAIN) -> bytes:
    """Return the letter on an audit as a docx.

    Raises:
        ValueError: the report has passed; there is nothing to write.
    """
    if audit.gate is Gate.PASS:
        raise ValueError("the report has passed")
    template = stationery.template or shipped_template()
    return template.fill(values(audit, stationery.letterhead))
