"""What leaves the house: a module an output."""

from auditor.render.comparison_json import comparison_document
from auditor.render.comparisons import render_comparisons
from auditor.render.handbook import handbook_docx, handbook_html
from auditor.render.history import render_unit, render_units
from auditor.render.history_json import history_document
from auditor.render.json_document import json_document
from auditor.render.table import render_rankings, render_report

__all__ = [
    "comparison_document",
    "handbook_docx",
    "handbook_html",
    "history_document",
    "json_document",
    "render_comparisons",
    "render_rankings",
    "render_report",
    "render_unit",
    "render_units",
]
