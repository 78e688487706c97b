"""Decisions of people on what the program left open: what they change, what they leave."""

import datetime
from dataclasses import replace

import pytest

from auditor import Audit, audit
from auditor.deciding import Decision, decide
from auditor.examples import finding_of, minimal_report
from auditor.models import Finding
from auditor.rules import RuleSet
from auditor.score import rescored
from auditor.vocabulary import Gate, Level, Status
from auditor.waivers import Exemption, Waivers
from auditor.waiving import waive

MET, MISSING, REVIEW = Status.MET, Status.MISSING, Status.REVIEW


def _finding(number: int, weight: int, status: Status) -> Finding:
    return Finding(
        id=f"r.{number}",
        title=f"第{number}条",
        status=status,
        weight=weight,
        points=0.0,
        required=True,
        reason="有近似的说法，请人工核对",
        advice="补上",
        sources=(),
    )


@pytest.fixture(scope="module")
def report(rules: RuleSet) -> Audit:
    """关键 in doubt, 重要 missing, 一般 reported: 5 of 6 lost, 2 of 6 at best."""
    audited = audit(minimal_report("全年开会4次。", Level.TOWNSHIP), rules)
    return rescored(audited, [_finding(0, 3, REVIEW), _finding(1, 2, MISSING), _finding(2, 1, MET)])


def _decision(status: Status, note: str = "", rule: str = "r.0") -> Decision:
    return Decision(rule, status, note, "张三", "2026-03-01")


@pytest.mark.parametrize(
    ("decisions", "status", "gap", "best", "gate", "points"),
    [
        ([], REVIEW, 83.3, 33.3, Gate.REMIND, 50.0),
        ([MET], MET, 33.3, 33.3, Gate.REMIND, 0.0),
        ([MISSING], MISSING, 83.3, 83.3, Gate.RETURN, 50.0),
        ([MISSING, MET], MET, 33.3, 33.3, Gate.REMIND, 0.0),
        ([MET, REVIEW], REVIEW, 83.3, 33.3, Gate.REMIND, 50.0),
    ],
    ids=["none", "met", "missing", "the last counts", "left open again"],
)
def test_a_decided_finding_counts_as_decided(
    report: Audit,
    decisions: list[Status],
    status: Status,
    gap: float,
    best: float,
    gate: Gate,
    points: float,
) -> None:
    decided = decide(report, [_decision(each) for each in decisions])
    finding = finding_of(decided, "r.0")
    assert (finding.status, decided.gap, decided.gap_best, decided.gate) == (status, gap, best, gate)
    assert finding.points == points
    assert getattr(decided.counts, status.value) == sum(each.status is status for each in decided.findings)


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (
            "附件第3页写了。",
            "由人工认定为已报告（张三，2026-03-01）：附件第3页写了。程序原来的意见：有近似的说法，请人工核对",
        ),
        ("", "由人工认定为已报告（张三，2026-03-01）。程序原来的意见：有近似的说法，请人工核对"),
    ],
)
def test_the_reason_says_who_decided_what_and_why(report: Audit, note: str, reason: str) -> None:
    assert finding_of(decide(report, [_decision(MET, note)]), "r.0").reason == reason


def test_what_the_program_is_sure_of_stays(report: Audit) -> None:
    assert decide(report, [_decision(MET, rule="r.1"), _decision(MISSING, rule="r.2")]) is report


def test_a_report_without_a_score_has_nothing_to_decide(report: Audit) -> None:
    unscored = replace(report, scored=False)
    assert decide(unscored, [_decision(MET)]) is unscored


def test_an_exemption_is_laid_over_what_was_decided(report: Audit) -> None:
    entry = Exemption("临水镇", "r.0", "县里统一", "李四", datetime.date(2026, 12, 31), lifts_gate=True)
    waivers = Waivers((entry,), datetime.date(2026, 3, 1))
    missing = waive(decide(report, [_decision(MISSING)]), waivers)
    assert (missing.gap, missing.gap_waived, missing.gate) == (83.3, 33.3, Gate.REMIND)
    assert finding_of(waive(decide(report, [_decision(MET)]), waivers), "r.0").waiver is None


def test_keys_of_the_result_stay_as_they_are(report: Audit) -> None:
    before, after = report.model_dump(mode="json"), decide(report, [_decision(MET)]).model_dump(mode="json")
    assert before.keys() == after.keys()
    assert [each.keys() for each in before["findings"]] == [each.keys() for each in after["findings"]]
