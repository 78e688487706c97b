"""引用: documents named wrongly, goals and plans already replaced. The wrong wordings stand in the rule."""

import re

from auditor.checks.case import Case, Judgement, Sighting
from auditor.outline.fold import compact
from auditor.vocabulary import Role, Status

# 法治政府建设实施纲要 came out for 2015-2020 and 2021-2025; see policy notes of the rule.
_OUTLINE = re.compile(r"(?<!社会建设)实施纲要》?\((20\d\d)年?-?(20\d\d)年?\)")
_PERIODS = {("2015", "2020"): (2015, 2020), ("2021", "2025"): (2021, 9999)}


def check_stale_reference(case: Case) -> Judgement:
    """Look for wrong periods of the 实施纲要 and for the rule's list of outdated wordings."""
    faults = [*_outline_faults(case), *_wording_faults(case)]
    if faults:
        return Judgement(
            Status.MISSING, "；".join(text for text, _ in faults), tuple(shown for _, shown in faults)
        )
    return Judgement(Status.MET, "没有发现过时或有误的引用")


def _outline_faults(case: Case) -> list[tuple[str, Sighting]]:
    faults = []
    year = case.outline.year or 9998
    for match in _OUTLINE.finditer(case.outline.flat.text):
        period = match.group(1), match.group(2)
        valid = _PERIODS.get(period)
        if valid and valid[0] <= year <= valid[1] + 1:
            continue
        start, end = case.outline.flat.span(*match.span())
        text = f"“{case.outline.document.text[start:end]}”的年份有误，应为（2021—2025年）"
        faults.append((text, Sighting(start, end, Role.MEASURES)))
    return faults


def _wording_faults(case: Case) -> list[tuple[str, Sighting]]:
    faults = []
    for stale in case.rule.stale:
        if case.outline.year is not None and not stale.holds_in(case.outline.year):
            continue
        wording = compact(stale.wording)
        start = case.outline.flat.text.find(wording)
        if start >= 0:
            spot = case.outline.flat.span(start, start + len(wording))
            faults.append((f"“{stale.wording}”应为“{stale.correct}”", Sighting(*spot, Role.MEASURES)))
    return faults
