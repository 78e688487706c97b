"""Put a sentence into a minimal report, and run the examples that rules carry."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.auditing import audit
from auditor.models import Audit, Document, Finding
from auditor.outline.fold import fold
from auditor.rules import Example, Rule, RuleSet
from auditor.vocabulary import Binding, Level, Role, Status

_UNITS = {Level.TOWNSHIP: "临水镇", Level.COUNTY: "临水县人民政府", Level.DEPARTMENT: "临水县直属局"}
_HEADINGS = {
    Role.MEASURES: "一、{year}年度推进法治政府建设的主要举措和成效",
    Role.PROBLEMS: "二、{year}年度法治政府建设存在的不足",
    Role.CAUSES: "二、{year}年度法治政府建设存在的不足和原因",
    Role.FIRST_RESPONSIBLE: "三、{year}年度党政主要负责人履行推进法治建设第一责任人职责情况",
    Role.NEXT_YEAR: "四、{next}年度主要安排",
    Role.OTHER: "五、其他需要报告的情况",
}
_ANY_YEAR = 2025
_ACCEPTED = (Status.MET, Status.PARTIAL, Status.REVIEW)


def minimal_report(
    text: str, level: Level, role: Role = Role.MEASURES, heading: str | None = None, year: int | None = None
) -> Document:
    """Return a report of ``level`` that holds nothing but ``text`` under a heading.

    ``heading``: the level-1 heading, '' for none before the text (preamble), None for the usual heading of
    ``role``. ``year``: the report year; without it that of the heading, as far as it names one.
    """
    if year is None:
        year = _year_of(heading or "", role)
    if heading is None:
        heading = _HEADINGS.get(role, "").format(year=year, next=year + 1)
    title = f"{_UNITS[level]}{year}年度法治政府建设年度报告"
    body = f"{heading}\n{text}" if heading else f"{text}\n一、有关情况\n略。"
    return _document(f"{title}\n\n{body}\n")


def _document(text: str) -> Document:
    return Document(source="例句", sha256=hashlib.sha256(text.encode()).hexdigest(), text=text)


def _year_of(heading: str, role: Role) -> int:
    match = re.search(r"(20\d\d)年", fold(heading))
    if not match:
        return _ANY_YEAR
    return int(match.group(1)) - (role is Role.NEXT_YEAR)


@dataclass(frozen=True)
class Failure:
    """An example that its rule gets wrong. ``kind``: 漏报 (should pass) or 误报 (should not)."""

    rule: str
    kind: str
    level: Level
    text: str
    finding: Finding


def run_examples(rules: RuleSet) -> Iterator[Failure]:
    """Yield every example that its own rule judges wrongly, at the levels the rule binds."""
    for level, level_rules in rules.levels.items():
        for rule in level_rules:
            if rule.binding is not Binding.NOT_APPLICABLE and not rule.disabled:
                yield from _run(rule, level, rules)


def _run(rule: Rule, level: Level, rules: RuleSet) -> Iterator[Failure]:
    for kind, examples, wanted in (("漏报", rule.passing, True), ("误报", rule.failing, False)):
        for example in _for_level(examples, level):
            finding = finding_of(_audited(example, rule, level, rules), rule.id)
            if (finding.status in _ACCEPTED) is not wanted:
                yield Failure(rule.id, kind, level, example.whole or example.text, finding)


def _for_level(examples: Iterable[Example], level: Level) -> Iterator[Example]:
    return (example for example in examples if example.level in (None, level))


def _audited(example: Example, rule: Rule, level: Level, rules: RuleSet) -> Audit:
    if example.whole is not None:
        return audit(_document(example.whole), rules, level=level)
    year = example.year or max(rule.years[0], _ANY_YEAR)
    return audit(minimal_report(example.text, level, example.role, year=year), rules, level=level)


def finding_of(audited: Audit, rule_id: str) -> Finding:
    """Return the finding of one rule.

    Raises:
        KeyError: the audit has no such finding.
    """
    for finding in audited.findings:
        if finding.id == rule_id:
            return finding
    raise KeyError(rule_id)
