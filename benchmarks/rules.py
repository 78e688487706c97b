"""Loading the rules against a bare parse of the same files, side by side.

    python -m benchmarks.rules [--quick]

Prints the ratio of the medians: rules loaded and known to pass their examples (recalled by the content of
their files), rules read from scratch, and a parse of the same YAML by the C loader alone.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

import yaml

from auditor.rules import load_rules, shipped_folder
from auditor.selftest import failing_own_examples


def _median(run: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _bare() -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in shipped_folder().glob("*.yaml"):
        yaml.load(path.read_bytes(), Loader=loader)


def _recalled() -> None:
    failing_own_examples(load_rules())


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    times = 5 if parser.parse_args().quick else 25
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AUDITOR_CACHE"] = folder
        _recalled()
        bare, recalled = _median(_bare, times), _median(_recalled, times)
        os.environ["AUDITOR_CACHE"] = os.devnull
        scratch = _median(load_rules, times)
    print(f"bare YAML parse        1.0  ({bare * 1000:.1f} ms)")
    print(f"rules recalled, tested {recalled / bare:.1f}")
    print(f"rules from scratch     {scratch / bare:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
