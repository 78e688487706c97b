"""The page of a whole batch: who stands where, what most fail in, every unit against every requirement."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from urllib.parse import quote

from markupsafe import Markup, escape

from auditor.folder import UNITS, WORKBOOK
from auditor.likeness import SHORTEST_PASSAGE
from auditor.overlaps import Overlap
from auditor.overview import Overview, Requirement, Row
from auditor.papers.page.quoting import shortened
from auditor.papers.page.shell import page
from auditor.rules import Edition
from auditor.vocabulary import LABELS, Gate, Level, Status, group_name, group_of

# A browser takes its time over a table of more cells than these rows have.
_MOST_ROWS_OF_MAP = 3_000
# Of a longer ranking as many rows are shown from either end.
_MOST_RANKED = 3_000
_END = 1_500
_MOST_OVERLAPS = 200
_MOST_UNREAD = 500
_FIRST_FAILURES = 15
_LONGEST_QUOTE = 120
_STEP = 5
_LEVELS = (Level.TOWNSHIP, Level.COUNTY, Level.DEPARTMENT, None)
# A sign says in black and white what the colour says: done, half, lacking, to be looked at, not asked.
_SIGNS = {
    Status.MET: "✓",
    Status.PARTIAL: "半",
    Status.MISSING: "缺",
    Status.REVIEW: "核",
    Status.NOT_APPLICABLE: "–",
}
_CELLS = {
    status: f"<td class={status.value}>{sign}" if status is not Status.MET else f"<td>{sign}"
    for status, sign in _SIGNS.items()
}


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A row of a ranking. ``key``: what the search looks in."""

    rank: int
    row: Row
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The scored reports of a level, by gap. ``name``: of the level, ``count``: all, also those left out."""

    name: str
    count: int
    rows: tuple[_Ranked, ...]
    gates: str
    median: float


@dataclass(frozen=True, slots=True)
class _Failure:
    """How a requirement fares, in reports that it applies to; widths out of 100."""

    requirement: Requirement
    count: Counter[Status]
    applicable: int
    missing_width: float
    half_width: float


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of the histogram: gaps from ``low`` up to, not including, ``high``; ``height`` out of 100."""

    low: int
    high: int
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class _Alike:
    """A pair of reports that share passages; addresses are None for reports that have no page here."""

    first: tuple[str, str | None]
    second: tuple[str, str | None]
    passages: int
    characters: int
    longest: str


def batch_page(overview: Overview, links: Sequence[tuple[str, str]] = ()) -> str:
    """Return the page of a batch as HTML; each unit leads to ``units/<folder>.html`` beside it.

    ``links``: pairs of name and address of the other papers on the batch.
    """
    rankings = tuple(_rankings(overview.rows))
    scored = [row.summary for row in overview.rows if row.summary.scored]
    failures = [each for each in map(_failure, overview.failures()) if each.count.total()]
    failing = [each for each in failures if each.missing_width or each.half_width]
    failing.sort(key=lambda each: each.requirement.weight == 0)
    first = min(_FIRST_FAILURES, sum(each.requirement.weight > 0 for each in failing))
    gates = [(gate, sum(each.gate is gate for each in scored)) for gate in Gate]
    return page(
        "batch.html",
        "tables.css",
        "listing.css",
        "batch.css",
        "ranking.js",
        overview=overview,
        rankings=rankings,
        total=len(overview.rows),
        scored=len(scored),
        gates=gates,
        kinds=[(LABELS[gate], LABELS[gate], count) for gate, count in gates],
        median=_median([each.gap or 0.0 for each in scored]),
        histogram=_histogram([each.gap or 0.0 for each in scored]),
        failures=failing[:first],
        more_failures=failing[first:],
        requirements=overview.requirements,
        groups=_groups(overview.requirements),
        signs=list(_SIGNS.items()),
        heat=_heat(rankings) if len(scored) <= _MOST_ROWS_OF_MAP else None,
        most_rows=_MOST_ROWS_OF_MAP,
        workbook=WORKBOOK,
        unscored=[
            ((each.summary.source, _address(each)), each.summary.unscored_reason)
            for each in overview.rows
            if not each.summary.scored
        ],
        unreadable=[((source, None), reason) for source, reason in overview.unreadable],
        edition=Edition(
            overview.rules_title, overview.rules_id, overview.rules_version, overview.rules_sha256
        ),
        links=links,
        overlaps=_alike(overview.overlaps[:_MOST_OVERLAPS], overview.rows),
        more_overlaps=max(0, len(overview.overlaps) - _MOST_OVERLAPS),
        shortest=SHORTEST_PASSAGE,
        most_unread=_MOST_UNREAD,
    )


