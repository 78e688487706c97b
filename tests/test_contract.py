"""The closed vocabularies of the contract: what may be said, that each word is said of some report, and in Chinese."""

import re
from collections import defaultdict
from enum import StrEnum
from typing import Any

import pytest

from auditor import Audit, audit, read
from auditor.checks import CHECKS
from auditor.cli.exits import Exit
from auditor.models import Document
from auditor.outline import outline
from auditor.readers import read_bytes
from auditor.rules import RuleSet
from auditor.vocabulary import LABELS, Binding, BlockKind, Gate, Level, Mode, Role, Status, Why
from tests.conftest import ROOT, SEEDS
from tests.rules_of_one import DONE, TITLE
from tests.samples import make

FORM = f"{TITLE}××镇年度报告填写说明。\n{DONE}诚信是政府的金字招牌。\n二、其他需要报告的情况\n无。\n"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """The real reports, our own, and a form that was not filled in."""
    files = [*SEEDS, *sorted((ROOT / "tests" / "reports").glob("r*.txt"))]
    return [*map(read, files), Document("表", "0" * 64, FORM)]


@pytest.fixture(scope="module")
def audits(documents: list[Document], rules: RuleSet) -> list[Audit]:
    return [audit(document, rules) for document in documents]


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [
        (Level, "township county department"),
        (Role, "measures first-responsible problems causes next-year other preamble"),
        (Status, "met partial missing review na"),
        (Gate, "pass remind return"),
        (Why, "planned problem lacking cited elsewhere preamble heading confusable"),
    ],
)
def test_results_say_these_words_and_no_others(vocabulary: type[StrEnum], words: str) -> None:
    assert [each.value for each in vocabulary] == words.split()


def test_commands_end_with_these_codes_and_no_others() -> None:
    assert {each.name: each.value for each in Exit} == {
        "DONE": 0,
        "NOT_PASSED": 1,
        "MISTAKE": 2,
        "INCOMPLETE": 3,
    }


@pytest.mark.parametrize("vocabulary", [Level, Role, Why, Status, Gate, Binding])
def test_every_word_has_its_chinese(vocabulary: type[StrEnum]) -> None:
    for each in vocabulary:
        assert re.search("[\u4e00-\u9fff]", LABELS[each])


def test_every_word_is_said_of_some_report(audits: list[Audit]) -> None:
    findings = [finding for audited in audits for finding in audited.findings]
    evidence = [each for finding in findings for each in finding.evidence]
    look_alikes = [each for finding in findings for each in finding.look_alikes]
    assert {audited.level for audited in audits} == set(Level)
    assert {audited.gate for audited in audits} == set(Gate)
    assert {finding.status for finding in findings} == set(Status)
    assert {finding.weight for finding in findings} == {0, 1, 2, 3}
    assert {finding.required for finding in findings} == {True, False}
    assert {entry.role for audited in audits for entry in audited.outline} == set(Role) - {Role.PREAMBLE}
    assert {each.role for each in evidence} == set(Role)
    assert {each.match for each in evidence} == {"exact", "fuzzy"}
    assert {each.why for each in look_alikes} == set(Why) - {Why.PREAMBLE}


def test_every_kind_of_check_is_met_by_one_report_and_not_by_another(
    audits: list[Audit], rules: RuleSet
) -> None:
    kinds = {rule.id: rule.check for listed in rules.levels.values() for rule in listed}
    given: defaultdict[str, set[Status]] = defaultdict(set)
    for audited in audits:
        for finding in audited.findings:
            given[kinds[finding.id]].add(finding.status)
    assert set(given) == set(CHECKS)
    assert {kind for kind, statuses in given.items() if not statuses > {Status.MET}} == set()


def test_rules_bind_in_every_way_and_clauses_speak_in_every_way(
    documents: list[Document], rules: RuleSet
) -> None:
    # What a level is not asked for at all stands in no file of ours; an office may say so (test_checks).
    bindings = {rule.binding for listed in rules.levels.values() for rule in listed}
    assert bindings == set(Binding) - {Binding.NOT_APPLICABLE}
    sentences = [each for document in documents for each in outline(document).sentences]
    assert {clause.mode for each in sentences for clause in each.clauses} == set(Mode)
    assert {each.role for each in sentences} == set(Role)
    assert {why for each in sentences for _, _, why in each.barred} == {Why.CITED, Why.ELSEWHERE, Why.PROBLEM}


def test_a_word_file_holds_every_kind_of_block() -> None:
    blocks: list[Any] = [*read_bytes(make("docx/tricky.docx", FORM).data, "报告.docx").blocks]
    assert {block.kind for block in blocks} == set(BlockKind)
