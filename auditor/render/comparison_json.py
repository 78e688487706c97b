"""Comparisons as JSON, for other programs.

{"auditor": {"version"}, "rules": {"id", "version", "sha256", "count"},
 "comparisons": [Comparison as in ``comparing.shapes``, a line each, in the order of units],
 "only_old": [{"unit", "source"}], "only_new": [{"unit", "source"}],
 "several": [{"unit", "old": [source], "new": [source]}],
 "unscored": [{"source", "reason"}]}

Keys are always there. ``only_old``, ``only_new``: reports whose unit the other side lacks. ``several``: units
with more than one report on a side, of which none was compared. ``unscored``: what could not be read or
scored. ``before`` and ``after`` of a comparison are summaries of the two reports; those of a change are
findings as ``check --format json`` gives them, or null. Two files are one comparison.
"""

import json
from collections.abc import Iterator
from typing import Any

from auditor.comparing import Compared
from auditor.comparing.pairing import unit_name
from auditor.rules import RuleSet


def comparison_document(version: str, rules: RuleSet, compared: Compared) -> Iterator[bytes]:
    """Yield the document piece by piece (UTF-8)."""
    head = {
        "auditor": {"version": version},
        "rules": {"id": rules.id, "version": rules.version, "sha256": rules.sha256, "count": rules.count},
    }
    tail = {
        "only_old": [{"unit": each.unit, "source": each.source} for each in compared.only(new=False)],
        "only_new": [{"unit": each.unit, "source": each.source} for each in compared.only(new=True)],
        "several": [
            {
                "unit": unit_name(old[0]),
                "old": [each.source for each in old],
                "new": [each.source for each in new],
            }
            for old, new in compared.pairing.several
        ],
        "unscored": [{"source": source, "reason": reason} for source, reason in compared.unscored],
    }
    yield _json(head)[:-1] + b',\n"comparisons":['
    separator = b"\n"
    for each in compared.comparisons():
        yield separator + _json(each.model_dump(mode="json"))
        separator = b",\n"
    yield b"],\n" + _json(tail)[1:] + b"\n"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
