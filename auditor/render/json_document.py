"""The JSON contract: one document for any number of audits (design, section 5)."""

import json
from collections.abc import Sequence
from typing import Any

from auditor.models import Audit
from auditor.rules import RuleSet


def render_json(
    version: str, rules: RuleSet, audits: Sequence[Audit], unreadable: Sequence[tuple[str, str]]
) -> str:
    """Return the document as text; keys always present, reports and files in the order of their sources.

    ``unreadable``: pairs of source and reason.
    """
    document: dict[str, Any] = {
        "auditor": {"version": version},
        "rules": {"id": rules.id, "version": rules.version, "sha256": rules.sha256, "count": rules.count},
        "reports": [each.model_dump(mode="json") for each in sorted(audits, key=lambda each: each.source)],
        "unreadable": [{"source": source, "reason": reason} for source, reason in sorted(unreadable)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
