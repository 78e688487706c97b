"""The items of the two policy documents that the checklist is measured against.

Titles are short names in our own words: 督察工作规定 chapter 4 has five parts of an annual report; the
实施纲要（2021—2025年） has 35 numbered items.
"""

INSPECTION_RULE = {
    "（一）": "上一年度主要举措和成效",
    "（二）": "上一年度存在的不足和原因",
    "（三）": "党政主要负责人履行第一责任人职责",
    "（四）": "下一年度主要安排",
    "（五）": "其他需要报告的情况",
}
OUTLINE = dict(
    enumerate(
        (
            "指导思想 主要原则 总体目标 机构职能与权责清单 放管服改革 法治化营商环境 重要领域立法 立法工作机制 行政规范性文件"
            " 依法决策意识 重大行政决策程序 决策执行和评估 执法体制改革 重点领域执法 执法程序与三项制度 执法方式与普法"
            " 突发事件应对制度 突发事件依法处置 基层应急和社会力量 行政调解与矛盾纠纷化解 行政裁决 行政复议 行政应诉"
            " 监督合力 政府督查 行政执法监督 政务公开 政务诚信 信息化平台 政务数据共享 互联网+监管执法 党的领导"
            " 推进机制 依法行政能力 理论研究和宣传"
        ).split(),
        1,
    )
)
