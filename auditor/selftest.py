"""Run the examples of rules that changed since they last passed.

The shipped files are sealed and tested before release; what an office wrote is tested at the first use
after each change. That it passed is remembered by the content of the rules in the user's cache folder; a
folder that cannot be written costs a new run each time, nothing else.
"""

from auditor.cache import read_cached, write_cached
from auditor.examples import Failure, run_examples
from auditor.rules import RuleSet, load_rules
from auditor.vocabulary import LABELS

_KEPT = 64
_PASSED = "passed.txt"


def failing_own_examples(rules: RuleSet) -> str:
    """Return the failing examples of changed rules as text, '' when all pass."""
    if rules.sha256 in _passed():
        return ""
    # With a hint, a shipped file may not be the released one.
    tested = rules if rules.hints else rules.only(rules.changed_from(load_rules()))
    failures = list(run_examples(tested))
    if failures:
        return describe(failures)
    _remember(rules.sha256)
    return ""


def describe(failures: list[Failure]) -> str:
    """Say which examples fail and why, each once."""
    told: dict[tuple[str, str, str], str] = {}
    for failure in failures:
        key = failure.rule, failure.kind, failure.text
        meaning = "应通过，却判为" if failure.kind == "漏报" else "不应通过，却判为"
        told.setdefault(
            key,
            f"{failure.kind}　{failure.rule}（{LABELS[failure.level]}）：{meaning}{LABELS[failure.finding.status]}\n"
            f"  例句：{failure.text}\n  原因：{failure.finding.reason}",
        )
    return "\n\n".join(told.values())


def _passed() -> list[str]:
    return (read_cached(_PASSED) or "").split()


def _remember(sha256: str) -> None:
    kept = [sha256, *(each for each in _passed() if each != sha256)][:_KEPT]
    write_cached(_PASSED, "\n".join(kept) + "\n")
