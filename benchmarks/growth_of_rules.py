"""Ten times the rules: nine more sets of rules like the shipped ones, their words dealt out anew."""

import random
from collections.abc import Iterator
from dataclasses import replace

from auditor import Document, audit, load_rules
from auditor.match import Term
from auditor.rules import Rule, RuleSet
from benchmarks.corpus import report
from benchmarks.ratios import Row, in_turns, milliseconds

_TIMES = 10


def rows(rounds: int, reports: int) -> Iterator[Row]:
    """Yield the ratio."""
    rules = load_rules()
    more = _multiplied(rules)
    documents = [Document(str(number), "0" * 64, report(number)) for number in range(reports)]

    def run(by: RuleSet) -> None:
        for each in documents:
            audit(each, by)

    many, few = (each / reports for each in in_turns(rounds, lambda: run(more), lambda: run(rules)))
    yield Row(
        f"{_TIMES}× the rules: time", many / few, 3, f"{milliseconds(many)} ÷ {milliseconds(few)} a report"
    )


def _multiplied(rules: RuleSet) -> RuleSet:
    """Return a set with ten times the rules: each rule again with the terms of others in its place.

    A new rule asks, as a real one would, for words that reports hold; every slot of every term gets words
    drawn from all words of the set.
    """
    chance = random.Random(1)
    words = sorted(
        {
            word
            for each in rules.levels.values()
            for rule in each
            for term in rule.all_terms()
            for word in term.words
        }
    )

    def other(term: Term) -> Term:
        slots = tuple(
            replace(slot, choices=tuple(chance.choice(words) for _ in slot.choices)) for slot in term.slots
        )
        return Term(f"{term.source}·{chance.random()}", slots)

    def like(rule: Rule, number: int) -> Rule:
        return replace(
            rule,
            id=f"{rule.id}.{number}",
            terms=tuple(map(other, rule.terms)),
            weak_terms=tuple(map(other, rule.weak_terms)),
            alternatives=tuple(map(other, rule.alternatives)),
            confusable=tuple(map(other, rule.confusable)),
            parts={name: tuple(map(other, terms)) for name, terms in rule.parts.items()},
        )

    levels = {
        level: (*each, *(like(rule, number) for number in range(1, _TIMES) for rule in each))
        for level, each in rules.levels.items()
    }
    return replace(rules, levels=levels, sha256="0" * 64)
