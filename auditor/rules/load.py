"""Load a rule set: as it was read before when none of its files has changed, else from the files."""

from pathlib import Path

from auditor.rules.compiled import recall
from auditor.rules.rule_set import RuleSet
from auditor.rules.shipped import shipped_folder


def load_rules(path: Path | str | None = None) -> RuleSet:
    """Load the shipped rules, or an office's own file laid over them.

    Args:
        path: a rule file. Its 沿用 names the shipped levels it is for (all without it), or own files
            beside it to lie over.

    Raises:
        RuleError: mistakes in the files: all of them, each with its place, cause and remedy.
    """
    own = Path(path) if path else None
    kept = recall(own, shipped_folder())
    if kept is not None:
        return kept
    # Reading files strictly takes longer than a check; most checks find them read already.
    from auditor.rules.source import Source

    return Source(own).load()
