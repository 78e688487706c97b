"""Laws that hold for every seed and every rule, whatever the wording."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import opencc
import pytest

from auditor import Audit, audit, load_rules, read
from auditor.models import Document, Finding
from auditor.outline import outline
from auditor.rules import RuleSet
from auditor.vocabulary import Role, Status, Why
from tests.conftest import ROOT, SEEDS

# Wrapped already: a quote of these holds line breaks, which moving it elsewhere would tear apart.
_WRAPPED = ("r04", "r12")
# Says nothing of the next year but a closing word.
_WITHOUT_PLANS = ("r13",)
OWN = [path for path in sorted((ROOT / "tests" / "reports").glob("r*.txt")) if path.stem not in _WRAPPED]

_CONTENT = tuple(
    "lead. func. norm. decision. enforce. emergency. dispute. oversight. digital. publicity.".split()
)
# What is left of a met finding without its evidence; r02 states that it has no such function.
_GONE = (Status.MISSING, Status.NOT_APPLICABLE)
_FURNITURE_ABOVE = (
    "您当前的位置: 首页 >政务公开 >法治政府建设年度报告\n今天是:2019年10月31日\n[ 效力状态 ] 有效\n索 引 号: 00/2025-001\n主题分类: 司法\n"
    "【字体: 大 中 小】\n浏览次数: 32\n\n"
)
_FURNITURE_BELOW = "\n\n扫一扫在手机打开当前页\n[打印] [关闭]\n上一篇:关于做好防汛工作的通知\n版权所有 临水县人民政府 ICP备12345678号\n"


@cache
def _text(name: str) -> str:
    return read(next(path for path in SEEDS + OWN if path.name == name)).text


@cache
def _audit(text: str) -> Audit:
    return audit(Document("t", "0" * 64, text), load_rules())


def _statuses(text: str) -> dict[str, Status]:
    return {finding.id: finding.status for finding in _audit(text).findings}


def _met_content(text: str) -> list[Finding]:
    return [
        each for each in _audit(text).findings if each.status is Status.MET and each.id.startswith(_CONTENT)
    ]


def _without(text: str, finding: Finding) -> str:
    for each in sorted(finding.evidence, key=lambda each: -each.start):
        text = text[: each.start] + text[each.end :]
    return text


@cache
def _only(rule_id: str) -> RuleSet:
    """The shipped rules with all but one left out: a finding hangs on its own rule alone, and costs less."""
    levels = {
        level: tuple(rule for rule in listed if rule.id == rule_id)
        for level, listed in load_rules().levels.items()
    }
    return replace(load_rules(), sha256=rule_id, levels=levels)


def _finding(text: str, rule_id: str) -> Finding:
    (found,) = audit(Document("t", "0" * 64, text), _only(rule_id)).findings
    return found


def _insert_into(text: str, role: Role, sentences: str) -> str:
    """Put ``sentences`` as a paragraph at the end of the first text under the part of ``role``."""
    parsed = outline(Document("t", "0" * 64, text))
    last = [each for each in parsed.sentences if each.role is role and not each.heading][-1]
    _, end = parsed.flat.span(last.start, last.end)
    return text[:end] + "\n" + sentences + text[end:]


names = pytest.mark.parametrize("name", [path.name for path in SEEDS])
all_names = pytest.mark.parametrize("name", [path.name for path in SEEDS + OWN])

names_with_plans = pytest.mark.parametrize(
    "name", [path.name for path in SEEDS + OWN if path.stem not in _WITHOUT_PLANS]
)


@all_names
def test_deleting_the_evidence_of_a_met_finding_makes_it_missing(name: str) -> None:
    text = _text(name)
    left = {each.id: _finding(_without(text, each), each.id) for each in _met_content(text)}
    assert left
    assert {rule: found.status for rule, found in left.items() if found.status not in _GONE} == {}


@names_with_plans
def test_moving_the_evidence_into_the_plan_makes_it_missing_and_planned(name: str) -> None:
    text = _text(name)
    for finding in _met_content(text):
        quotes = "\n".join(each.quote for each in finding.evidence)
        moved = _finding(_insert_into(_without(text, finding), Role.NEXT_YEAR, quotes), finding.id)
        assert moved.status in _GONE, finding.id
        if moved.status is Status.MISSING:
            assert Why.PLANNED in {each.why for each in moved.look_alikes}, finding.id


@all_names
def test_moving_the_evidence_into_the_problems_does_not_meet_it(name: str) -> None:
    text = _text(name)
    for finding in _met_content(text):
        quotes = "\n".join(each.quote for each in finding.evidence)
        moved = _finding(_insert_into(_without(text, finding), Role.PROBLEMS, quotes), finding.id)
        assert moved.status in _GONE, finding.id


def _traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


def _simplified(text: str) -> str:
    return str(opencc.OpenCC("t2s").convert(text))


def _wrapped(width: int) -> Callable[[str], str]:
    def wrap(text: str) -> str:
        lines = text.split("\n")
        return "\n".join(line[i : i + width] for line in lines for i in range(0, max(len(line), 1), width))

    return wrap


def _indented(text: str) -> str:
    return _wrapped(30)("\n".join(f"　　{line}" if line.strip() else line for line in text.split("\n")))


def _half_width(text: str) -> str:
    return text.translate(str.maketrans("，：；（）！？", ",:;()!?"))


def _full_width(text: str) -> str:
    masked = re.sub(r"(?<=\d),(?=\d{3})", "\0", text)
    return masked.translate(str.maketrans(",;()!?", "，；（）！？")).replace("\0", ",")


def _furnished(text: str) -> str:
    return _FURNITURE_ABOVE + text + _FURNITURE_BELOW


@names
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_traditional, id="traditional characters"),
        pytest.param(_simplified, id="simplified characters"),
        pytest.param(_wrapped(25), id="hard line breaks after 25"),
        pytest.param(_wrapped(30), id="hard line breaks after 30"),
        pytest.param(_wrapped(38), id="hard line breaks after 38"),
        pytest.param(_wrapped(45), id="hard line breaks after 45"),
        pytest.param(_indented, id="hard line breaks and indents"),
        pytest.param(_half_width, id="half-width punctuation"),
        pytest.param(_full_width, id="full-width punctuation"),
        pytest.param(_furnished, id="page furniture"),
        pytest.param(lambda text: text.replace("\n", "\r\n").replace("\r\n", "\n\n"), id="blank lines"),
    ],
)
def test_what_says_the_same_is_judged_the_same(name: str, change: Callable[[str], str]) -> None:
    text = _text(name)
    before, after = _statuses(text), _statuses(change(text))
    assert {rule: (before[rule], after[rule]) for rule in before if before[rule] is not after[rule]} == {}


@names
def test_a_finding_hangs_on_its_own_rule_alone(name: str) -> None:
    for whole in _audit(_text(name)).findings:
        assert replace(_finding(_text(name), whole.id), points=whole.points) == whole


@all_names
def test_numbers_add_up(name: str) -> None:
    audited = _audit(_text(name))
    assert audited.gap is not None and audited.gap_best is not None
    assert 0 <= audited.gap_best <= audited.gap <= 100
    assert sum(finding.points for finding in audited.findings) == pytest.approx(audited.gap, abs=0.06)
    assert sum(audited.counts.model_dump().values()) == len(audited.findings)


@all_names
def test_every_quote_is_an_exact_piece_of_the_text(name: str) -> None:
    text = _text(name)
    for finding in _audit(text).findings:
        for shown in (*finding.evidence, *finding.look_alikes):
            assert text[shown.start : shown.end] == shown.quote
            assert shown.quote == shown.quote.strip()
