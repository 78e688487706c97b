"""Gap, interval, points and gate, recomputable by hand (design, section 4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks import Judgement, Sighting
from auditor.models import Audit, Document, Finding
from auditor.outline import outline
from auditor.rules import Rule
from auditor.score import score
from auditor.vocabulary import Gate, Role, Status, Why
from tests.rules_of_one import rule_of

_NAMES = {3: "关键", 2: "重要", 1: "一般", 0: "提示"}
MET, PARTIAL, MISSING, REVIEW, NA = Status


def _rule(number: int, weight: int, binding: str = "必报") -> Rule:
    return rule_of(编号=f"r.{number}", 重要程度=_NAMES[weight], 适用=binding, 检查="提及")


def _score(*entries: tuple[int, Status], binding: str = "必报", unscored: str | None = None) -> Audit:
    judged = [
        (_rule(number, weight, binding), Judgement(status, ""))
        for number, (weight, status) in enumerate(entries)
    ]
    return _judged(judged, unscored)


def _judged(judged: list[tuple[Rule, Judgement]], unscored: str | None = None) -> Audit:
    text = "临水镇2024年度法治政府建设年度报告\n一、主要工作\n全年开会4次。"
    return score(outline(Document("t", "0" * 64, text)), judged, unscored)


def test_the_worked_example_of_the_design() -> None:
    audited = _score((3, MISSING), (2, PARTIAL), (2, MET), (1, MET), (2, NA))
    assert audited.gap == 50.0
    assert audited.gap_best == 50.0
    assert [finding.points for finding in audited.findings] == [37.5, 12.5, 0.0, 0.0, 0.0]


def test_points_have_four_decimals_and_the_gap_one() -> None:
    audited = _score((1, MISSING), (3, MET), (3, MET))
    assert (audited.gap, audited.findings[0].points) == (14.3, 14.2857)


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


@pytest.mark.parametrize(
    ("binding", "status", "required"),
    [
        ("必报", MISSING, True),
        ("有职能时", MISSING, True),
        ("有执法权时", MET, True),
        ("提示", MISSING, False),
        ("不适用", NA, False),
        ("必报", NA, False),
    ],
)
def test_an_item_is_required_where_its_rule_binds_and_applies(
    binding: str, status: Status, required: bool
) -> None:
    (found,) = _score((2, status), binding=binding).findings
    assert (found.required, found.weight) == (required, 0 if binding in ("提示", "不适用") else 2)


def _shown(*evidence: Sighting, look_alikes: tuple[Sighting, ...] = ()) -> Finding:
    (found,) = _judged([(_rule(0, 3), Judgement(MET, "", evidence, look_alikes))]).findings
    return found


def test_a_place_is_shown_once_as_the_surest_took_it_and_in_order_of_place() -> None:
    found = _shown(
        Sighting(9, 12, Role.MEASURES, 0.8),
        Sighting(0, 3, Role.OTHER, 0.9),
        Sighting(9, 12, Role.MEASURES, 1.0),
        Sighting(9, 12, Role.MEASURES, 0.7),
        Sighting(9, 13, Role.MEASURES, 0.8),
    )
    assert [(each.start, each.end, each.quote, each.match, each.similarity) for each in found.evidence] == [
        (0, 3, "临水镇", "fuzzy", 0.9),
        (9, 12, "法治政", "exact", 1.0),
        (9, 13, "法治政府", "fuzzy", 0.8),
    ]


def test_a_look_alike_says_why_it_does_not_count() -> None:
    why = (Why.PLANNED, None)
    found = _shown(
        look_alikes=tuple(Sighting(at, at + 2, Role.OTHER, why=each) for at, each in enumerate(why))
    )
    assert [(each.start, each.end, each.quote, each.why) for each in found.look_alikes] == [
        (0, 2, "临水", Why.PLANNED),
        (1, 3, "水镇", Why.CONFUSABLE),
    ]


def test_nothing_that_weighs_is_told_as_such() -> None:
    audited = _score((0, MET))
    assert (audited.scored, audited.unscored_reason) == (False, "没有可计分的规则")
    assert _score((3, MET), (2, NA)).unscored_reason is None
    assert _score((3, NA)).scored is False
