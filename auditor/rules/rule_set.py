"""A rule set as the rest of the program knows it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.match import Matcher
from auditor.rules.rule import Rule
from auditor.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Edition:
    """What papers name a rule set by. ``title``: may be empty."""

    title: str
    id: str
    version: str
    sha256: str


@dataclass(frozen=True)
class RuleSet:
    """The effective rules of every level, in file order, with their identity.

    ``title``: its name. ``hints``: what an author should hear although it is no mistake. ``origins``: for
    every level and rule id the file and line that each key came from.
    """

    id: str
    version: str
    sha256: str
    levels: dict[Level, tuple[Rule, ...]]
    hints: tuple[str, ...] = ()
    origins: dict[Level, dict[str, dict[str, str]]] | None = None
    title: str = ""

    @property
    def count(self) -> int:
        """How many different rules there are."""
        return len({rule.id for rules in self.levels.values() for rule in rules})

    @property
    def edition(self) -> Edition:
        """What papers name it by."""
        return Edition(self.title, self.id, self.version, self.sha256)

    def matcher(self) -> Matcher:
        """Return the compiled matcher of all terms, built at the first call."""
        return _compiled(self)

    def only(self, ids: Collection[str]) -> "RuleSet":
        """Return the set that has no rules but these: what each finds is the same without the others."""
        levels = {
            level: tuple(rule for rule in rules if rule.id in ids) for level, rules in self.levels.items()
        }
        return replace(self, levels=levels, origins=None, sha256=f"{self.sha256} {' '.join(sorted(ids))}")

    def changed_from(self, other: "RuleSet") -> set[str]:
        """Return the ids of the rules that ``other`` has not, or has otherwise, at some level."""
        theirs = {level: {rule.id: rule for rule in rules} for level, rules in other.levels.items()}
        return {
            rule.id
            for level, rules in self.levels.items()
            for rule in rules
            if rule != theirs[level].get(rule.id)
        }

    def __hash__(self) -> int:
        return hash(self.sha256)


# An office tries one set after another while it writes.
@lru_cache(maxsize=8)
def _compiled(rules: RuleSet) -> Matcher:
    return Matcher(term for each in rules.levels.values() for rule in each for term in rule.all_terms())
