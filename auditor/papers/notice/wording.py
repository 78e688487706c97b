"""What a notice says of an audit: the values of its fields."""

import re
from collections.abc import Sequence

from auditor.models import Audit, Finding
from auditor.papers.notice.fields import GROUPS, ITEMS
from auditor.papers.notice.letterhead import Letterhead
from auditor.papers.notice.pieces import Values
from auditor.papers.plain import one_line, shortened
from auditor.readers.numerals import numeral
from auditor.render.findings import status_label
from auditor.score import gate_for, gate_of
from auditor.vocabulary import LABELS, OPEN, WEIGHT_NAMES, Gate

_OFFICE = re.compile(r"(?:人民政府|办事处)$")
_MUST, _SHOULD = "必须补正的内容", "建议完善的内容"
_QUOTE = 80
_TITLE = 80
_MOST_LOOK_ALIKES = 1


def values(audit: Audit, letterhead: Letterhead) -> Values:
    """Return the value of every field by its name."""
    must, should = _demanded(audit)
    groups = [(name, found) for name, found in ((_MUST, must), (_SHOULD, should)) if found]
    unit = "、".join((audit.unit or "").split()) or "（单位名称）"
    return {
        "单位": unit,
        "简称": _OFFICE.sub("", unit.rpartition("、")[2]),
        "级别": LABELS[audit.level] if audit.level else "级别不明",
        "年度": str(audit.year) if audit.year else "　　",
        "报告": f"《{shortened(audit.title, _TITLE)}》" if audit.title else "法治政府建设年度报告",
        "差距分": "—" if audit.gap is None else str(audit.gap),
        "结论": LABELS[audit.gate],
        "总评": _verdict(audit, len(must), len(should)),
        "必补数": str(len(must)),
        "建议数": str(len(should)),
        "要求序号": _counted(len(groups) + 1),
        "发文机关": letterhead.issuer or "（发文机关）",
        "发文字号": letterhead.number or "",
        "落款": letterhead.signatory or letterhead.issuer or "（发文机关）",
        "联系人": letterhead.contact or "",
        "电话": letterhead.phone or "",
        "修改期限": letterhead.deadline or "　　年　　月　　日前",
        "日期": letterhead.date or "　　年　　月　　日",
        f"#{GROUPS}": [
            {"组号": _counted(number), "组名": name, f"#{ITEMS}": _items(found)}
            for number, (name, found) in enumerate(groups, 1)
        ],
        f"#{ITEMS}": _items([*must, *should]),
    }


def _demanded(audit: Audit) -> tuple[list[Finding], list[Finding]]:
    """Return what bars the report from passing, and what else it should mend, each by points.

    What only hints and what is waived is not asked for, unless the report is returned for it all the same.
    """
    found = [each for each in audit.findings if each.status in OPEN and each.weight]
    unwaived = [each for each in found if not each.waiver]
    if audit.scored and gate_of(unwaived) is not audit.gate:
        unwaived = found
    asked = sorted(unwaived, key=lambda each: -each.points)
    must = [each for each in asked if gate_for(each) is not Gate.PASS]
    return must, [each for each in asked if gate_for(each) is Gate.PASS]


def _verdict(audit: Audit, must: int, should: int) -> str:
    if audit.unscored_reason:
        return f"这份材料未能评分：{_sentence(audit.unscored_reason)}结论为“{LABELS[audit.gate]}”。"
    waived = "" if audit.gap_waived == audit.gap else f"，豁免后为{audit.gap_waived}"
    asked = "，".join(
        f"{name}{count}项" for name, count in (("必须补正", must), ("建议完善", should)) if count
    )
    return (
        f"差距分为{audit.gap}{waived}（满分差距为100，没有差距为0），结论为“{LABELS[audit.gate]}”，"
        f"{asked}。现将修改意见函告如下。"
    )


def _items(findings: Sequence[Finding]) -> list[Values]:
    return [
        {
            "序号": str(number),
            "中文序号": _counted(number),
            "缺项": each.title,
            "重要程度": WEIGHT_NAMES[each.weight],
            "状态": status_label(each),
            "扣分": f"{each.points:.1f}",
            "情况": _state(each),
            "怎么补": _sentence(each.advice),
            "依据": "；".join(each.sources),
        }
        for number, each in enumerate(findings, 1)
    ]


def _state(finding: Finding) -> str:
    """Return what the report has of an item, and why it is not enough."""
    shown = finding.look_alikes[:_MOST_LOOK_ALIKES]
    # A reason that only says why the look-alike does not count would say it twice.
    is_told = any(LABELS[each.why] in finding.reason for each in shown)
    said = [] if is_told else [_sentence(finding.reason)]
    met = [part.name for part in finding.parts if part.met]
    if met:
        said.append(f"已写到：{'、'.join(met)}。")
    if finding.evidence:
        said.append(f"报告中写有“{shortened(finding.evidence[0].quote, _QUOTE)}”。")
    said += [
        f"报告中“{shortened(each.quote, _QUOTE)}”一处，{LABELS[each.why]}，不能算作已报告。" for each in shown
    ]
    return "".join(said)


def _sentence(text: str) -> str:
    line = one_line(text)
    return line if line.endswith(("。", "！", "？")) else f"{line}。"


def _counted(number: int) -> str:
    return numeral(number, "chineseCounting")
