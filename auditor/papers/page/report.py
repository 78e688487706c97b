"""The page of one report: how far it falls short, what is missing and why, and the text itself, marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.models import Audit, Finding
from auditor.papers.page.history import chart_of, rows_of
from auditor.papers.page.marking import Span, marked
from auditor.papers.page.quoting import Quote, quotes_of, spans_of
from auditor.papers.page.shell import page
from auditor.papers.past import Past
from auditor.rules import Edition
from auditor.vocabulary import LABELS, OPEN, Gate, Status, group_name, group_of

_KEY, _IMPORTANT = 3, 2
# What the page needs besides its template.
REPORT_ASSETS = ("desk.css", "report.css", "desk.js")
# Widths of bars are given in parts of this.
_FULL_BAR = 100


@dataclass(frozen=True, slots=True)
class _Item:
    """A finding as the list shows it. ``number``: its place in the page, from 1."""

    number: int
    finding: Finding
    evidence: tuple[Quote, ...]
    look_alikes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """A list of findings. ``name``: what links know it by."""

    name: str
    title: str
    note: str
    items: tuple[_Item, ...]


@dataclass(slots=True)
class _Group:
    """How a group of requirements stands, those that count for the score: weights and points."""

    name: str
    lost: float = 0.0
    points: list[float] = field(default_factory=list)
    total: int = 0
    met: int = 0
    count: int = 0

    @property
    def share_lost(self) -> float:
        return round(_FULL_BAR * self.lost / self.total, 1)


def report_page(
    audit: Audit,
    text: str,
    *,
    edition: Edition | None = None,
    links: Sequence[tuple[str, str]] = (),
    past: Past | None = None,
) -> str:
    """Return the page of a report as HTML that needs no other file.

    Args:
        audit: what was found.
        text: the whole text of the report, which the offsets of ``audit`` count in.
        edition: the rules it was judged by.
        links: pairs of name and address of pages and papers that belong to it; addresses are written as
            they are.
        past: what the unit handed in before.
    """
    assets = (*REPORT_ASSETS, *(("tables.css", "history.css") if past else ()))
    return page("report.html", *assets, **report_values(audit, text, edition=edition, links=links, past=past))


def report_values(
    audit: Audit,
    text: str,
    *,
    edition: Edition | None = None,
    links: Sequence[tuple[str, str]] = (),
    past: Past | None = None,
) -> dict[str, Any]:
    """Return what the template of the page is filled with (see ``report_page``), also in another frame."""
    sections = tuple(_sections(audit)) if audit.scored else ()
    items = [item for section in sections for item in section.items]
    return {
        "audit": audit,
        "who": audit.unit or "单位不明",
        "gate_reason": _gate_reason(audit),
        "groups": _groups(audit.findings) if audit.scored else (),
        "sections": sections,
        "total": len(items),
        "statuses": [(each.value, LABELS[each], getattr(audit.counts, each.value)) for each in _ORDER],
        "text": marked(text, _spans(items), list(role_notes(audit))),
        "characters": len(text),
        "edition": edition,
        "past": rows_of(past.unit, past.steps) if past else (),
        "chart": chart_of(past.unit) if past else None,
        "links": links,
    }


_ORDER = (*OPEN, Status.MET, Status.NOT_APPLICABLE)


def _sections(audit: Audit) -> Iterator[_Section]:
    findings = audit.findings
    counting = [each for each in findings if each.status in OPEN and each.weight]
    chosen = (
        ("gaps", "缺项清单", "按扣分从多到少。", sorted(counting, key=lambda each: -each.points)),
        ("hints", "提示", "只供参考，不计分。", [e for e in findings if e.status in OPEN and not e.weight]),
        ("met", "已报告", "每项附原文依据。", [each for each in findings if each.status is Status.MET]),
        ("na", "不适用", "", [each for each in findings if each.status is Status.NOT_APPLICABLE]),
    )
    number = 0
    for name, title, note, listed in chosen:
        items = tuple(_item(place, each) for place, each in enumerate(listed, number + 1))
        number += len(items)
        yield _Section(name, title, note, items)


def _item(number: int, finding: Finding) -> _Item:
    return _Item(number, finding, quotes_of(number, finding.evidence), quotes_of(number, finding.look_alikes))


def _spans(items: Sequence[_Item]) -> Iterator[Span]:
    for item in items:
        yield from spans_of(item.number, item.finding.title, (*item.evidence, *item.look_alikes))


def role_notes(audit: Audit) -> Iterator[tuple[int, str]]:
    """Yield which part of the report starts where, as the program understood it."""
    before = None
    for entry in audit.outline:
        if entry.role is not before:
            yield entry.start, f'<span class="role">{LABELS[entry.role]}</span>'
        before = entry.role


def _groups(findings: Sequence[Finding]) -> list[_Group]:
    found: dict[str, _Group] = {}
    for each in findings:
        if not each.weight or each.status is Status.NOT_APPLICABLE:
            continue
        key = group_of(each.id)
        group = found.setdefault(key, _Group(group_name(key)))
        group.total += each.weight
        group.count += 1
        group.met += each.status is Status.MET
        group.points.append(each.points)
        group.lost += {Status.MET: 0.0, Status.PARTIAL: 0.5}.get(each.status, 1.0) * each.weight
    return list(found.values())


def _gate_reason(audit: Audit) -> str:
    """Return which findings the gate hangs on."""
    if audit.gate is Gate.PASS or not audit.scored:
        return ""
    key = [each for each in audit.findings if each.weight >= _KEY]
    if audit.gate is Gate.RETURN:
        lacking = [each.title for each in key if each.status is Status.MISSING]
        return f"关键项未报告：{'、'.join(lacking)}"
    doubtful = [each.title for each in key if each.status in (Status.PARTIAL, Status.REVIEW)]
    if doubtful:
        return f"关键项不完整或待核：{'、'.join(doubtful)}"
    lacking = [
        each.title for each in audit.findings if each.weight == _IMPORTANT and each.status is Status.MISSING
    ]
    return f"重要项未报告：{'、'.join(lacking)}"
