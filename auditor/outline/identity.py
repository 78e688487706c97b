"""Whose report it is and for which year: unit, level, report year."""

import re
from datetime import date

from auditor.outline.heading_roles import roles_of
from auditor.outline.lines import PUBLISHER_LABEL, Line
from auditor.vocabulary import Level, Role

_YEAR = re.compile(r"(20\d\d)\s*-?\s*年?")
_YEAR_STRICT = re.compile(r"(20\d\d)\s*年")
# Years that name a document or a beginning: 《…》, （2021—2025年）, 自2021年以来.
_OTHER_YEARS = re.compile(r"《[^》]*》|\([^)]*\)|自20\d\d年|20\d\d年?-20\d\d年?")
_LEVELS = (
    (
        Level.TOWNSHIP,
        re.compile(
            r"(?:镇|乡|街道|苏木)(?:党工委|党委|委员会|人民政府|政府|办事处|人大)?$|[镇乡](?:人民)?政府$|街道办"
        ),
    ),
    (
        Level.DEPARTMENT,
        re.compile(
            r"(?:局|办公室|中心|队|院|站|厅|联社|支队|大队|办|署|所|部|馆|妇联|工会|党校|团委|协会|残联|文联|科协|工商联)$|(?<![县市区旗州共理])(?:委|委员会)$|(?:改革|健康|事务|发展|城乡建设|国资|住建|卫健|教育)委(?:员会)?$"
        ),
    ),
    (
        Level.COUNTY,
        re.compile(r"(?:县|市|区|旗|州)(?:委|委员会|人民政府|政府)?$|管委会$|管理委员会$|党工委$|工委$"),
    ),
)
_VOTES = (
    (
        Level.TOWNSHIP,
        re.compile(
            r"我[镇乡]|全[镇乡]|本[镇乡]|我街道|全街道|街道办|[镇乡]党委|[镇乡]长|街道党工委|[镇乡]人大"
        ),
    ),
    (
        Level.COUNTY,
        re.compile(
            r"我[县区市]|全[县区市]|县委常委会|[县区市]政府常务会|[县区]政府党组|区委常委会|市委常委会"
        ),
    ),
    (
        Level.DEPARTMENT,
        re.compile(r"我[局委办中院站]|全局|本局|局党组|局党委|局长|局机关|委党组|局属|股室|我单位"),
    ),
)


_NAME = r"((?!关于|20\d\d|二[〇零]).{2,60}?)"
_TITLE_UNITS = (
    re.compile(rf"^{_NAME}(?:关于|20\d\d|二[〇零])"),
    re.compile(rf"^{_NAME}(?:推进|贯彻|落实)?(?:法治政府|法治建设|依法行政|依法治)"),
    re.compile(
        r"^(?:关于)?20\d\d年?度?(.{2,30}?(?:镇|乡|街道|县|区|市|局|委|办|中心|政府))(?:推进)?(?:法治|依法)"
    ),
)

_FEWEST_VOTES = 2


def publisher(furniture: list[Line]) -> str | None:
    """Return the unit that page metadata names as publisher."""
    for line in furniture:
        match = PUBLISHER_LABEL.search(line.text)
        if match:
            return match.group(1)
    return None


def unit_of_title(title: str) -> str | None:
    """Return the unit that a folded title without blanks names."""
    for pattern in _TITLE_UNITS:
        match = pattern.match(title)
        if match and match.group(1) not in ("关于", "推进"):
            return match.group(1)
    return None


def level_of_unit(unit: str) -> Level | None:
    """Tell the level from the folded name of a unit; the last of joint names decides."""
    name = re.sub(r"\(.*?\)$", "", unit.rsplit(maxsplit=1)[-1])
    return next((level for level, pattern in _LEVELS if pattern.search(name)), None)


def level_of_text(text: str) -> Level | None:
    """Tell the level from how the body speaks of its own unit; None when it never does."""
    votes = {level: len(pattern.findall(text)) for level, pattern in _VOTES}
    best = max(votes, key=lambda level: votes[level])
    return best if votes[best] >= _FEWEST_VOTES else None


def report_year(title: str, opening: str, headings: list[str], signed: date | None) -> int | None:
    """Return the reported year: from title, opening, headings and date, in that order of trust."""
    opening = _OTHER_YEARS.sub("", opening)
    for text, pattern in ((title, _YEAR), (_announcement(opening), _YEAR_STRICT), (opening, _YEAR_STRICT)):
        match = pattern.search(text)
        if match:
            return int(match.group(1))
    for heading in headings:
        match = _YEAR_STRICT.search(heading) if Role.NEXT_YEAR not in roles_of(heading, 1, None) else None
        if match:
            return int(match.group(1))
    if signed:
        return signed.year - 1 if signed.month <= 9 else signed.year
    return None


def _announcement(opening: str) -> str:
    match = re.search(r"(?:现|特)?将.{0,60}(?:如下|汇报|报告)", opening)
    return match.group() if match else ""
