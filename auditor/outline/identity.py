"""What stands around the body: title, addressee, signature, dates, unit, level, report year, kind of paper."""

import re
from dataclasses import dataclass
from datetime import date

from auditor.models import Spot
from auditor.outline.lines import DRAWN_UP_LABEL, POSTED_LABEL, PUBLISHER_LABEL, Line, find_date, spot
from auditor.outline.markers import chinese_number, find_marker
from auditor.vocabulary import Level

_SUBJECT = r"(?:法治(?:政府)?(?:建设)?|法制政府|依法行政|依法治[省市县区镇乡]|建设法治政府|政府建设)"
_TITLE_END = re.compile(rf"{_SUBJECT}.{{0,24}}(?:报告|总结|年报|汇报|情况)(?:\(.{{0,20}}\))?$")
_UNIT_LINE = re.compile(r"^(?:中共)?\S{2,40}(?:委员会|人民政府|办事处|政府|局|委|办公室|管委会|中心)(?:\s+\S{2,40}(?:政府|委员会|办事处|局))?$")
_PAPER_NUMBER = re.compile(r"^\S{2,20}\s*[(\[]?20\d\d[)\]]?\s*第?\d+号$")
_ADDRESSEE = re.compile(r"(?:委|政府|办公室|局|人大|人大常委会|领导小组|委员|委员会|工委|司法厅|厅|小组|办)\s*[:：]$")
_OPENING_VERB = re.compile(r"如下|现将|特将|汇报|根据|按照|为了|[,，]")
_DATE_LINE = re.compile(r"^\(?\s*(20\d\d|二[〇零0]\S{2})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*\)?$")
_DATE_TAIL = re.compile(r"(20\d\d|二[〇零0][一二三四五六七八九〇零]{2})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*\)?$")
_NUMERIC_DATE = re.compile(r"^(20\d\d)[-./](\d{1,2})[-./](\d{1,2})$")
_SIGNATURE = re.compile(r"(?:人民政府|政府|委员会|办事处|党工委|党委|党组|局|委|办公室|办|管委会|中心|大队|支队|司|院|站|公司|联社|分局|街道|镇|乡)(?:\([^)]*\))?$")
_YEAR = re.compile(r"(20\d\d)\s*-?\s*年?")
_YEAR_STRICT = re.compile(r"(20\d\d)\s*年")
_HEAD_LIMIT = 12
_TAIL_LIMIT = 6

_WRONG_KINDS = (
    (re.compile(r"政府信息公开.{0,8}年度?报告|政府信息公开年报"), "政府信息公开工作年度报告"),
    (re.compile(r"述法(?:工作)?(?:报告|情况)|述职(?:述廉|述法)*.{0,4}报告"), "述职述法报告"),
    (re.compile(r"解读$|^(?:政策|文字|图片|一图)解读"), "解读材料"),
    (re.compile(r"(?:的通知|的通报|的公告|的函|的批复|的意见|的决定)$"), "通知类公文"),
    (re.compile(r"(?:工作要点|实施方案|工作方案|工作计划|任务清单|责任清单)$"), "计划方案类公文"),
    (re.compile(r"^.{0,30}政府工作报告$"), "政府工作报告"),
)

