"""What the tests of pages share: hostile words, a batch with all that can be told of one."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from auditor import Audit
from auditor.comparing import Comparison, Judged, Steps, compare, compare_sides, judged_side
from auditor.examples import minimal_report
from auditor.history import Judgement, UnitHistory, histories
from auditor.job import Audited, Outcome, Terms, audit_document
from auditor.models import Document, Finding, Waiver
from auditor.overlaps import Overlap, Place, Shared
from auditor.overview import Overview
from auditor.papers.overviews import overview_of
from auditor.papers.page import (
    batch_page,
    comparison_page,
    comparisons_page,
    histories_page,
    history_page,
    pair_of,
    report_page,
)
from auditor.papers.past import Past
from auditor.rules import RuleSet
from auditor.summary import Summary, summary_of
from auditor.vocabulary import Gate, Level
from tests.versions import FIRST, NEXT_YEAR, SECOND

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "end of the text": "</div></mark></p></section></main><h1>假的</h1>",
    "formula": "=cmd|'/c calc'!A1",
    "template": "{{ 7*7 }}{% raw %}",
    "entity": "&lt;b&gt; &amp;",
    "attribute": '" onmouseover="alert(3)" x=\'',
}
# The kinds of pages.
PAGES = ("report", "report with a past", "batch", "versions", "years", "folders", "unit", "units")
# What has no look of its own shows as a sign.
SIGNS = {
    "bidi": ("甲\u202e乙\u2066丙", "甲\ufffd乙\ufffd丙"),
    "control": ("甲\x00乙\x1b丙", "甲\u2400乙\u241b丙"),
    "half a character": ("甲\ud83d乙", "甲\ufffd乙"),
}


def everywhere(audited: Audit, words: str) -> Audit:
    """Return an audit that says ``words`` in every place that may come from a report or a rule."""
    findings = tuple(_finding(each, words) for each in audited.findings)
    return replace(audited, unit=words, title=words, source=words, warnings=(words,), findings=findings)


def _finding(finding: Finding, words: str) -> Finding:
    return replace(
        finding,
        title=words,
        reason=words,
        advice=words,
        sources=(words,),
        waiver=Waiver(reason=words, approver=words, until=words),
        parts=tuple(replace(part, name=words) for part in finding.parts),
        evidence=tuple(replace(one, quote=words) for one in finding.evidence),
        look_alikes=tuple(replace(one, quote=words) for one in finding.look_alikes),
    )


def made_up_batch(rules: RuleSet, seed_audits: dict[str, Audit]) -> Overview:
    """The seeds many times over under made-up names, with all that can be told of a batch."""
    found = overview_of(
        Outcome([Audited(each, "") for each in seed_audits.values()], [("坏<b>.txt", "打不开。")]),
        Terms(rules),
    )
    chance = random.Random(1)
    rows = []
    for number in range(60):
        row = chance.choice(found.rows)
        gap = round(chance.uniform(0, 60), 1)
        level = chance.choice(list(Level))
        rows.append(
            replace(
                row,
                summary=replace(
                    row.summary,
                    source=f"{number:03}.docx",
                    unit=f"第{number}单位",
                    level=level,
                    gap=gap,
                    gap_best=gap,
                    gap_waived=gap,
                    gate=chance.choice(list(Gate)),
                ),
                folder=f"{number:03}",
            )
        )
    reason = "像是通知，未评分。"
    unscored = replace(rows[0].summary, source="通知.docx", scored=False, unscored_reason=reason)
    rows.append(replace(rows[0], summary=unscored, folder="通知 1"))
    quote = "认真落实法治建设第一责任人职责" * 5
    shared = Shared(quote, Place(0, 75), Place(0, 75), 1.0)
    pairs = [
        Overlap("001.docx", "002.docx", False, (shared, shared)),
        Overlap("003.docx", "去年/003.docx", True, (shared,)),
    ]
    return replace(found, rows=rows, not_handed_in=["石门镇", "县水利局"], overlaps=pairs)


def judged(rules: RuleSet, text: str, source: str = "报告.txt") -> Judged:
    """Return a text judged by the rules."""
    document = Document(source, sha256(text.encode(errors="replace")).hexdigest(), text)
    return Judged(audit_document(document, Terms(rules))[0], text)


@dataclass(frozen=True)
class Handed:
    """A unit's submissions as the store would tell of them, with what each mended."""

    unit: UnitHistory
    steps: Steps
    reports: Sequence[Judged]

    @property
    def past(self) -> Past:
        return Past(self.unit, self.steps)


