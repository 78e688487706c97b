"""The whole path for one document: outline → match → check → score."""

import re

from auditor.checks import check
from auditor.legibility import in_doubt, is_poorly_recognised
from auditor.models import Audit, Document, Outline
from auditor.outline import outline as make_outline
from auditor.rules import RuleSet
from auditor.score import score
from auditor.vocabulary import Level

_FEWEST_CHARACTERS = 20
_FEWEST_WORDS = 3
_SUBJECT = re.compile(r"法[治制]|依法")


def audit(
    document: Document, rules: RuleSet, level: Level | str | None = None, year: int | None = None
) -> Audit:
    """Audit ``document`` by ``rules``.

    Args:
        document: what ``read`` returned.
        rules: what ``load_rules`` returned.
        level: the unit's level where the text does not tell it, or tells it wrongly.
        year: the report year, likewise.
    """
    outline = make_outline(document, Level(level) if level else None, year)
    return audit_outline(outline, rules)


def audit_outline(outline: Outline, rules: RuleSet, enforces: bool | None = None) -> Audit:
    """Audit a document already understood.

    ``enforces``: whether the unit is known to have powers of enforcement, None when nothing is known.
    """
    reason = _unscorable(outline)
    if reason and not outline.sentences:
        return score(outline, (), reason)
    matches = rules.matcher().scan(outline)
    level = level_judged_by(outline)
    judged = [(rule, check(rule, outline, matches, enforces)) for rule in rules.levels[level]]
    if is_poorly_recognised(outline.document):
        judged = [(rule, in_doubt(judgement)) for rule, judgement in judged]
    return score(outline, judged, reason)


def level_judged_by(outline: Outline) -> Level:
    """Return the level whose rules are put to a report, also to one that does not tell its level."""
    return outline.level or Level.TOWNSHIP


def _unscorable(outline: Outline) -> str | None:
    if outline.document.unscored:
        return outline.document.unscored
    if outline.wrong_kind:
        return f"这份材料像是{outline.wrong_kind}，不是法治政府建设年度报告，未评分。请确认是否报错了文件。"
    if sum("\u4e00" <= char <= "\u9fff" for char in outline.flat.text) < _FEWEST_CHARACTERS:
        return "正文文字太少，无法评分。请确认文件是否完整。"
    if not _SUBJECT.search(outline.title or "") and len(_SUBJECT.findall(outline.flat.text)) < _FEWEST_WORDS:
        return "全文看不到法治政府建设的内容，不像年度报告，未评分。请确认是否选错了文件。"
    if outline.level is None:
        return "看不出是乡镇、县级政府还是部门的报告，未评分。请用 --level 指明。"
    return None
