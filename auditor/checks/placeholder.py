"""占位符: ××, 某某, empty brackets, masked or half-written figures, choices not made, empty sections."""

import re
from collections.abc import Iterator

from auditor.checks.case import Case, Judgement, Sighting
from auditor.outline import cues
from auditor.vocabulary import Status

_MASK = re.compile(
    r"(?<![a-zA-Z0-9])[xX×＊*]{2,}(?![a-zA-Z])|(?<![a-zA-Z0-9])[xX×](?=[\u4e00-\u9fff])(?!光|射线)|(?<![\u4e00-\u9fff])某某|某某(?:镇|乡|县|局|街道)|\(\s*\)|（\s*）|20[xX×]{1,2}|[X×]区|"
    r"_{3,}|待补充|待填写|此处填写|请填写"
)

_COUNTED = "会议|培训|活动|讲座|检查|纠纷|案件|资料|合同|意见|建议|问题|线索|文件|信访件|宣传|演练"
_MEASURE = "余次|次|场次|场|件|份|起|人次|条|个|期|余份|余件"
# 召开会议8,研究…: a figure without its measure word.
_BARE_FIGURE = re.compile(rf"(?:{_COUNTED})\d+(?=[,。;])")
# 调解纠纷件,: a measure word without its figure.
_BARE_MEASURE = re.compile(
    rf"(?:召开|开展|组织|调解|化解|发放|审查|办理|举办)(?:[^,。;\d]{{0,8}}?)(?:{_COUNTED})(?:{_MEASURE})(?=[,。;])"
)
# 我镇（街道）: the writer was to strike one out.
_CHOICE = re.compile(
    r"我[镇乡]\((?:乡|镇|街道)\)|[镇乡]\((?:乡|镇|街道)\)(?:党委|党工委|人民政府)|我(?:镇|乡)/(?:乡|镇|街道)"
)


def check_placeholder(case: Case) -> Judgement:
    """Look at the report's own text for what a template left in it."""
    faults = [*_left_in_sentences(case), *_empty_sections(case)]
    if faults:
        words = "、".join(dict.fromkeys(word for word, _ in faults))
        return Judgement(Status.MISSING, f"有没填完的地方：{words}", tuple(shown for _, shown in faults))
    return Judgement(Status.MET, "没有发现占位符和空项")


def _left_in_sentences(case: Case) -> Iterator[tuple[str, Sighting]]:
    for sentence in case.outline.sentences:
        shown = case.sentence_sighting(sentence)
        quote = case.outline.document.text[shown.start : shown.end]
        text = case.text(sentence)
        match = _MASK.search(quote) or cues.TEMPLATE.search(text)
        if match:
            yield match.group(), shown
        for pattern, fault in (
            (_BARE_FIGURE, "数字后面缺单位"),
            (_BARE_MEASURE, "前面缺数字"),
            (_CHOICE, "没有删去不用的字样"),
        ):
            found = pattern.search(text)
            if found:
                yield f"“{found.group()}”{fault}", shown


def _empty_sections(case: Case) -> Iterator[tuple[str, Sighting]]:
    for section in case.outline.sections:
        if section.level == 1 and section.heading_end >= section.end - 1:
            spot = case.outline.flat.span(section.start, section.heading_end)
            yield f"“{section.heading}”下面没有内容", Sighting(*spot, section.role)
