"""The benchmark of growth runs whole; its reports are reports, and no two of them the same."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import Document, audit
from auditor.rules import RuleSet
from benchmarks.corpus import long_report, report
from benchmarks.ratios import Row
from tests.conftest import ROOT, UNDER_CI


def test_every_ratio_is_measured_and_written_down(tmp_path: Path) -> None:
    written = tmp_path / "growth.json"
    command = [sys.executable, "-m", "benchmarks.growth", "--quick", "--json", str(written)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    rows = json.loads(written.read_text(encoding="utf-8"))
    told = (
        "brute force",
        "ripgrep",
        ".docx",
        "auditor check",
        "the rules",
        "the length",
        "the reports: time",
    )
    told += ("the reports: memory", "one worker ÷ two", "nothing changed", "people at once")
    if shutil.which("rg") or UNDER_CI:
        told += ("ripgrep",)
    for part in told:
        (row,) = [each for each in rows if part in each["name"]][:1]
        assert row["ratio"] > 0 and row["name"] in ran.stdout


@pytest.mark.parametrize(
    ("ratio", "limit", "at_least", "holds"),
    [(2.0, 2, False, True), (2.1, 2, False, False), (25.0, 25, True, True), (24.0, 25, True, False)],
)
def test_a_limit_is_passed_or_kept(ratio: float, limit: float, at_least: bool, holds: bool) -> None:
    assert Row("x", ratio, limit, "", at_least).holds is holds


def test_the_reports_of_the_corpus_are_judged_as_reports(rules: RuleSet) -> None:
    texts = [report(number) for number in range(10)]
    assert len(set(texts)) == 10 and texts == [report(number) for number in range(10)]
    for number, text in enumerate(texts):
        short, long = (
            audit(Document("t", "0" * 64, each), rules) for each in (text, long_report(number, 10))
        )
        assert short.scored and long.scored
        assert (short.level, short.year) == (long.level, long.year)
