"""Dates as reports and pages write them."""

import re
from datetime import date

from auditor.models import Spot
from auditor.outline.lines import DRAWN_UP_LABEL, POSTED_LABEL, find_date
from auditor.outline.markers import chinese_number

_DATE_LINE = re.compile(
    r"^\(?\s*(20\d\d|二[〇零0]\S{2})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*\)?$"
)
_DATE_TAIL = re.compile(
    r"(20\d\d|二[〇零0][一二三四五六七八九〇零]{2})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*\)?$"
)
_NUMERIC_DATE = re.compile(r"^(20\d\d)[-./](\d{1,2})[-./](\d{1,2})$")


def parse_date(text: str) -> date | None:
    """Parse a line that is a date and nothing else."""
    text = text.strip()
    match = _DATE_LINE.match(text) or _NUMERIC_DATE.match(text)
    return _parts_to_date(*match.groups()) if match else None


def trailing_date(text: str) -> tuple[date, int] | None:
    """Return the date that ``text`` ends with and where it starts, None without one."""
    match = _DATE_TAIL.search(text)
    found = _parts_to_date(*match.groups()) if match else None
    return (found, match.start()) if match and found else None


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


def stated_date(value: str | None) -> tuple[date, None] | None:
    """Return a date that a file states outside its text: it has no place there."""
    return (date.fromisoformat(value), None) if value else None


def _parts_to_date(year: str, month: str, day: str) -> date | None:
    if not year.isdigit():
        year = "".join(str("〇一二三四五六七八九".find(char.replace("零", "〇"))) for char in year)
    try:
        return date(int(year), _number(month), _number(day))
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)
