"""The lines around the body: title and addressee before it, signature and date after it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from auditor.models import Spot
from auditor.outline.dates import parse_date, trailing_date
from auditor.outline.headings import is_unnumbered_heading
from auditor.outline.lines import Line, spot
from auditor.outline.markers import find_marker

_SUBJECT = r"(?:法治(?:政府)?(?:建设)?|法制政府|依法行政|依法治[省市县区镇乡]|建设法治政府|政府建设)"
_TITLE_END = re.compile(rf"{_SUBJECT}.{{0,24}}(?:报告|总结|年报|汇报|情况)(?:\(.{{0,20}}\))?$")
_UNIT_LINE = re.compile(
    r"^(?:中共)?\S{2,40}(?:委员会|人民政府|办事处|政府|局|委|办公室|管委会|中心)(?:\s+\S{2,40}(?:政府|委员会|办事处|局))?$"
)
_PAPER_NUMBER = re.compile(r"^\S{2,20}\s*[(\[]?20\d\d[)\]]?\s*第?\d+号$")
_ADDRESSEE = re.compile(
    r"(?:委|政府|办公室|局|人大|人大常委会|领导小组|委员|委员会|工委|司法厅|厅|小组|办)\s*[:：]$"
)
_OPENING_VERB = re.compile(r"如下|现将|特将|汇报|根据|按照|为了|[,，]")
_SIGNATURE = re.compile(
    r"(?:人民政府|政府|委员会|办事处|党工委|党委|党组|局|委|办公室|办|管委会|中心|大队|支队|司|院|站|公司|联社|分局|街道|镇|乡)(?:\([^)]*\))?$"
)
_HEAD_LIMIT = 12
_TAIL_LIMIT = 6

_AFTER_SIGNATURE = re.compile(r"^(?:抄送|附件|联系人|\(?此件|联系电话)")


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
    limit = min(len(lines), _HEAD_LIMIT)
    length = next((index for index, line in enumerate(lines[:limit]) if _opens_body(line)), limit)
    head = lines[:length]
    title = _title_lines(head)
    addressee = next((line for line in head if _is_addressee(line)), None)
    if not title and not addressee and length == len(lines):
        length = 0
    return Head(
        length=length,
        title=" ".join(_clean(original, line) for line in title) or None,
        title_folded="".join(line.text for line in title).replace(" ", ""),
        title_spot=Spot(title[0].start, title[-1].end) if title else None,
        addressee=_clean(original, addressee) if addressee else None,
        addressee_spot=spot(addressee) if addressee else None,
        date=next(((found, spot(line)) for line in head if (found := parse_date(line.text))), None),
        text="\n".join(line.text for line in head),
    )


def _opens_body(line: Line) -> bool:
    if find_marker(line.text) is not None or is_unnumbered_heading(line.text):
        return True
    if _is_addressee(line) or parse_date(line.text) or _TITLE_END.search(line.text.replace(" ", "")):
        return False
    if _OPENING_VERB.search(line.text) and line.text[-1] in ":：":
        return True
    return line.text[-1] in "。;；!?" or "。" in line.text or len(line.text) > 50


def _is_addressee(line: Line) -> bool:
    return len(line.text) <= 60 and bool(_ADDRESSEE.search(line.text)) and not _OPENING_VERB.search(line.text)


def _title_lines(head: list[Line]) -> list[Line]:
    """Return the lines of the title, [] without one."""
    for last, line in enumerate(head):
        if _is_addressee(line) or _PAPER_NUMBER.match(line.text):
            continue
        for first in range(last, max(-1, last - 4), -1):
            joined = "".join(part.text for part in head[first : last + 1]).replace(" ", "")
            if _TITLE_END.search(joined) and len(joined) <= 90:
                return head[_first_unit_line(head, first) : last + 1]
    return []


def _first_unit_line(head: list[Line], first: int) -> int:
    """Return the index of the first line of units that stand above the title proper."""
    while first > 0 and _UNIT_LINE.match(head[first - 1].text) and not _is_addressee(head[first - 1]):
        first -= 1
    return first


def read_tail(original: str, lines: list[Line], *, keep: int) -> Tail:
    """Read signature and date from the last lines; the first ``keep`` lines are not looked at."""
    signature: list[Line] = []
    dated: tuple[date, Spot] | None = None
    length = 0  # how many lines belong to the tail
    for line in reversed(lines[max(keep, len(lines) - _TAIL_LIMIT) :]):
        found = parse_date(line.text)
        joint = trailing_date(line.text)
        if found and dated is None and not signature:
            dated = found, spot(line)
        elif joint and dated is None and _signs(line.text[: joint[1]]):
            dated = joint[0], spot(line)
            signature.insert(0, _cut(line, joint[1]))
        elif _signs(line.text):
            signature.insert(0, line)
        elif signature or not _AFTER_SIGNATURE.match(line.text):
            break
        length += 1  # noqa: SIM113 (the loop may break before it counts)
    if not signature and dated is None:
        length = 0
    return Tail(
        length=length,
        signature=" ".join(_clean(original, line) for line in signature) or None,
        signature_folded=" ".join(line.text for line in signature),
        signature_spot=Spot(signature[0].start, signature[-1].end) if signature else None,
        date=dated,
    )


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
