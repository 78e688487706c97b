"""修改意见的函: the letter that sends a report back, or reminds of what it lacks."""

from auditor.models import Audit
from auditor.papers.notice.letterhead import BLANK, Letterhead, load_letterhead, sample_settings
from auditor.papers.notice.shipped import shipped_docx, shipped_template
from auditor.papers.notice.template import Template, load_template
from auditor.papers.notice.wording import values

__all__ = [
    "BLANK",
    "Letterhead",
    "Template",
    "load_letterhead",
    "load_template",
    "notice",
    "sample_settings",
    "shipped_docx",
]


def notice(audit: Audit, letterhead: Letterhead = BLANK, template: Template | None = None) -> bytes:
    """Return the letter on an audit that did not pass, as a docx; ``template``: None is the shipped one."""
    return (template or shipped_template()).fill(values(audit, letterhead))