_LEVELS = (
    (Level.TOWNSHIP, re.compile(r"(?:镇|乡|街道|苏木)(?:党工委|党委|委员会|人民政府|政府|办事处|人大)?$|[镇乡](?:人民)?政府$|街道办")),
    (
        Level.DEPARTMENT,
        re.compile(
            r"(?:局|办公室|中心|队|院|站|厅|联社|支队|大队|办|署|所)$|(?<![县市区旗州共])(?:委|委员会)$|(?:改革|健康|事务|发展|城乡建设|国资|住建|卫健|教育)委(?:员会)?$"
        ),
    ),
    (Level.COUNTY, re.compile(r"(?:县|市|区|旗|州)(?:委|委员会|人民政府|政府)?$|管委会$|管理委员会$|党工委$|工委$")),
)
_VOTES = (
    (Level.TOWNSHIP, re.compile(r"我[镇乡]|全[镇乡]|本[镇乡]|我街道|全街道|街道办|[镇乡]党委|[镇乡]长|街道党工委|[镇乡]人大")),
    (Level.COUNTY, re.compile(r"我[县区市]|全[县区市]|县委常委会|[县区市]政府常务会|[县区]政府党组|区委常委会|市委常委会")),
    (Level.DEPARTMENT, re.compile(r"我[局委办中院站]|全局|本局|局党组|局党委|局长|局机关|委党组|局属|股室|我单位")),
)


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
    length = next((i for i, line in enumerate(lines[:_HEAD_LIMIT]) if _opens_body(line)), min(len(lines), _HEAD_LIMIT))
    head = lines[:length]
    title_span = _title_span(head)
    addressee = next((line for line in head if _is_addressee(line)), None)
    dated = next(((found, spot(line)) for line in head if (found := parse_date(line.text)) is not None), None)
    if title_span is None:
        return Head(
            length if addressee or length < len(lines) else 0, None, "", None,
            _clean(original, addressee), addressee and spot(addressee), dated, "\n".join(line.text for line in head),
        )
    first, last = head[title_span[0]], head[title_span[1]]
    return Head(
        length=length,
        title=" ".join(_clean(original, line) or "" for line in head[title_span[0] : title_span[1] + 1]),
        title_folded="".join(line.text for line in head[title_span[0] : title_span[1] + 1]).replace(" ", ""),
        title_spot=Spot(first.start, last.end),
        addressee=_clean(original, addressee),
        addressee_spot=addressee and spot(addressee),
        date=dated,
        text="\n".join(line.text for line in head),
    )


def _opens_body(line: Line) -> bool:
    if find_marker(line.text) is not None:
        return True
    if _is_addressee(line) or _DATE_LINE.match(line.text) or _TITLE_END.search(line.text.replace(" ", "")):
        return False
    if _OPENING_VERB.search(line.text) and line.text[-1] in ":：":
        return True
    return line.text[-1] in "。;；!?" or "。" in line.text or len(line.text) > 50


def _is_addressee(line: Line) -> bool:
    return len(line.text) <= 60 and bool(_ADDRESSEE.search(line.text)) and not _OPENING_VERB.search(line.text)


def _title_span(head: list[Line]) -> tuple[int, int] | None:
    """Return (first, last) index of the title's lines, None without one."""
    for last, line in enumerate(head):
        if _is_addressee(line) or _PAPER_NUMBER.match(line.text):
            continue
        for first in range(last, max(-1, last - 4), -1):
            joined = "".join(part.text for part in head[first : last + 1]).replace(" ", "")
            if _TITLE_END.search(joined) and len(joined) <= 90:
                while first > 0 and _UNIT_LINE.match(head[first - 1].text) and not _is_addressee(head[first - 1]):
                    first -= 1
                return first, last
    return None


def read_tail(original: str, lines: list[Line], *, keep: int) -> Tail:
    """Read signature and date from the last lines; the first ``keep`` lines are not looked at."""
    signature: list[Line] = []
    dated: tuple[date, Spot] | None = None
    length = 0
    for line in reversed(lines[max(keep, len(lines) - _TAIL_LIMIT) :]):
        found = parse_date(line.text)
        if found and dated is None and not signature:
            dated = (found, spot(line))
        elif (joined := _DATE_TAIL.search(line.text)) and dated is None and _signs(line.text[: joined.start()]):
            dated = _parts_to_date(*joined.groups()), spot(line)  # type: ignore[assignment]
            signature.insert(0, Line(line.start, line.start + len(line.text[: joined.start()].rstrip()), line.text[: joined.start()].rstrip(), False, False))
        elif _signs(line.text):
            signature.insert(0, line)
        elif not signature and re.match(r"^(?:抄送|附件|联系人|\(?此件|联系电话)", line.text):
            pass
        else:
            break
        length += 1
    if not signature and dated is None:
        return Tail(0, None, "", None, None)
    if not signature:
        return Tail(length, None, "", None, dated)
    return Tail(
        length,
        " ".join(_clean(original, line) or "" for line in signature),
        " ".join(line.text for line in signature),
        Spot(signature[0].start, signature[-1].end),
        dated,
    )


