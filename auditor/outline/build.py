"""Understand a document: from physical lines to sections with roles and sentences with modes."""

import re
from dataclasses import replace
from itertools import takewhile

from auditor.models import Document, FlatText, Outline, Section, Sentence
from auditor.outline import cues, identity
from auditor.outline.dates import labelled_date, stated_date
from auditor.outline.flat import Paragraph, flatten
from auditor.outline.fold import fold
from auditor.outline.frame import read_head, read_tail
from auditor.outline.heading_roles import roles_of
from auditor.outline.headings import Heading, find_headings
from auditor.outline.lines import body_and_furniture
from auditor.outline.markers import find_marker, starts_item
from auditor.outline.modes import ModeReader, barred_spans
from auditor.outline.paper_kind import wrong_kind
from auditor.outline.paragraphs import paragraphs as join_paragraphs
from auditor.outline.soundness import find_warnings
from auditor.vocabulary import Level, Mode, Role

_SENTENCE_END = re.compile(r"[。;!?]")
_LEAD_END = re.compile(r"如下|汇报|报告如下")
_LABEL_END = re.compile(r"(?:方面|情况)[。:]$")
_PAST = re.compile(r"^(?:今年|全年|本年度|截至|一年来|年内共)")
_OWN_PART = 50
_CLOSING_WORDS = 120
_LONGEST_SENTENCE = 1500


def outline(document: Document, level: Level | None = None, year: int | None = None) -> Outline:
    """Return the outline of ``document``; ``level`` and ``year``, when given, overrule what the text says."""
    folded = fold(document.text)
    body, furniture = body_and_furniture(folded, document.blocks)
    head = read_head(document.text, body)
    tail = read_tail(document.text, body, keep=head.length)
    body = body[head.length : len(body) - tail.length]
    flat, paragraphs = flatten(join_paragraphs(body))
    headings = dict(find_headings(paragraphs))
    opening = "".join(
        paragraph.text
        for _, paragraph in takewhile(lambda each: each[0] not in headings, enumerate(paragraphs[:6]))
    )

    stated = document.metadata
    signed = tail.date or head.date or labelled_date(folded, posted=False) or stated_date(stated.drawn_up)
    posted = labelled_date(folded, posted=True) or stated_date(stated.posted)
    title_unit = identity.unit_of_title(head.title_folded) if head.title else None
    publisher = identity.publisher(furniture) or stated.publisher
    unit = tail.signature or _unit_as_written(head.title, title_unit) or publisher
    if level is None:
        names = (title_unit, tail.signature_folded, publisher)
        level = next((found for name in names if name and (found := identity.level_of_unit(name))), None)
        level = level or identity.level_of_text(flat.text)
    if year is None:
        texts = [heading.text for heading in headings.values()]
        year = identity.report_year(head.title_folded, opening, texts, signed[0] if signed else None)

    reader = ModeReader(level, fold(unit) if unit else None)
    builder = _Builder(flat, paragraphs, headings, year, reader)
    sections, sentences = builder.build()
    return Outline(
        document=document,
        flat=flat,
        sentences=sentences,
        sections=sections,
        title=head.title,
        title_spot=head.title_spot,
        addressee=head.addressee,
        addressee_spot=head.addressee_spot,
        signature=tail.signature,
        signature_spot=tail.signature_spot,
        sign_date=signed[0] if signed else None,
        sign_date_spot=signed[1] if signed else None,
        posted_date=posted[0] if posted else None,
        posted_spot=posted[1] if posted else None,
        publisher=publisher,
        unit=unit,
        level=level,
        year=year,
        warnings=find_warnings(head.title_folded, flat, sections, body, signed=bool(tail.signature)),
        wrong_kind=wrong_kind(head.text, head.title_folded),
    )


def _unit_as_written(title: str | None, folded_unit: str | None) -> str | None:
    """Return the unit as the title writes it (the folded name has the same length without blanks)."""
    if title is None or folded_unit is None:
        return None
    taken, count = [], 0
    start = fold(title).replace(" ", "").find(folded_unit)
    for char in title:
        if char != " ":
            count += 1
        if start < count <= start + len(folded_unit):
            taken.append(char)
    return "".join(taken).strip()


