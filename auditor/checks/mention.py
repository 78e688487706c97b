"""提及: any one of the terms, reported by the unit, meets the rule; 弱词 alone meet it in part."""

from auditor.checks.case import Case, Judgement, Reading, Sighting
from auditor.vocabulary import LABELS, Status


def check_mention(case: Case) -> Judgement:
    """Judge a rule that asks for any mention."""
    strong, weak = case.read(case.rule.terms), case.read(case.rule.weak_terms)
    return judge_readings(strong, weak)


def judge_readings(strong: Reading, weak: Reading) -> Judgement:
    """Weigh what was found: the body before the preamble, sure before doubtful."""
    found = strong.reported + weak.reported + strong.doubtful
    rejected = strong.rejected + weak.rejected
    if strong.body:
        status, reason = Status.MET, "正文有明确报告"
    elif strong.preamble:
        status, reason = Status.PARTIAL, "只在开头提到，正文没有展开"
    elif weak.reported:
        status, reason = Status.PARTIAL, "只是笼统提到，没有具体内容"
    elif strong.doubtful:
        status, reason = Status.REVIEW, "有近似的说法，可能是笔误，也可能是另一回事，请人工核对"
    else:
        status, reason = Status.MISSING, missing_reason(rejected)
    return Judgement(status, reason, tuple(found), tuple(rejected))


def missing_reason(rejected: list[Sighting]) -> str:
    """Say in one line what stands in the way."""
    reasons = dict.fromkeys(LABELS[sighting.why] for sighting in rejected if sighting.why)
    if not reasons:
        return "全文没有提到"
    return f"有相近文字，但{'；'.join(reasons)}"
