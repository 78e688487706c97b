"""What an officer reads in a terminal: gap and gate first, then the missing list by points."""

from collections.abc import Iterable

from auditor.models import Audit, Finding
from auditor.render.columns import shorten, table
from auditor.vocabulary import LABELS, Status

_OPEN = (Status.MISSING, Status.PARTIAL, Status.REVIEW)
_WEIGHTS = {3: "关键", 2: "重要", 1: "一般", 0: "提示"}
_SHOWN_LOOK_ALIKES = 2
_QUOTE = 60
_HINT = 90


def render_report(audit: Audit, *, everything: bool = False) -> str:
    """Return the summary and the missing-item list of one report; ``everything`` adds the met items."""
    blocks = [_summary(audit)]
    if audit.unscored_reason:
        return f"{blocks[0]}\n\n未评分：{audit.unscored_reason}\n"
    findings = [finding for finding in audit.findings if finding.status in _OPEN]
    scored = sorted((finding for finding in findings if finding.weight), key=lambda each: -each.points)
    if scored:
        blocks.append(f"缺项清单（{len(scored)} 项，按扣分从多到少）\n{_missing_table(scored)}")
    elif audit.scored:
        blocks.append("没有缺项。")
    hints = [finding for finding in findings if not finding.weight]
    if hints:
        lines = (f"  · {each.title}：{shorten(each.reason, _HINT)}" for each in hints)
        blocks.append("提示（只供参考，不计分）\n" + "\n".join(lines))
    if everything:
        blocks.append(f"已报告的项目和依据\n{_met_table(audit.findings)}")
    return "\n\n".join(blocks) + "\n"


def _summary(audit: Audit) -> str:
    who = [audit.unit or "单位不明", LABELS[audit.level] if audit.level else "级别不明"]
    who.append(f"{audit.year} 年度" if audit.year else "年度不明")
    counts = audit.counts
    return "\n".join(
        (
            f"■ {' · '.join(who)}",
            f"  文件：{audit.source}",
            f"  {_gap_line(audit)}",
            f"  共 {len(audit.findings)} 项（含不计分的提示）：已报告 {counts.met}"
            f" · 部分报告 {counts.partial} · 未报告 {counts.missing}"
            f" · 待人工核 {counts.review} · 不适用 {counts.na}",
            *(f"  注意：{warning}" for warning in audit.warnings),
        )
    )


def _gap_line(audit: Audit) -> str:
    if not audit.scored:
        return f"差距分 —    结论：{LABELS[audit.gate]}"
    interval = "" if audit.gap == audit.gap_best else f"（待核项若都成立：{audit.gap_best}）"
    waived = "" if audit.gap_waived == audit.gap else f"，豁免后 {audit.gap_waived}"
    return f"差距分 {audit.gap}{interval}{waived}，满分差距 100，0 为没有差距    结论：{LABELS[audit.gate]}"


def _missing_table(findings: Iterable[Finding]) -> str:
    rows = (
        (
            f"{finding.points:.1f}",
            f"{finding.title}\n〔{_WEIGHTS[finding.weight]}·{_status(finding)}〕",
            _obstacle(finding),
            f"{finding.advice}\n依据：{'；'.join(finding.sources)}",
        )
        for finding in findings
    )
    return table(("扣分", "项目", "现在的情况", "怎么补"), rows, (5, 22, 42, 42))


def _status(finding: Finding) -> str:
    """Return the status in words; a formal check does not ask for a report but for order."""
    if finding.id.startswith("form.") and finding.status is Status.MISSING:
        return "有误或缺"
    return LABELS[finding.status]


def _obstacle(finding: Finding) -> str:
    lines = [finding.reason + "。"]
    if finding.parts and any(part.met for part in finding.parts):
        lines.append("已有：" + "、".join(part.name for part in finding.parts if part.met))
    lines += [f"已写：“{shorten(each.quote, _QUOTE)}”" for each in finding.evidence[:1]]
    lines += [
        f"相近：“{shorten(each.quote, _QUOTE)}”（{LABELS[each.why]}）"
        for each in finding.look_alikes[:_SHOWN_LOOK_ALIKES]
    ]
    if finding.waiver:
        lines.append(
            f"已豁免：{finding.waiver.reason}（{finding.waiver.approver}批准，至 {finding.waiver.until}）"
        )
    return "\n".join(lines)


def _met_table(findings: Iterable[Finding]) -> str:
    rows = (
        (finding.title, shorten(finding.evidence[0].quote, 140) if finding.evidence else finding.reason)
        for finding in findings
        if finding.status is Status.MET
    )
    return table(("项目", "依据（原文）"), rows, (24, 84))
