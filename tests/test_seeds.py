"""Agreement with what careful readers say of the five real reports, and of our own."""

import re

import pytest
import yaml

from auditor import Audit, audit, load_rules, read
from benchmarks.accuracy import passages, reports
from tests.conftest import GOLD, ROOT

_NAMES_OF_THINGS = {"党政主要负责人履行推进法治建设第一责任人职责规定", "重大行政决策程序暂行条例"}

seeds = pytest.mark.parametrize("key", sorted(GOLD))


@seeds
def test_unit_level_year_and_dates_are_right(key: str, seed_audits: dict[str, Audit]) -> None:
    gold, audited = GOLD[key], seed_audits[key]
    assert (audited.unit, audited.level, audited.year) == (gold["unit"], gold["level"], gold["year"])
    assert (audited.sign_date, audited.posted_date) == (gold["sign_date"], gold["published"])


@seeds
def test_the_roles_of_all_level_1_headings_are_right(key: str, seed_audits: dict[str, Audit]) -> None:
    roles = {entry.heading: entry.role.value for entry in seed_audits[key].outline}
    for entry in GOLD[key]["outline"]:
        assert roles[entry["heading"]] == entry["role"]


@seeds
def test_every_quote_is_a_piece_of_the_file(key: str, seed_audits: dict[str, Audit]) -> None:
    content = (ROOT / "seeds" / GOLD[key]["file"]).read_text(encoding="utf-8")
    for finding in seed_audits[key].findings:
        for shown in (*finding.evidence, *finding.look_alikes):
            assert shown.quote in content


@seeds
def test_every_met_content_finding_shows_its_evidence(key: str, seed_audits: dict[str, Audit]) -> None:
    for finding in seed_audits[key].findings:
        if finding.status in ("met", "partial") and not finding.id.startswith("form."):
            assert finding.evidence, finding.id


# What was reached is not lost again: the labels of each file with those that are judged otherwise, the facts
# of the outline among them, and those left for a person to judge.
@pytest.mark.parametrize(
    ("labels", "folder", "total", "otherwise", "open_"),
    [
        ("gold/seeds.yaml", "seeds", 270, 0, 4),
        ("reports/labels.yaml", "tests/reports", 324, 0, 4),
        ("reports/labels2.yaml", "tests/reports", 270, 0, 4),
        ("reports/labels3.yaml", "tests/reports", 324, 15, 6),
        # Nothing was tuned on these (r18–r20) nor on passages_i: they stand for what has never been seen.
        ("reports/labels4.yaml", "tests/reports", 162, 3, 3),
    ],
)
def test_labelled_reports_are_judged_as_a_reader_judges_them(
    labels: str, folder: str, total: int, otherwise: int, open_: int
) -> None:
    _, found, review, wrong = reports(ROOT / "tests" / labels, ROOT / folder, load_rules())
    assert found == total
    assert len(wrong) <= otherwise, wrong
    assert review <= open_


@pytest.mark.parametrize(
    ("name", "otherwise"),
    [
        ("gold/passages.yaml", 0),
        ("data/passages_a.yaml", 3),
        ("data/passages_b.yaml", 1),
        ("data/passages_c.yaml", 2),
        ("data/passages_d.yaml", 0),
        ("data/passages_e.yaml", 1),
        ("data/passages_f.yaml", 3),
        ("data/passages_g.yaml", 4),
        ("data/passages_i.yaml", 3),
        ("data/passages_j.yaml", 1),
        ("data/passages_k.yaml", 0),
    ],
)
def test_passages_are_judged_as_a_reader_judges_them(name: str, otherwise: int) -> None:
    result = passages(ROOT / "tests" / name, load_rules())
    assert result.total.true + result.total.lost > 100
    assert len(result.wrong) <= otherwise, result.wrong


def test_no_rule_holds_a_clause_copied_whole_from_a_passage() -> None:
    """A clause of ten characters and more is a sentence's own wording, unless it is the name of a thing."""
    entries = yaml.safe_load((ROOT / "tests/gold/passages.yaml").read_text(encoding="utf-8"))
    clauses = {
        clause
        for entry in entries
        for clause in re.split(r"[，。；：、,;:（）《》“”\s]", entry["text"])
        if len(clause) >= 10
    }
    for path in sorted((ROOT / "rules").glob("*.yaml")):
        written = path.read_text(encoding="utf-8")
        assert {clause for clause in clauses if clause in written} - _NAMES_OF_THINGS == set(), path.name


def test_the_same_input_gives_the_same_bytes() -> None:
    path = ROOT / "seeds" / GOLD["001"]["file"]
    rules = load_rules()
    assert audit(read(path), rules).model_dump_json() == audit(read(path), rules).model_dump_json()
