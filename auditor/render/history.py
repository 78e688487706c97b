"""What an officer reads in a terminal of the submissions on record: all units in a list, or one in full."""

from collections.abc import Iterator, Sequence

from auditor.comparing import Comparison, Steps, Turn, step_between
from auditor.history import Submission, UnitHistory, Year
from auditor.render.columns import shorten, table
from auditor.render.comparison import signed
from auditor.render.history_chart import history_bars, history_points
from auditor.render.history_words import (
    change_words,
    gap_words,
    gate_words,
    judged_anew,
    moment,
    rules_words,
)
from auditor.vocabulary import LABELS

_LIST_HEADERS = ("单位", "级别", "年度", "报送", "差距分", "变化", "结论", "最近一次")
_LIST_WIDTHS = (30, 12, 6, 6, 14, 14, 12, 16)
_HEADERS = (
    "次序",
    "核查时间",
    "文件",
    "差距分",
    "比上次",
    "结论",
    "已报告",
    "部分",
    "未报告",
    "待核",
    "规则",
)
_WIDTHS = (4, 16, 30, 6, 14, 6, 6, 4, 6, 4, 16)
_NAMES = 90


def render_units(units: Sequence[UnitHistory], left_out: int) -> str:
    """Return a line for every unit and year: how often it handed in, and the gap of the first and last.

    ``left_out``: how many files are no unit's.
    """
    rows = [row for unit in units for row in _unit_rows(unit)]
    blocks = [f"报送记录：{len(units)} 个单位\n{table(_LIST_HEADERS, rows, _LIST_WIDTHS)}"]
    if left_out:
        blocks.append(f"另有 {left_out} 份文件没能读出，或看不出是哪个单位的，没有列入。")
    blocks.append("看一个单位的每次报送：auditor history 文件夹 单位")
    return "\n\n".join(blocks) + "\n"


def render_unit(unit: UnitHistory, steps: Steps) -> str:
    """Return every submission of a unit, what each mended, and the gaps as bars."""
    blocks = ["\n".join(_head(unit))]
    blocks += [_year(year, steps) for year in unit.years]
    if unit.unreadable:
        lines = (f"  · {moment(each.judged)} {each.source}：{each.reason}" for each in unit.unreadable)
        blocks.append("\n".join(["没能读出的", *lines]))
    points = history_points(unit)
    if len(points) > 1:
        blocks.append(f"差距分走势（越短越好）\n{history_bars(points)}")
    return "\n\n".join(blocks) + "\n"


def _unit_rows(unit: UnitHistory) -> Iterator[tuple[object, ...]]:
    for year in unit.years:
        first, last = year.submissions[0], year.submissions[-1]
        several = len(year.submissions) > 1
        yield (
            unit.name,
            LABELS[unit.level] if unit.level else "级别不明",
            year.year or "不明",
            f"{len(year.submissions)} 次",
            _turned(gap_words(first), gap_words(last)) if several else gap_words(last),
            change_words(first, last) if several else "—",
            _turned(gate_words(first), gate_words(last)) if several else gate_words(last),
            moment(last.first_judged),
        )


def _head(unit: UnitHistory) -> Iterator[str]:
    yield f"■ {unit.name} · {LABELS[unit.level] if unit.level else '级别不明'} · 共报送 {unit.count} 次"
    others = [name for name in unit.names if name != unit.name]
    if others:
        yield f"  报告里写作：{shorten('、'.join(others), _NAMES)}"


def _year(year: Year, steps: Steps) -> str:
    first, last = year.submissions[0], year.submissions[-1]
    heading = f"{f'{year.year} 年度' if year.year else '年度不明'}：报送 {len(year.submissions)} 次"
    if first is not last:
        heading += f"，差距分 {gap_words(first)} → {gap_words(last)}，{change_words(first, last)}"
        heading += f"；结论 {gate_words(first)} → {gate_words(last)}"
    before = {after.ordinal: before for before, after in year.steps()}
    rows = (_row(each, before.get(each.ordinal)) for each in year.submissions)
    notes = [line for each in year.submissions for line in _notes(each, before.get(each.ordinal), steps)]
    return "\n".join([heading, table(_HEADERS, rows, _WIDTHS), *notes])


def _row(submission: Submission, before: Submission | None) -> tuple[object, ...]:
    latest = submission.latest
    summary = latest.summary
    assert summary is not None, "a submission was read"
    return (
        submission.ordinal,
        moment(submission.first_judged),
        latest.source,
        gap_words(submission),
        change_words(before, submission) if before else "—",
        gate_words(submission),
        summary.met,
        summary.partial,
        summary.missing,
        summary.review,
        rules_words(latest),
    )


def _notes(submission: Submission, before: Submission | None, steps: Steps) -> Iterator[str]:
    """Yield what a submission mended, why it was not scored, and what newer rules made of it."""
    named = f"  第 {submission.ordinal} 次"
    step = step_between(steps, before, submission) if before else None
    if step:
        yield f"{named}比上次：{'；'.join(_step(step)) or '各项没有变化'}。"
    elif before:
        yield f"{named}和上次各项的变化没有存下来，可以用 auditor compare 比较两个文件。"
    summary = submission.latest.summary
    if summary and summary.unscored_reason:
        yield f"{named}未评分：{summary.unscored_reason}"
    told = judged_anew(submission)
    if told:
        yield f"{named}的文件没有变，规则或程序更新后重新核查：{told}"


def _step(step: Comparison) -> Iterator[str]:
    for label, turns in (
        ("补正", (Turn.REPAIRED,)),
        ("有改进", (Turn.BETTER,)),
        ("退步", (Turn.WORSE,)),
    ):
        changes = list(step.turned(*turns))
        if changes:
            points = -sum(each.gained for each in changes)
            titles = "、".join(each.title for each in changes)
            yield f"{label} {len(changes)} 项（{signed(points)} 分：{titles}）"


def _turned(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
