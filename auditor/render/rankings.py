"""What an officer reads in a terminal of a batch: who ranks where, who has not handed in, 雷同."""

from collections.abc import Iterable, Sequence

from auditor.likeness import SHORTEST_PASSAGE
from auditor.overlaps import Overlap
from auditor.render.columns import shorten, table
from auditor.summary import Ranking, Summary
from auditor.vocabulary import LABELS

_SHOWN_OVERLAPS = 20
_QUOTE = 60

Excerpt = tuple[int, Sequence[tuple[str, str]]]


def render_rankings(
    rankings: Iterable[Ranking],
    not_handed_in: Sequence[str],
    unscored: Excerpt,
    unreadable: Excerpt,
    overlaps: Sequence[Overlap] = (),
) -> str:
    """Return the ranking within each level, who has not handed in, what could not be scored or read.

    ``unscored``, ``unreadable``: how many there are, and the first of them as pairs of source and reason.
    """
    blocks = [f"{_ranking_heading(each)}\n{_ranking_tables(each)}" for each in rankings]
    if not_handed_in:
        blocks.append(f"未报送：{len(not_handed_in)} 个单位\n  {'、'.join(not_handed_in)}")
    for title, (count, rows) in (("未评分", unscored), ("无法读取", unreadable)):
        if count:
            rest = f"\n{_left_out(count - len(rows))}" if count > len(rows) else ""
            blocks.append(f"{title}：{count} 份\n{table(('文件', '原因'), rows, (40, 60))}{rest}")
    if overlaps:
        blocks.append(_overlap_block(overlaps))
    return "\n\n".join(blocks) + "\n"


def _overlap_block(overlaps: Sequence[Overlap]) -> str:
    rows = [
        (
            each.first,
            f"{each.second}{'（上年）' if each.last_year else ''}",
            len(each.passages),
            each.characters,
            shorten(max(each.passages, key=lambda one: len(one.quote)).quote, _QUOTE),
        )
        for each in overlaps[:_SHOWN_OVERLAPS]
    ]
    rest = f"\n{_left_out(len(overlaps) - len(rows))}" if len(overlaps) > len(rows) else ""
    listed = table(("文件", "与它相同的", "段数", "字数", "最长的一段"), rows, (28, 28, 4, 6, 44))
    return (
        f"雷同：{len(overlaps)} 对（成段相同 {SHORTEST_PASSAGE} 字以上，大家都用的套话不计）\n{listed}{rest}"
    )


def _ranking_heading(ranking: Ranking) -> str:
    level = LABELS[ranking.level] if ranking.level else "级别不明"
    gates = "、".join(f"{LABELS[gate]} {count}" for gate, count in ranking.gates.items() if count)
    return f"{level}：{ranking.count} 份（{gates}），按差距分从小到大"


def _ranking_tables(ranking: Ranking) -> str:
    first = _ranking_table(ranking.first, 1)
    if not ranking.last:
        return first
    between = ranking.count - len(ranking.first) - len(ranking.last)
    last = _ranking_table(ranking.last, ranking.count - len(ranking.last) + 1)
    return f"{first}\n{_left_out(between)}\n{last}"


def _left_out(count: int) -> str:
    return f"……此处略去 {count} 份，全部见 results.json……"


def _ranking_table(summaries: Iterable[Summary], first_rank: int) -> str:
    rows = (
        (
            rank,
            each.unit or "单位不明",
            each.year or "—",
            each.gap,
            LABELS[each.gate],
            each.met,
            each.partial,
            each.missing,
            each.review,
            each.source,
        )
        for rank, each in enumerate(summaries, first_rank)
    )
    headers = ("名次", "单位", "年度", "差距分", "结论", "已报告", "部分", "未报告", "待核", "文件")
    return table(headers, rows, (4, 26, 6, 6, 6, 6, 4, 6, 4, 32))
