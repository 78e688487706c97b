"""Submissions on record as JSON, for other programs.

{"auditor": {"version"},
 "units": [{"name", "names": [str], "level",
   "years": [{"year", "submissions": [{"ordinal", "judgements": [Judgement]}]}],
   "unreadable": [Judgement]}]}

Judgement: {"number", "content", "judged", "rules_id", "rules_version", "rules_sha256", "program", "enlisted",
"reason", "source", "summary"}; ``summary`` has the keys of a report in ``results.json`` from "source" to
"gate" and the five counts, and is null for a file that could not be read, for the ``reason`` given. The last
judgement of a submission is the one that holds.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict

from auditor.history import UnitHistory


def history_document(version: str, units: Sequence[UnitHistory]) -> str:
    """Return the histories of units as one document."""
    content = {"auditor": {"version": version}, "units": [asdict(each) for each in units]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
