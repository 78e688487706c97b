"""Ten times the rules: nine more sets of the shape of the shipped one, of its subject and of another."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from auditor import Document, audit, load_rules
from auditor.match import Term
from auditor.rules import Rule, RuleSet
from benchmarks.corpus import report
from benchmarks.ratios import Row, in_turns, milliseconds

_TIMES = 10


def rows(rounds: int, reports: int) -> Iterator[Row]:
    """Yield the ratios."""
    rules = load_rules()
    chance = random.Random(1)
    own = _words(rules)
    characters = sorted(set("".join(own)))
    strange = ["".join(chance.choices(characters, k=max(2, len(word)))) for word in own]
    same, other = _multiplied(rules, own, chance), _multiplied(rules, strange, chance)
    documents = [Document(str(number), "0" * 64, report(number)) for number in range(reports)]

    def by(chosen: RuleSet) -> Callable[[], None]:
        def run() -> None:
            for each in documents:
                audit(each, chosen)

        return run

    few, many, many_strange = (each / reports for each in in_turns(rounds, by(rules), by(same), by(other)))
    yield Row(
        f"{_TIMES}× the rules, the new ones met as often as the old: time",
        many / few,
        3,
        f"{milliseconds(many)} ÷ {milliseconds(few)} a report",
    )
    yield Row(
        f"{_TIMES}× the rules, the new ones of another subject: time",
        many_strange / few,
        3,
        f"{milliseconds(many_strange)} ÷ {milliseconds(few)} a report",
    )


def _words(rules: RuleSet) -> list[str]:
    found = {
        word
        for each in rules.levels.values()
        for rule in each
        for term in rule.all_terms()
        for word in term.words
    }
    return sorted(found)


def _multiplied(rules: RuleSet, words: Sequence[str], chance: random.Random) -> RuleSet:
    """Return a set with ten times the rules: each again, ``words`` dealt out to the slots of its terms."""

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
    return replace(rules, levels=levels, sha256=f"{chance.random()}")
