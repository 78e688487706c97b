"""Seal the shipped rule files: a checksum a line, so that damage is told with its place.

python -m auditor.rules.seal      after changing a shipped file
"""

import json

from auditor.rules.files import SEAL, line_marks, shipped_folder


def sealed() -> str:
    """Return the seal of the shipped files as they are now."""
    marks = {
        path.name: line_marks(path.read_text(encoding="utf-8").split("\n"))
        for path in sorted(shipped_folder().glob("*.yaml"))
    }
    return json.dumps(marks, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    (shipped_folder() / SEAL).write_text(sealed(), encoding="ascii")
