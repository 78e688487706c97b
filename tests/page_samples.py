"""What the tests of pages share: hostile words, a batch with all that can be told of one."""

import random
from dataclasses import replace

from auditor import Audit
from auditor.job import Audited, Outcome, Terms
from auditor.models import Waiver
from auditor.overlaps import Overlap, Place, Shared
from auditor.overview import Overview
from auditor.papers.overviews import overview_of
from auditor.rules import RuleSet
from auditor.vocabulary import Gate, Level

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "end of the text": "</div></mark></p></section></main><h1>假的</h1>",
    "formula": "=cmd|'/c calc'!A1",
    "template": "{{ 7*7 }}{% raw %}",
    "entity": "&lt;b&gt; &amp;",
    "attribute": '" onmouseover="alert(3)" x=\'',
}
# What has no look of its own shows as a sign.
SIGNS = {
    "bidi": ("甲\u202e乙\u2066丙", "甲\ufffd乙\ufffd丙"),
    "control": ("甲\x00乙\x1b丙", "甲\u2400乙\u241b丙"),
    "half a character": ("甲\ud83d乙", "甲\ufffd乙"),
}


def everywhere(audited: Audit, words: str) -> Audit:
    """Return an audit that says ``words`` in every place that may come from a report or a rule."""
    waiver = Waiver(reason=words, approver=words, until=words)
    findings = tuple(
        replace(
            each,
            title=words,
            reason=words,
            advice=words,
            sources=(words,),
            waiver=waiver,
            parts=tuple(replace(part, name=words) for part in each.parts),
            evidence=tuple(replace(one, quote=words) for one in each.evidence),
            look_alikes=tuple(replace(one, quote=words) for one in each.look_alikes),
        )
        for each in audited.findings
    )
    return replace(audited, unit=words, title=words, source=words, warnings=(words,), findings=findings)


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
