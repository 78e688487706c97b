"""章节: a part of the report that must stand there and say something (督察工作规定, chapter 4)."""

import re
from collections.abc import Callable

from auditor.checks.case import Case, Judgement
from auditor.checks.mention import missing_reason
from auditor.checks.shortcomings import names_shortcoming
from auditor.models import Section, Sentence
from auditor.outline.modes import is_lack
from auditor.vocabulary import Mode, Role, Status, Why

_SHOWN = 3
_OTHERS = re.compile(r"(?:各|有关|相关)(?:股室|部门|单位|科室|站所|村|乡镇|镇街)|分管")
_LAW = re.compile(r"法治|依法|执法|学法|普法|述法|守法|用法|复议|诉讼|法律|宪法|合法|责任")
_HEADS = re.compile(
    r"主要(?:负责人|负责同志|领导)|一把手|书记|党政|(?<!副)[镇乡县区市局]长|主任|党组会|党委会|常务会"
)


def check_section(case: Case) -> Judgement:
    """Judge whether the part named by 部分 stands in the report."""
    role = case.rule.section or Role.MEASURES
    return _CHECKS.get(role, _any_text)(case, role)


def _measures(case: Case, role: Role) -> Judgement:
    reporting = [sentence for sentence in case.sentences(role) if _reports(sentence)]
    if reporting:
        return _met(case, role, reporting, "有专门部分报告当年做了什么")
    rest = case.sentences(role, headings=True)
    rejected = [case.sentence_sighting(sentence, why=_why(sentence)) for sentence in rest]
    return Judgement(
        Status.MISSING, missing_reason(rejected) if rest else "没有报告当年做了什么", (), tuple(rejected)
    )


def _reports(sentence: Sentence) -> bool:
    return any(
        clause.mode in (Mode.REPORTED, Mode.ELSEWHERE) and clause.end - clause.start >= 4
        for clause in sentence.clauses
    )


def _why(sentence: Sentence) -> Why:
    if sentence.heading:
        return Why.HEADING
    modes = {clause.mode for clause in sentence.clauses}
    return Why.PLANNED if Mode.PLANNED in modes else Why.LACKING if Mode.LACKING in modes else Why.CONFUSABLE


def _problems(case: Case, role: Role) -> Judgement:
    under = _under(case, role)
    naming = [sentence for sentence in under if names_shortcoming(case, sentence)]
    if not naming:
        naming = [sentence for sentence in case.sentences(Role.CAUSES) if is_lack(case.text(sentence))]
    if naming:
        return _met(case, role, naming, "写明了存在的具体问题")
    if under:
        shown = tuple(case.sentence_sighting(sentence) for sentence in under)
        return Judgement(Status.PARTIAL, "只说有差距、有不足，没有写出具体问题", shown)
    return _absent(case, "没有写存在的不足")


def _under(case: Case, role: Role) -> list[Sentence]:
    """Return what stands under the part's own heading: its text, and its sub-headings as items."""
    return [each for each in case.sentences(role, headings=True) if each.heading != 1]


def _first_responsible(case: Case, role: Role) -> Judgement:
    own = [
        sentence
        for sentence in case.sentences(role)
        if _reports(sentence) and not _speaks_of_others(case.text(sentence))
    ]
    if any(_HEADS.search(case.text(each)) or _LAW.search(case.text(each)) for each in own):
        return _met(case, role, own, "有单独的部分写主要负责人做了什么")
    passing = case.read(case.rule.terms)
    if passing.reported:
        return Judgement(
            Status.PARTIAL, "只是顺带提到，没有单独的部分", tuple(passing.reported), tuple(passing.rejected)
        )
    rejected = [
        *passing.rejected,
        *(case.sentence_sighting(each, why=Why.HEADING) for each in case.sentences(role, headings=True)),
    ]
    return Judgement(Status.MISSING, missing_reason(rejected), (), tuple(rejected))


def _speaks_of_others(text: str) -> bool:
    return bool(_OTHERS.match(text)) and not _HEADS.search(text)


def _next_year(case: Case, role: Role) -> Judgement:
    under = _under(case, role)
    if under:
        return _met(case, role, under, "有专门部分写下一年的安排")
    last = max((sentence.paragraph for sentence in case.outline.sentences), default=-1)
    closing = [
        sentence
        for sentence in case.outline.sentences
        if sentence.paragraph == last
        and not sentence.heading
        and any(clause.mode is Mode.PLANNED for clause in sentence.clauses)
    ]
    if closing:
        shown = tuple(case.sentence_sighting(sentence) for sentence in closing)
        return Judgement(Status.PARTIAL, "只在结尾用一两句话表态，没有专门写安排", shown)
    return _absent(case, "没有写下一年的安排")


def _any_text(case: Case, role: Role) -> Judgement:
    under = case.sentences(role)
    if under:
        return _met(case, role, under, "有这一部分")
    return _absent(case, "没有这一部分")


def _absent(case: Case, reason: str) -> Judgement:
    rejected = tuple(case.read(case.rule.terms).rejected)
    return Judgement(Status.MISSING, reason, (), rejected)


def _met(case: Case, role: Role, sentences: list[Sentence], reason: str) -> Judgement:
    headings = [case.sentence_sighting(each) for each in _role_headings(case, role)]
    shown = [case.sentence_sighting(sentence) for sentence in sentences[:_SHOWN]]
    return Judgement(Status.MET, reason, (*headings, *shown))


def _role_headings(case: Case, role: Role) -> list[Sentence]:
    starts = {section.start for section in case.outline.sections if _opens(section, role)}
    return [sentence for sentence in case.outline.sentences if sentence.heading and sentence.start in starts]


def _opens(section: Section, role: Role) -> bool:
    return section.role is role and section.level == 1


_CHECKS: dict[Role, Callable[[Case, Role], Judgement]] = {
    Role.MEASURES: _measures,
    Role.PROBLEMS: _problems,
    Role.FIRST_RESPONSIBLE: _first_responsible,
    Role.NEXT_YEAR: _next_year,
}
