"""The page of one report."""

from collections.abc import Sequence

from auditor.models import Audit


def report_page(audit: Audit, text: str, *, home: str | None = None, links: Sequence[str] = ()) -> str:
    """Return the page."""
    raise NotImplementedError
