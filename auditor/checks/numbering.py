"""序号: each series of 一、 （一） 1. 一是 runs from one without gaps, repeats or a broken style."""

import re
from collections.abc import Iterator

from auditor.checks.case import Case, Judgement, Sighting
from auditor.models import Section, Sentence
from auditor.outline.markers import chinese_number
from auditor.vocabulary import Status

_ITEM = re.compile(r"(?:^|(?<=[。;:,]))([一二三四五六七八九十]{1,3})是(?!否)")


def check_numbering(case: Case) -> Judgement:
    """Follow every series of numbers and name the faults."""
    faults = [*_heading_faults(case), *_item_faults(case)]
    if not faults:
        return Judgement(Status.MET, "各级序号连续")
    return Judgement(
        Status.MISSING, "；".join(text for text, _ in faults), tuple(shown for _, shown in faults)
    )


def _heading_faults(case: Case) -> Iterator[tuple[str, Sighting]]:
    last: dict[int, Section] = {}
    for section in case.outline.sections:
        if section.number is None:
            continue
        before = last.get(section.level)
        for depth in [depth for depth in last if depth > section.level]:
            del last[depth]
        last[section.level] = section
        expected = (before.number or 0) + 1 if before else 1
        if section.number == expected or (section.number == 1 and before and (before.number or 0) > 1):
            continue
        start, end = case.outline.flat.span(section.start, section.heading_end)
        shown = Sighting(start, end, section.role)
        label = case.outline.document.text[start:end][:16]
        if before and section.number == before.number:
            yield f"“{label}…”与前一个序号重复", shown
        else:
            yield f"“{label}…”前面缺序号", shown


def _item_faults(case: Case) -> Iterator[tuple[str, Sighting]]:
    previous: tuple[int, Sentence] | None = None
    for sentence in case.outline.sentences:
        if sentence.heading:
            yield from _lone(case, previous)
            previous = None
        for match in _ITEM.finditer(case.text(sentence)):
            number = chinese_number(match.group(1))
            if number == 1:
                yield from _lone(case, previous)
            elif previous is None or number != previous[0] + 1:
                yield f"“{match.group()}”与前面的序号接不上", case.sentence_sighting(sentence)
            previous = number, sentence
    yield from _lone(case, previous)


def _lone(case: Case, previous: tuple[int, Sentence] | None) -> Iterator[tuple[str, Sighting]]:
    if previous and previous[0] == 1:
        yield "只有“一是”，没有“二是”", case.sentence_sighting(previous[1])
