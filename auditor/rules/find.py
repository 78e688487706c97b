"""Look a rule up by its id."""

from auditor.errors import RuleError
from auditor.rules.rule import Rule
from auditor.rules.rule_set import RuleSet
from auditor.vocabulary import Level


def find_rule(rules: RuleSet, rule_id: str, level: Level) -> Rule:
    """Return a rule of a level by its id.

    Raises:
        RuleError: there is none; the message offers the nearest id.
    """
    for rule in rules.levels[level]:
        if rule.id == rule_id:
            return rule
    from auditor.settings.problems import did_you_mean

    meant = did_you_mean(rule_id, [rule.id for rule in rules.levels[level]])
    hint = f"是否想写“{meant}”？" if meant else ""
    raise RuleError(f"没有编号为“{rule_id}”的规则。{hint}用 auditor rules list 查看全部编号。")