def _signs(text: str) -> bool:
    text = text.strip()
    return 3 <= len(text) <= 45 and bool(_SIGNATURE.search(text)) and not re.search(r"[,。;:、]|^[一二三四五六七八九十(（\d]", text)


def _clean(original: str, line: Line | None) -> str | None:
    if line is None:
        return None
    return re.sub(r"\s+", " ", original[line.start : line.end]).strip()


def parse_date(text: str) -> date | None:
    """Parse a line that is a date and nothing else."""
    text = text.strip()
    match = _DATE_LINE.match(text) or _NUMERIC_DATE.match(text)
    return _parts_to_date(*match.groups()) if match else None


def _parts_to_date(year: str, month: str, day: str) -> date | None:
    if not year.isdigit():
        year = "".join(str("〇一二三四五六七八九".find(char.replace("零", "〇"))) for char in year)
    try:
        return date(int(year), _number(month), _number(day))
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)


def labelled_date(folded: str, *, posted: bool) -> tuple[date, Spot] | None:
    """Return a date that page metadata states, with its place."""
    found = find_date(folded, POSTED_LABEL if posted else DRAWN_UP_LABEL)
    if not found:
        return None
    start, end, (year, month, day) = found
    try:
        return date(year, month, day), Spot(start, end)
    except ValueError:
        return None


def publisher(furniture: list[Line]) -> str | None:
    """Return the unit that page metadata names as publisher."""
    for line in furniture:
        match = PUBLISHER_LABEL.search(line.text)
        if match:
            return match.group(1)
    return None


def unit_of_title(title: str) -> str | None:
    """Return the unit that a folded title without blanks starts with."""
    match = re.match(r"^(.{2,60}?)(?:关于|20\d\d年?度?|二〇|法治|依法|推进|贯彻|落实|年度|建设|工作)", title)
    if match and not match.group(1).startswith("关于"):
        return match.group(1)
    match = re.match(r"^(?:关于)?20\d\d年度?(.{2,30}?(?:镇|乡|街道|县|区|市|局|委|办|中心))(?:推进)?(?:法治|依法)", title)
    return match.group(1) if match else None


def level_of_unit(unit: str) -> Level | None:
    """Tell the level from the folded name of a unit; the last of joint names decides."""
    name = re.sub(r"\(.*?\)$", "", unit.split()[-1])
    return next((level for level, pattern in _LEVELS if pattern.search(name)), None)


def level_of_text(text: str) -> Level | None:
    """Tell the level from how the body speaks of its own unit; None when it never does."""
    votes = {level: len(pattern.findall(text)) for level, pattern in _VOTES}
    best = max(votes, key=lambda level: votes[level])
    return best if votes[best] else None


def report_year(title: str, opening: str, headings: list[str], signed: date | None) -> int | None:
    """Return the reported year: from title, opening, headings and date, in that order of trust."""
    for text, pattern in ((title, _YEAR), (_announcement(opening), _YEAR_STRICT), (opening, _YEAR_STRICT)):
        match = pattern.search(text)
        if match:
            return int(match.group(1))
    for heading in headings:
        match = _YEAR_STRICT.search(heading)
        if match:
            return int(match.group(1))
    if signed:
        return signed.year - 1 if signed.month <= 9 else signed.year
    return None


def _announcement(opening: str) -> str:
    match = re.search(r"(?:现|特)?将.{0,60}(?:如下|汇报|报告)", opening)
    return match.group() if match else ""


def wrong_kind(head: str, title: str | None) -> str | None:
    """Name the kind of paper when the head shows that it is no annual report on 法治政府建设."""
    if title and not re.search(r"解读", head):
        return None
    for line in head.split("\n"):
        compact = line.replace(" ", "")
        for pattern, kind in _WRONG_KINDS:
            if pattern.search(compact):
                return kind
    return None
