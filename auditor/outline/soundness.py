"""Signs that a text is not one whole annual report: what whoever judges it should look at first."""

import re
from collections.abc import Sequence

from auditor.models import FlatText, Section
from auditor.outline.frame import is_title
from auditor.outline.lines import Line

_PART_OF_YEAR = re.compile(r"上半年|下半年|半年|(?:第?[一二三四]|前[一二三])季度|1-[369]月")
_WRITTEN_TO_THE_END = re.compile(r"[。!?;:)》]$")
# A last paragraph shorter than this may be a heading, a caption or a cell.
_RUNNING_TEXT = 30
_REPORT_BEFORE = 3


def find_warnings(
    title: str, flat: FlatText, sections: Sequence[Section], body: Sequence[Line], *, signed: bool
) -> tuple[str, ...]:
    """Return Chinese sentences on what speaks against one whole report of one year.

    ``title``: folded, without blanks. ``body``: the lines between title and signature.
    """
    found = (
        _part_of_year(title),
        _begins_late(sections),
        _breaks_off(flat, signed=signed),
        _second_report(sections, body),
    )
    return tuple(each for each in found if each)


def _part_of_year(title: str) -> str | None:
    match = _PART_OF_YEAR.search(title)
    return f"标题写的是“{match.group()}”，像是阶段性材料，不是全年的报告，请核对。" if match else None


def _begins_late(sections: Sequence[Section]) -> str | None:
    first = next((each for each in sections if each.level == 1 and each.number), None)
    if first is None or first.number == 1:
        return None
    return f"第一个大标题的序号是{first.number}（“{first.heading}”），前面可能缺页或缺段，请核对。"


def _breaks_off(flat: FlatText, *, signed: bool) -> str | None:
    last = flat.text.rstrip("\n").rpartition("\n")[2]
    if signed or len(last) < _RUNNING_TEXT or _WRITTEN_TO_THE_END.search(last):
        return None
    return f"正文最后一句没有写完（“…{last[-20:]}”），后面可能缺页或缺段，请核对。"


def _second_report(sections: Sequence[Section], body: Sequence[Line]) -> str | None:
    """Tell of a second title in the body with the numbers of the great parts starting anew behind it."""
    highest = 0
    for section in sections:
        if section.level != 1 or section.number is None:
            continue
        if section.number == 1 and highest >= _REPORT_BEFORE:
            title = next((line.text for line in body if is_title(line.text)), None)
            if title:
                return f"文件里像是有两份报告，第二份从“{title}”开始；请拆成两个文件分别核查。"
        highest = max(highest, section.number)
    return None
