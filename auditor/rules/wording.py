"""The words by which rule files say a value."""

from auditor.vocabulary import LABELS, WEIGHT_NAMES, Binding, Level, Role

WEIGHTS = {name: weight for weight, name in WEIGHT_NAMES.items()}
LEVELS = {"乡镇": Level.TOWNSHIP, "县级": Level.COUNTY, "部门": Level.DEPARTMENT}
BINDINGS = {
    "必报": Binding.REQUIRED,
    "有职能时": Binding.CONDITIONAL,
    "有执法权时": Binding.WITH_ENFORCEMENT,
    "提示": Binding.ADVISORY,
    "不适用": Binding.NOT_APPLICABLE,
}
ROLES = {LABELS[role]: role for role in Role}

# What 检查 may say; each is a module in auditor.checks.
CHECK_KINDS = (
    "章节 提及 要点 原因 数据 标题 主送机关 落款 成文日期 报送期限 公开期限"
    " 年度一致 序号 单位名称 引用 占位符"
).split()
