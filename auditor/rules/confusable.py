"""易混 may name another rule: all its terms are meant."""

import re
from collections.abc import Iterable
from dataclasses import replace

from auditor.match import Term
from auditor.rules.rule import Rule

_RULE_ID = re.compile(r"[a-z0-9]+\.[a-z0-9.-]+$")


def with_rules_as_confusable(rules: Iterable[Rule]) -> tuple[tuple[Rule, ...], list[tuple[Rule, int, str]]]:
    """Let 易混 name other rules by their ids: all their terms are meant.

    Returns the rules, and what names no rule: (rule, index in 易混, the id written).
    """
    listed = tuple(rules)
    by_id = {rule.id: rule for rule in listed}
    unknown = []
    result = []
    for rule in listed:
        confusable: list[Term] = []
        for index, term in enumerate(rule.confusable):
            if not _RULE_ID.match(term.source):
                confusable.append(term)
            elif term.source in by_id:
                named = by_id[term.source]
                confusable += [*named.terms, *named.alternatives]
            else:
                unknown.append((rule, index, term.source))
        result.append(rule if len(confusable) == len(rule.confusable) else _with(rule, tuple(confusable)))
    return tuple(result), unknown


def _with(rule: Rule, confusable: tuple[Term, ...]) -> Rule:
    return replace(rule, confusable=confusable)
