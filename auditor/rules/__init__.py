"""Rule files: their shape, loading and overlay."""

from auditor.rules.files import shipped_folder
from auditor.rules.load import RuleSet, load_rules
from auditor.rules.model import Example, Rule

__all__ = ["Example", "Rule", "RuleSet", "load_rules", "shipped_folder"]
