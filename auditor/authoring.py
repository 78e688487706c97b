"""What the rules commands show: a rule and its origins, a trial, differences, coverage, a new file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.errors import RuleError
from auditor.folder import report_files
from auditor.job import Terms, audit_files
from auditor.models import Audit
from auditor.rules import Rule, RuleSet
from auditor.rules.entry import RuleEntry
from auditor.rules.find import find_rule
from auditor.rules.policy import INSPECTION_RULE, OUTLINE
from auditor.trying import Answer, answers
from auditor.vocabulary import LABELS, WEIGHT_NAMES, Level, Role

_NUMERALS = "一二三四五六七八九"


def show_text(rules: RuleSet, rule_id: str, level: Level) -> str:
    """Return the effective rule, each key with the file and line it came from.

    Raises:
        RuleError: there is no such rule.
    """
    rule = find_rule(rules, rule_id, level)
    origins = (rules.origins or {}).get(level, {}).get(rule_id, {})
    lines = [f"{rule.id}　{rule.title}（{LABELS[level]}）"]
    for name, info in RuleEntry.model_fields.items():
        key = info.alias or name
        value = getattr(rule, name)
        if key in origins and key != "编号":
            lines.append(f"  {key}：{_shown(key, value)}　　← {origins[key]}")
    return "\n".join(lines) + "\n"


def _shown(key: str, value: Any) -> str:
    if key == "重要程度":
        return WEIGHT_NAMES[value]
    if key == "适用":
        return LABELS[value]
    if isinstance(value, Role):
        return LABELS[value]
    if isinstance(value, dict):
        return "；".join(f"{name}：{_shown('', part)}" for name, part in value.items())
    if isinstance(value, tuple):
        return "，".join(
            str(getattr(item, "source", None) or getattr(item, "text", None) or item) for item in value
        )
    return str(value)


def try_text(rules: RuleSet, sentence: str, role: Role, level: Level, rule_id: str | None) -> str:
    """Return each rule's answer to one sentence in one part of a report, with the terms found."""
    if rule_id:
        find_rule(rules, rule_id, level)
    blocks = [
        _answer(each)
        for each in answers(rules, sentence, role, level)
        if each.rule.id == rule_id or (rule_id is None and each.touched and not each.of_the_paper)
    ]
    return ("\n\n".join(blocks) or "没有一条规则提到这句话里的内容。") + "\n"


