"""The whole path for one document: what can be scored, by whose rules, and what the audit shows of it."""

import pytest

from auditor.auditing import audit, level_judged_by
from auditor.models import Audit, Document
from auditor.outline import outline
from auditor.rules import RuleSet
from auditor.vocabulary import Binding, Gate, Level, Role

TITLE = "临水镇2024年度法治政府建设年度报告"
DONE = "一、主要工作\n全年研究法治工作4次，开展普法宣传12场。\n"


def _letters(count: int) -> str:
    """A body of so many Chinese characters."""
    return f"一、主要工作\n{'普法' * 20}"[: count + 2] + "。"


def _audit(rules: RuleSet, text: str, level: Level | None = None) -> Audit:
    return audit(Document("t", "0" * 64, text), rules, level)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{TITLE}\n{DONE}", None),
        (
            f"临水镇2024年平安建设工作总结\n{DONE}",
            "这份材料像是其他工作的总结，不是法治政府建设年度报告，未评分。请确认是否报错了文件。",
        ),
        (
            f"{TITLE}\n{_letters(19)}",
            "正文文字太少，无法评分。请确认文件是否完整。",
        ),
        (f"{TITLE}\n{_letters(20)}", None),
        (
            "临水镇人民政府\n一、主要工作\n全年开会4次，道路硬化绿化，群众满意，干部下村入户走访。依法办事，依法办证。\n",
            "全文看不到法治政府建设的内容，不像年度报告，未评分。请确认是否选错了文件。",
        ),
        (
            "临水镇人民政府\n一、主要工作\n全年开会4次，道路硬化绿化，群众满意，干部下村入户走访。依法办事，依法办证，法治好。\n临水镇人民政府\n",
            None,
        ),
        (
            f"2024年度法治政府建设年度报告\n{DONE}",
            "看不出是乡镇、县级政府还是部门的报告，未评分。请用 --level 指明。",
        ),
        ("", "正文文字太少，无法评分。请确认文件是否完整。"),
    ],
    ids=["whole", "other kind", "19 characters", "20", "two words of law", "three", "no level", "empty"],
)
def test_what_cannot_be_scored_says_why(rules: RuleSet, text: str, reason: str | None) -> None:
    audited = _audit(rules, text)
    assert (audited.scored, audited.unscored_reason) == (reason is None, reason)
    assert (audited.gap is None, audited.gate is Gate.RETURN) == (reason is not None, True)


def test_a_report_without_level_is_judged_as_a_townships_until_its_level_is_given(rules: RuleSet) -> None:
    text = f"2024年度法治政府建设年度报告\n{DONE}"
    bound = {
        level: [(rule.id, 0 if rule.binding is Binding.ADVISORY else rule.weight) for rule in listed]
        for level, listed in rules.levels.items()
    }
    assert bound[Level.TOWNSHIP] != bound[Level.COUNTY]
    assert [(each.id, each.weight) for each in _audit(rules, text).findings] == bound[Level.TOWNSHIP]
    given = _audit(rules, text, Level.COUNTY)
    assert (given.scored, given.level) == (True, Level.COUNTY)
    assert [(each.id, each.weight) for each in given.findings] == bound[Level.COUNTY]
    assert level_judged_by(outline(Document("t", "0" * 64, text))) is Level.TOWNSHIP


def test_nothing_is_found_in_a_text_without_sentences(rules: RuleSet) -> None:
    audited = _audit(rules, "")
    assert (audited.findings, audited.outline, sum(audited.counts.model_dump().values())) == ((), (), 0)


def test_the_audit_shows_the_great_and_the_middling_headings_with_their_text(rules: RuleSet) -> None:
    text = f"{TITLE}\n一、主要工作\n（一）普法\n1.进村\n普法4次。\n二、存在的不足\n人少。\n"
    shown = _audit(rules, text).outline
    assert [(each.heading, each.role, text[each.start : each.end]) for each in shown] == [
        ("一、主要工作", Role.MEASURES, "一、主要工作\n（一）普法\n1.进村\n普法4次。"),
        ("（一）普法", Role.MEASURES, "（一）普法\n1.进村\n普法4次。"),
        ("二、存在的不足", Role.PROBLEMS, "二、存在的不足\n人少。"),
    ]


def test_a_heading_over_nothing_ends_where_it_ends(rules: RuleSet) -> None:
    text = f"{TITLE}\n{DONE}二、存在的不足"
    last = _audit(rules, text).outline[-1]
    assert text[last.start : last.end] == "二、存在的不足"


def test_a_heading_broken_over_lines_is_shown_whole(rules: RuleSet) -> None:
    heading = "一、主要工作和取得的成效以及推进法治政府建设的主要举措"
    running = "全年研究法治工作四次，开展普法宣传十二场次，" * 8
    lines = [text[at : at + 24] for text in (heading, running) for at in range(0, len(text), 24)]
    shown = _audit(rules, "\n".join([TITLE, *lines])).outline
    assert [each.heading for each in shown] == [heading]
