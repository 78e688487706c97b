"""The whole reasoning of one finding, step by step, as an officer would ask for it."""

from collections.abc import Iterator

from auditor.auditing import audit_outline, level_judged_by
from auditor.checks import Case
from auditor.examples import finding_of
from auditor.match import Occurrence
from auditor.models import Audit, Finding, Outline
from auditor.rules import Rule, RuleSet
from auditor.rules.find import find_rule
from auditor.vocabulary import LABELS, OPEN, WEIGHT_NAMES, Mode, Role, Status

_COMPLETION = {
    Status.MET: "1",
    Status.PARTIAL: "0.5",
    Status.MISSING: "0",
    Status.REVIEW: "0（待核，先按未报告算）",
}
_MOST_PLACES = 12
_ASIDE = {
    "易混": "是另一回事，这里的相近文字不算",
    "标题下有": "用来证实标题说的事",
    "无此职能": "说明本单位没有这项职能",
}
_DECIDING_ROLES = (Role.PROBLEMS, Role.CAUSES, Role.NEXT_YEAR)


def explain(outline: Outline, rules: RuleSet, rule_id: str, enforces: bool | None = None) -> str:
    """Return why the report has the status it has under one rule.

    ``enforces``: whether the unit is known to have powers of enforcement, None when nothing is known.

    Raises:
        RuleError: there is no such rule.
    """
    rule = find_rule(rules, rule_id, level_judged_by(outline))
    audited = audit_outline(outline, rules, enforces)
    case = Case(rule, outline, rules.matcher().scan(outline))
    finding = finding_of(audited, rule_id)
    steps = (
        ("一、要求的是什么", _demand(rule)),
        ("二、这份报告怎样读的", _reading(outline)),
        ("三、找到了哪些文字", _places(case, finding)),
        ("四、怎样判断的", _judgement(finding)),
        ("五、怎样扣分的", _points(audited, finding)),
    )
    blocks = [f"■ {rule.id}　{rule.title}：{LABELS[finding.status]}"]
    blocks += ["\n".join((heading, *(f"  {line}" for line in lines))) for heading, lines in steps]
    return "\n\n".join(blocks) + "\n"


def _demand(rule: Rule) -> Iterator[str]:
    yield f"依据：{'；'.join(rule.sources)}"
    yield f"重要程度：{WEIGHT_NAMES[rule.weight]}；适用：{LABELS[rule.binding]}；检查方式：{rule.check}"
    if rule.parts:
        needed = f"有 {rule.enough} 项就够" if rule.enough else "缺一项即为部分报告"
        yield f"要点：{'、'.join(rule.parts)}（{needed}）"
    if rule.terms or rule.parts or rule.alternatives:
        yield "只认当年已经做了的事：打算、不足、别的单位做的、文件名称、只有标题，都不算。"


def _reading(outline: Outline) -> Iterator[str]:
    unit, level = outline.unit or "看不出", LABELS[outline.level] if outline.level else "看不出"
    yield f"单位：{unit}；级别：{level}；报告年度：{outline.year or '看不出'}"
    for section in outline.sections:
        if section.level == 1:
            yield f"“{section.heading}”按“{LABELS[section.role]}”读"
    if not outline.sections:
        yield "全文没有认出标题。"


def _places(case: Case, finding: Finding) -> Iterator[str]:
    """Tell what was found, sentence by sentence."""
    if not case.rule.all_terms():
        yield from _seen(finding)
        return
    by_sentence: dict[int, dict[str, Occurrence]] = {}
    for key, terms in case.rule.named_terms():
        for term in terms:
            for occurrence in case.matches.of(term):
                # One term a group says enough of a sentence: that which counts, else the first.
                groups = by_sentence.setdefault(occurrence.sentence, {})
                if key not in groups or (case.why_not(groups[key]) and not case.why_not(occurrence)):
                    groups[key] = occurrence
    if not by_sentence:
        yield "全文没有出现这条规则的任何一个词（含相近的写法）。"
    for number, (index, groups) in enumerate(sorted(by_sentence.items())[:_MOST_PLACES], 1):
        yield f"{number}. {_quoted(case, index)}"
        for key, occurrence in groups.items():
            how = "一字不差" if occurrence.exact else f"相似 {occurrence.similarity:.0%}"
            yield f"   {key}：对上了“{occurrence.term.source}”（{how}）→ {_verdict(case, key, occurrence)}"
    if len(by_sentence) > _MOST_PLACES:
        yield f"…… 另有 {len(by_sentence) - _MOST_PLACES} 句，略。"


def _seen(finding: Finding) -> Iterator[str]:
    yield "这条规则不靠词，看的是篇章和格式。"
    for each in finding.evidence[:_MOST_PLACES]:
        yield f"看到：“{each.quote.strip()}”"
    for look_alike in finding.look_alikes[:_MOST_PLACES]:
        yield f"看到，但{LABELS[look_alike.why]}：“{look_alike.quote.strip()}”"


def _quoted(case: Case, index: int) -> str:
    sentence = case.outline.sentences[index]
    shown = case.sentence_sighting(sentence)
    quote = case.outline.document.text[shown.start : shown.end].strip()
    return f"〔{LABELS[sentence.role]}{'·标题' if sentence.heading else ''}〕{quote}"


def _verdict(case: Case, key: str, occurrence: Occurrence) -> str:
    if key in _ASIDE:
        return _ASIDE[key]
    why = case.why_not(occurrence)
    if why:
        return f"不算：{LABELS[why]}{_where(case, occurrence)}"
    if occurrence.doubtful:
        return "拿不准：差一个字，可能是笔误，也可能是另一回事"
    if case.outline.sentences[occurrence.sentence].role is Role.PREAMBLE:
        return "算一半：只在开头提到"
    return "算：是当年已经做了的事"


def _where(case: Case, occurrence: Occurrence) -> str:
    """Quote the clause whose wording decided, where it was not the part of the report that did."""
    sentence = case.outline.sentences[occurrence.sentence]
    if sentence.role in _DECIDING_ROLES:
        return f"（整段属于“{LABELS[sentence.role]}”）"
    clause = next((each for each in sentence.clauses if each.start <= occurrence.start < each.end), None)
    if clause is None or clause.mode is Mode.REPORTED or len(sentence.clauses) == 1:
        return ""
    start, end = case.outline.flat.span(clause.start, clause.end)
    return f"（看这一小句：“{case.outline.document.text[start:end].strip()}”）"


def _judgement(finding: Finding) -> Iterator[str]:
    yield f"{LABELS[finding.status]}：{finding.reason}。"
    for part in finding.parts:
        yield f"{'✓' if part.met else '×'} {part.name}"
    if finding.status in OPEN:
        yield f"怎么补：{finding.advice}"


def _points(audited: Audit, finding: Finding) -> Iterator[str]:
    if not audited.scored:
        yield f"这份材料未评分：{audited.unscored_reason}"
    elif finding.status is Status.NOT_APPLICABLE:
        yield "不适用，不计入总分。"
    elif not finding.weight:
        yield "只作提示，不计分。"
    else:
        total = sum(each.weight for each in audited.findings if each.status is not Status.NOT_APPLICABLE)
        yield (
            f"权重 {finding.weight}，完成度 {_COMPLETION[finding.status]}，全部适用项权重合计 {total}："
            f"扣 {finding.points:.1f} 分（总差距分 {audited.gap}）。"
        )
