"""Rule files: their shape, loading and overlay."""

from auditor.rules.load import load_rules
from auditor.rules.rule import Example, Rule
from auditor.rules.rule_set import Edition, RuleSet
from auditor.rules.shipped import shipped_folder

__all__ = ["Edition", "Example", "Rule", "RuleSet", "load_rules", "shipped_folder"]