def _answer(answer: Answer) -> str:
    rule, finding = answer.rule, answer.finding
    lines = [f"{rule.id}　{rule.title}：{LABELS[finding.status]}。{finding.reason}。"]
    lines += [f"  {key}：{text}" for key, text in answer.found]
    lines += [f"  不算：{LABELS[each.why]}" for each in finding.look_alikes[:1]]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that two sets have otherwise at a level. ``kind``: 新增, 删去, "" for one with ``changes``."""

    level: Level
    rule: Rule
    kind: str
    changes: tuple[str, ...] = ()


def differences(before: RuleSet, after: RuleSet) -> Iterator[Difference]:
    """Yield what two rule sets say differently, rule by rule."""
    for level in Level:
        old = {rule.id: rule for rule in before.levels[level]}
        new = {rule.id: rule for rule in after.levels[level]}
        yield from (Difference(level, new[each], "新增") for each in new if each not in old)
        yield from (Difference(level, old[each], "删去") for each in old if each not in new)
        for rule_id in (each for each in new if each in old and new[each] != old[each]):
            yield Difference(level, new[rule_id], "", tuple(_changes(old[rule_id], new[rule_id])))


def diff_text(before: RuleSet, after: RuleSet) -> str:
    """Return what two rule sets say differently, rule by rule."""
    lines = []
    for each in differences(before, after):
        place = f"{LABELS[each.level]}　{each.rule.id}"
        lines += [f"{place}：{each.kind}“{each.rule.title}”"] if each.kind else []
        lines += [f"{place}　{change}" for change in each.changes]
    return "\n".join(lines or ["两套规则没有不同。"]) + "\n"


def _changes(old: Rule, new: Rule) -> list[str]:
    changes = []
    for name, info in RuleEntry.model_fields.items():
        key = info.alias or name
        was, now = getattr(old, name), getattr(new, name)
        if was == now:
            continue
        if isinstance(was, tuple) and isinstance(now, tuple):
            added = _shown("", tuple(each for each in now if each not in was))
            removed = _shown("", tuple(each for each in was if each not in now))
            changes.append(
                f"{key}：{'增加 ' + added if added else ''}{'　减少 ' + removed if removed else ''}".strip()
            )
        else:
            changes.append(f"{key}：{_shown(key, was) or '无'} → {_shown(key, now) or '无'}")
    return changes


def diff_on_text(before: RuleSet, after: RuleSet, folder: Path) -> str:
    """Return which reports of a folder change status or gate, and by how many points.

    Raises:
        RuleError: there is no such folder.
    """
    if not folder.is_dir():
        raise RuleError(f"找不到文件夹“{folder}”。")
    files = [(path.relative_to(folder).as_posix(), path) for path in report_files(folder)]
    old = {each.source: each for each in audit_files(files, Terms(before)).audits}
    new = {each.source: each for each in audit_files(files, Terms(after)).audits}
    blocks = [block for source in old if (block := _report_change(old[source], new[source]))]
    changed = f"{len(old)} 份报告中 {len(blocks)} 份有变化。"
    return "\n\n".join([*blocks, changed]) + "\n"


def _report_change(old: Audit, new: Audit) -> str:
    statuses = {finding.id: finding.status for finding in old.findings}
    lines = []
    for finding in new.findings:
        was = statuses.get(finding.id)
        if was is not finding.status:
            lines.append(
                f"  {finding.title}：{LABELS[was] if was else '没有这条规则'} → {LABELS[finding.status]}"
            )
    if not lines and old.gap == new.gap and old.gate is new.gate:
        return ""
    gate = LABELS[old.gate] if old.gate is new.gate else f"{LABELS[old.gate]} → {LABELS[new.gate]}"
    return "\n".join([f"{new.source}：差距分 {old.gap} → {new.gap}，{gate}", *lines])


def coverage_text(rules: RuleSet) -> str:
    """Return for each item of the policy documents the rules that rest on it, or that there are none."""
    cited = {rule.id: "；".join(rule.sources) for rule in rules.levels[Level.COUNTY]}
    lines = ["督察工作规定 第四章（年度报告）"]
    for number, title in INSPECTION_RULE.items():
        found = [each for each, source in cited.items() if f"（年度报告）{number}" in source]
        lines.append(f"  {number}{title}：{'、'.join(found) or '没有规则'}")
    lines.append("实施纲要（2021—2025年）")
    covered = 0
    for item, title in OUTLINE.items():
        sign = f"（{_numeral(item)}）"
        found = [
            each for each, source in cited.items() if sign in "".join(re.findall(r"实施纲要[^；]*项", source))
        ]
        covered += bool(found)
        lines.append(f"  {sign}{title}：{'、'.join(found) or '没有规则'}")
    own = [each for each, source in cited.items() if "本单位要求" in source or "公文要素" in source]
    lines.append(
        f"实施纲要 {len(OUTLINE)} 项中 {covered} 项有规则。"
        f"另有本单位要求和公文要素 {len(own)} 条：{'、'.join(own)}。"
    )
    return "\n".join(lines) + "\n"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def template(rule_id: str, title: str, terms: Sequence[str], passing: str, failing: str, weight: str) -> str:
    """Return the text of a new rule file: filled in, with a comment for every line."""
    listed = ", ".join(_quoted(term.strip()) for term in terms if term.strip())
    return f"""# 本单位的核查规则。叠在自带规则之上，自带规则文件不要改动。
规则集: {{编号: own, 名称: 本单位核查规则, 版本: "1"}}
规则:
- 编号: {rule_id}                # 小写英文字母、数字、点和短横，不能和别的规则重复
  名称: {_quoted(title)}
  重要程度: {weight}             # 关键、重要、一般、提示（提示不计分）
  适用: 必报                     # 必报、有职能时、提示、不适用
  检查: 提及                     # 提及：找到一个词就算；要点：要全部要点
  词: [{listed}]                 # 空格隔开的词要在同一句里；“/”隔开的任选其一
  怎么补: {_quoted(f"写明{title}的具体做法和数据。")}
  应通过:                        # 写一句报告里真实的话，程序会拿它试
  - {_quoted(passing)}
  不应通过:                      # 再写一句看着像、其实不算的话
  - {_quoted(failing)}
"""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "＼").replace('"', "”") + '"'
