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


def test_nearly_all_labels_agree() -> None:
    agree, total, _, wrong = reports(ROOT / "tests/gold/seeds.yaml", ROOT / "seeds", load_rules())
    assert total == 270
    assert agree >= 266, wrong


@pytest.mark.parametrize(
    ("labels", "share"),
    [("labels.yaml", 0.96), ("labels2.yaml", 0.96), ("labels3.yaml", 0.95), ("labels4.yaml", 0.96)],
)
def test_our_own_reports_agree(labels: str, share: float) -> None:
    # Nothing was tuned on labels4 (r18–r20) and passages_i: they stand for what has never been seen.
    folder = ROOT / "tests" / "reports"
    agree, total, review, wrong = reports(folder / labels, folder, load_rules())
    assert agree / total >= share, wrong
    assert review / total < 0.03


@pytest.mark.parametrize(
    ("name", "f1", "precision"),
    [
        ("gold/passages.yaml", 0.97, 0.98),
        ("data/passages_a.yaml", 0.96, 0.97),
        ("data/passages_b.yaml", 0.96, 0.97),
        ("data/passages_c.yaml", 0.96, 0.97),
        ("data/passages_d.yaml", 0.96, 0.97),
        ("data/passages_e.yaml", 0.96, 0.97),
        ("data/passages_f.yaml", 0.96, 0.97),
        ("data/passages_g.yaml", 0.96, 0.97),
        ("data/passages_i.yaml", 0.96, 0.97),
        ("data/passages_j.yaml", 0.96, 0.97),
        ("data/passages_k.yaml", 0.96, 0.97),
    ],
)
def test_passages_are_judged_as_a_reader_judges_them(name: str, f1: float, precision: float) -> None:
    result = passages(ROOT / "tests" / name, load_rules())
    assert result.total.f1 >= f1, result.wrong
    assert result.total.precision >= precision, result.wrong


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
