"""Pages for a browser: one file each, which needs no other and asks for nothing."""

from auditor.papers.page.report import report_page

__all__ = ["report_page"]
