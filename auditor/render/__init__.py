"""What leaves the house: a module an output."""

from auditor.render.handbook import handbook_docx, handbook_html
from auditor.render.json_document import render_json
from auditor.render.table import render_ranking, render_report

__all__ = ["handbook_docx", "handbook_html", "render_json", "render_ranking", "render_report"]
