"""The page of a whole batch: who stands where, what most fail in, every unit against every requirement."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import quote

from auditor.folder import OVERLAPS, RESULTS, UNITS, WORKBOOK
from auditor.likeness import SHORTEST_PASSAGE
from auditor.overlaps import Overlap
from auditor.overview import Overview, Requirement, Row
from auditor.papers.page.heat import SIGNS, Line, groups_of, heat
from auditor.papers.page.quoting import shortened
from auditor.papers.page.shell import page
from auditor.rules import Edition
from auditor.vocabulary import LABELS, Gate, Level, Status

# What the page needs besides its template.
BATCH_ASSETS = ("tables.css", "listing.css", "batch.css", "ranking.js")
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


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A row of a ranking; ``address``: None for a report that has no page here."""

    rank: int
    row: Row
    name: str
    address: str | None


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


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the rest of a long list is to be found, as the page says it.

    ``passages``: what it says of the passages that are not shown.
    """

    workbook: str = f"同一文件夹里的{WORKBOOK}"
    overlaps: str = OVERLAPS
    results: str = RESULTS
    passages: str = f"全部段落见 {OVERLAPS}。"


_BESIDE = Elsewhere()


def batch_page(
    overview: Overview,
    links: Sequence[tuple[str, str]] = (),
    addresses: Mapping[str, str] | None = None,
    elsewhere: Elsewhere = _BESIDE,
) -> str:
    """Return the page of a batch as HTML.

    Args:
        overview: what it shows.
        links: pairs of name and address of the other papers on the batch.
        addresses: as in ``batch_values``; by default each unit leads to ``units/<folder>.html`` beside it.
        elsewhere: where the rest of long lists is.
    """
    if addresses is None:
        addresses = {row.summary.source: f"{UNITS}/{quote(row.folder)}.html" for row in overview.rows}
    values = batch_values(overview, addresses, elsewhere)
    return page("batch.html", *BATCH_ASSETS, links=links, **values)


def batch_values(
    overview: Overview, addresses: Mapping[str, str], elsewhere: Elsewhere = _BESIDE
) -> dict[str, Any]:
    """Return what the template of the page is filled with, also in another frame.

    ``addresses``: of the pages of reports, by the names of their files; what has none is no link.
    """
    rankings = tuple(_rankings(overview.rows, addresses))
    scored = [row.summary for row in overview.rows if row.summary.scored]
    failures = [each for each in map(_failure, overview.failures()) if each.count.total()]
    failing = [each for each in failures if each.missing_width or each.half_width]
    failing.sort(key=lambda each: each.requirement.weight == 0)
    first = min(_FIRST_FAILURES, sum(each.requirement.weight > 0 for each in failing))
    gates = [(gate, sum(each.gate is gate for each in scored)) for gate in Gate]
    overlaps = overview.overlaps or ()
    return {
        "overview": overview,
        "rankings": rankings,
        "total": len(overview.rows),
        "scored": len(scored),
        "gates": gates,
        "kinds": [(LABELS[gate], LABELS[gate], count) for gate, count in gates],
        "median": _median([each.gap or 0.0 for each in scored]),
        "histogram": _histogram([each.gap or 0.0 for each in scored]),
        "failures": failing[:first],
        "more_failures": failing[first:],
        "requirements": overview.requirements,
        "groups": groups_of(overview.requirements),
        "signs": list(SIGNS.items()),
        "heat": heat(map(_lines, rankings)) if len(scored) <= _MOST_ROWS_OF_MAP else None,
        "most_rows": _MOST_ROWS_OF_MAP,
        "unscored": [
            ((each.summary.source, addresses.get(each.summary.source)), each.summary.unscored_reason)
            for each in overview.rows
            if not each.summary.scored
        ],
        "unreadable": [((source, addresses.get(source)), reason) for source, reason in overview.unreadable],
        "edition": Edition(
            overview.rules_title, overview.rules_id, overview.rules_version, overview.rules_sha256
        ),
        "overlaps": _alike(overlaps[:_MOST_OVERLAPS], addresses),
        "more_overlaps": max(0, len(overlaps) - _MOST_OVERLAPS),
        "shortest": SHORTEST_PASSAGE,
        "most_unread": _MOST_UNREAD,
        "elsewhere": elsewhere,
    }


def _rankings(rows: Sequence[Row], addresses: Mapping[str, str]) -> Iterator[_Ranking]:
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
                    _Ranked(rank, each, each.summary.unit or "单位不明", addresses.get(each.summary.source))
                    for rank, each in ranked
                ),
                "，".join(f"{LABELS[gate]} {gates[gate]}" for gate in Gate if gates[gate]),
                _median([each.summary.gap or 0.0 for each in found]),
            )


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


def _lines(ranking: _Ranking) -> tuple[str, list[Line]]:
    return ranking.name, [(each.name, each.address, each.row.statuses) for each in ranking.rows]


def _alike(overlaps: Sequence[Overlap], addresses: Mapping[str, str]) -> list[_Alike]:
    def place(name: str) -> tuple[str, str | None]:
        return name, addresses.get(name)

    return [
        _Alike(
            place(each.first),
            place(f"{each.second}（上年）" if each.last_year else each.second),
            len(each.passages),
            each.characters,
            shortened(max(each.passages, key=lambda one: len(one.quote)).quote, _LONGEST_QUOTE),
        )
        for each in overlaps
    ]


def _median(gaps: Sequence[float]) -> float:
    return round(median(gaps), 1) if gaps else 0.0
