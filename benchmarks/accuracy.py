"""Agreement with labelled reports and F1 on labelled passages.

    python benchmarks/accuracy.py                       seeds, against tests/gold/seeds.yaml
    python benchmarks/accuracy.py PASSAGES.yaml ...     and these passage files
    python benchmarks/accuracy.py --reports LABELS.yaml and these labelled reports
    python benchmarks/accuracy.py --quiet ...           totals only

A passage stands under its heading in a minimal report of its level. Ids under ``meets`` and ``partial``
want met, partial or review; ids under ``not_met`` want none of them; review counts half.
"""

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from auditor import audit, load_rules, read
from auditor.examples import finding_of, minimal_report
from auditor.rules import RuleSet
from auditor.vocabulary import Level, Role

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "seeds.yaml"


@dataclass
class Tally:
    """Counts of one id: true and false positives, false negatives; review weighs half."""

    true: float = 0
    false: float = 0
    lost: float = 0
    review: int = 0

    def add(self, wanted: bool, status: str) -> None:
        found = {"met": 1.0, "partial": 1.0, "review": 0.5}.get(status, 0.0)
        self.review += status == "review"
        if wanted:
            self.true += found
            self.lost += 1 - found
        else:
            self.false += found

    @property
    def precision(self) -> float:
        return self.true / (self.true + self.false) if self.true + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.true / (self.true + self.lost) if self.true + self.lost else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class PassageResult:
    """Tallies by id and the disagreements with their text."""

    by_id: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    total: Tally = field(default_factory=Tally)
    wrong: list[str] = field(default_factory=list)


def passages(path: Path, rules: RuleSet) -> PassageResult:
    result = PassageResult()
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        audited = audit(_document(entry), rules, level=Level(entry["level"]))
        for wanted, key in ((True, "meets"), (True, "partial"), (False, "not_met")):
            for rule_id in entry[key]:
                finding = finding_of(audited, rule_id)
                status = finding.status.value
                result.by_id[rule_id].add(wanted, status)
                result.total.add(wanted, status)
                if (status in ("met", "partial")) is not wanted:
                    result.wrong.append(
                        f"{entry['id']} {rule_id}: wanted {key}, got {status} ({finding.reason})\n"
                        f"    [{entry['level']} · {entry['heading']}] {entry['text']}"
                    )
    return result


def _document(entry: dict[str, Any]) -> Any:
    return minimal_report(entry["text"], Level(entry["level"]), Role(entry["role"]), heading=entry["heading"])


def reports(path: Path, folder: Path, rules: RuleSet) -> tuple[int, int, int, list[str]]:
    """Return (labels that agree, labels, findings in review, disagreements)."""
    labelled = next(iter(yaml.safe_load(path.read_text(encoding="utf-8")).values()))
    agree = total = review = 0
    wrong = []
    for key, gold in labelled.items():
        audited = audit(read(folder / gold["file"]), rules)
        facts = {
            "level": (gold["level"], audited.level and audited.level.value),
            "unit": (gold["unit"], audited.unit),
            "year": (gold["year"], audited.year),
            "sign_date": (gold["sign_date"], audited.sign_date),
            "published": (gold["published"], audited.posted_date),
        }
        roles = {entry.heading: entry.role.value for entry in audited.outline}
        for entry in gold["outline"]:
            facts[entry["heading"]] = (entry["role"], roles.get(entry["heading"]))
        wrong += [f"{key} {name}: wanted {a}, got {b}" for name, (a, b) in facts.items() if a != b]
        for rule_id, label in gold["labels"].items():
            finding = finding_of(audited, rule_id)
            accepted = {label["status"], *label.get("accept", ())}
            total += 1
            review += finding.status == "review"
            agree += finding.status.value in accepted
            if finding.status.value not in accepted:
                shown = [each.quote.replace("\n", "") for each in finding.evidence[:3]]
                alike = [
                    f"{each.why.value}:{each.quote}".replace("\n", "") for each in finding.look_alikes[:3]
                ]
                wrong.append(
                    f"{key} {rule_id}: wanted {'/'.join(sorted(accepted))}, got {finding.status.value} "
                    f"({finding.reason})\n    evidence {shown}\n    look-alikes {alike}"
                    f"\n    gold {label.get('evidence', label.get('look_alike'))}"
                )
    return agree, total, review, wrong


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("passages", nargs="*", type=Path)
    parser.add_argument("--reports", action="append", type=Path, default=[], metavar="LABELS")
    parser.add_argument("--rules", type=Path)
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    rules = load_rules(options.rules)
    for path, folder in [(GOLD, ROOT / "seeds"), *((path, path.parent) for path in options.reports)]:
        agree, total, review, wrong = reports(path, folder, rules)
        print(f"{path.name}: {agree} of {total} labels agree ({agree / total:.1%}), {review} in review")
        if not options.quiet:
            print(*wrong, sep="\n")
    for path in options.passages:
        result = passages(path, rules)
        if not options.quiet:
            print(*result.wrong, sep="\n")
            for rule_id, tally in sorted(result.by_id.items(), key=lambda item: item[1].f1):
                print(f"{rule_id:28} P {tally.precision:.2f}  R {tally.recall:.2f}  F1 {tally.f1:.2f}")
        total_tally = result.total
        print(
            f"{path.name}: P {total_tally.precision:.3f}  R {total_tally.recall:.3f}  F1 {total_tally.f1:.3f}"
            f"  review {total_tally.review}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
