"""Lay the audits of two reports side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.comparing.carried import carried_over
from auditor.comparing.shapes import Balance, Change, Comparison, Turn
from auditor.models import Audit, Evidence, Finding
from auditor.outline.fold import compact
from auditor.summary import Summary, summary_of
from auditor.units import same_units
from auditor.vocabulary import LABELS, Status

_RANKS = {Status.MISSING: 0, Status.REVIEW: 1, Status.PARTIAL: 2, Status.MET: 3}
_IN_ORDER = _RANKS[Status.MET]


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with its audit.

    ``text``: what the offsets of the audit count in. ``enlisted``: its unit's name in the roster.
    """

    audit: Audit
    text: str
    enlisted: str | None = None

    @property
    def name(self) -> str | None:
        """The name of its unit, that of the roster before that of the report."""
        return self.enlisted or self.audit.unit


def compare(old: Judged, new: Judged) -> Comparison:
    """Compare two reports that were scored by the same rules."""
    changes = tuple(_changes(old, new))
    same_unit = _is_same_unit(old, new)
    version = same_unit and old.audit.year == new.audit.year
    before, after = summary_of(old.audit), summary_of(new.audit)
    return Comparison(
        before=before,
        after=after,
        notes=tuple(_notes(before, after, same_unit)),
        balance=_balance(old.audit, new.audit, changes),
        changes=changes,
        carried=None if version else carried_over(old.text, new.text),
    )


def _is_same_unit(old: Judged, new: Judged) -> bool:
    """Tell whether both are of one unit; one that does not say is taken for the other's."""
    if not old.name or not new.name:
        return True
    return len(set(same_units((old.name, new.name)).values())) == 1


def _notes(before: Summary, after: Summary, same_unit: bool) -> Iterator[str]:
    if before.sha256 == after.sha256:
        yield "两份文件的内容完全相同。"
    if not same_unit:
        yield f"两份报告的单位不同：旧的是“{before.unit}”，新的是“{after.unit}”。请确认没有拿错。"
    if before.level != after.level:
        levels = [LABELS[each.level] if each.level else "级别不明" for each in (before, after)]
        yield (
            f"两份报告的级别不同（旧：{levels[0]}，新：{levels[1]}），各按本级别的要求核查，"
            "分数不能直接相比。判断错了的，用 --level 指明。"
        )
    if before.year and after.year and before.year > after.year:
        yield f"旧的一份是 {before.year} 年度，新的一份是 {after.year} 年度。请确认两份没有写反。"


def _changes(old: Judged, new: Judged) -> Iterator[Change]:
    before = {each.id: each for each in old.audit.findings}
    after = {each.id: each for each in new.audit.findings}
    earlier = compact(old.text)
    for id_ in [*after, *(id_ for id_ in before if id_ not in after)]:
        yield _change(before.get(id_), after.get(id_), earlier)


def _change(before: Finding | None, after: Finding | None, earlier: str) -> Change:
    shown = after or before
    assert shown is not None
    met_before, met_after = _parts_met(before), _parts_met(after)
    return Change(
        id=shown.id,
        title=shown.title,
        turn=_turn(before, after),
        weight=max(each.weight for each in (before, after) if each),
        gained=round(_points(before) - _points(after), 4),
        before=before,
        after=after,
        answer=tuple(_answer(after, earlier)),
        parts_gained=tuple(name for name in met_after if name not in met_before),
        parts_lost=tuple(name for name in met_before if name not in met_after),
    )


def _turn(before: Finding | None, after: Finding | None) -> Turn:
    then, now = _rank(before, after), _rank(after, before)
    if then is None or now is None:
        if then is now:
            return Turn.SAME
        return Turn.BEGUN if then is None else Turn.ENDED
    if now < then:
        return Turn.WORSE
    if now > then:
        return Turn.REPAIRED if now == _IN_ORDER else Turn.BETTER
    return Turn.SAME if now == _IN_ORDER else Turn.OPEN


def _rank(finding: Finding | None, other: Finding | None) -> int | None:
    """Return how well a requirement is met, None where it does not hold.

    A report that says the unit lacks the power has answered, as the advice on an open finding asks.
    """
    if finding is None:
        return None
    if finding.status is Status.NOT_APPLICABLE:
        asked = other is not None and other.status is not Status.NOT_APPLICABLE
        return _IN_ORDER if asked and finding.evidence else None
    return _RANKS[finding.status]


def _answer(after: Finding | None, earlier: str) -> Iterator[Evidence]:
    for each in after.evidence if after else ():
        if compact(each.quote) not in earlier:
            yield each


def _parts_met(finding: Finding | None) -> tuple[str, ...]:
    return tuple(part.name for part in finding.parts if part.met) if finding else ()


def _points(finding: Finding | None) -> float:
    return finding.points if finding else 0.0


def _balance(old: Audit, new: Audit, changes: tuple[Change, ...]) -> Balance:
    def gained(*turns: Turn) -> float:
        return round(sum(each.gained for each in changes if each.turn in turns), 4)

    return Balance(
        repaired=gained(Turn.REPAIRED, Turn.BETTER),
        worsened=-gained(Turn.WORSE) or 0.0,
        scope=-gained(Turn.BEGUN, Turn.ENDED) or 0.0,
        rescaled=-gained(Turn.OPEN, Turn.SAME) or 0.0,
        weight_before=_weight(old),
        weight_after=_weight(new),
    )


def _weight(audit: Audit) -> int:
    return sum(each.weight for each in audit.findings if each.status is not Status.NOT_APPLICABLE)
