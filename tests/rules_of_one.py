"""Put one rule, written as an office writes it, to one report."""

import hashlib
from typing import Any

from auditor.auditing import audit_outline
from auditor.models import Audit, Document, Finding
from auditor.outline import outline
from auditor.rules import Rule, RuleSet
from auditor.rules.entry import RuleEntry
from auditor.vocabulary import Level

TITLE = "临水镇2024年度法治政府建设年度报告\n"
DONE = "一、主要工作\n"
PROBLEMS = "二、存在的不足\n"
PLAN = "三、下一步打算\n"
_PLAIN = {
    "编号": "own.one",
    "名称": "一条",
    "依据": "本单位要求",
    "重要程度": "关键",
    "适用": "必报",
    "怎么补": "补上",
}


def rule_of(**entry: Any) -> Rule:
    """Return a rule from the keys of a rule file; those that every rule must have need not be given."""
    return RuleEntry.model_validate(_PLAIN | entry).rule()


def judged(
    report: str, level: Level = Level.TOWNSHIP, *, enforces: bool | None = None, **entry: Any
) -> Finding:
    """Return the finding of a rule on a report that begins with its title."""
    rule = rule_of(**entry)
    digest = hashlib.sha256(repr(rule).encode()).hexdigest()
    rules = RuleSet("own", "1", digest, dict.fromkeys(Level, (rule,)))
    parsed = outline(Document("t", "0" * 64, report), level)
    (finding,) = _whole(audit_outline(parsed, rules, enforces)).findings
    return finding


def _whole(audited: Audit) -> Audit:
    for finding in audited.findings:
        assert all(each.quote for each in (*finding.evidence, *finding.look_alikes))
    return audited
