"""What every rule says to one sentence, put into one part of a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from auditor.auditing import audit_outline
from auditor.examples import minimal_report
from auditor.match import Matches
from auditor.models import Finding
from auditor.outline import outline
from auditor.rules import Rule, RuleSet
from auditor.vocabulary import Level, Role

# These judge the paper as a whole, of which a sentence tells nothing.
_OF_THE_PAPER = "form."


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a rule. ``found``: pairs of the key of the rule and what of its terms was found."""

    rule: Rule
    finding: Finding
    found: tuple[tuple[str, str], ...]

    @property
    def of_the_paper(self) -> bool:
        """Whether the rule judges the paper as a whole."""
        return self.rule.id.startswith(_OF_THE_PAPER)

    @property
    def touched(self) -> bool:
        """Whether the sentence says what the rule looks for, also where that does not count."""
        return bool(self.finding.evidence or self.finding.look_alikes)


def answers(rules: RuleSet, sentence: str, role: Role, level: Level) -> list[Answer]:
    """Return the answers of all rules of a level, in their order."""
    report = outline(minimal_report(sentence, level, role), level)
    matches = rules.matcher().scan(report)
    findings = {each.id: each for each in audit_outline(report, rules).findings}
    return [
        Answer(rule, findings[rule.id], tuple(_found(rule, matches)))
        for rule in rules.levels[level]
        if rule.id in findings
    ]


def _found(rule: Rule, matches: Matches) -> Iterator[tuple[str, str]]:
    for key, terms in rule.named_terms():
        for text in _terms_found(terms, matches):
            yield key, text


def _terms_found(terms: Iterable[Any], matches: Matches) -> Iterator[str]:
    for term in terms:
        for occurrence in matches.of(term)[:1]:
            how = "一字不差" if occurrence.exact else f"相似 {occurrence.similarity:.0%}"
            yield f"“{term.source}”（{how}）"
