"""The title of the paper on a page: its heading, or what the page calls itself without the site's name."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from auditor.readers.html_lines import Line
from auditor.readers.html_tree import Element, weight
from auditor.readers.simplified import simplify

_META_TITLES = ("articletitle", "og:title")
_PARTING = re.compile(r"\s*[_|｜·•»>]+\s*|\s+[-—–]+\s+|(?<!\d)\s*[-—–]{1,2}\s*(?![-—–\d])")
_SITE = re.compile(
    r"(?:门户网站?|政府网站?|信息网|政务网|官网|网站|网|门户|首页|平台|政务公开|信息公开|政府信息公开|公众号|专栏|专题)$"
    r"|^(?:无标题|未命名|新建|文档|untitled|document|index)",
    re.IGNORECASE,
)
_PAPER = re.compile(r"(?:报告|总结|汇报|情况|年报)(?:[(（].{0,20}[)）])?$")
_OFFICE = re.compile(r"word|wps|excel|openoffice|libreoffice", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_UNIT = re.compile(r"\S{2,40}(?:政府|委员会|办事处|局|委|办公室)")
_NUMBERED = re.compile(r"[一二三四五六七八九十\d]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]")
_FEWEST_CHARACTERS = 4
_LONGEST = 120
# How many lines before the text its title is looked for, and how many at the start of the text.
_FARTHEST = 60
_HEAD_LINES = 10


def metas(root: Element) -> dict[str, str]:
    """Return the page's meta tags by name in small letters; of several of a name, the first with a value."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def page_names(root: Element, said: dict[str, str]) -> list[str]:
    """Return what the page's head may call its paper, without the names of sites.

    Office programs fill in the title of a template there, which nobody sees.
    """
    if any(_OFFICE.search(said.get(key, "")) for key in ("generator", "progid", "originator")):
        return []
    element = next(root.iter("title"), None)
    text = (element.text or "") if element is not None else ""
    parts = [said.get(key, "") for key in _META_TITLES]
    parts += _PARTING.split(_BLANKS.sub(" ", text[: 2 * _LONGEST]))
    names = [_BLANKS.sub(" ", part).strip(" .…") for part in parts]
    return [name for name in names if weight(name) >= _FEWEST_CHARACTERS and not _is_site(simplify(name))]


def title_lines(lines: Sequence[Line], aside: Sequence[bool], start: int, names: Sequence[str]) -> list[str]:
    """Return the title of the paper as it stands on the page, a line each; none when nothing tells it.

    ``aside``: tells the lines that are no text. ``start``: where the paper's text starts. ``names``: what the
    page's head may call the paper.
    """
    headings = list(_headings(lines, aside, start))
    plain = _plain_title(lines, aside, start)
    agreeing = [each for each in [plain, *headings] if each and is_called("".join(each), names)]
    if agreeing:
        return agreeing[-1]
    papers = [heading for heading in headings if is_paper_title(simplify(heading[-1]))]
    papers += [[name] for name in sorted(names, key=len) if is_paper_title(simplify(name))]
    chosen = papers[-1:] or [plain] * bool(plain) or [[name] for name in names[:1]] or headings[-1:]
    return chosen[0] if chosen else []


def is_paper_title(plain: str) -> bool:
    """Tell whether a line in simplified characters reads like the title of a report."""
    return bool(_PAPER.search(plain)) and not _NUMBERED.match(plain)


def is_called(heading: str, names: Sequence[str]) -> bool:
    """Tell whether one of ``names`` is the heading, or a part of it, or holds it."""
    own = compact(heading)
    return any(own in name or name in own for name in map(compact, names))


def _is_site(plain: str) -> bool:
    return bool(_SITE.search(plain) or _UNIT.fullmatch(plain))


def compact(text: str) -> str:
    """Return ``text`` without blanks."""
    return _BLANKS.sub("", text)


def _headings(lines: Sequence[Line], aside: Sequence[bool], start: int) -> Iterator[list[str]]:
    """Yield the headings before and at the start of the text, each with its lines."""
    near = range(max(0, start - _FARTHEST), min(start + _HEAD_LINES, len(lines)))
    for level, group in groupby(near, key=lambda at: 0 if aside[at] else lines[at].heading):
        heading = [lines[at].text for at in group if not lines[at].linked]
        text = "".join(heading)
        is_title = weight(text) >= _FEWEST_CHARACTERS and len(text) <= _LONGEST
        is_own = is_title and not _is_site(simplify(text)) and not _NUMBERED.match(text)
        if level in (1, 2, 3) and is_own:
            yield heading


def _plain_title(lines: Sequence[Line], aside: Sequence[bool], start: int) -> list[str]:
    """Return a line shortly before the text that reads like a title, with the units above it."""
    for at in range(min(start, len(lines)) - 1, max(-1, start - _HEAD_LINES), -1):
        if aside[at] or lines[at].linked or lines[at].is_row or not is_paper_title(lines[at].plain):
            continue
        first = at
        while first > 0 and not aside[first - 1] and _UNIT.fullmatch(lines[first - 1].plain):
            first -= 1
        return [line.text for line in lines[first : at + 1]]
    return []
