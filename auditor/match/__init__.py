"""Finding terms: the language of terms, the index, word boundaries."""

from auditor.match.matcher import Matcher, Matches, Occurrence
from auditor.match.term import Term, parse_term

__all__ = ["Matcher", "Matches", "Occurrence", "Term", "parse_term"]
