"""The closed vocabularies of the product: levels, roles, modes, statuses, gates; how lists name rules.

Values are the ids of the JSON contract; ``LABELS`` gives what an officer reads.
"""

from enum import StrEnum


class Level(StrEnum):
    """Which kind of unit hands the report in."""

    TOWNSHIP = "township"
    COUNTY = "county"
    DEPARTMENT = "department"


class Role(StrEnum):
    """The part of the report a passage stands in (督察工作规定, chapter 4)."""

    MEASURES = "measures"
    FIRST_RESPONSIBLE = "first-responsible"
    PROBLEMS = "problems"
    CAUSES = "causes"
    NEXT_YEAR = "next-year"
    OTHER = "other"
    PREAMBLE = "preamble"


class BlockKind(StrEnum):
    """What a piece of a document is on its page."""

    PARAGRAPH = "paragraph"
    TABLE_ROW = "table-row"
    NOTE = "note"
    TEXT_BOX = "text-box"


class Mode(StrEnum):
    """How a clause speaks: only REPORTED can meet a requirement."""

    REPORTED = "reported"
    PLANNED = "planned"
    LACKING = "lacking"
    ELSEWHERE = "elsewhere"
    TEMPLATE = "template"
    GENERAL = "general"


class Why(StrEnum):
    """Why a place that looks like a report of the item does not count.

    PREAMBLE is part of the contract and never given: an item that only the preamble speaks of is reported in
    part, and its sentence there is the evidence for that half.
    """

    PLANNED = "planned"
    PROBLEM = "problem"
    LACKING = "lacking"
    CITED = "cited"
    ELSEWHERE = "elsewhere"
    PREAMBLE = "preamble"
    HEADING = "heading"
    CONFUSABLE = "confusable"


class Status(StrEnum):
    """The answer to one rule."""

    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    REVIEW = "review"
    NOT_APPLICABLE = "na"


class Gate(StrEnum):
    """What happens to the submission, apart from the number."""

    PASS = "pass"
    REMIND = "remind"
    RETURN = "return"


class Binding(StrEnum):
    """How a rule binds a level."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    WITH_ENFORCEMENT = "with-enforcement"
    ADVISORY = "advisory"
    NOT_APPLICABLE = "not-applicable"


LABELS: dict[StrEnum, str] = {
    Level.TOWNSHIP: "乡镇（街道）",
    Level.COUNTY: "县级政府",
    Level.DEPARTMENT: "县级部门",
    Role.MEASURES: "主要举措和成效",
    Role.FIRST_RESPONSIBLE: "第一责任人履职",
    Role.PROBLEMS: "存在的不足",
    Role.CAUSES: "原因",
    Role.NEXT_YEAR: "下一年度安排",
    Role.OTHER: "其他情况",
    Role.PREAMBLE: "开头",
    Why.PLANNED: "是今后的打算，不是已经做的",
    Why.PROBLEM: "列在问题和原因里",
    Why.LACKING: "说的是没有做到",
    Why.CITED: "只是文件名称",
    Why.ELSEWHERE: "是别的单位做的",
    Why.PREAMBLE: "只在开头提了一句",
    Why.HEADING: "只是标题",
    Why.CONFUSABLE: "字面相近，说的是另一回事",
    Status.MET: "已报告",
    Status.PARTIAL: "部分报告",
    Status.MISSING: "未报告",
    Status.REVIEW: "待人工核",
    Status.NOT_APPLICABLE: "不适用",
    Gate.PASS: "通过",
    Gate.REMIND: "提醒",
    Gate.RETURN: "退回",
    Binding.REQUIRED: "必报",
    Binding.CONDITIONAL: "有此职能时必报",
    Binding.WITH_ENFORCEMENT: "有执法权时必报",
    Binding.ADVISORY: "提示",
    Binding.NOT_APPLICABLE: "不适用",
}

# What a report may still have to mend.
OPEN = (Status.MISSING, Status.PARTIAL, Status.REVIEW)

WEIGHT_NAMES = {3: "关键", 2: "重要", 1: "一般", 0: "提示"}

_GROUPS = {
    "struct": "报告结构",
    "lead": "党的领导与推进机制",
    "func": "政府职能",
    "digital": "数字法治政府",
    "norm": "规范性文件",
    "decision": "行政决策",
    "enforce": "行政执法",
    "emergency": "突发事件应对",
    "dispute": "矛盾纠纷化解",
    "oversight": "权力监督",
    "publicity": "普法与公共法律服务",
    "form": "公文形式与文字质量",
}


def group_of(rule_id: str) -> str:
    """Return the group of a rule: what stands before the first dot of its id."""
    return rule_id.partition(".")[0]


def group_name(group: str) -> str:
    """Return the name of a group; those of an office's own rules have none of their own."""
    return _GROUPS.get(group, "本单位要求")
