"""An overview from audits, wherever they are kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor.job import Outcome, Terms
from auditor.models import Audit
from auditor.overlaps import Overlap
from auditor.overview import Overview, Requirement, Row
from auditor.papers.names import paper_names
from auditor.rules import RuleSet
from auditor.summary import summary_of
from auditor.vocabulary import Status


def overview_of(outcome: Outcome, terms: Terms) -> Overview:
    """Return the overview of some reports just audited; nobody has compared them with each other."""
    audits = sorted(outcome.audits, key=lambda each: each.source)
    unreadable = sorted(outcome.unreadable)
    return overview(terms, lambda: iter(audits), None, unreadable, None)


def overview(
    terms: Terms,
    audits: Callable[[], Iterator[Audit]],
    not_handed_in: Sequence[str] | None,
    unreadable: Sequence[tuple[str, str]],
    overlaps: Sequence[Overlap] | None,
) -> Overview:
    """Return the overview of ``audits``, which are read once and kept a letter a finding."""
    rules = terms.rules
    required = requirements(rules)
    return Overview(
        rules_title=rules.title,
        rules_id=rules.id,
        rules_version=rules.version,
        rules_sha256=rules.sha256,
        requirements=required,
        rows=_rows(audits(), [each.id for each in required]),
        audits=audits,
        not_handed_in=not_handed_in,
        unreadable=unreadable,
        overlaps=overlaps,
    )


def requirements(rules: RuleSet) -> tuple[Requirement, ...]:
    """Return every rule of a set once; where levels weigh it differently, at its heaviest."""
    found: dict[str, Requirement] = {}
    for level_rules in rules.levels.values():
        for rule in level_rules:
            known = found.get(rule.id)
            if known is None or rule.weight > known.weight:
                found[rule.id] = Requirement(rule.id, rule.title, rule.weight, rule.sources, rule.advice)
    return tuple(found.values())


def statuses_of(audit: Audit, ids: Sequence[str]) -> tuple[Status, ...]:
    """Return the status of each rule, given by its id; one that the report's level lacks does not apply."""
    found = {finding.id: finding.status for finding in audit.findings}
    return tuple(found.get(each, Status.NOT_APPLICABLE) for each in ids)


def _rows(audits: Iterable[Audit], ids: Sequence[str]) -> tuple[Row, ...]:
    summaries, statuses = [], []
    for audit in audits:
        summaries.append(summary_of(audit))
        statuses.append(statuses_of(audit, ids))
    names = paper_names([each.source for each in summaries])
    return tuple(map(Row, summaries, statuses, names))
