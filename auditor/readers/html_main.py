"""Which lines of a page are its paper: the densest block of text, and what belongs to it around."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from auditor.readers.html_furniture import furniture, is_running
from auditor.readers.html_info import Info, is_timestamp, page_time, read_info
from auditor.readers.html_lines import Block, Line, Page
from auditor.readers.html_title import is_called, is_paper_title
from auditor.readers.html_tree import weight

# A link costs more than the text of a line brings, a line that is no sentence brings little.
_LINK_COST = 4.0
_SHORT_WORTH = 0.25
# The smallest block with this share of the best block's score is taken.
_SHARE = 0.9
# A paper among several has at least this share of the text.
_PAPER_SHARE = 0.2
_DEEPEST_TITLE = 3
# So many lines that are neither text nor furniture may stand between the block and what belongs to it.
_WIDEST_GAP = 6

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、]|第[一二三四五六七八九十]+[章条部])"
)
_YEAR = re.compile(r"20\d\d|二[〇○零]")
_ADDRESSEE = re.compile(r"[:：]$")
_DATE = re.compile(r"[(（]?(?:20\d\d|二[〇○零Oo]\S\S)\s*年.{1,3}月.{1,4}日[)）]?$")
_SIGNATURE = re.compile(r"^\S.{2,40}(?:政府|办事处|[局委办镇乡院所部厅站会室]|中心|街道|公司)$")
_REST = re.compile(r"[\s【\[(（]*(?:附件|附表|附|此件|抄送|抄报|联系人|联系电话|注)")


@dataclass(frozen=True, slots=True)
class MainText:
    """The paper on a page.

    ``lines``: its indexes in the page, in order. ``first``: where it starts, with what else stands at its
    head. ``info``: what the page states of the paper. ``aside``: for every line of the page whether it is
    furniture or such a statement. ``wording``: Chinese characters in running text. ``papers``: how many
    papers the lines are, 0 when no heading tells.
    """

    lines: list[int]
    first: int
    info: Info
    aside: list[bool]
    wording: int
    papers: int


def main_text(page: Page, names: Sequence[str]) -> MainText:
    """Find the lines of the paper on a page; of several the one that ``names``, of the page's head, call."""
    info = read_info(page.lines)
    useless = furniture(page, info.marked)
    aside = [bad or told for bad, told in zip(useless, info.marked, strict=True)]
    first, last = _widen(page, aside, *_core(page, useless, info.marked))
    first = _grow(page.lines, aside, first, -1, _may_precede)
    last = _grow(page.lines, aside, last - 1, 1, _may_follow) + 1
    papers = _papers(page.lines, first, last)
    named = [span for span in papers if is_called(page.lines[span[0]].text, names)]
    if len(papers) > 1 and len(named) == 1:
        first, last = named[0]
        papers = named
    running_from = next((at for at in range(first, last) if is_running(page.lines[at])), last)
    chosen = [
        at
        for at in range(first, last)
        if not aside[at] and not _is_page_time(page.lines[at].text, before_text=at < running_from)
    ]
    wording = sum(weight(page.lines[at].text) for at in chosen if is_running(page.lines[at]))
    return MainText(chosen, first, info, aside, wording, len(papers))


def _core(page: Page, useless: list[bool], told: list[bool]) -> tuple[int, int]:
    """Return the first line of the block that holds most of the text, and the line after its last."""
    worth = [
        0.0 if is_told else _worth(line, bad)
        for line, bad, is_told in zip(page.lines, useless, told, strict=True)
    ]
    before = [0.0, *accumulate(worth)]

    def score(block: Block) -> float:
        return before[block.last] - before[block.first]

    best = max(map(score, page.blocks), default=0.0)
    if best <= 0:
        return 0, len(page.lines)
    good = (block for block in page.blocks if score(block) >= _SHARE * best)
    core = min(good, key=lambda block: block.last - block.first)
    return core.first, core.last


def _widen(page: Page, stops: Sequence[bool], first: int, last: int) -> tuple[int, int]:
    """Return the widest span of a block around the given one that brings in nothing of the page's own."""
    before = [0, *accumulate(stops)]
    own = before[last] - before[first]
    for block in page.blocks:
        is_around = block.first <= first and last <= block.last
        if is_around and before[block.last] - before[block.first] == own:
            first, last = block.first, block.last
    return first, last


def _papers(lines: Sequence[Line], first: int, last: int) -> list[tuple[int, int]]:
    """Return the spans that start with a heading which titles a paper and hold much of the text."""
    before = [0, *accumulate(weight(line.text) if is_running(line) else 0 for line in lines[:last])]
    fewest = _PAPER_SHARE * (before[last] - before[first])
    titles = [at for at in range(first, last) if lines[at].heading and _names_year(lines[at].plain)]
    # Headings inside a paper are deeper than its title.
    highest = min((lines[at].heading for at in titles), default=0)
    starts = [at for at in titles if lines[at].heading == highest]
    return [(at, end) for at, end in pairwise([*starts, last]) if before[end] - before[at] >= fewest]


def _names_year(plain: str) -> bool:
    return is_paper_title(plain) and bool(_YEAR.search(plain))


def _worth(line: Line, useless: bool) -> float:
    characters = weight(line.text)
    if useless:
        return -_LINK_COST * line.linked
    if is_running(line):
        return float(characters)
    return _SHORT_WORTH * (characters - line.linked) - _LINK_COST * line.linked


def _grow(
    lines: Sequence[Line], stops: Sequence[bool], edge: int, step: int, belongs: Callable[[Line], bool]
) -> int:
    """Return the outermost line, from ``edge`` in direction ``step``, that belongs to the text."""
    gap = 0
    at = edge + step
    while 0 <= at < len(lines) and not stops[at] and gap <= _WIDEST_GAP:
        gap += 1
        if belongs(lines[at]):
            edge, gap = at, 0
        at += step
    return edge


def _may_precede(line: Line) -> bool:
    patterns = (_NUMBERED.match, _ADDRESSEE.search)
    is_heading = 0 < line.heading <= _DEEPEST_TITLE or is_paper_title(line.plain)
    return is_heading or is_running(line) or any(found(line.plain) for found in patterns)


def _may_follow(line: Line) -> bool:
    patterns = (_NUMBERED.match, _DATE.match, _SIGNATURE.match, _REST.match)
    return is_running(line) or any(found(line.plain) for found in patterns)


def _is_page_time(text: str, *, before_text: bool) -> bool:
    """Tell whether a line is when the page was made; a plain date below the text may date the paper."""
    return page_time(text) is not None if before_text else is_timestamp(text) and ":" in text
