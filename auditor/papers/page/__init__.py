"""Pages for a browser: one file each, which needs no other and asks for nothing."""

from auditor.papers.page.batch import batch_page
from auditor.papers.page.comparison import comparison_page
from auditor.papers.page.comparisons import comparisons_page, pair_of
from auditor.papers.page.history import histories_page, history_page
from auditor.papers.page.report import report_page

__all__ = [
    "batch_page",
    "comparison_page",
    "comparisons_page",
    "histories_page",
    "history_page",
    "pair_of",
    "report_page",
]
