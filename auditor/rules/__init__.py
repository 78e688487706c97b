"""Rule files: their shape, loading and overlay."""

from auditor.rules.files import shipped_folder
from auditor.rules.load import RuleSet, load_rules
from auditor.rules.model import Example, Rule
from auditor.rules.problems import Problem, RuleFileError

__all__ = ["Example", "Problem", "Rule", "RuleFileError", "RuleSet", "load_rules", "shipped_folder"]
