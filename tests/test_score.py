"""Gap, interval, points and gate, recomputable by hand (design, section 4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks import Judgement
from auditor.models import Audit, Document
from auditor.outline import outline
from auditor.rules import Rule
from auditor.rules.entry import RuleEntry
from auditor.score import score
from auditor.vocabulary import Gate, Status

_NAMES = {3: "关键", 2: "重要", 1: "一般", 0: "提示"}
MET, PARTIAL, MISSING, REVIEW, NA = Status


def _rule(number: int, weight: int, binding: str = "必报") -> Rule:
    return RuleEntry.model_validate(
        {
            "编号": f"r.{number}",
            "名称": f"第{number}条",
            "依据": "本单位要求",
            "重要程度": _NAMES[weight],
            "适用": binding,
            "检查": "提及",
            "怎么补": "补上",
        }
    ).rule()


def _score(*entries: tuple[int, Status], binding: str = "必报", unscored: str | None = None) -> Audit:
    empty = outline(
        Document("t", "0" * 64, "临水镇2024年度法治政府建设年度报告\n一、主要工作\n全年开会4次。")
    )
    judged = [
        (_rule(number, weight, binding), Judgement(status, ""))
        for number, (weight, status) in enumerate(entries)
    ]
    return score(empty, judged, unscored)


def test_the_worked_example_of_the_design() -> None:
    audited = _score((3, MISSING), (2, PARTIAL), (2, MET), (1, MET), (2, NA))
    assert audited.gap == 50.0
    assert audited.gap_best == 50.0
    assert [finding.points for finding in audited.findings] == [37.5, 12.5, 0.0, 0.0, 0.0]


def test_review_counts_as_missing_in_the_gap_and_as_met_in_the_best_case() -> None:
    audited = _score((1, REVIEW), (1, MISSING), (2, MET))
    assert (audited.gap, audited.gap_best) == (50.0, 25.0)


def test_a_hint_has_no_weight_whatever_its_status() -> None:
    assert _score((3, MET), (0, MISSING)).gap == 0.0
    assert _score((3, MISSING), binding="提示").scored is False


@pytest.mark.parametrize(
    ("entries", "gate"),
    [
        (((3, MET), (2, MET), (1, MISSING)), Gate.PASS),
        (((3, MET), (2, PARTIAL)), Gate.PASS),
        (((3, MET), (2, REVIEW)), Gate.PASS),
        (((3, MET), (2, MISSING)), Gate.REMIND),
        (((3, PARTIAL), (2, MET)), Gate.REMIND),
        (((3, REVIEW), (2, MET)), Gate.REMIND),
        (((3, MISSING), (2, MET)), Gate.RETURN),
        (((3, NA), (2, MET)), Gate.PASS),
    ],
)
def test_the_gate_depends_on_the_weighty_items_alone(
    entries: tuple[tuple[int, Status], ...], gate: Gate
) -> None:
    assert _score(*entries).gate is gate


def test_what_cannot_be_scored_has_no_gap_and_is_returned() -> None:
    audited = _score((3, MET), unscored="正文文字太少。")
    assert (audited.scored, audited.gap, audited.gap_best, audited.gap_waived) == (False, None, None, None)
    assert audited.unscored_reason == "正文文字太少。"
    assert audited.gate is Gate.RETURN


entries = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(Status))), max_size=40)


@given(entries)
def test_bounds_points_and_counts_hold_for_any_findings(found: list[tuple[int, Status]]) -> None:
    audited = _score(*found)
    assert sum(audited.counts.model_dump().values()) == len(found)
    if audited.gap is not None and audited.gap_best is not None:
        assert 0 <= audited.gap_best <= audited.gap <= 100
        assert sum(each.points for each in audited.findings) == pytest.approx(audited.gap, abs=0.06)


@given(entries, st.integers(0, 3))
def test_one_more_met_finding_never_raises_the_gap(found: list[tuple[int, Status]], weight: int) -> None:
    before, after = _score(*found).gap, _score(*found, (weight, MET)).gap
    assert before is None or (after is not None and after <= before)


@given(entries, st.randoms())
def test_the_order_of_findings_does_not_matter(found: list[tuple[int, Status]], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _score(*found).gap == _score(*shuffled).gap
