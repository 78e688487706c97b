"""What a check is given, what it returns, and how an occurrence of a term is understood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from auditor.match import Matches, Occurrence, Term
from auditor.models import Outline, Sentence
from auditor.outline import cues
from auditor.outline.modes import lack_span
from auditor.rules import Rule
from auditor.vocabulary import Mode, Role, Status, Why

_ROLE_WHY = {Role.NEXT_YEAR: Why.PLANNED, Role.PROBLEMS: Why.PROBLEM, Role.CAUSES: Why.PROBLEM}
_MODE_WHY = {
    Mode.PLANNED: Why.PLANNED,
    Mode.ELSEWHERE: Why.ELSEWHERE,
    Mode.LACKING: Why.LACKING,
    Mode.TEMPLATE: Why.CONFUSABLE,
    Mode.GENERAL: Why.CONFUSABLE,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place shown as evidence or look-alike, in document offsets."""

    start: int
    end: int
    role: Role
    similarity: float = 1.0
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check says; scoring turns it into a finding."""

    status: Status
    reason: str
    evidence: tuple[Sighting, ...] = ()
    look_alikes: tuple[Sighting, ...] = ()
    parts: tuple[tuple[str, bool], ...] = ()


@dataclass
class Reading:
    """The occurrences of some terms, sorted by what they are worth."""

    body: list[Sighting] = field(default_factory=list)
    preamble: list[Sighting] = field(default_factory=list)
    doubtful: list[Sighting] = field(default_factory=list)
    rejected: list[Sighting] = field(default_factory=list)

    @property
    def reported(self) -> list[Sighting]:
        """Everything that speaks for the rule."""
        return self.body + self.preamble


@dataclass(frozen=True)
class Case:
    """One rule put to one report."""

    rule: Rule
    outline: Outline
    matches: Matches

    def read(self, terms: Iterable[Term]) -> Reading:
        """Understand every occurrence of ``terms``."""
        reading = Reading()
        for term in terms:
            for occurrence in self.matches.of(term):
                self._sort(occurrence, reading)
        return reading

    def sentence_sighting(
        self, sentence: Sentence, similarity: float = 1.0, why: Why | None = None
    ) -> Sighting:
        """Show a whole sentence."""
        start, end = self.outline.flat.span(sentence.start, sentence.end)
        return Sighting(start, end, sentence.role, similarity, why)

    def sentences(self, *roles: Role, headings: bool = False) -> list[Sentence]:
        """Return the sentences of the given parts; with ``headings`` those of headings too."""
        return [
            sentence
            for sentence in self.outline.sentences
            if sentence.role in roles and (headings or not sentence.heading)
        ]

    def text(self, sentence: Sentence) -> str:
        """Return the text of a sentence as cues and terms are matched: folded, slips made equal."""
        return self.outline.flat.matching[sentence.start : sentence.end]

    def _sort(self, occurrence: Occurrence, reading: Reading) -> None:
        sentence = self.outline.sentences[occurrence.sentence]
        why = self.why_not(occurrence)
        shown = self.sentence_sighting(sentence, occurrence.similarity, why)
        if why is not None:
            reading.rejected.append(shown)
        elif occurrence.doubtful:
            reading.doubtful.append(shown)
        elif sentence.role is Role.PREAMBLE:
            reading.preamble.append(shown)
        else:
            reading.body.append(shown)

    def why_not(self, occurrence: Occurrence) -> Why | None:
        """Say why the occurrence is no report of the unit's year, None when it is one."""
        sentence = self.outline.sentences[occurrence.sentence]
        by_role = _ROLE_WHY.get(sentence.role)
        if by_role and not self._granted(occurrence, sentence):
            return by_role
        if occurrence.another_word or self._is_confusable(occurrence):
            return Why.CONFUSABLE
        barred = self._barred(occurrence, sentence)
        if barred:
            return barred
        if sentence.heading:
            return None if self._borne_out(occurrence.sentence) else Why.HEADING
        return self._mode_why(occurrence, sentence)

    @staticmethod
    def _granted(occurrence: Occurrence, sentence: Sentence) -> bool:
        """Tell whether the words stand in clauses that a problem plainly grants: 虽已实现全覆盖,但…."""
        touched = (
            clause
            for clause in sentence.clauses
            if any(clause.start <= at < clause.end for at, _ in occurrence.spans)
        )
        return not sentence.heading and all(clause.mode is Mode.REPORTED for clause in touched)

    def _is_confusable(self, occurrence: Occurrence) -> bool:
        """Tell whether the words lie within, or share characters with, words that never count."""
        return any(
            (start <= occurrence.start and occurrence.end <= end)
            or any(first < upto and begin < last for begin, upto in spans for first, last in occurrence.spans)
            for start, end, spans in self._confusable
        )

    @cached_property
    def _confusable(self) -> list[tuple[int, int, tuple[tuple[int, int], ...]]]:
        return [
            (other.start, other.end, other.spans)
            for term in self.rule.confusable
            for other in self.matches.of(term)
            if not other.doubtful
        ]

    def _barred(self, occurrence: Occurrence, sentence: Sentence) -> Why | None:
        text = self.outline.flat.text
        for start, end, why in sentence.barred:
            if why is Why.CITED and self.rule.titles_count:
                continue
            # A term that holds the closing mark is about the title itself (宣讲《…法》).
            inside = (span for span in occurrence.spans if "》" not in text[span[0] : span[1]])
            if any(start <= first and last <= end for first, last in inside):
                return why
        return None

    def _borne_out(self, index: int) -> bool:
        """Tell whether a heading's claim is borne out by what stands under it."""
        if not self.rule.under_heading:
            return False
        depth = self.outline.sentences[index].heading
        for sentence_index in range(index + 1, len(self.outline.sentences)):
            if 0 < self.outline.sentences[sentence_index].heading <= depth:
                return False
            for term in self.rule.under_heading:
                for occurrence in self.matches.of(term):
                    sentence = self.outline.sentences[occurrence.sentence]
                    beneath = occurrence.sentence == sentence_index and not sentence.heading
                    if beneath and self._mode_why(occurrence, sentence) is None:
                        return True
        return False

    def _mode_why(self, occurrence: Occurrence, sentence: Sentence) -> Why | None:
        for clause in sentence.clauses:
            touched = [span for span in occurrence.spans if clause.start <= span[0] < clause.end]
            if not touched:
                continue
            text = self.outline.flat.matching[clause.start : clause.end]
            if clause.mode is Mode.REPORTED:
                if not self.rule.denial_counts and _denied(text, clause.start, touched[0][0]):
                    return Why.LACKING
                continue
            if clause.mode is Mode.LACKING and _says_itself(text, clause.start, touched):
                continue
            if clause.mode is Mode.ELSEWHERE and self.rule.by_others and _upon_us(self.text(sentence)):
                continue
            return _MODE_WHY[clause.mode]
        return None


def _says_itself(clause: str, offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the term itself holds the words of lacking: 未制定规范性文件 is a report."""
    lack = lack_span(clause)
    return lack is not None and any(
        start < offset + lack[1] and offset + lack[0] < end and start <= offset + lack[0]
        for start, end in spans
    )


def _denied(clause: str, offset: int, start: int) -> bool:
    """Tell whether the words just before a term deny it."""
    before = clause[: start - offset]
    if cues.KEPT.search(clause):
        return False
    return bool(cues.DENIES.search(before)) and not cues.NO_LACK.search(clause)


def _upon_us(sentence: str) -> bool:
    return bool(cues.UPON_US.search(sentence)) and not cues.LEFT_OUT.search(sentence)
