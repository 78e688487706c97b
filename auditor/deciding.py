"""Lay the decisions of people over an audit: what the program left open counts as they decided it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from auditor.models import Audit, Finding
from auditor.score import rescored
from auditor.vocabulary import LABELS, Status

DECIDABLE = (Status.MET, Status.MISSING)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person found on a rule that the program left open (``review``).

    ``status``: one of ``DECIDABLE``, or ``REVIEW`` to leave it open again. ``day``: the ISO date.
    """

    rule: str
    status: Status
    note: str
    decider: str
    day: str


def decide(audit: Audit, decisions: Iterable[Decision]) -> Audit:
    """Return ``audit`` with its open findings decided; the last decision on a rule counts.

    Exemptions are laid over afterwards (see ``waive``). A decision on a finding that is not open is left
    alone: the program has settled it since.
    """
    latest = {each.rule: each for each in decisions}
    findings = [_decided(finding, latest.get(finding.id)) for finding in audit.findings]
    if not audit.scored or findings == list(audit.findings):
        return audit
    return rescored(audit, findings)


def _decided(finding: Finding, decision: Decision | None) -> Finding:
    if decision is None or finding.status is not Status.REVIEW or decision.status not in DECIDABLE:
        return finding
    return replace(finding, status=decision.status, reason=_reason(finding, decision))


def _reason(finding: Finding, decision: Decision) -> str:
    """Say who decided what and why, and what the program had said; a sentence without its full stop."""
    note = f"：{decision.note.rstrip('。')}" if decision.note else ""
    return (
        f"由人工认定为{LABELS[decision.status]}（{decision.decider}，{decision.day}）{note}。"
        f"程序原来的意见：{finding.reason}"
    )
