"""Tell headings from text: by their number, by the file's own style, by standing alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.outline import cues
from auditor.outline.bare_headings import find_bare_headings
from auditor.outline.flat import Paragraph
from auditor.outline.markers import find_marker

# What a heading without a number may say before its usual words: 2024年推进法治政府建设工作的…
_ABOUT = re.compile(r"^(?:20\d\d年度?)?(?:推进)?(?:法治政府建设|法治建设|依法行政)的?")
_STOP = re.compile(r"[。;:!?]")
_FIGURE = re.compile(
    r"\d+(?:\.\d+)?(?:余|多)?[万亿]?(?:件|次|场|人|份|名|户|条|起|个|项|处|期|元|%|卷|本|家|宗|例)"
)
_LONGEST = {1: 60, 2: 50, 3: 30, 4: 30}
# Words of running text, not of a heading.
_SPEAKS = re.compile(r"今年|全年|我[镇乡县区局街]|截至")
# A label (…方面, …等情况) says nothing of its own, however many things it names.
_LABEL = re.compile(r"(?:方面|情况)$")
_LONGEST_LABEL = 90
_LONE = {1: 60, 2: 50, 3: 22, 4: 22}
_UNNUMBERED = re.compile(
    r"^(?:20\d\d年度?)?(?:主要|突出)?(?:工作)?(?:举措|做法|措施)(?:和|及|与|、)?(?:突出|工作|取得的?)?(?:成效|效果)$|^工作(?:开展|完成|落实)情况$|^主要工作(?:及成效|和成效)?$|"
    r"^(?:当前|工作|主要)?(?:中)?存在的?(?:主要)?(?:问题|不足|短板|困难)(?:[和与及、](?:主要|其)?(?:原因|不足|短板|差距|困难|问题))?(?:及下一?步.{0,10})?$|"
    r"^下一?(?:步|年度?)(?:主要)?(?:工作)?(?:打算|计划|安排|思路|措施|举措)$|^(?:20\d\d年)?(?:主要|重点)?工作(?:打算|计划|安排|思路|重点)$|"
    r"^其[他它](?:需要)?(?:报告|说明)?的?(?:情况|事项)$|^.{0,8}主要(?:负责人|领导).{0,6}履行.{0,16}职责.{0,8}$|^(?:存在)?(?:问题|不足)的?原因(?:分析)?$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the start of a paragraph: flat offsets, depth, number."""

    start: int
    end: int
    level: int
    number: int | None
    style: str
    text: str


def find_headings(paragraphs: list[Paragraph]) -> Iterator[tuple[int, Heading]]:
    """Yield (index of paragraph, heading) for every paragraph that starts with one."""
    depths = _depths(paragraphs)
    bare = find_bare_headings(paragraphs)
    if 1 in bare.values():
        depths = {style: level + 1 for style, level in depths.items()}
    styled = _styled_depths(paragraphs, depths)
    running_on = {style for paragraph in paragraphs if (style := _runs_on(paragraph.text))}
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        heading = _heading(paragraph, following, running_on, depths) or _styled_heading(paragraph, styled)
        if heading is None and index in bare:
            heading = Heading(paragraph.start, paragraph.end, bare[index], None, "", paragraph.text)
        if heading:
            yield index, heading


def _depths(paragraphs: list[Paragraph]) -> dict[str, int]:
    """Return the depth of each style of number as this report uses them: its topmost style is level 1."""
    styles = {marker.style: marker.level for each in paragraphs if (marker := find_marker(each.text))}
    if "第一部分" in styles and "一、" in styles:
        return {style: level + (style != "第一部分") for style, level in styles.items()}
    top = min(styles.values(), default=1)
    return {style: level - top + 1 for style, level in styles.items()}


def _styled_depths(paragraphs: list[Paragraph], depths: dict[str, int]) -> dict[int, int]:
    """Return the depth of each outline level of the file: that of numbered headings with the same level."""
    levels = sorted({each.outline_level for each in paragraphs if each.outline_level})
    styled = {level: rank for rank, level in enumerate(levels, 1)}
    for each in paragraphs:
        marker = find_marker(each.text)
        if marker and each.outline_level:
            styled[each.outline_level] = depths[marker.style]
    return styled


def _styled_heading(paragraph: Paragraph, styled: dict[int, int]) -> Heading | None:
    """Return a heading that has no number but is one by its style."""
    text = paragraph.text
    if not paragraph.outline_level or find_marker(text) or len(text) > _LONGEST[2] or _STOP.search(text[:-1]):
        return None
    if text[-1] in "。;" and len(text) > _LONE[3]:
        return None
    level = styled[paragraph.outline_level]
    return Heading(paragraph.start, paragraph.end, level, None, "", text)


def _runs_on(text: str) -> str | None:
    """Return the style of a number whose first sentence is a short heading with text behind it."""
    marker = find_marker(text)
    stop = marker and _STOP.search(text, marker.length)
    if marker and stop and stop.end() - marker.length <= _LONE[marker.level] and stop.end() < len(text):
        return marker.style
    return None


def is_unnumbered_heading(text: str) -> bool:
    """Tell whether flat ``text`` is a usual heading that lacks its number."""
    if len(text) > 30 or text[-1] == "。":
        return False
    return bool(_UNNUMBERED.match(_ABOUT.sub("", text.rstrip(":"))))


def _heading(
    paragraph: Paragraph, following: Paragraph | None, running_on: set[str], depths: dict[str, int]
) -> Heading | None:
    text = paragraph.text
    marker = find_marker(text)
    if marker is None:
        if is_unnumbered_heading(text):
            return Heading(paragraph.start, paragraph.end, 1, None, "", text)
        return None
    beneath = marker.style in running_on or _has_text_beneath(following, marker.level)
    level = depths[marker.style]
    length = _heading_length(text, marker.length, min(level, 4), beneath=beneath)
    if length is None:
        return None
    end = paragraph.start + length
    return Heading(paragraph.start, end, level, marker.number, marker.style, text[marker.length : length])


def _heading_length(text: str, lead: int, level: int, *, beneath: bool) -> int | None:
    """Return how many characters of ``text`` are the heading, None when it is numbered running text.

    ``beneath``: text stands under it, or under others of its style.
    """
    stop = _STOP.search(text, lead)
    if stop is None:
        if level > 1 and (_FIGURE.search(text, lead) or _SPEAKS.search(text, lead)):
            return None
        if len(text) - lead <= _LONGEST[level] or (len(text) <= _LONGEST_LABEL and _LABEL.search(text)):
            return len(text)
        return _glued_length(text, lead) if level == 1 else None
    piece = stop.end() - lead
    if stop.group() in ";!?":
        return None
    if piece > _LONGEST[level]:
        return _glued_length(text, lead) if level == 1 else None
    if stop.end() < len(text):
        has_figures = level > 1 and _FIGURE.search(text, lead, stop.end())
        return None if has_figures else stop.end()
    if piece > _LONE[level] or _FIGURE.search(text, lead):
        return None
    return stop.end() if level <= 2 or beneath else None


def _has_text_beneath(following: Paragraph | None, level: int) -> bool:
    if following is None:
        return False
    marker = find_marker(following.text)
    return marker is None or marker.level > level


def _glued_length(text: str, lead: int) -> int:
    """A level-1 heading that ran into its text: it ends where the text turns to its own matter."""
    for _, pattern in cues.HEADING_ROLES:
        match = pattern.search(text, lead, lead + 40)
        if match:
            return match.end()
    comma = text.find(",", lead, lead + 40)
    return comma + 1 if comma > 0 else lead + min(20, len(text) - lead)
