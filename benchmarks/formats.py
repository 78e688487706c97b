"""Every format of the seeds read: time, errors, whole paragraphs, labels; beside the libraries of the field.

    python -m benchmarks.formats [--quick] [--json FILE]

Ratios of time and of errors are measured side by side in one run on one machine. Libraries and programs that
are not installed are left out: python-docx, mammoth, docx2python, docx2txt, trafilatura, inscriptis, pypdf,
pdfminer.six, pdfplumber, PyMuPDF, odfpy, antiword, catdoc, pdftotext.
"""

import argparse
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tabulate import tabulate

from auditor import Document, audit, load_rules
from auditor.readers import read_bytes
from auditor.rules import RuleSet
from benchmarks.alternatives import Reader, alternatives
from benchmarks.likeness import bare, character_error, differing, facts, whole_paragraphs
from tests.samples import NAMES, Sample, make_all, missing

_SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_ROUNDS = 3
# No report, or not one.
_LEFT_OUT = ("tricky", "zip/")
_OWN = "auditor"


@dataclass(frozen=True)
class Row:
    """How one reader did on one sample of all seeds.

    ``ms``: median over the seeds of the best of some rounds. ``error``: edits to the truth as a share of its
    characters. ``paragraphs``: share that came back whole. ``labels``: share of the rules judged as for the
    truth. ``facts``: share of the seeds whose unit, level, year, date and roles are right.
    """

    sample: str
    reader: str
    ms: float
    error: float
    paragraphs: float
    labels: float
    facts: float
    failed: int


@dataclass(frozen=True)
class Trial:
    """A sample read once or a few times; ``text`` is None when the reader failed."""

    sample: Sample
    ms: float
    text: str | None


def measure(names: list[str], seeds: list[Path], rounds: int) -> list[Row]:
    """Read samples of the seeds by our readers and by all others that are installed."""
    rules = load_rules()
    made = make_all(names, [path.read_text(encoding="utf-8") for path in seeds])
    rows = []
    for place, name in enumerate(names):
        print(f"{place + 1}/{len(names)} {name}", file=sys.stderr)
        samples = [of_seed[place] for of_seed in made]
        readers: dict[str, Reader] = {_OWN: lambda data: read_bytes(data, "x").text, **alternatives(name)}
        for reader, run in readers.items():
            _trial(run, samples[0], 1)  # what is loaded once does not count
            # Recognition takes seconds a page: once is enough.
            often = 1 if name.startswith("scan/") else rounds
            rows.append(_row(reader, [_trial(run, sample, often) for sample in samples], rules))
    return rows


def _trial(run: Reader, sample: Sample, rounds: int) -> Trial:
    times = []
    text: str | None = None
    for _ in range(rounds):
        start = time.perf_counter()
        try:
            text = run(sample.data)
        except Exception:  # other readers fail as they please
            return Trial(sample, 0.0, None)
        times.append((time.perf_counter() - start) * 1000)
    return Trial(sample, min(times), text)


def _row(reader: str, trials: list[Trial], rules: RuleSet) -> Row:
    errors, paragraphs, right, total, known = [], [], 0, 0, 0
    for trial in trials:
        truth = [line for line in trial.sample.truth_lines if bare(line)]
        wanted = audit(Document("truth", "0" * 64, "\n".join(truth)), rules)
        found = audit(Document("found", "0" * 64, trial.text or ""), rules)
        errors.append(character_error(truth, trial.text or ""))
        paragraphs.append(whole_paragraphs(truth, trial.text or ""))
        total += len(wanted.findings)
        right += len(wanted.findings) - len(differing(wanted, found))
        known += facts(wanted) == facts(found)
    return Row(
        sample=trials[0].sample.name,
        reader=reader,
        ms=round(statistics.median(trial.ms for trial in trials), 1),
        error=round(statistics.mean(errors), 4),
        paragraphs=round(statistics.mean(paragraphs), 3),
        labels=round(right / total, 3),
        facts=round(known / len(trials), 2),
        failed=sum(trial.text is None for trial in trials),
    )


def _table(rows: list[Row]) -> str:
    own = {row.sample: row for row in rows if row.reader == _OWN}
    head = ["sample", "reader", "ms", "× ours", "error", "paragraphs", "labels", "facts", "failed"]
    body = [
        [
            row.sample if row.reader == _OWN else "",
            row.reader,
            f"{row.ms:.1f}",
            "" if row.reader == _OWN else f"{row.ms / max(own[row.sample].ms, 0.1):.1f}",
            f"{row.error:.2%}",
            f"{row.paragraphs:.1%}",
            f"{row.labels:.1%}",
            f"{row.facts:.0%}",
            row.failed or "",
        ]
        for row in rows
    ]
    return tabulate(body, head, disable_numparse=True, tablefmt="simple")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the readers format by format.")
    parser.add_argument("--quick", action="store_true", help="two seeds, one round, nothing recognised")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too")
    parser.add_argument("--only", action="append", default=[], metavar="PREFIX", help="e.g. docx/ or pdf/gbk")
    arguments = parser.parse_args()
    seeds = sorted(_SEEDS.glob("*.txt"))[:2] if arguments.quick else sorted(_SEEDS.glob("*.txt"))
    skipped = (*_LEFT_OUT, "scan/") if arguments.quick else _LEFT_OUT
    names = [
        name
        for name in NAMES
        if not missing(name)
        and not any(word in name for word in skipped)
        and name.startswith(tuple(arguments.only) or ("",))
    ]
    rows = measure(names, seeds, 1 if arguments.quick else _ROUNDS)
    print(_table(rows))
    if arguments.json:
        content = json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)
        arguments.json.write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
