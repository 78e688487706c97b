"""The names that a template of notices may use, and where each may stand."""

# What holds once for a notice. Those marked by OPTIONAL may be empty: a paragraph is left out when all of
# the fields in it are.
OF_NOTICE = (
    "单位 简称 级别 年度 报告 差距分 结论 总评 必补数 建议数 要求序号"
    " 发文机关 发文字号 落款 联系人 电话 修改期限 日期"
).split()
OPTIONAL = frozenset({"发文字号", "联系人", "电话", "情况"})
# What differs from group to group (必须补正, 建议完善) and from item to item.
OF_GROUP = "组号 组名".split()
OF_ITEM = "序号 中文序号 缺项 重要程度 状态 扣分 情况 怎么补 依据".split()

GROUPS, ITEMS = "分组", "缺项"
BLOCKS = (GROUPS, ITEMS)


def listed() -> str:
    """Return all names as a message shows them."""
    return (
        f"处处可用：{'、'.join(OF_NOTICE)}；每项：{'、'.join(OF_ITEM)}；"
        f"每组（写在 {{{{#分组}}}} 和 {{{{/分组}}}} 之间）：{'、'.join(OF_GROUP)}"
    )