class _Builder:
    """Walks the paragraphs once and gives every sentence its role."""

    def __init__(
        self,
        flat: FlatText,
        paragraphs: list[Paragraph],
        headings: dict[int, Heading],
        year: int | None,
        reader: ModeReader,
    ) -> None:
        self._flat = flat
        self._paragraphs = paragraphs
        self._headings = headings
        self._year = year
        self._reader = reader
        self._sentences: list[Sentence] = []
        self._open: list[tuple[Heading, Role, tuple[Role, ...]]] = []
        self._sections: list[tuple[Heading, Role, tuple[Role, ...]]] = []
        # A turn inside a section: (role, whether it holds to the section's end).
        self._turn: tuple[Role, bool] | None = None
        # Whether the paragraph before announced a list of plans.
        self._plan_list = False

    def build(self) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
        """Return the sections and sentences in order."""
        for index, paragraph in enumerate(self._paragraphs):
            heading = self._headings.get(index)
            start = paragraph.start
            if heading:
                self._enter(heading)
                self._add(heading.start, heading.end, index, planned=False, heading=heading.level)
                start = heading.end
            elif starts_item(paragraph.text) is False and self._turn and not self._turn[1]:
                self._turn = None
            self._read(start, paragraph.end, index)
        return self._close(), tuple(self._sentences)

    def _enter(self, heading: Heading) -> None:
        while self._open and self._open[-1][0].level >= heading.level:
            self._open.pop()
        fused = bool(self._open and self._open[-1][2])
        roles = roles_of(heading.text, 1 if fused else heading.level, self._year)
        inherited = self._open[-1][1] if self._open else Role.MEASURES
        keeps_turn = bool(self._turn and self._turn[1] and self._open)
        if inherited in (Role.PROBLEMS, Role.CAUSES, Role.NEXT_YEAR):
            # Under these parts a sub-heading is an item; only an explicit turn leaves the part.
            roles = tuple(role for role in roles if role in (Role.CAUSES, Role.NEXT_YEAR))
            if inherited is Role.NEXT_YEAR:
                roles = ()
        role = roles[0] if roles else inherited
        if roles or not keeps_turn:
            self._turn = None
        self._plan_list = False
        self._open.append((heading, role, roles[1:]))
        self._sections.append((heading, self._role(), roles[1:]))

    def _role(self) -> Role:
        if self._turn:
            return self._turn[0]
        if self._open:
            return self._open[-1][1]
        if self._sections or not self._headings:
            return Role.MEASURES
        return Role.PREAMBLE

    def _read(self, start: int, end: int, index: int) -> None:
        """Read the running text of a paragraph; a plan once opened goes on to its end."""
        paragraph = self._flat.matching[start:end]
        planned = self._plan_list and starts_item(paragraph)
        self._plan_list = planned
        for position, (first, last) in enumerate(self._split(start, end)):
            text = self._flat.matching[first:last]
            if position and _is_label(text):
                self._add(first, last, index, planned=planned, heading=2)
                continue
            self._turn_at(text, last=index == len(self._paragraphs) - 1, length=end - first)
            if cues.PLAN_MARK.match(text):
                planned = True
                self._plan_list = paragraph.endswith(":")
            elif planned and _speaks_of_the_past(text):
                planned = False
            self._add(first, last, index, planned=planned or self._goes_on_planned(text), heading=0)
        if not self._headings and index == 0 and _LEAD_END.search(self._flat.text[start:end]):
            self._sentences = [replace(each, role=Role.PREAMBLE) for each in self._sentences]

    def _goes_on_planned(self, text: str) -> bool:
        """Tell whether the sentence before, cut off by a semicolon, was a plan that this one goes on with."""
        before = self._sentences[-1] if self._sentences else None
        if before is None or before.heading or not self._flat.text[before.start : before.end].endswith(";"):
            return False
        plan = before.clauses[-1].mode is Mode.PLANNED
        return plan and not starts_item(text) and not _speaks_of_the_past(text)

    def _turn_at(self, text: str, *, last: bool, length: int) -> None:
        """Follow the turns that fused headings and unnumbered reports make inside the text."""
        role = self._role()
        if role in (Role.PROBLEMS, Role.CAUSES):
            if cues.PLAN_MARK.match(text):
                self._turn = (Role.NEXT_YEAR, True)
            elif self._plans_by_year(text):
                # A closing word of intent is no part of its own.
                closing = last and length < _CLOSING_WORDS
                self._turn = (Role.MEASURES, False) if closing else (Role.NEXT_YEAR, True)
            elif role is Role.PROBLEMS and cues.CAUSE_MARK.search(text):
                self._turn = (Role.CAUSES, bool(cues.CAUSE_OF_ALL.search(text)) or len(text) < 20)
        elif role in (Role.MEASURES, Role.FIRST_RESPONSIBLE) and self._turn is None:
            if cues.PROBLEM_MARK.search(text):
                self._turn = (Role.PROBLEMS, False)
            elif last and cues.PLAN_MARK.match(text) and length >= _OWN_PART:
                self._turn = (Role.NEXT_YEAR, True)

    def _plans_by_year(self, text: str) -> bool:
        """Tell whether a sentence opens the plans by naming the year after the report's: 2025年,重点抓好…."""
        return bool(
            self._year and re.match(rf"{self._year + 1}年,?.{{0,16}}(?:重点|将|要|着力|计划|继续)", text)
        )

    def _split(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the sentences of a stretch of text; one without an end is cut, lest it cost too much."""
        spans, first = [], start
        for match in _SENTENCE_END.finditer(self._flat.text, start, end):
            spans.append((first, match.end()))
            first = match.end()
        if first < end:
            spans.append((first, end))
        return [
            (at, min(at + _LONGEST_SENTENCE, stop))
            for begin, stop in spans
            for at in range(begin, stop, _LONGEST_SENTENCE)
        ]

    def _add(self, start: int, end: int, index: int, *, planned: bool, heading: int) -> None:
        if end <= start:
            return
        text = self._flat.matching[start:end]
        role = self._role()
        self._sentences.append(
            Sentence(
                start=start,
                end=end,
                role=role,
                paragraph=index,
                clauses=self._reader.clauses(text, start, role, planned=planned),
                heading=heading,
                barred=barred_spans(text, start),
            )
        )

    def _close(self) -> tuple[Section, ...]:
        ends = _section_ends([heading for heading, _, _ in self._sections], len(self._flat.text))
        return tuple(
            Section(
                heading=heading.text,
                level=heading.level,
                role=role,
                start=heading.start,
                heading_end=heading.end,
                end=end,
                number=heading.number,
                style=heading.style,
                also=also,
            )
            for (heading, role, also), end in zip(self._sections, ends, strict=True)
        )


def _speaks_of_the_past(text: str) -> bool:
    return bool(cues.DONE.search(text) or _PAST.search(text))


def _is_label(text: str) -> bool:
    """Tell whether a sentence inside a paragraph is a numbered label with nothing said: (二)…方面。"""
    return len(text) <= 26 and find_marker(text) is not None and bool(_LABEL_END.search(text))


def _section_ends(headings: list[Heading], length: int) -> list[int]:
    ends = []
    for index, heading in enumerate(headings):
        closing = (later.start for later in headings[index + 1 :] if later.level <= heading.level)
        ends.append(next(closing, length))
    return ends
