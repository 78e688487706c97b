"""What a rule file may say. Keys are Chinese, as officers write them; attributes are English."""

from dataclasses import fields
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from auditor.match import Term, parse_term
from auditor.rules.rule import Example, Rule, Stale
from auditor.rules.wording import BINDINGS, CHECK_KINDS, LEVELS, ROLES, WEIGHTS
from auditor.vocabulary import Binding, Level, Role


def _chosen(table: dict[str, Any]) -> BeforeValidator:
    def choose(value: object) -> object:
        if isinstance(value, str):
            if value in table:
                return table[value]
            raise ValueError(f"“{value}”不认识，可以写：{'、'.join(table)}")
        return value

    return BeforeValidator(choose)


def _terms(value: object) -> object:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        raise ValueError("这里要写词的列表，例如 [案卷评查, 执法监督]")
    if not all(isinstance(item, str) for item in value):
        raise ValueError("列表里只能写词；数字、日期或“是/否”请加引号")
    return tuple(parse_term(item) for item in value)


Terms = Annotated[tuple[Term, ...], BeforeValidator(_terms)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


class ExampleEntry(_Strict):
    """A sentence (文) or a whole report (全文) that must, or must not, meet the rule."""

    text: str = Field(default="", alias="文")
    whole: str | None = Field(default=None, alias="全文")
    role: Annotated[Role, _chosen(ROLES)] = Field(default=Role.MEASURES, alias="部分")
    level: Annotated[Level | None, _chosen(LEVELS)] = Field(default=None, alias="层级")
    year: int | None = Field(default=None, alias="年度")


def _examples(value: object) -> object:
    if isinstance(value, list):
        return tuple({"文": item} if isinstance(item, str) else item for item in value)
    return value


def _years(value: object) -> object:
    if not isinstance(value, str):
        return value
    first, dash, last = value.partition("-")
    if not dash or not all(part == "" or (part.isdigit() and len(part) == 4) for part in (first, last)):
        raise ValueError(f"“{value}”不是年度范围，可以写：2025-、-2025 或 2021-2025")
    return int(first or 0), int(last or 9999)


YesNo = Annotated[bool, _chosen({"是": True, "否": False})]
Years = Annotated[tuple[int, int], BeforeValidator(_years)]
Examples = Annotated[tuple[ExampleEntry, ...], BeforeValidator(_examples)]


class StaleEntry(_Strict):
    """A wording that is wrong or outdated for reports of some years."""

    wording: str = Field(alias="写法", min_length=2)
    correct: str = Field(alias="应为", min_length=1)
    years: Years = Field(default=(0, 9999), alias="年度")


class RuleEntry(_Strict):
    """One requirement, in the form of the rule file (see rules/README.md)."""

    id: str = Field(alias="编号", pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$")
    title: str = Field(alias="名称", min_length=1)
    sources: tuple[str, ...] = Field(alias="依据", min_length=1)
    weight: Annotated[int, _chosen(WEIGHTS)] = Field(alias="重要程度")
    binding: Annotated[Binding, _chosen(BINDINGS)] = Field(alias="适用")
    check: Annotated[str, _chosen({kind: kind for kind in CHECK_KINDS})] = Field(alias="检查")
    terms: Terms = Field(default=(), alias="词")
    weak_terms: Terms = Field(default=(), alias="弱词")
    parts: dict[str, Terms] = Field(default_factory=dict, alias="要点")
    enough: int | None = Field(default=None, alias="够几项", ge=1)
    alternatives: Terms = Field(default=(), alias="或")
    confusable: Terms = Field(default=(), alias="易混")
    under_heading: Terms = Field(default=(), alias="标题下有")
    not_held: Terms = Field(default=(), alias="无此职能")
    stale: tuple[StaleEntry, ...] = Field(default=(), alias="过时")
    by_others: YesNo = Field(default=False, alias="他方亦可")
    denial_counts: YesNo = Field(default=False, alias="否定亦可")
    titles_count: YesNo = Field(default=False, alias="书名亦可")
    years: Years = Field(default=(0, 9999), alias="年度")
    section: Annotated[Role | None, _chosen(ROLES)] = Field(default=None, alias="部分")
    advice: str = Field(alias="怎么补", min_length=1)
    disabled: str = Field(default="", alias="停用")
    note: str = Field(default="", alias="说明")
    passing: Examples = Field(default=(), alias="应通过")
    failing: Examples = Field(default=(), alias="不应通过")

    @field_validator("sources", mode="before")
    @classmethod
    def _one_source(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    def rule(self) -> Rule:
        """Return what the entry says."""
        said = {each.name: getattr(self, each.name) for each in fields(Rule)}
        said["stale"] = tuple(Stale(**dict(each)) for each in self.stale)
        said["passing"] = tuple(Example(**dict(each)) for each in self.passing)
        said["failing"] = tuple(Example(**dict(each)) for each in self.failing)
        return Rule(**said)


class RuleSetHeader(_Strict):
    """The head of a rule file: its id, name, version and what it lies over."""

    id: str = Field(alias="编号", pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(alias="名称", min_length=1)
    version: str = Field(default="", alias="版本")
    extends: tuple[str, ...] = Field(default=(), alias="沿用")
