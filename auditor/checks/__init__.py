"""The kinds of check. A kind is one module and one line in ``CHECKS``; the key is what rule files write."""

from collections.abc import Callable

from auditor.checks.case import Case, Judgement, Sighting
from auditor.checks.causes import check_causes
from auditor.checks.document_parts import (
    check_addressee,
    check_date,
    check_deadline,
    check_publication,
    check_signature,
    check_title,
)
from auditor.checks.figures import check_figures
from auditor.checks.mention import check_mention
from auditor.checks.numbering import check_numbering
from auditor.checks.parts import check_parts
from auditor.checks.placeholder import check_placeholder
from auditor.checks.section import check_section
from auditor.checks.stale_reference import check_stale_reference
from auditor.checks.unit_name import check_unit_name
from auditor.checks.year_consistency import check_year_consistency
from auditor.match import Matches
from auditor.models import Outline
from auditor.rules import Rule
from auditor.vocabulary import Binding, Status

CHECKS: dict[str, Callable[[Case], Judgement]] = {
    "章节": check_section,
    "提及": check_mention,
    "要点": check_parts,
    "原因": check_causes,
    "数据": check_figures,
    "标题": check_title,
    "主送机关": check_addressee,
    "落款": check_signature,
    "成文日期": check_date,
    "报送期限": check_deadline,
    "公开期限": check_publication,
    "年度一致": check_year_consistency,
    "序号": check_numbering,
    "单位名称": check_unit_name,
    "引用": check_stale_reference,
    "占位符": check_placeholder,
}

_ON_CONDITION = (Binding.CONDITIONAL, Binding.WITH_ENFORCEMENT)


def check(rule: Rule, outline: Outline, matches: Matches, enforces: bool | None = None) -> Judgement:
    """Put one rule to one report: does it apply, and is it met?

    ``enforces``: whether the unit is known to have powers of enforcement, None when nothing is known.
    """
    if rule.disabled:
        return Judgement(Status.NOT_APPLICABLE, f"本单位停用了这条规则：{rule.disabled}")
    if rule.binding is Binding.NOT_APPLICABLE:
        return Judgement(Status.NOT_APPLICABLE, "这一级单位不要求报告此项")
    if not rule.holds_in(outline.year):
        return Judgement(Status.NOT_APPLICABLE, f"此项要求不适用于 {outline.year} 年度的报告")
    case = Case(rule, outline, matches)
    judgement = CHECKS[rule.check](case)
    if judgement.status is Status.MISSING and rule.binding is Binding.WITH_ENFORCEMENT and enforces is False:
        return Judgement(Status.NOT_APPLICABLE, "花名册写明本单位没有执法权")
    if judgement.status is Status.MISSING and rule.binding in _ON_CONDITION:
        stated = case.read(rule.not_held).reported
        if stated:
            return Judgement(Status.NOT_APPLICABLE, "报告写明本单位没有此项职能", tuple(stated))
    return judgement


__all__ = ["CHECKS", "Case", "Judgement", "Sighting", "check"]
