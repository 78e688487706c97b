"""YAML files that officers write: read strictly, every mistake told in Chinese with its place."""

from auditor.settings.explain import aliases, explain
from auditor.settings.files import YamlFile, parse_yaml, read_yaml
from auditor.settings.problems import Mark, Problem, RuleFileError, did_you_mean
from auditor.settings.values import Day

__all__ = [
    "Day",
    "Mark",
    "Problem",
    "RuleFileError",
    "YamlFile",
    "aliases",
    "did_you_mean",
    "explain",
    "parse_yaml",
    "read_yaml",
]
