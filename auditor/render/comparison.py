"""What an officer reads in a terminal of two reports: the gap then and now, what was repaired, what not."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor.comparing import Balance, Carried, Change, Comparison, Turn
from auditor.models import Evidence, Finding
from auditor.render.columns import shorten, table
from auditor.render.findings import missing_table, obstacle, status_label
from auditor.summary import Summary
from auditor.vocabulary import LABELS, WEIGHT_NAMES, Status

_QUOTE = 130
_ANSWERS = 2
_PASSAGE = 150
_Row = Callable[[Change, Finding, Finding], tuple[str, str]]
# Carried over to this share and more, a report of another year deserves a second look.
_MUCH_CARRIED = 0.3


def render_comparison(comparison: Comparison) -> str:
    """Return the whole comparison of two reports."""
    blocks = ["\n".join(_head(comparison))]
    blocks += [each for each in _blocks(comparison) if each]
    return "\n\n".join(blocks) + "\n"


def gap_turn(before: float | None, after: float | None) -> str:
    """Say how the gap changed; a gap that shrinks is a gain."""
    if before is None or after is None:
        return "—"
    change = round(after - before, 1)
    if not change:
        return "没有变化"
    return f"减少 {-change}" if change < 0 else f"增加 {change}"


def signed(points: float) -> str:
    """Return points with their sign, nothing as 0."""
    return f"{points:+.1f}" if round(points, 1) else "0"


def _head(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.before, comparison.after
    level = LABELS[after.level] if after.level else "级别不明"
    yield f"■ {after.unit or before.unit or '单位不明'} · {level}"
    yield f"  旧：{_named(before)}"
    yield f"  新：{_named(after)}"
    yield (
        f"  差距分 {_gap(before)} → {_gap(after)}，{gap_turn(before.gap, after.gap)}，0 为没有差距"
        f"    结论：{LABELS[before.gate]} → {LABELS[after.gate]}"
    )
    yield f"  {_tally(comparison)}"
    if comparison.balance.scope or comparison.balance.rescaled:
        yield f"  {_explained(comparison.balance)}"
    if comparison.carried:
        yield from (f"  {line}" for line in _carried(comparison.carried))
    yield from (f"  注意：{note}" for note in comparison.notes)


def _named(summary: Summary) -> str:
    return f"{summary.source}（{f'{summary.year} 年度' if summary.year else '年度不明'}）"


def _gap(summary: Summary) -> str:
    notes = []
    if summary.gap_best != summary.gap:
        notes.append(f"待核项若都成立：{summary.gap_best}")
    if summary.gap_waived != summary.gap:
        notes.append(f"豁免后 {summary.gap_waived}")
    return f"{summary.gap}{_in_brackets(notes)}"


def _in_brackets(notes: Sequence[str]) -> str:
    return f"（{'，'.join(notes)}）" if notes else ""


def _tally(comparison: Comparison) -> str:
    balance = comparison.balance
    pieces = []
    for label, turns, points, verb in (
        ("补正和改进", (Turn.REPAIRED, Turn.BETTER), balance.repaired, "减"),
        ("退步", (Turn.WORSE,), balance.worsened, "加"),
    ):
        count = sum(1 for _ in comparison.turned(*turns))
        pieces.append(f"{label} {count} 项{f'（{verb} {points:.1f} 分）' if count else ''}")
    still_open = sum(1 for _ in comparison.turned(Turn.OPEN))
    return "，".join([*pieces, f"仍未补正 {still_open} 项"]) + "。"


def _explained(balance: Balance) -> str:
    """Say which part of the change is no doing of the unit."""
    pieces = []
    if balance.scope:
        pieces.append(f"适用的要求不同 {signed(balance.scope)} 分")
    if balance.rescaled:
        weights = f"{balance.weight_before} → {balance.weight_after}"
        pieces.append(f"各项权重不同（合计 {weights}），未补正项的分值随之改变 {signed(balance.rescaled)} 分")
    return f"另有与补正无关的变化：{'；'.join(pieces)}。"


def _carried(carried: Carried) -> Iterator[str]:
    if not carried.passages:
        yield "与旧的一份没有成段相同的文字。"
        return
    longest = max(carried.passages, key=lambda each: each.end - each.start)
    yield (
        f"与旧的一份成段相同的文字：{len(carried.passages)} 段 {carried.characters} 字，"
        f"占新的一份 {carried.share:.0%}（只改了数字的也算）。"
    )
    if carried.share >= _MUCH_CARRIED:
        yield f"照抄较多，最长的一段：“{shorten(longest.quote, _PASSAGE)}”"


def _blocks(comparison: Comparison) -> Iterator[str]:
    for title, turn, row in (
        ("已补正", Turn.REPAIRED, _repaired),
        ("有改进，还不够", Turn.BETTER, _better),
        ("退步", Turn.WORSE, _worse),
    ):
        changes = list(comparison.turned(turn))
        if changes:
            yield _block(title, changes, row)
    yield _still_open(list(comparison.turned(Turn.OPEN)))
    yield _scope("新适用的要求", comparison.turned(Turn.BEGUN))
    yield _scope("不再适用的要求", comparison.turned(Turn.ENDED))
    yield _hints(comparison.changes)
    same = sum(each.turn is Turn.SAME and each.latest.status is Status.MET for each in comparison.changes)
    yield f"没有变化：{same} 项两份都已报告。" if same else ""


def _block(title: str, changes: Sequence[Change], row: _Row) -> str:
    points = sum(each.gained for each in changes)
    rows = []
    for each in changes:
        assert each.before and each.after, "these turns are of two findings"
        turned = f"{status_label(each.before)}→{status_label(each.after)}"
        name = f"{each.title}\n〔{WEIGHT_NAMES[each.weight]}〕\n{turned}"
        rows.append((signed(-each.gained), name, *row(each, each.before, each.after)))
    return f"{title}（{len(changes)} 项，差距分 {signed(-points)}）\n" + table(
        ("差距分", "项目", "旧的一份", "新的一份"), rows, (5, 24, 42, 42)
    )


def _repaired(change: Change, before: Finding, after: Finding) -> tuple[str, str]:
    return f"{before.reason}。\n要求：{before.advice}", _written(change, after)


def _better(change: Change, before: Finding, after: Finding) -> tuple[str, str]:
    told = _written(change, after)
    return f"{before.reason}。\n要求：{before.advice}", f"{after.reason}。\n{told}"


def _worse(change: Change, before: Finding, after: Finding) -> tuple[str, str]:
    lost = f"\n少了：{'、'.join(change.parts_lost)}" if change.parts_lost else ""
    said = f"{before.reason}。{_quoted('原来写了', before.evidence[:1])}"
    return said, f"{obstacle(after)}{lost}\n怎么补：{after.advice}"


def _written(change: Change, after: Finding) -> str:
    """Quote what counts now; say so where the very sentence stood in the old report already."""
    lines = [f"补写了：{'、'.join(change.parts_gained)}"] if change.parts_gained else []
    if change.answer:
        # The longest say most; a heading often counts as well.
        telling = sorted(change.answer, key=lambda each: -len(each.quote))[:_ANSWERS]
        lines.append(_quoted("新写", sorted(telling, key=lambda each: each.start)).strip())
    elif after.evidence:
        lines.append(_quoted("旧的一份已有这句，位置或写法变了", after.evidence[:1]).strip())
    return "\n".join(lines) or f"{after.reason}。"


def _quoted(label: str, evidence: Iterable[Evidence]) -> str:
    return "".join(f"\n{label}：“{shorten(each.quote, _QUOTE)}”" for each in evidence)


def _still_open(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    points = sum(each.latest.points for each in changes)
    heading = f"仍未补正（{len(changes)} 项，扣 {points:.1f} 分）"
    more = [each for each in changes if each.parts_gained]
    lines = [f"  · {each.title}：比旧的一份多写了{'、'.join(each.parts_gained)}，仍不全。" for each in more]
    return "\n".join([heading, missing_table(each.latest for each in changes), *lines])


def _scope(title: str, changes: Iterable[Change]) -> str:
    lines = [
        f"  · {each.title}（{WEIGHT_NAMES[each.weight]}，{LABELS[each.latest.status]}）：{each.latest.reason}"
        for each in changes
    ]
    return "\n".join([f"{title}（{len(lines)} 项）", *lines]) if lines else ""


def _hints(changes: Iterable[Change]) -> str:
    """Name the advisory items that changed."""
    told: dict[str, list[str]] = {"补上": [], "退步": []}
    for each in changes:
        if not each.weight and each.turn in (Turn.REPAIRED, Turn.BETTER):
            told["补上"].append(each.title)
        elif not each.weight and each.turn is Turn.WORSE:
            told["退步"].append(each.title)
    lines = [f"  · {label}：{'、'.join(titles)}" for label, titles in told.items() if titles]
    return "\n".join(["提示（只供参考，不计分）", *lines]) if lines else ""
