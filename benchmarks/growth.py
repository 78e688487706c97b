"""How time and memory grow, and against what: ratios measured side by side in one run.

    python -m benchmarks.growth [--quick] [--json FILE] [--only NAME …]

``--quick`` makes fewer rounds of smaller things: it shows that everything runs, not how fast.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tabulate import tabulate

from benchmarks import (
    growth_of_batches,
    growth_of_reports,
    growth_of_rules,
    many_people,
    speed_of_matching,
    speed_of_one,
)
from benchmarks.ratios import Row


@dataclass(frozen=True)
class Scale:
    """How much is done.

    ``batch``: the files of a batch; ``more``: how many times that the large one has. ``people``: at the
    workbench at once, each for so many ``visits``.
    """

    rounds: int
    reports: int
    batch: int
    more: int
    people: int
    visits: int


FULL = Scale(rounds=7, reports=40, batch=5, more=100, people=20, visits=30)
QUICK = Scale(rounds=3, reports=4, batch=2, more=5, people=2, visits=3)

MEASURES: dict[str, Callable[[Scale], Iterator[Row]]] = {
    "matching": lambda scale: speed_of_matching.rows(scale.rounds, scale.reports),
    "one": lambda scale: speed_of_one.rows(scale.rounds),
    "rules": lambda scale: growth_of_rules.rows(scale.rounds, scale.reports),
    "length": lambda scale: growth_of_reports.rows(scale.rounds, scale.reports),
    "batches": lambda scale: growth_of_batches.rows(scale.batch, scale.more),
    "people": lambda scale: many_people.rows(scale.batch * scale.more, scale.people, scale.visits),
}


def main() -> None:
    """Measure, print the table, write it as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", nargs="*", choices=list(MEASURES), default=list(MEASURES))
    chosen = parser.parse_args()
    scale = QUICK if chosen.quick else FULL
    found: list[Row] = []
    for name in chosen.only:
        print(f"measuring: {name}", file=sys.stderr)
        found += MEASURES[name](scale)
    print(
        tabulate(
            [
                (
                    row.name,
                    f"{row.ratio:.2f}",
                    f"{'≥' if row.at_least else '≤'} {row.limit:g}",
                    "holds" if row.holds else "MISSED",
                    row.note,
                )
                for row in found
            ],
            headers=("ratio", "measured", "wanted", "", "figures (medians)"),
            disable_numparse=True,
        )
    )
    if chosen.json:
        written = [{**asdict(row), "holds": row.holds} for row in found]
        chosen.json.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
