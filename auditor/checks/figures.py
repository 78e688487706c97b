"""数据: different facts with figures in the measures; a rate in the clause of its count counts once."""

import re

from auditor.checks.case import Case, Judgement, Sighting
from auditor.outline.modes import split_clauses
from auditor.vocabulary import Mode, Role, Status

MET, PARTIAL = 5, 2
_UNIT = r"件|次|场|场次|人次|人|名|户|份|条|起|个|项|处|期|元|%|卷|本|家|宗|例|篇|支|批|台|套|册|张|幅|辆|万|亩|所|轮|节|课|站|幢|小时|学时|字|页|天|倍|吨|公里|亿|部|组|块|间|封|顶|座|盏|只|头|棵|堂|点位|对|门|枚|面|袋|斤|米|平方米"
_FIGURE = re.compile(rf"(?<![\d〔(第])(\d[\d.,]{{0,15}})(?:余|多)?[万亿千百]?(?:余|多)?({_UNIT})")
_DATE_LIKE = re.compile(r"\d+(?:年|月|日|号)|《[^》]*》|\([^)]*号\)")


def check_figures(case: Case) -> Judgement:
    """Count the clauses of the measures that state a figure, each different figure once."""
    seen: set[tuple[str, str]] = set()
    shown: list[Sighting] = []
    count = 0
    for sentence in case.sentences(Role.MEASURES, Role.FIRST_RESPONSIBLE, Role.OTHER):
        text = case.text(sentence)
        modes = {clause.start: clause.mode for clause in sentence.clauses}
        before = count
        for start, end in split_clauses(text):
            mode = modes.get(sentence.start + start, Mode.REPORTED)
            for piece in text[start:end].split("、"):
                facts = _facts(piece)
                count += mode in (Mode.REPORTED, Mode.LACKING) and bool(facts - seen)
                seen |= facts
        if count > before:
            shown.append(case.sentence_sighting(sentence))
    if count >= MET:
        return Judgement(Status.MET, f"有 {count} 处用数据说明的事实", tuple(shown))
    status = Status.PARTIAL if count >= PARTIAL else Status.MISSING
    return Judgement(status, f"只有 {count} 处用数据说明的事实，少于 {MET} 处", tuple(shown))


def _facts(piece: str) -> set[tuple[str, str]]:
    """Return the counts (number, unit) of a piece of text; its rates only where it has no count."""
    found = {(match[1], match[2]) for match in _FIGURE.finditer(_DATE_LIKE.sub(" ", piece))}
    return {each for each in found if each[1] != "%"} or found
