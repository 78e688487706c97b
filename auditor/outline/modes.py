"""How each clause of a sentence speaks: reported, planned, lacking, elsewhere, template or general.

The part of the report decides first: under the plan for next year everything is a plan, in the list of
problems everything is a lack. Elsewhere the cues of ``cues`` decide, clause by clause; a plan opened by
下一步 or 将 runs on to the end of the sentence, another body's doing to the next own subject.
"""

import re
from collections.abc import Iterator

from auditor.models import Clause
from auditor.outline import cues
from auditor.vocabulary import Level, Mode, Role, Why

_CLAUSE_END = re.compile(r"[,;:!?。](?!\d)|(?<=\D)[,;:](?=\d)")


def split_clauses(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the clauses of flat ``text``; the mark that ends a clause belongs to it."""
    start = 0
    for match in _CLAUSE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


class ModeReader:
    """Classifies the clauses of one report; knows the level of its unit."""

    def __init__(self, level: Level | None, unit: str | None) -> None:
        self._higher = cues.higher_subject(level or Level.TOWNSHIP, unit or "")
        self._names = _own_names(unit)

    def clauses(self, text: str, offset: int, role: Role, *, planned: bool = False) -> tuple[Clause, ...]:
        """Return the clauses of one sentence. ``planned``: its paragraph was opened as a plan."""
        spans = list(split_clauses(text))
        modes = self._modes([text[start:end] for start, end in spans], role, planned)
        return tuple(
            Clause(offset + start, offset + end, mode)
            for (start, end), mode in zip(spans, modes, strict=True)
        )

    def _modes(self, clauses: list[str], role: Role, planned: bool) -> list[Mode]:
        if role is Role.NEXT_YEAR or planned:
            return [Mode.PLANNED] * len(clauses)
        if role in (Role.PROBLEMS, Role.CAUSES):
            return _among_problems(clauses)
        if any(cues.TEMPLATE.search(clause) for clause in clauses):
            return [Mode.TEMPLATE] * len(clauses)
        conceded = _concedes_a_lack(clauses)
        if conceded is not None:
            before = self._modes(clauses[:conceded], role, planned)
            return before + [Mode.LACKING] * (len(clauses) - conceded)
        modes: list[Mode] = []
        carried = Mode.REPORTED
        for clause in clauses:
            own = self._own(clause)
            carried = self._carry(carried, clause, own=own)
            modes.append(carried if carried is not Mode.REPORTED else self._alone(clause))
        return modes

    def _carry(self, carried: Mode, clause: str, *, own: bool) -> Mode:
        """Return the mode that ``clause`` takes from its opening or from the clauses before it."""
        if self._higher.search(clause) and not self._names_unit(clause):
            return Mode.ELSEWHERE
        if carried is Mode.ELSEWHERE and own:
            carried = Mode.REPORTED
        if carried is Mode.PLANNED and cues.DONE.search(clause):
            carried = Mode.REPORTED
        match = cues.PLANNED.search(clause)
        if match and carried is Mode.REPORTED and cues.PLAN_OPENS.search(match.group()):
            return Mode.PLANNED
        return carried

    def _alone(self, clause: str) -> Mode:
        unbuilt = cues.UNBUILT.search(clause)
        if unbuilt or (cues.PLANNED.search(clause) and not cues.DONE.search(clause)):
            return Mode.PLANNED
        if is_lack(clause):
            return Mode.LACKING
        if cues.DEMANDED.search(clause):
            return Mode.PLANNED
        if cues.GENERAL.search(clause):
            return Mode.GENERAL
        return Mode.REPORTED

    def _own(self, clause: str) -> bool:
        return bool(cues.OWN.search(clause)) or self._names_unit(clause)

    def _names_unit(self, clause: str) -> bool:
        return any(name in clause for name in self._names)


def _among_problems(clauses: list[str]) -> list[Mode]:
    """Return the modes of a sentence in the list of problems: all lacks, but for what it plainly grants.

    虽已聘请法律顾问,全年审查合同400份,但服务质量不高: the work was done, it is its quality that is lacking.
    """
    turned = next((i for i, clause in enumerate(clauses) if cues.TURNS.search(clause)), len(clauses))
    after = clauses[turned:]
    grants = any(cues.GRANTS.search(clause) for clause in clauses[:turned])
    weak = bool(after) and not any(cues.ABSENT.search(clause) for clause in after)
    granted = turned if grants and weak else 0
    return [
        Mode.REPORTED
        if i < granted and not is_lack(clause) and not cues.PLANNED.search(clause)
        else Mode.LACKING
        for i, clause in enumerate(clauses)
    ]


def _concedes_a_lack(clauses: list[str]) -> int | None:
    """Return where a sentence grants something only to say that it was never done: 虽已上墙,但均未审查."""
    conceded = next((i for i, clause in enumerate(clauses) if cues.CONCEDES.search(clause)), None)
    if conceded is None:
        return None
    turned = next((i for i, clause in enumerate(clauses) if i > conceded and cues.TURNS.search(clause)), None)
    after = clauses[turned:] if turned is not None else []
    lacks = any(is_lack(clause) and cues.ABSENT.search(clause) for clause in after)
    return conceded if lacks else None


def is_lack(clause: str) -> bool:
    """Tell whether flat ``clause`` says that something is lacking (and not that a lack was mended)."""
    match = cues.LACKING.search(clause)
    if not match:
        return False
    before = clause[: match.start()]
    return not cues.LACK_MENDED.search(before) and not cues.NO_LACK.search(clause)


def lack_span(clause: str) -> tuple[int, int] | None:
    """Return where flat ``clause`` says that something is lacking, None when it does not."""
    match = cues.LACKING.search(clause)
    return match.span() if match else None


def barred_spans(text: str, offset: int) -> tuple[tuple[int, int, Why], ...]:
    """Return the spans of flat ``text`` whose words do not speak of the unit itself.

    A paper that the unit drew up (制定《…实施细则》) is its own doing and not among them, unless the title
    is that of a law.
    """
    spans = []
    for match in cues.BOOK_TITLE.finditer(text):
        if not _own_paper(text[: match.start()]) or cues.LAW_TITLE.search(match.group()):
            spans.append((offset + match.start(), offset + match.end(), Why.CITED))
    for match in cues.BARE_TITLE.finditer(text):
        if not _own_paper(text[: match.start()]):
            spans.append((offset + match.start(), offset + match.end(), Why.CITED))
    for match in cues.UNDER_LEADERSHIP.finditer(text):
        spans.append((offset + match.start(), offset + match.end(), Why.ELSEWHERE))
    for match in cues.FOUND_WANTING.finditer(text):
        spans.append((offset + match.start(), offset + match.end(), Why.PROBLEM))
    for match in cues.LAW_NAME.finditer(text):
        spans.append((offset + match.start(), offset + match.end(), Why.CITED))
    return tuple(spans)


def _own_paper(before: str) -> bool:
    """Tell whether the words before a title say that the unit drew the paper up itself."""
    clause = re.split(r"[,;。:]", before)[-1]
    return bool(cues.OWN_PAPER.search(before)) and not cues.TAKES_UP.search(clause)


def _own_names(unit: str | None) -> tuple[str, ...]:
    """Return the names by which running text speaks of the unit: 城郊镇, 县司法局."""
    if not unit:
        return ()
    last = unit.split()[-1]
    core = re.sub(r"(?:人民政府|政府|街道办事处|办事处|委员会|管委会|管理委员会)$", "", last)
    short = re.search(r"[县市区旗州]([^县市区旗州]{2,}(?:局|办公室|办|委|中心|党校|部))$", last)
    names = (core, short.group(1) if short else "")
    return tuple(name for name in names if len(name) >= 3)