def handed_in(rules: RuleSet, *texts: str) -> Handed:
    """Return the history of a unit that handed in these texts, one a day."""
    reports = [judged(rules, text, f"第{day}次.txt") for day, text in enumerate(texts, 1)]
    found = [
        judgement(rules, each, number, f"2025-03-{number:02}T09:00:00+08:00")
        for number, each in enumerate(reports, 1)
    ]
    (unit,) = histories(found)
    steps = {
        (number, number + 1): compare(old, new)
        for number, (old, new) in enumerate(pairwise(reports), 1)
        if old.audit.year == new.audit.year
    }
    return Handed(unit, steps, reports)


def judgement(rules: RuleSet, report: Judged, number: int, moment: str) -> Judgement:
    """Return what the store tells of a report."""
    summary = summary_of(report.audit)
    return Judgement(
        number,
        summary.sha256,
        moment,
        rules.id,
        rules.version,
        rules.sha256,
        "1",
        None,
        None,
        summary.source,
        summary,
    )


def folders(root: Path) -> tuple[Path, Path]:
    """Write two folders of reports, with units in both, in one only, and twice in one."""
    old, new = root / "第一次", root / "第二次"
    of_both: tuple[dict[str, str], dict[str, str]] = (
        {"后塘.txt": FIRST, "甲.txt": _short("甲镇", 4), "乙.txt": _short("乙镇", 4)}
        | {"丙一.txt": _short("丙镇", 4), "丙二.txt": _short("丙镇", 5)},
        {"改好的.txt": SECOND, "甲.txt": _short("甲镇", 6), "丁.txt": _short("丁镇", 4)}
        | {"丙.txt": _short("丙镇", 6), "坏<b>.txt": ""},
    )
    for folder, files in zip((old, new), of_both, strict=True):
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    return old, new


def _short(name: str, meetings: int) -> str:
    return minimal_report(f"全年开会{meetings}次。", Level.TOWNSHIP).text.replace("临水镇", name)


def every_page(rules: RuleSet, overview: Overview, report: Judged, root: Path) -> dict[str, str]:
    """Return a page of every kind, with all that can stand on it."""
    first, second, next_year = (judged(rules, text) for text in (FIRST, SECOND, NEXT_YEAR))
    compared = compare_sides(*(judged_side(each, Terms(rules)) for each in folders(root)))
    handed = handed_in(rules, FIRST, SECOND, NEXT_YEAR)
    return {
        "report": report_page(report.audit, report.text, edition=rules.edition),
        "report with a past": report_page(
            second.audit, second.text, past=handed_in(rules, FIRST, SECOND).past
        ),
        "batch": batch_page(overview),
        "versions": comparison_page(compare(first, second), second, edition=rules.edition),
        "years": comparison_page(compare(first, next_year), next_year, edition=rules.edition),
        "folders": comparisons_page(map(pair_of, compared.comparisons()), compared, edition=rules.edition),
        "unit": history_page(handed.unit, handed.steps),
        "units": histories_page([handed.unit, handed_in(rules, _short("甲镇", 4)).unit], 2),
    }


def everywhere_in(comparison: Comparison, words: str) -> Comparison:
    """Return a comparison that says ``words`` in every place that may come from a report or a rule."""

    def summary(each: Summary) -> Summary:
        return replace(each, unit=words, source=words, title=words)

    changes = tuple(
        replace(
            each,
            title=words,
            before=each.before and _finding(each.before, words),
            after=each.after and _finding(each.after, words),
            answer=tuple(replace(one, quote=words) for one in each.answer),
            parts_gained=(words,),
            parts_lost=(words,),
        )
        for each in comparison.changes
    )
    carried = comparison.carried and replace(
        comparison.carried,
        passages=tuple(replace(one, quote=words) for one in comparison.carried.passages),
    )
    return replace(
        comparison,
        before=summary(comparison.before),
        after=summary(comparison.after),
        notes=(words,),
        changes=changes,
        carried=carried,
    )
