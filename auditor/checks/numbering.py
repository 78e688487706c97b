"""序号: each series of 一、 （一） 1. 一是 runs from one without gaps, repeats or a broken style."""

import re
from collections.abc import Iterable, Iterator

from auditor.checks.case import Case, Judgement, Sighting
from auditor.models import Sentence
from auditor.outline.markers import Marker, chinese_number, find_marker
from auditor.vocabulary import Status

_ITEM = re.compile(r"(?:^|(?<=[。;:,]))([一二三四五六七八九十]{1,3})是(?!否)")


def check_numbering(case: Case) -> Judgement:
    """Follow every series of numbers and name the faults."""
    faults = [*_series_faults(case), *_item_faults(case)]
    if not faults:
        return Judgement(Status.MET, "各级序号连续")
    return Judgement(
        Status.MISSING, "；".join(text for text, _ in faults), tuple(shown for _, shown in faults)
    )


def _series_faults(case: Case) -> Iterator[tuple[str, Sighting]]:
    """Follow the numbers that paragraphs start with, those of running text among them."""
    last: dict[str, Marker] = {}
    for sentence in _first_sentences(case.outline.sentences):
        text = case.outline.flat.text[sentence.start : sentence.end]
        marker = find_marker(text)
        if marker is None:
            continue
        before = last.get(marker.style)
        last = {style: each for style, each in last.items() if _depth(each) < _depth(marker)}
        last[marker.style] = marker
        expected = before.number + 1 if before else 1
        if marker.number == expected or (marker.number == 1 and before and before.number > 1):
            continue
        shown = case.sentence_sighting(sentence)
        label = case.outline.document.text[shown.start : shown.end][:16]
        if before and marker.number == before.number:
            yield f"“{label}…”与前一个序号重复", shown
        else:
            yield f"“{label}…”前面缺序号", shown


def _depth(marker: Marker) -> tuple[int, bool]:
    """Return what sorts numbers from great to small: 第一部分 stands over 一、 where a report has both."""
    return marker.level, marker.style != "第一部分"


def _first_sentences(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    paragraph = -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            yield sentence
        paragraph = sentence.paragraph


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
