"""原因: why the shortcomings exist, in a passage of its own or within the items (督察工作规定 ch. 4 (二))."""

import re
from collections.abc import Callable

from auditor.checks.case import Case, Judgement, Sighting
from auditor.checks.shortcomings import names_shortcoming
from auditor.models import Sentence
from auditor.outline.markers import starts_item
from auditor.vocabulary import Role, Status, Why

_CAUSAL = re.compile(
    r"因(?!此|地制宜|人|素|特|子|果|材|势|时|案)|由于|导致|致使|造成|源于|缘于|源自|来自于|随着.{2,40}?,|易(?:出现|产生|导致|造成|引发)|受.{1,14}(?:影响|限制|制约|所限)|所致|"
    r"根子|根源|症结|归根|在于|使得|以致|从而|出于|主要是.{0,12}(?:没有|未|不)|难以.{0,10}(?:吸引|留住)"
)
_ANNOUNCES = re.compile(r"原因.{0,10}(?:如下|有|是|:)[^,。]{0,2}[:。]?$|^产生上述.{0,12}[:。]$")


def check_causes(case: Case) -> Judgement:
    """Judge whether causes are given for the named problems."""
    marked = [
        sentence
        for sentence in case.sentences(Role.CAUSES, headings=True)
        if not (sentence.heading == 1 or _ANNOUNCES.search(case.text(sentence)))
    ]
    if marked:
        shown = tuple(case.sentence_sighting(sentence) for sentence in marked)
        return Judgement(Status.MET, "有专门写原因的文字", shown)
    items = _items(case)
    causal = [item for item in items if any(_CAUSAL.search(case.text(sentence)) for sentence in item)]
    shown = tuple(_causal_sightings(case, causal))
    if items and len(causal) * 2 > len(items):
        return Judgement(Status.MET, f"{len(items)} 个问题中 {len(causal)} 个写了原因", shown)
    if causal:
        return Judgement(Status.PARTIAL, f"{len(items)} 个问题中只有 {len(causal)} 个写了原因", shown)
    headed = [
        case.sentence_sighting(sentence, why=Why.HEADING)
        for sentence in case.sentences(Role.PROBLEMS, Role.CAUSES, headings=True)
        if sentence.heading and re.search(r"原因|成因", case.text(sentence))
    ]
    if headed and items:
        return Judgement(Status.PARTIAL, "标题写了原因，下面只列了问题", tuple(headed), tuple(headed))
    problems = [case.sentence_sighting(item[0], why=Why.PROBLEM) for item in items]
    return Judgement(
        Status.MISSING, "只列了问题，没有分析原因" if items else "没有写原因", (), tuple(problems)
    )


def _items(case: Case) -> list[list[Sentence]]:
    """Group the sentences on problems into items: sub-headings, else 一是, else paragraphs."""
    sentences = [
        sentence
        for sentence in case.sentences(Role.PROBLEMS, headings=True)
        if sentence.heading != 1 and names_shortcoming(case, sentence)
    ]
    opens = _opening_test(case, sentences)
    items: list[list[Sentence]] = []
    for sentence in sentences:
        if not items or opens(sentence, items[-1][-1]):
            items.append([])
        items[-1].append(sentence)
    return items


def _opening_test(case: Case, sentences: list[Sentence]) -> Callable[[Sentence, Sentence], bool]:
    """Return the test whether a sentence opens a new item after the one before it."""
    if any(sentence.heading for sentence in sentences):
        return lambda sentence, _before: sentence.heading > 0
    if any(starts_item(case.text(sentence)) for sentence in sentences):
        return lambda sentence, _before: starts_item(case.text(sentence))
    return lambda sentence, before: sentence.paragraph != before.paragraph


def _causal_sightings(case: Case, items: list[list[Sentence]]) -> list[Sighting]:
    return [
        case.sentence_sighting(sentence)
        for item in items
        for sentence in item
        if _CAUSAL.search(case.text(sentence))
    ]
