"""From judgements to an audit: weights, points, gap with its interval, gate (design, section 4)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from auditor.checks import Judgement, Sighting
from auditor.models import Audit, Counts, Evidence, Finding, LookAlike, Outline, OutlineEntry, Part
from auditor.rules import Rule
from auditor.vocabulary import Binding, Gate, Status, Why

_CREDIT = {Status.MET: 1.0, Status.PARTIAL: 0.5, Status.MISSING: 0.0, Status.REVIEW: 0.0}
_KEY, _IMPORTANT = 3, 2
_SCORED_BINDINGS = (Binding.REQUIRED, Binding.CONDITIONAL, Binding.WITH_ENFORCEMENT)


def score(outline: Outline, judged: Sequence[tuple[Rule, Judgement]], unscored_reason: str | None) -> Audit:
    """Put findings and gap together.

    ``gap`` = 100 · Σ w(1−c) / Σ w over applicable findings with a weight; ``review`` counts as missing in it
    and as met in ``gap_best``.
    """
    total = sum(_weight(rule) for rule, judgement in judged if judgement.status is not Status.NOT_APPLICABLE)
    scored = unscored_reason is None and total > 0
    findings = tuple(_finding(outline, rule, judgement, total if scored else 0) for rule, judgement in judged)
    lost = [
        (finding.weight * (1 - _CREDIT[finding.status]), finding) for finding in findings if _counts(finding)
    ]
    gap = _percent(sum(loss for loss, _ in lost), total) if scored else None
    sure = (loss for loss, finding in lost if finding.status is not Status.REVIEW)
    return Audit(
        source=outline.document.source,
        sha256=outline.document.sha256,
        unit=outline.unit,
        level=outline.level,
        year=outline.year,
        title=outline.title,
        addressee=outline.addressee,
        sign_date=outline.sign_date.isoformat() if outline.sign_date else None,
        posted_date=outline.posted_date.isoformat() if outline.posted_date else None,
        scored=scored,
        unscored_reason=None if scored else unscored_reason or "没有可计分的规则",
        warnings=outline.document.warnings + outline.warnings,
        gap=gap,
        gap_best=_percent(sum(sure), total) if scored else None,
        gap_waived=gap,
        gate=gate_of(findings) if scored else Gate.RETURN,
        counts=_counted(findings),
        outline=tuple(_entries(outline)),
        findings=findings,
    )


def gate_of(findings: Iterable[Finding]) -> Gate:
    """Return the gate of a report: the worst that one of its findings asks for."""
    asked = {gate_for(finding) for finding in findings}
    return next((gate for gate in (Gate.RETURN, Gate.REMIND) if gate in asked), Gate.PASS)


def gate_for(finding: Finding) -> Gate:
    """退回: a 关键 finding is missing. 提醒: a 关键 is partial or in review, or a 重要 missing. Else 通过."""
    if finding.weight >= _KEY and finding.status is Status.MISSING:
        return Gate.RETURN
    key_in_doubt = finding.weight >= _KEY and finding.status in (Status.PARTIAL, Status.REVIEW)
    if key_in_doubt or (finding.weight >= _IMPORTANT and finding.status is Status.MISSING):
        return Gate.REMIND
    return Gate.PASS


def _weight(rule: Rule) -> int:
    return rule.weight if rule.binding in _SCORED_BINDINGS else 0


def _counts(finding: Finding) -> bool:
    return finding.status is not Status.NOT_APPLICABLE


def _percent(part: float, whole: int) -> float:
    return round(100 * part / whole, 1)


def _finding(outline: Outline, rule: Rule, judgement: Judgement, total: int) -> Finding:
    weight = _weight(rule)
    loss = weight * (1 - _CREDIT.get(judgement.status, 1.0))
    return Finding(
        id=rule.id,
        title=rule.title,
        status=judgement.status,
        weight=weight,
        points=round(100 * loss / total, 4) if total else 0.0,
        required=rule.binding in _SCORED_BINDINGS and judgement.status is not Status.NOT_APPLICABLE,
        parts=tuple(Part(name=name, met=met) for name, met in judgement.parts),
        evidence=tuple(_evidence(outline, each) for each in _in_order(judgement.evidence)),
        look_alikes=tuple(_look_alike(outline, each) for each in _in_order(judgement.look_alikes)),
        reason=judgement.reason,
        advice=rule.advice,
        sources=rule.sources,
    )


def _in_order(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Sort by place, one sighting a place, the surest of them."""
    best: dict[tuple[int, int], Sighting] = {}
    for sighting in sightings:
        key = sighting.start, sighting.end
        if key not in best or sighting.similarity > best[key].similarity:
            best[key] = sighting
    return [best[key] for key in sorted(best)]


def _evidence(outline: Outline, sighting: Sighting) -> Evidence:
    return Evidence(
        quote=outline.document.text[sighting.start : sighting.end],
        start=sighting.start,
        end=sighting.end,
        role=sighting.role,
        match="exact" if sighting.similarity == 1.0 else "fuzzy",
        similarity=sighting.similarity,
    )


def _look_alike(outline: Outline, sighting: Sighting) -> LookAlike:
    return LookAlike(
        quote=outline.document.text[sighting.start : sighting.end],
        start=sighting.start,
        end=sighting.end,
        role=sighting.role,
        why=sighting.why or Why.CONFUSABLE,
    )


def _counted(findings: Iterable[Finding]) -> Counts:
    counter = Counter(finding.status.value for finding in findings)
    return Counts(**{status.value: counter[status.value] for status in Status})


def _entries(outline: Outline) -> Iterable[OutlineEntry]:
    for section in outline.sections:
        if section.level > 2:
            continue
        start, heading_end = outline.flat.span(section.start, section.heading_end)
        end = outline.flat.span(section.start, max(section.heading_end, section.end - 1))[1]
        yield OutlineEntry(
            heading="".join(outline.document.text[start:heading_end].split("\n")),
            role=section.role,
            start=start,
            end=end,
        )
