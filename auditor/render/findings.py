"""How tables in a terminal show findings that are open."""

from collections.abc import Iterable

from auditor.models import Finding
from auditor.render.columns import shorten, table
from auditor.vocabulary import LABELS, WEIGHT_NAMES, Status

_QUOTE = 60
_SHOWN_LOOK_ALIKES = 2


def missing_table(findings: Iterable[Finding]) -> str:
    """Return what is missing: points, item, what stands there now, what to add."""
    rows = (
        (
            f"{finding.points:.1f}",
            f"{finding.title}\n〔{WEIGHT_NAMES[finding.weight]}·{status_label(finding)}〕",
            obstacle(finding),
            f"{finding.advice}\n依据：{'；'.join(finding.sources)}",
        )
        for finding in findings
    )
    return table(("扣分", "项目", "现在的情况", "怎么补"), rows, (5, 22, 42, 42))


def status_label(finding: Finding) -> str:
    """Return the status in words; a formal check does not ask for a report but for order."""
    if finding.id.startswith("form.") and finding.status is Status.MISSING:
        return "有误或缺"
    return LABELS[finding.status]


def obstacle(finding: Finding) -> str:
    """Return why a finding is open, with the sentences that come nearest."""
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
