"""What the comments on a report say, and of which of its passages."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.models import Audit, Evidence, Finding, LookAlike
from auditor.papers.plain import one_line
from auditor.render.findings import status_label
from auditor.vocabulary import LABELS, OPEN, WEIGHT_NAMES

_MOST_PLACES = 2


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: its paragraphs, the first of them a heading.

    ``start``, ``end``, ``quote``: the passage, in offsets of the text; a remark on the whole report has none.
    """

    paragraphs: tuple[str, ...]
    start: int = 0
    end: int = 0
    quote: str = ""


def remarks(audit: Audit) -> Iterator[Remark]:
    """Yield the remark on the whole report, then one for each place of each open finding."""
    found = sorted(
        (each for each in audit.findings if each.status in OPEN),
        key=lambda each: (-each.points, -each.weight),
    )
    yield Remark(tuple(map(one_line, _general(audit, [each for each in found if not _places(each)]))))
    for finding in found:
        for place in _places(finding):
            paragraphs = (_heading(finding), *_at(place, finding), *_advice(finding))
            yield Remark(tuple(map(one_line, paragraphs)), place.start, place.end, place.quote)


def _places(finding: Finding) -> list[Evidence | LookAlike]:
    return [*finding.evidence[:_MOST_PLACES], *finding.look_alikes[:_MOST_PLACES]]


def _general(audit: Audit, without_place: list[Finding]) -> Iterator[str]:
    yield f"核查结论：{LABELS[audit.gate]}"
    if audit.unscored_reason:
        yield f"未能评分：{audit.unscored_reason}"
        return
    yield f"差距分 {audit.gap}（满分差距 100，0 为没有差距）。"
    counting = [each for each in without_place if each.weight]
    if counting:
        yield f"以下 {len(counting)} 项在文中没有找到可以批注的地方："
    for number, each in enumerate(counting, 1):
        advice = " ".join(_advice(each))
        yield f"{number}. {_heading(each)}：{each.reason}。{advice}"
    hints = [each.title for each in without_place if not each.weight]
    if hints:
        yield f"没有提到，只供参考、不计分：{'、'.join(hints)}。"


def _heading(finding: Finding) -> str:
    return f"{finding.title}（{WEIGHT_NAMES[finding.weight]}，{status_label(finding)}）"


def _at(place: Evidence | LookAlike, finding: Finding) -> Iterator[str]:
    if isinstance(place, LookAlike):
        yield f"这一处{LABELS[place.why]}，不能算作已报告。"
    else:
        yield f"{finding.reason}。"


def _advice(finding: Finding) -> Iterator[str]:
    yield f"修改意见：{finding.advice}"
    yield f"依据：{'；'.join(finding.sources)}"
    if finding.waiver:
        yield f"已豁免：{finding.waiver.reason}（{finding.waiver.approver}批准，至 {finding.waiver.until}）"
