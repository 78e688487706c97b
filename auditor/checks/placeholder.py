"""占位符: ××, 某某, empty brackets, masked figures, empty sections."""

import re

from auditor.checks.case import Case, Judgement, Sighting
from auditor.outline import cues
from auditor.vocabulary import Status

_MASK = re.compile(
    r"(?<![a-zA-Z0-9])[xX×＊*]{2,}(?![a-zA-Z])|(?<![a-zA-Z0-9])[xX×](?=[\u4e00-\u9fff])(?!光|射线)|(?<![\u4e00-\u9fff])某某|某某(?:镇|乡|县|局|街道)|\(\s*\)|（\s*）|20[xX×]{1,2}|[X×]区|"
    r"_{3,}|待补充|待填写|此处填写|请填写"
)


def check_placeholder(case: Case) -> Judgement:
    """Look at the report's own text for what a template left in it."""
    outline = case.outline
    shown: list[Sighting] = []
    words: list[str] = []
    for sentence in outline.sentences:
        start, end = outline.flat.span(sentence.start, sentence.end)
        quote = outline.document.text[start:end]
        match = _MASK.search(quote) or cues.TEMPLATE.search(case.text(sentence))
        if match:
            words.append(match.group())
            shown.append(Sighting(start, end, sentence.role))
    empty = [
        section
        for section in outline.sections
        if section.level == 1 and section.heading_end >= section.end - 1
    ]
    for section in empty:
        spot = outline.flat.span(section.start, section.heading_end)
        words.append(f"“{section.heading}”下面没有内容")
        shown.append(Sighting(*spot, section.role))
    if shown:
        return Judgement(Status.MISSING, f"有没填完的地方：{'、'.join(dict.fromkeys(words))}", tuple(shown))
    return Judgement(Status.MET, "没有发现占位符和空项")
