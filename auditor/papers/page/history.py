"""The pages of what was handed in when: a unit with all its submissions, or the list of all units."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from auditor.comparing import Change, Comparison, Steps, Turn, step_between
from auditor.history import Submission, UnitHistory, Year
from auditor.papers.page.shell import page
from auditor.render.comparison import signed
from auditor.render.history_chart import history_points, history_spark, history_svg
from auditor.render.history_words import (
    change_of,
    change_words,
    gap_words,
    gate_words,
    judged_anew,
    moment,
    rules_words,
)
from auditor.summary import Summary
from auditor.vocabulary import LABELS

_TURNS = (("补正", Turn.REPAIRED), ("有改进", Turn.BETTER), ("退步", Turn.WORSE), ("仍未补正", Turn.OPEN))
_LESS, _SAME, _MORE, _UNTOLD = "减少", "没有变化", "增加", "只报一次或不能比"
_KINDS = (_LESS, _SAME, _MORE, _UNTOLD)


@dataclass(frozen=True, slots=True)
class Turned:
    """Requirements that turned one way from a submission to the next. ``points``: added to the gap."""

    label: str
    points: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A submission as tables show it; ``change`` and ``turned`` are from the one before it in its year.

    ``turned``: None where there is no other, or not kept what it said.
    """

    year: str
    ordinal: int
    moment: str
    gap: str
    change: str
    summary: Summary
    rules: str
    turned: tuple[Turned, ...] | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _UnitYear:
    """A unit's submissions for a year as the list shows them, the first and the last of them."""

    name: str
    address: str | None
    level: str
    year: str
    count: int
    gap: str
    kind: str
    change: float | None
    change_words: str
    gate: str
    last: Summary
    moment: str
    spark: Markup


def history_page(unit: UnitHistory, steps: Steps, *, home: str | None = None) -> str:
    """Return the page of a unit as HTML that needs no other file.

    ``steps``: what its submissions mended. ``home``: where the link back to the list leads, if there is one.
    """
    return page(
        "history.html",
        "tables.css",
        "history.css",
        unit=unit,
        level=_level(unit),
        others=[name for name in unit.names if name != unit.name],
        years=[(_year(each), list(_rows(each, steps))) for each in unit.years],
        unreadable=[(moment(each.judged), each.source, each.reason) for each in unit.unreadable],
        chart=chart_of(unit),
        home=home,
    )


def histories_page(
    units: Sequence[UnitHistory], left_out: int, addresses: Mapping[str, str] | None = None
) -> str:
    """Return the page of all units as HTML that needs no other file.

    ``left_out``: how many files are no unit's. ``addresses``: of the pages of units, by their names.
    """
    rows = [row for unit in units for row in _unit_years(unit, (addresses or {}).get(unit.name))]
    return page(
        "histories.html",
        "tables.css",
        "listing.css",
        "histories.css",
        "ranking.js",
        rows=rows,
        units=len(units),
        submissions=sum(each.count for each in units),
        kinds=[(kind, kind, sum(each.kind == kind for each in rows)) for kind in _KINDS],
        left_out=left_out,
    )


def rows_of(unit: UnitHistory, steps: Steps) -> list[Row]:
    """Return all submissions of a unit, the oldest first."""
    return [row for year in unit.years for row in _rows(year, steps)]


def chart_of(unit: UnitHistory) -> Markup | None:
    """Return the line of gaps; a single one is no line."""
    points = history_points(unit)
    return Markup(history_svg(points)) if len(points) > 1 else None


def _rows(year: Year, steps: Steps) -> Iterator[Row]:
    before: Submission | None = None
    for each in year.submissions:
        latest = each.latest
        assert latest.summary, "a submission was read"
        step = step_between(steps, before, each) if before else None
        yield Row(
            year=_year(year),
            ordinal=each.ordinal,
            moment=moment(each.first_judged),
            gap=gap_words(each),
            change=change_words(before, each) if before else "—",
            summary=latest.summary,
            rules=rules_words(latest),
            turned=tuple(_turned(step)) if step else None,
            notes=tuple(_notes(each, before, step)),
        )
        before = each


def _turned(step: Comparison) -> Iterator[Turned]:
    for label, turn in _TURNS:
        changes = tuple(step.turned(turn))
        if changes:
            yield Turned(label, signed(-sum(each.gained for each in changes)), changes)


def _notes(submission: Submission, before: Submission | None, step: Comparison | None) -> Iterator[str]:
    summary = submission.latest.summary
    if before and not step:
        yield "和上次各项的变化没有存下来，可以用 auditor compare 比较两个文件。"
    if summary and summary.unscored_reason:
        yield f"未评分：{summary.unscored_reason}"
    if told := judged_anew(submission):
        yield f"文件没有变，规则或程序更新后重新核查：{told}"


def _unit_years(unit: UnitHistory, address: str | None) -> Iterator[_UnitYear]:
    points = history_points(unit)
    so_far = 0
    for year in unit.years:
        first, last = year.submissions[0], year.submissions[-1]
        several = first is not last
        change = change_of(first, last) if several else None
        so_far += len(year.submissions)
        assert last.latest.summary, "a submission was read"
        yield _UnitYear(
            name=unit.name,
            address=address,
            level=_level(unit),
            year=_year(year),
            count=len(year.submissions),
            gap=f"{gap_words(first)} → {gap_words(last)}" if several else gap_words(last),
            kind=_UNTOLD if change is None else _LESS if change < 0 else _MORE if change else _SAME,
            change=change,
            change_words=change_words(first, last) if several else "—",
            gate=gate_words(last),
            last=last.latest.summary,
            moment=moment(last.first_judged),
            spark=Markup(history_spark(points[:so_far])) if so_far > 1 else Markup(""),
        )


def _level(unit: UnitHistory) -> str:
    return LABELS[unit.level] if unit.level else "级别不明"


def _year(year: Year) -> str:
    return f"{year.year}" if year.year else "不明"
