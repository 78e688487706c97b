"""From raw entries to rules: lay entries over each other, validate, explain every mistake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from auditor.rules.entry import ExampleEntry, RuleEntry, StaleEntry
from auditor.rules.files import ID, RULES
from auditor.rules.rule import Rule
from auditor.settings import Mark, Problem, YamlFile, aliases, did_you_mean, explain
from auditor.settings.explain import Loc

OWN_SOURCE = "本单位要求"
_DEFAULTS = {"依据": [OWN_SOURCE], "适用": "必报"}
# Words so frequent in every report that a term of them alone would meet anything.
_COMMON = frozenset(
    "法治 政府 建设 工作 开展 推进 加强 落实 制度 依法 行政 法律 组织 领导 责任 规定 执法 人员 群众 问题 措施"
    " 完善 健全 提高 能力 全年 我镇 我乡 我县 我局 党委 部门 单位 情况 年度 报告 机制 管理 服务 社会"
    " 法治政府 法治建设 依法行政 法治政府建设".split()
)
_PATTERN_SIGNS = ("\\d", "\\w", "\\s", ".*", ".+", "[^", "(?", "[\\u", ".{")


@dataclass
class Merged:
    """A rule in the making: its data, and for each key the file and entry that it came from."""

    data: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, tuple[YamlFile, int, str]] = field(default_factory=dict)
    first: tuple[YamlFile, int] | None = None

    def place(self, loc: Loc, of_key: bool) -> tuple[Mark, YamlFile]:
        """Return the place of a location of the model, and its file."""
        key = str(loc[0]) if loc else ID
        file, index, written = self.sources.get(key) or (*self._start(), ID)
        path = (RULES, index, written, *loc[1:])
        return (file.key_mark(*path) if of_key else file.mark(*path)), file

    def origins(self) -> dict[str, str]:
        """Return for each key the file and line that its value came from."""
        return {
            key: f"{file.name} 第 {file.key_mark(RULES, index, written).line} 行"
            for key, (file, index, written) in self.sources.items()
        }

    def _start(self) -> tuple[YamlFile, int]:
        assert self.first is not None
        return self.first


def lay_over(
    merged: dict[str, Merged], entry: dict[str, Any], file: YamlFile, known: set[str], *, own: bool
) -> None:
    """Lay ``entry`` over the rule of its id: keys replace; a key with + before it adds to a list."""
    rule_id, index = entry[ID], entry[""]
    if own and rule_id not in known and "检查" not in entry:
        _unknown_id(file, rule_id, index, known)
        return
    rule = merged.setdefault(rule_id, Merged(first=(file, index)))
    if not rule.data and own:
        rule.data.update(_DEFAULTS)
    rule.data = laid_over(rule.data, entry)
    for written in filter(None, entry):
        rule.sources[written.lstrip("+＋")] = file, index, written


def laid_over(data: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a rule with an entry laid over it: a key replaces, one with + adds."""
    result = dict(data)
    for written, value in entry.items():
        if written:
            key = written.lstrip("+＋")
            result[key] = value if key == written else _added(result.get(key), value)
    return result


def _added(before: object, more: object) -> object:
    if isinstance(more, dict):
        return {**(before if isinstance(before, dict) else {}), **more}
    return [*_listed(before), *_listed(more)]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _unknown_id(file: YamlFile, rule_id: str, index: int, known: Iterable[str]) -> None:
    mark = file.mark(RULES, index, ID)
    if any(problem.mark == mark for problem in file.problems):
        return
    meant = did_you_mean(rule_id, known)
    hint = f"是否想写“{meant}”？" if meant else ""
    file.problem(
        mark,
        f"自带规则里没有编号“{rule_id}”。{hint}",
        "改正编号；如果是新增一条规则，还要写“名称、检查、怎么补”等内容。",
    )


class RuleReader:
    """Validates merged entries; collects the problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def rule(self, merged: Merged) -> Rule | None:
        """Return the rule, or None when it is faulty or no rule yet."""
        if "检查" not in merged.data:
            return None
        try:
            rule = RuleEntry.model_validate(merged.data).rule()
        except ValidationError as error:
            self.problems += explain(error, merged.place, _names_at)
            return None
        for loc, cause, remedy in _faults(rule):
            mark, file = merged.place(loc, False)
            self.problems.append(file.located(mark, cause, remedy))
        return rule


def _names_at(loc: Loc) -> list[str]:
    if len(loc) > 1 and loc[0] in ("应通过", "不应通过"):
        return aliases(ExampleEntry)
    if len(loc) > 1 and loc[0] == "过时":
        return aliases(StaleEntry)
    return aliases(RuleEntry)


def _faults(rule: Rule) -> Iterable[tuple[Loc, str, str]]:
    """Yield (location, cause, remedy) of what is well formed but makes no good rule."""
    for key, terms in (("词", rule.terms), ("弱词", rule.weak_terms), ("或", rule.alternatives)):
        for index, term in enumerate(terms):
            yield from _term_faults((key, index), term.source)
    seen: dict[str, str] = {}
    for name, part in rule.parts.items():
        for index, term in enumerate(part):
            yield from _term_faults(("要点", name, index), term.source)
            if term.source in seen:
                yield (
                    ("要点", name, index),
                    f"“{term.source}”在要点“{seen[term.source]}”里已经有了，一句话会算成两项。",
                    "只留在一个要点里。",
                )
            seen.setdefault(term.source, name)
    if rule.enough and rule.enough > len(rule.parts):
        yield ("够几项",), f"“够几项”是 {rule.enough}，但只有 {len(rule.parts)} 个要点。", "改小“够几项”。"
    if not rule.passing or not rule.failing:
        absent = "应通过" if not rule.passing else "不应通过"
        yield (), f"规则“{rule.id}”没有“{absent}”的例句。", f"在“{absent}”下面至少写一句话。"


def _term_faults(loc: Loc, source: str) -> Iterable[tuple[Loc, str, str]]:
    if any(sign in source for sign in _PATTERN_SIGNS):
        yield loc, f"“{source}”像是正则表达式，这里不支持。", "写词本身；几个词用空格隔开，可替换的用“/”。"
        return
    words = source.split()
    if len(words) == 1 and "…" not in source:
        for word in source.split("/"):
            if len(word) < 2 or word in _COMMON:
                yield (
                    loc,
                    f"“{word}”太短或太常见，几乎每份报告都会命中。",
                    "写得更具体，或再加一个词，用空格隔开。",
                )
