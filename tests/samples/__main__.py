"""python -m tests.samples REPORT.txt OUT: write every sample of a report, and manifest.json."""

import argparse
import json
from pathlib import Path

from tests.samples import NAMES, make_all, missing


def main() -> None:
    parser = argparse.ArgumentParser(description="Make sample submissions from one plain-text report.")
    parser.add_argument("report", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    lacking = {name: tool for name in NAMES if (tool := missing(name))}
    names = [name for name in NAMES if name not in lacking]
    (samples,) = make_all(names, [arguments.report.read_text(encoding="utf-8-sig")])
    manifest = {}
    for sample in samples:
        path = arguments.out / sample.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.data)
        manifest[sample.name] = {"tries": sample.tries, "lines": sample.truth_lines}
    content = json.dumps({"samples": manifest, "lacking": lacking}, ensure_ascii=False, indent=1)
    (arguments.out / "manifest.json").write_text(content, encoding="utf-8")
    print(f"{len(samples)} files in {arguments.out}; without {len(lacking)} that lack a tool")


if __name__ == "__main__":
    main()
