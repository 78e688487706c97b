"""Seal the shipped rule files: a checksum a line, so that damage is told with its place.

    python -m auditor.rules.seal      after changing a shipped file or the shape of rules

It also writes the JSON Schema that editors read beside the files.
"""

import json

from auditor.rules.files import SEAL, line_marks
from auditor.rules.schema import json_schema
from auditor.rules.shipped import shipped_folder

SCHEMA = "schema.json"


def sealed() -> str:
    """Return the seal of the shipped files as they are now."""
    marks = {
        path.name: line_marks(path.read_text(encoding="utf-8").split("\n"))
        for path in sorted(shipped_folder().glob("*.yaml"))
    }
    return json.dumps(marks, separators=(",", ":")) + "\n"


def schema_text() -> str:
    """Return the JSON Schema as it is written."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (shipped_folder() / SEAL).write_text(sealed(), encoding="ascii")
    (shipped_folder() / SCHEMA).write_text(schema_text(), encoding="utf-8")