def _rankings(rows: Sequence[Row]) -> Iterator[_Ranking]:
    by_level: defaultdict[Level | None, list[Row]] = defaultdict(list)
    for row in rows:
        if row.summary.scored:
            by_level[row.summary.level].append(row)
    for level in _LEVELS:
        found = sorted(by_level[level], key=lambda each: (each.summary.gap, each.summary.source))
        if found:
            gates = Counter(each.summary.gate for each in found)
            ranked = list(enumerate(found, 1))
            if len(ranked) > _MOST_RANKED:
                ranked[_END:-_END] = []
            yield _Ranking(
                LABELS[level] if level else "级别不明",
                len(found),
                tuple(
                    _Ranked(rank, each, each.summary.unit or "单位不明", _address(each))
                    for rank, each in ranked
                ),
                "，".join(f"{LABELS[gate]} {gates[gate]}" for gate in Gate if gates[gate]),
                _median([each.summary.gap or 0.0 for each in found]),
            )


def _address(row: Row) -> str:
    return f"{UNITS}/{quote(row.folder)}.html"


def _failure(counted: tuple[Requirement, Counter[Status]]) -> _Failure:
    requirement, count = counted
    applicable = count.total() - count[Status.NOT_APPLICABLE]
    per_cent = 100 / applicable if applicable else 0.0
    return _Failure(
        requirement,
        count,
        applicable,
        round(count[Status.MISSING] * per_cent, 1),
        round((count[Status.PARTIAL] + count[Status.REVIEW]) * per_cent, 1),
    )


def _histogram(gaps: Sequence[float]) -> list[_Step]:
    """Return the steps up to the last that holds a report."""
    if not gaps:
        return []
    last = 100 // _STEP - 1
    counts = Counter(min(int(gap // _STEP), last) for gap in gaps)
    most = max(counts.values())
    return [
        _Step(step * _STEP, (step + 1) * _STEP, counts[step], round(100 * counts[step] / most, 1))
        for step in range(max(counts) + 1)
    ]


def _groups(requirements: Sequence[Requirement]) -> list[tuple[str, int]]:
    """Return the groups in the order of the requirements, with how many columns each heads."""
    grouped = groupby(requirements, key=lambda each: group_of(each.id))
    return [(group_name(group), len(list(members))) for group, members in grouped]


def _heat(rankings: Sequence[_Ranking]) -> Markup:
    """Return the bodies of the table; ends of cells and rows may be left out in HTML, and there are many."""
    pieces = []
    for ranking in rankings:
        width = len(ranking.rows[0].row.statuses) + 1
        pieces.append(f"<tbody><tr class=level><th colspan={width} scope=rowgroup>{ranking.name}\n")
        for each in ranking.rows:
            cells = "".join([_CELLS[status] for status in each.row.statuses])
            pieces.append(f"<tr><th scope=row><a href={each.address}>{escape(each.name)}</a>{cells}\n")
    return Markup("".join(pieces))


def _alike(overlaps: Sequence[Overlap], rows: Sequence[Row]) -> list[_Alike]:
    addresses = {row.summary.source: _address(row) for row in rows}
    return [
        _Alike(
            (each.first, addresses.get(each.first)),
            (f"{each.second}（上年）", None) if each.last_year else (each.second, addresses.get(each.second)),
            len(each.passages),
            each.characters,
            shortened(max(each.passages, key=lambda one: len(one.quote)).quote, _LONGEST_QUOTE),
        )
        for each in overlaps
    ]


def _median(gaps: Sequence[float]) -> float:
    return round(median(gaps), 1) if gaps else 0.0
