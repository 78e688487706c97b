"""What an officer reads in a terminal: gap and gate first, then the missing list by points."""

from collections.abc import Iterable

from auditor.models import Audit, Finding
from auditor.render.columns import shorten, table
from auditor.render.findings import missing_table
from auditor.vocabulary import LABELS, OPEN, Status

_QUOTE = 60
_HINT = 90


def render_report(audit: Audit, *, everything: bool = False) -> str:
    """Return the summary and the missing-item list of one report; ``everything`` adds the met items."""
    blocks = [_summary(audit)]
    if audit.unscored_reason:
        return f"{blocks[0]}\n\n未评分：{audit.unscored_reason}\n"
    findings = [finding for finding in audit.findings if finding.status in OPEN]
    scored = sorted((finding for finding in findings if finding.weight), key=lambda each: -each.points)
    if scored:
        blocks.append(f"缺项清单（{len(scored)} 项，按扣分从多到少）\n{missing_table(scored)}")
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


def _met_table(findings: Iterable[Finding]) -> str:
    rows = (
        (finding.title, shorten(finding.evidence[0].quote, 140) if finding.evidence else finding.reason)
        for finding in findings
        if finding.status is Status.MET
    )
    return table(("项目", "依据（原文）"), rows, (24, 84))
