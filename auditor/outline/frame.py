"""The lines around the body: title and addressee before it, signature and date after it."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from auditor.models import Spot
from auditor.outline.dates import parse_date, trailing_date
from auditor.outline.headings import is_unnumbered_heading
from auditor.outline.lines import Line, spot
from auditor.outline.markers import find_marker

_SUBJECT = r"(?:法治(?:政府)?(?:建设)?|法制政府|依法行政|依法治[省市县区镇乡]|建设法治政府|政府建设)"
_TITLE_END = re.compile(
    rf"{_SUBJECT}.{{0,24}}(?:报告|总结|年报|汇报|情况)(?:\(.{{0,20}}\)|(?:及|和)20\d\d年.{{0,10}})?$"
)
_UNIT_LINE = re.compile(
    r"^(?:中共)?\S{2,40}(?:委员会|人民政府|办事处|政府|局|委|办公室|管委会|中心)(?:\s+\S{2,40}(?:政府|委员会|办事处|局))?$"
)
_PAPER_NUMBER = re.compile(r"^\S{2,20}\s*[(\[]?20\d\d[)\]]?\s*第?\d+号$")
_ADDRESSEE = re.compile(
    r"(?:委|政府|办公室|局|人大|人大常委会|领导小组|委员|委员会|工委|司法厅|厅|小组|办)\s*[:：]$"
)
_OPENING_VERB = re.compile(r"如下|现将|特将|汇报|根据|按照|为了|[,，]")
_RUNNING = re.compile(r"[,，。;；!?]|如下|[:：]$")
_SIGNATURE = re.compile(
    r"(?:人民政府|政府|委员会|办事处|党工委|党委|党组|局|委|办公室|办|管委会|中心|部|院|公司|联社|分局|街道|镇|乡|党校|工会|妇联)(?:\([^)]*\))?$"
)
_YEAR = re.compile(r"20\d\d|二[〇零]")
_AFTER_SIGNATURE = re.compile(r"^(?:抄送|抄报|主送|附件|联系人|联系电话|印发|\(?此件|\(?信息公开)")
_MOST_SIGNATURES = 3
_HEAD_LIMIT = 12
_TAIL_LIMIT = 16


@dataclass(frozen=True, slots=True)
class Head:
    """The lines before the body."""

    length: int
    title: str | None
    title_folded: str
    title_spot: Spot | None
    addressee: str | None
    addressee_spot: Spot | None
    date: tuple[date, Spot] | None
    text: str


@dataclass(frozen=True, slots=True)
class Tail:
    """The lines after the body: ``length`` of them."""

    length: int
    signature: str | None
    signature_folded: str
    signature_spot: Spot | None
    date: tuple[date, Spot] | None


def read_head(original: str, lines: list[Line]) -> Head:
    """Read title and addressee from the first lines of the body."""
    candidates = list(takewhile(lambda line: not _is_running_text(line), lines[:_HEAD_LIMIT]))
    first, last = _title_span(candidates)
    title = lines[first:last]
    if not title:
        last = max((index for index, line in enumerate(candidates) if _belongs_to_head(line, [])), default=0)
    after = takewhile(lambda line: _belongs_to_head(line, title), lines[last:_HEAD_LIMIT])
    length = last + len(list(after))
    head = lines[:length]
    addressee = next((line for line in head if _is_addressee(line)), None)
    return Head(
        length=length,
        title=" ".join(_clean(original, line) for line in title) or None,
        title_folded="".join(line.text for line in title).replace(" ", ""),
        title_spot=Spot(title[0].start, title[-1].end) if title else None,
        addressee=_clean(original, addressee) if addressee else None,
        addressee_spot=spot(addressee) if addressee else None,
        date=next(
            ((found, spot(line)) for line in head if "年" in line.text and (found := parse_date(line.text))),
            None,
        ),
        text="\n".join(line.text for line in candidates),
    )


def _is_running_text(line: Line) -> bool:
    if find_marker(line.text) is not None or is_unnumbered_heading(line.text):
        return True
    return not _is_addressee(line) and bool(_RUNNING.search(line.text))


def _belongs_to_head(line: Line, title: list[Line]) -> bool:
    """Tell whether a line after the title is no text yet: addressee, number, date, the title once more."""
    compact = line.text.replace(" ", "")
    return (
        _is_addressee(line)
        or _is_paper_number(line)
        or parse_date(line.text) is not None
        or bool(_UNIT_LINE.match(line.text))
        or (bool(title) and bool(_TITLE_END.search(compact)) and not _is_running_text(line))
    )


def _is_paper_number(line: Line) -> bool:
    return bool(_PAPER_NUMBER.match(line.text.replace(" ", "")))


def _is_addressee(line: Line) -> bool:
    return len(line.text) <= 60 and bool(_ADDRESSEE.search(line.text)) and not _OPENING_VERB.search(line.text)


def _title_span(head: list[Line]) -> tuple[int, int]:
    """Return the first line of the title and the line after it, (0, 0) without one."""
    for last, line in enumerate(head):
        if _is_addressee(line) or _is_paper_number(line):
            continue
        for first in range(last, max(-1, last - 4), -1):
            joined = "".join(part.text for part in head[first : last + 1]).replace(" ", "")
            if _TITLE_END.search(joined) and len(joined) <= 90:
                return _first_unit_line(head, _first_dated_line(head, first, last)), last + 1
    return 0, 0


def is_title(line: str) -> bool:
    """Tell whether a folded line alone could be the title of a report."""
    compact = line.replace(" ", "")
    return len(compact) <= 60 and bool(_TITLE_END.search(compact)) and not _RUNNING.search(compact)


def _first_dated_line(head: list[Line], first: int, last: int) -> int:
    """Return where a title that was broken before its end starts: at the line that names the year."""
    for start in range(first, max(-1, first - 4), -1):
        if _YEAR.search("".join(line.text for line in head[start : last + 1])):
            return start
    return first


def _first_unit_line(head: list[Line], first: int) -> int:
    """Return the index of the first line of units that stand above the title proper."""
    while first > 0 and _UNIT_LINE.match(head[first - 1].text) and not _is_addressee(head[first - 1]):
        first -= 1
    return first


def read_tail(original: str, lines: list[Line], *, keep: int) -> Tail:
    """Read signature and date from the last lines; the first ``keep`` lines are not looked at.

    Short lines below them are what a page adds, and belong to the tail.
    """
    signature: list[Line] = []
    dated: tuple[date, Spot] | None = None
    end = len(lines)
    floor = max(keep, end - _TAIL_LIMIT)
    while end > floor and not _closes(lines[end - 1]) and _may_follow(lines[end - 1]):
        end -= 1
    start = end
    while start > floor and _closes(lines[start - 1]):
        line = lines[start - 1]
        joint = trailing_date(line.text)
        found = parse_date(line.text)
        if (found and (dated or signature)) or len(signature) == _MOST_SIGNATURES:
            break
        if found:
            dated = found, spot(line)
        elif joint and dated is None:
            dated = joint[0], spot(line)
            signature.insert(0, _cut(line, joint[1]))
        else:
            signature.insert(0, line)
        start -= 1
    return Tail(
        length=len(lines) - start if start < end else 0,
        signature=" ".join(_clean(original, line) for line in signature) or None,
        signature_folded=" ".join(line.text for line in signature),
        signature_spot=Spot(signature[0].start, signature[-1].end) if signature else None,
        date=dated,
    )


def _closes(line: Line) -> bool:
    """Tell whether a line is a signature, a date or both."""
    if parse_date(line.text) or _signs(line.text):
        return True
    joint = trailing_date(line.text)
    return joint is not None and _signs(line.text[: joint[1]])


def _may_follow(line: Line) -> bool:
    if _AFTER_SIGNATURE.match(line.text):
        return True
    return len(line.text) <= 60 and not line.ends_sentence and find_marker(line.text) is None


def _cut(line: Line, length: int) -> Line:
    text = line.text[:length].rstrip()
    return replace(line, end=line.start + len(text), text=text)


def _signs(text: str) -> bool:
    text = text.strip()
    return (
        3 <= len(text) <= 45
        and bool(_SIGNATURE.search(text))
        and not re.search(r"[,。;:、]|^[一二三四五六七八九十(（\d]", text)
    )


def _clean(original: str, line: Line) -> str:
    return re.sub(r"\s+", " ", original[line.start : line.end]).strip()
