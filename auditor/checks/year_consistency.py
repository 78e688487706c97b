"""年度一致: no other year left over in title, opening and headings, and a plan for the next year."""

import re
from collections.abc import Iterator

from auditor.checks.case import Case, Judgement, Sighting
from auditor.models import Section
from auditor.vocabulary import Role, Status, Why

_YEAR = re.compile(r"(20\d\d)年")
_SPAN = re.compile(r"20\d\d年?-20\d\d年?|《[^》]*》|\([^)]*\)")
# 2024年,我镇将…: a plan for the year that is over.
_PLANS_FOR = re.compile(r"(20\d\d)年,?(?:我[镇乡县区局街市]|全[镇乡县区局街])?.{0,8}?(?:将|计划|拟|重点抓)")
# 2023年度,我镇…: the year before, left over from the last report.
_REPORTS_ON = re.compile(r"(20\d\d)年度?,(?:我|全|本)[镇乡县区局街市](?!.{0,12}(?:相比|基础))")
_ANNOUNCES = re.compile(r"(?:现|特)?将[^。]{0,40}?(20\d\d)年度?[^。]{0,40}?(?:报告|汇报|总结)如下")


def check_year_consistency(case: Case) -> Judgement:
    """Judge the years against the report year."""
    year = case.outline.year
    if year is None:
        return Judgement(Status.REVIEW, "看不出报告年度，无法核对")
    wrong: list[tuple[str, Sighting]] = []
    for section in case.outline.sections:
        if section.level > 2:
            continue
        for stated in _YEAR.findall(_SPAN.sub("", section.heading)):
            if int(stated) not in _allowed(section, year):
                wrong.append(
                    (f"标题“{section.heading.rstrip('。')}”写的是 {stated} 年", _heading(case, section))
                )
    announced = _ANNOUNCES.search(case.outline.flat.text[:1200])
    if announced and int(announced.group(1)) != year:
        start, end = case.outline.flat.span(*announced.span())
        wrong.append(
            (f"开头写的是 {announced.group(1)} 年", Sighting(start, end, Role.PREAMBLE, why=Why.CONFUSABLE))
        )
    wrong += _in_sentences(case, year)
    if wrong:
        reason = f"报告年度是 {year} 年，但{'；'.join(text for text, _ in wrong)}"
        return Judgement(Status.MISSING, reason, tuple(shown for _, shown in wrong))
    return Judgement(Status.MET, f"标题、开头、各部分的年度都与 {year} 年一致")


def _in_sentences(case: Case, year: int) -> Iterator[tuple[str, Sighting]]:
    """Find sentences that speak of another year as if it were the report's or the next one."""
    for sentence in case.outline.sentences:
        if sentence.heading:
            continue
        text = case.text(sentence)
        if sentence.role is Role.NEXT_YEAR:
            match, right = _PLANS_FOR.match(text), year + 1
        elif sentence.role in (Role.MEASURES, Role.FIRST_RESPONSIBLE, Role.PREAMBLE):
            match, right = _REPORTS_ON.match(text), year
        else:
            continue
        if match and int(match.group(1)) == right - 1:
            yield f"“{match.group()}…”应为 {right} 年", case.sentence_sighting(sentence, why=Why.CONFUSABLE)


def _allowed(section: Section, year: int) -> tuple[int, ...]:
    if section.role is Role.NEXT_YEAR:
        return (year + 1,)
    return (year, year + 1) if Role.NEXT_YEAR in section.also else (year,)


def _heading(case: Case, section: Section) -> Sighting:
    start, end = case.outline.flat.span(section.start, section.heading_end)
    return Sighting(start, end, section.role, why=Why.CONFUSABLE)
