"""A rule set as the rest of the program knows it."""

from dataclasses import dataclass
from functools import cache

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

    def __hash__(self) -> int:
        return hash(self.sha256)


@cache
def _compiled(rules: RuleSet) -> Matcher:
    return Matcher(term for each in rules.levels.values() for rule in each for term in rule.all_terms())
