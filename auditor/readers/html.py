"""Web pages: the paper on them, told from what the site adds; also what Word and WPS save as HTML."""

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from auditor.errors import UnreadableError
from auditor.models import Metadata
from auditor.readers import limits
from auditor.readers.content import Content, Job, Piece
from auditor.readers.encoding import decode
from auditor.readers.html_info import Statement, before_statement, iso_date, page_time
from auditor.readers.html_lines import Page, read_lines
from auditor.readers.html_main import MainText, main_text
from auditor.readers.html_refusals import why_no_paper
from auditor.readers.html_title import compact, metas, page_names, title_lines
from auditor.readers.html_tree import Element
from auditor.readers.refusals import too_large
from auditor.vocabulary import BlockKind

_KIND = "网页"
# A picture inside the page.
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{0,80};base64,[A-Za-z0-9+/=%\s]+")
_POSTED = ("pubdate", "publishdate", "firstpublishedtime", "article:published_time", "maketime")
_PUBLISHER = ("contentsource", "source")
_SOURCE_LABEL = re.compile(r"^(?:信息)?来源\s*[:：]\s*")
_PAGED = re.compile(r"(?:^|\D)2\D.*下一页")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
)
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+((?:{_ATTRIBUTE.pattern})*+)")
_TOO_DEEP = "Excessive depth"
_HEAD_LINES = 6
_NEAR = 25
_FAR = 80


def read_content(data: bytes, job: Job) -> Content:
    """Return the paper on a web page: its title, what the page states of it, its text.

    Raises:
        UnreadableError: no known encoding, an error page, or nested or sized beyond what a page needs.
    """
    root = _parse(_markup(data, job.name), job.name)
    if root is None:
        return Content([])
    page = read_lines(root, job.name)
    said = metas(root)
    names = page_names(root, said)
    main = main_text(page, names)
    title = [before_statement(line) for line in title_lines(page.lines, main.aside, main.first, names)]
    stated = _nearest(main)
    metadata = Metadata(
        title=" ".join(title) or None,
        publisher=_first(stated, "publisher") or _publisher_in_head(said),
        posted=_first(stated, "posted") or _unlabelled_date(page, main) or _posted_in_head(said),
        drawn_up=_first(stated, "drawn_up"),
    )
    return Content(
        pieces=list(_pieces(page, main, title, stated)),
        metadata=metadata,
        warnings=list(_warnings(page, main)),
        unscored=why_no_paper(page, main, metadata.title, job.name),
    )


def _markup(data: bytes, name: str) -> str:
    """Return the source of the page; what it says of its own encoding is too often wrong to be asked."""
    data = _EMBEDDED.sub(b"data:,", data)
    if len(data) > limits.MAX_MARKUP_BYTES:
        raise too_large(name, _KIND, f"除图片外超过 {limits.MAX_MARKUP_BYTES // limits.MEBIBYTE} MB")
    text = decode(data)
    if text is None and b"\x00" in data:
        text = decode(data.replace(b"\x00", b""))
    if text is None:
        raise UnreadableError(
            f"“{name}”（{_KIND}）的文字编码认不出来。请在浏览器里打开，把正文另存为 Word 后再报送。"
        )
    text = text.replace("\x00", "")
    if text.count("<") > limits.MAX_TAGS:
        raise too_large(name, _KIND, f"里面的标签超过 {limits.MAX_TAGS // 10000} 万个")
    # The parser compares every attribute of a tag with all the others.
    if any(_attributes(tag.group(1)) > limits.MAX_ATTRIBUTES for tag in _TAG.finditer(text)):
        raise too_large(name, _KIND, f"一个标签里的属性超过 {limits.MAX_ATTRIBUTES} 个")
    return text


def _attributes(source: str) -> int:
    """Return how many attributes a tag has, 0 when it is too short for many."""
    return len(_ATTRIBUTE.findall(source)) if len(source) > limits.MAX_ATTRIBUTES else 0


def _parse(text: str, name: str) -> Element | None:
    """Return the root of the page, None when there is nothing on it."""
    # As UTF-8 bytes: a string with an encoding declaration is refused, and the declaration may lie.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.encode(errors="replace"), parser)
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise too_large(name, _KIND, "里面的标签一层套一层，深得异常")
    return root


def _nearest(main: MainText) -> list[Statement]:
    """Return what the page states of the paper; where it states a thing twice, what stands nearest to it."""
    last = main.lines[-1] if main.lines else main.first
    near = [each for each in main.info.statements if main.first - _FAR <= each.line <= last + _NEAR]
    chosen: dict[str, Statement] = {}
    for statement in sorted(near, key=lambda each: _distance(each.line, main.first)):
        label = compact((statement.written or "").partition("：")[0].partition(":")[0])
        chosen.setdefault(label or statement.tells, statement)
    return sorted(chosen.values(), key=lambda each: each.line)


def _distance(line: int, start: int) -> tuple[bool, int]:
    """Rank lines shortly before the text first, from above: what stands below may be copied with the text."""
    is_above = start - _NEAR <= line < start
    return not is_above, line if is_above else abs(line - start)


def _first(stated: list[Statement], tells: str) -> str | None:
    value = next((each.value for each in stated if each.tells == tells), None)
    return iso_date(value) if value and tells != "publisher" else value


def _unlabelled_date(page: Page, main: MainText) -> str | None:
    near = page.lines[max(0, main.first - _NEAR) : main.first + _HEAD_LINES]
    return next((found for line in reversed(near) if (found := page_time(line.text))), None)


def _posted_in_head(said: dict[str, str]) -> str | None:
    return next((found for key in _POSTED if (found := iso_date(said.get(key, "")))), None)


def _publisher_in_head(said: dict[str, str]) -> str | None:
    return next((_SOURCE_LABEL.sub("", said[key]) for key in _PUBLISHER if key in said), None)


def _pieces(page: Page, main: MainText, title: list[str], stated: list[Statement]) -> Iterator[Piece]:
    """Yield the title, what the page states of the paper, and the text, which may bring its title itself."""
    lines = [page.lines[at] for at in main.lines[_columns(page, main, title) :]]
    starts_with_title = [line.text for line in lines[: len(title)]] == title
    opening = compact("".join(line.text for line in lines[:_HEAD_LINES]))
    if starts_with_title or compact("".join(title)) not in opening:
        yield from map(Piece, title)
    yield from (Piece(each.written) for each in stated if each.written)
    for line in lines[len(title) if starts_with_title else 0 :]:
        kind = BlockKind.TABLE_ROW if line.is_row else BlockKind.PARAGRAPH
        yield Piece(line.text, kind, outline_level=line.heading or None)


def _columns(page: Page, main: MainText, title: list[str]) -> int:
    """Return how many headings above a title in the text name the columns of the site that it stands in."""
    head = [page.lines[at] for at in main.lines[:_HEAD_LINES]]
    above = list(takewhile(lambda line: line.text not in title, head))
    is_column = len(above) < len(head) and all(line.heading for line in above)
    return len(above) if is_column else 0


def _warnings(page: Page, main: MainText) -> Iterator[str]:
    if any(_PAGED.search(line.text) for line in page.lines[main.first :] if line.linked):
        yield "网页上的文章分成几页，这个文件里可能只有其中一页。请对照原网页核对。"
    if main.papers > 1:
        yield f"网页上有 {main.papers} 篇文章，都读了进来。请核对是否只报送其中一篇。"
