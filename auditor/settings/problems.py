"""Mistakes in rule files, each with its place, the line itself, the cause and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from auditor.display import width
from auditor.errors import RuleError

_LIKELY = 50
# A wrong character is more likely than a missing one.
_SAME_LENGTH = 20
# What authors write by the names of other programs.
_BY_OTHER_NAMES = {
    "权重": "重要程度",
    "分值": "重要程度",
    "等级": "重要程度",
    "关键词": "词",
    "关键字": "词",
    "同义词": "词",
    "标题": "名称",
    "来源": "依据",
    "级别": "适用",
    "建议": "怎么补",
    "整改建议": "怎么补",
    "排除": "易混",
    "原因": "停用",
}
_LONGEST_LINE = 160


class Mark(NamedTuple):
    """A place in a rule file: line and column count from one, ``length`` in characters."""

    file: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake; ``excerpt`` is the line that it stands in."""

    mark: Mark
    cause: str
    remedy: str
    excerpt: str = ""

    def __str__(self) -> str:
        place = f"{self.mark.file} 第 {self.mark.line} 行第 {self.mark.column} 列"
        lines = [f"{place}：{self.cause}"]
        if self.excerpt:
            number = str(self.mark.line)
            shown = self.excerpt[:_LONGEST_LINE].replace("\t", " ")
            before = width(shown[: self.mark.column - 1])
            under = max(1, width(shown[self.mark.column - 1 : self.mark.column - 1 + self.mark.length]))
            lines.append(f"  {number} | {shown}")
            lines.append(f"  {' ' * len(number)} | {' ' * before}{'^' * under}")
        lines.append(f"  改法：{self.remedy}")
        return "\n".join(lines)


class RuleFileError(RuleError):
    """All mistakes found in rule files, or files of another ``kind``, in the order of their places."""

    def __init__(self, problems: Iterable[Problem], kind: str = "规则文件") -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        listed = "\n\n".join(str(problem) for problem in self.problems)
        super().__init__(f"{kind}有 {count} 处错误，没有开始核查：\n\n{listed}")


def did_you_mean(typed: str, known: Iterable[str]) -> str | None:
    """Return the known word that ``typed`` most likely stands for, None when none is near."""
    other = _BY_OTHER_NAMES.get(typed)
    if other and other in set(known := list(known)):
        return other
    scored = ((fuzz.ratio(typed, word) + _SAME_LENGTH * (len(word) == len(typed)), word) for word in known)
    score, best = max(scored, default=(0, ""))
    return best if score >= _LIKELY else None
