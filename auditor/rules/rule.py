"""What a rule is once its file was read without a mistake."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.match import Term
from auditor.vocabulary import Binding, Level, Role

Terms = tuple[Term, ...]
_EVER = (0, 9999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence (``text``) or a whole report (``whole``) that must, or must not, meet the rule."""

    text: str = ""
    whole: str | None = None
    role: Role = Role.MEASURES
    level: Level | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A wording that is wrong or outdated for reports of some ``years`` (first, last)."""

    wording: str
    correct: str
    years: tuple[int, int] = _EVER

    def holds_in(self, year: int) -> bool:
        """Tell whether the wording is wrong in a report on ``year``."""
        return self.years[0] <= year <= self.years[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One requirement; rules/README.md says what each key of a rule file means."""

    id: str
    title: str
    sources: tuple[str, ...]
    weight: int
    binding: Binding
    check: str
    terms: Terms = ()
    weak_terms: Terms = ()
    parts: Mapping[str, Terms] = field(default_factory=dict)
    enough: int | None = None
    alternatives: Terms = ()
    confusable: Terms = ()
    under_heading: Terms = ()
    not_held: Terms = ()
    stale: tuple[Stale, ...] = ()
    by_others: bool = False
    denial_counts: bool = False
    titles_count: bool = False
    years: tuple[int, int] = _EVER
    section: Role | None = None
    advice: str
    disabled: str = ""
    note: str = ""
    passing: tuple[Example, ...] = ()
    failing: tuple[Example, ...] = ()

    def named_terms(self) -> tuple[tuple[str, Terms], ...]:
        """Return every group of terms by the key it stands under: 词, 要点“执法公示” …; empty ones too."""
        return (
            ("词", self.terms),
            *((f"要点“{name}”", terms) for name, terms in self.parts.items()),
            ("或", self.alternatives),
            ("弱词", self.weak_terms),
            ("易混", self.confusable),
            ("标题下有", self.under_heading),
            ("无此职能", self.not_held),
        )

    def all_terms(self) -> Terms:
        """Return every term of the rule."""
        return tuple(term for _, terms in self.named_terms() for term in terms)

    def holds_in(self, year: int | None) -> bool:
        """Tell whether the rule holds for reports on ``year``; an unknown year counts as any."""
        return year is None or self.years[0] <= year <= self.years[1]
