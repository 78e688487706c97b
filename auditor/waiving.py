"""Lay exemptions over an audit: findings stay visible, the gap after waivers and the gate follow."""

from dataclasses import replace

from auditor.models import Audit, Finding
from auditor.score import gate_of
from auditor.vocabulary import OPEN
from auditor.waivers import Exemption, Waivers, shown


def waive(audit: Audit, waivers: Waivers) -> Audit:
    """Return ``audit`` with its unit's exemptions.

    The gap after waivers subtracts the points of waived findings and keeps their weight in the sum. A
    waived 关键 item lifts the gate only when its exemption says so (免退回).
    """
    entries = waivers.of(audit.unit)
    if not audit.scored or audit.gap is None or not entries:
        return audit
    findings = tuple(_waived(finding, entries.get(finding.id)) for finding in audit.findings)
    points = sum(finding.points for finding in findings if finding.waiver)
    counting = [finding for finding in findings if not _lifted(finding, entries)]
    gap_waived = max(0.0, round(audit.gap - points, 1))
    return replace(audit, findings=findings, gap_waived=gap_waived, gate=gate_of(counting))


def _waived(finding: Finding, entry: Exemption | None) -> Finding:
    if entry is None or finding.status not in OPEN:
        return finding
    return replace(finding, waiver=shown(entry))


def _lifted(finding: Finding, entries: dict[str, Exemption]) -> bool:
    """Tell whether a finding no longer counts for the gate."""
    if finding.waiver is None:
        return False
    key = finding.weight >= 3
    return not key or entries[finding.id].lifts_gate


def waived_rules(audit: Audit) -> tuple[str, ...]:
    """Return the ids of the rules that the unit of ``audit`` was exempted from."""
    return tuple(finding.id for finding in audit.findings if finding.waiver)
