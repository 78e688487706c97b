"""Pages for a browser: one file each, which needs no other and asks for nothing."""

from auditor.papers.page.batch import batch_page
from auditor.papers.page.report import report_page

__all__ = ["batch_page", "report_page"]
