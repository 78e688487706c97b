"""What leaves the house: a module an output."""

from auditor.render.json_document import render_json
from auditor.render.table import render_ranking, render_report

__all__ = ["render_json", "render_ranking", "render_report"]
