"""What other rules would make of the reports handed in, before anybody saves them."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.judging import unpacked
from auditor.models import Audit, Finding
from auditor.pool import LostError
from auditor.program import program
from auditor.rules import RuleSet
from auditor.web.submissions import Submission
from auditor.web.workbench import Workbench

# Which reports are tried: all, those of a batch, one.
ALL, BATCH, ONE = "all", "batch", "one"


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that would be another. ``was``, ``becomes``: None where there is no such rule."""

    was: Finding | None
    becomes: Finding | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What would become of a report; both audits after decisions and exemptions."""

    submission: Submission
    before: Audit
    after: Audit
    changes: tuple[Change, ...]

    @property
    def is_none(self) -> bool:
        """Whether all that lists show would stay."""
        return not self.changes and (self.before.gap, self.before.gate) == (self.after.gap, self.after.gate)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the reports tried. ``tried``, ``left_out``: how many, of those not read before.

    ``rest``: how many are still to be tried, from ``after`` on.
    """

    effects: tuple[Effect, ...]
    tried: int
    left_out: int
    rest: int
    after: int


def chosen(bench: Workbench, scope: str) -> list[Submission]:
    """Return the reports that a choice names, the newest first: "all", "batch 3", "one 17"."""
    kind, _, number = scope.partition(" ")
    wanted = int(number) if number.isascii() and number.isdecimal() else 0
    if kind == ONE:
        found = bench.submissions.submission(wanted)
        return [found] if found else []
    batches = [wanted] if kind == BATCH else [None, *(each.id for each in bench.batches.all())]
    listed = [each for batch in batches for each in bench.submissions.of_batch(batch)]
    return sorted(listed, key=lambda each: -each.id)


def slice_of(
    bench: Workbench, rules: RuleSet, submissions: Sequence[Submission], after: int, seconds: float
) -> Slice:
    """Try the next reports for so long. ``after``: the number of the last one tried, 0 at first."""
    waiting = [each for each in submissions if not after or each.id < after]
    effects, left_out, tried = [], 0, 0
    end = time.monotonic() + seconds
    for each in waiting:
        effect = effect_on(bench, each, rules)
        tried += 1
        left_out += effect is None
        if effect and not effect.is_none:
            effects.append(effect)
        after = each.id
        if time.monotonic() > end:
            break
    return Slice(tuple(effects), tried, left_out, len(waiting) - tried, after)


def effect_on(bench: Workbench, submission: Submission, rules: RuleSet) -> Effect | None:
    """Return what other rules would make of a report, None when it is not read yet or cannot be."""
    document = bench.submissions.document(submission, program())
    if document is None:
        return None
    before = _standing(bench, submission, document)
    after = _judged(bench, submission, document, rules)
    if before is None or after is None:
        return None
    return Effect(submission, before, after, tuple(_changes(before, after)))


def _standing(bench: Workbench, submission: Submission, document: bytes) -> Audit | None:
    """Return the audit as pages show it; one that is out of date is not waited for."""
    if submission.waiting:
        return _judged(bench, submission, document, bench.standard.rules)
    result = bench.results.result(submission.id, text=False)
    return bench.as_decided(submission, result.audit) if result and result.audit else None


def _judged(bench: Workbench, submission: Submission, document: bytes, rules: RuleSet) -> Audit | None:
    try:
        entry = bench.desk.judged(submission, document, rules)
    except LostError:
        return None
    if not entry.packed:
        return None
    return bench.as_decided(submission, Audit.model_validate_json(unpacked(entry.packed)))


def _changes(before: Audit, after: Audit) -> Iterator[Change]:
    old = {each.id: each for each in before.findings}
    new = {each.id: each for each in after.findings}
    for rule_id in dict.fromkeys((*new, *old)):
        was, becomes = old.get(rule_id), new.get(rule_id)
        if _seen(was) != _seen(becomes):
            yield Change(was, becomes)


def _seen(finding: Finding | None) -> tuple[object, ...]:
    """Return what of a finding counts: another title or advice changes nothing for a unit."""
    return (finding.status, finding.weight) if finding else ()
