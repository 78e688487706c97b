"""What an officer reads in a terminal of two folders: a line a unit, and who stands on one side only."""

from collections.abc import Iterable, Iterator, Sequence

from auditor.comparing import Compared, Comparison, Turn
from auditor.comparing.pairing import unit_name
from auditor.judging import Entry
from auditor.render.columns import table
from auditor.render.comparison import gap_turn, render_comparison
from auditor.summary import Summary
from auditor.vocabulary import LABELS

_HEADERS = ("单位", "年度", "差距分", "变化", "结论", "补正", "改进", "退步", "未补", "照抄")
_WIDTHS = (30, 12, 14, 12, 12, 4, 4, 4, 4, 5)
_COUNTED = (Turn.REPAIRED, Turn.BETTER, Turn.WORSE, Turn.OPEN)
_Row = tuple[object, ...]


def render_comparisons(compared: Compared, *, everything: bool = False) -> str:
    """Return all that two sides gave: of two files the whole comparison, of two folders a line a unit.

    ``everything``: after the lines the whole comparison of every unit.
    """
    if compared.of_one_report:
        return "".join(render_comparison(each) for each in compared.comparisons())
    lines: list[tuple[float, _Row]] = []
    wholes = []
    for each in compared.comparisons():
        lines.append((_turn(each), _row(each)))
        wholes += [render_comparison(each)] if everything else []
    lines.sort(key=lambda line: line[0])
    overview = "\n\n".join(_blocks(compared, [row for _, row in lines]))
    return "\n".join([f"{overview}\n", *wholes])


def _blocks(compared: Compared, rows: Sequence[_Row]) -> Iterator[str]:
    heading = f"两边都有的单位：{len(rows)} 个"
    yield f"{heading}，差距分减少多的在前\n{table(_HEADERS, rows, _WIDTHS)}" if rows else f"{heading}。"
    for title, summaries in (
        ("只有旧的，没有新的", compared.only(new=False)),
        ("只有新的，没有旧的", compared.only(new=True)),
    ):
        if summaries:
            yield f"{title}：{len(summaries)} 份\n{_listed(summaries)}"
    if compared.pairing.several:
        lines = [
            f"  · {unit_name(old[0]) or '单位不明'}：旧 {_sources(old)}；新 {_sources(new)}"
            for old, new in compared.pairing.several
        ]
        heading = f"一个单位有几份，分不清哪两份比：{len(lines)} 个单位。请用 auditor compare 逐份比较"
        yield "\n".join([heading, *lines])
    if compared.unscored:
        refused = table(("文件", "原因"), compared.unscored, (40, 60))
        yield f"没有读出或没有评分：{len(compared.unscored)} 份\n{refused}"


def _listed(summaries: Iterable[Summary]) -> str:
    return "\n".join(f"  · {each.unit or '单位不明'}（{each.source}）" for each in summaries)


def _sources(entries: Iterable[Entry]) -> str:
    return "、".join(each.source for each in entries)


def _row(comparison: Comparison) -> _Row:
    before, after = comparison.before, comparison.after
    return (
        after.unit or before.unit or "单位不明",
        _turned(before.year or "—", after.year or "—"),
        _turned(before.gap, after.gap),
        gap_turn(before.gap, after.gap),
        _turned(LABELS[before.gate], LABELS[after.gate]),
        *(sum(1 for _ in comparison.turned(turn)) for turn in _COUNTED),
        f"{comparison.carried.share:.0%}" if comparison.carried else "—",
    )


def _turn(comparison: Comparison) -> float:
    return (comparison.after.gap or 0.0) - (comparison.before.gap or 0.0)


def _turned(before: object, after: object) -> str:
    return f"{before}" if before == after else f"{before} → {after}"
