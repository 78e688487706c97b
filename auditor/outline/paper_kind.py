"""Which kind of paper it is: what looks like an annual report on 法治政府建设 and is something else."""

import re

# What the annual report is about. 法治建设第一责任人 is the subject of another paper.
_OWN_SUBJECT = re.compile(r"法[治制]政府|依法行政|法治建设(?!第一责任人)|依法治(?:[省市县区镇乡]|理)")
_AND_PLAN = re.compile(r"(?:总结|报告|情况)[暨及和与、]")

# Told by the form of the title, whatever its subject is.
_BY_FORM = (
    (re.compile(r"解读$|^(?:政策|文字|图片)解读|^一图|图解"), "解读材料"),
    (re.compile(r"(?:的通知|的通报|的公告|的公示|的函|的批复|的意见|的决定)$"), "通知类公文"),
    (
        re.compile(r"(?:工作要点|实施方案|工作方案|工作计划|任务清单|责任清单|规划)(?:\([^)]*\))?$"),
        "计划方案类公文",
    ),
    (re.compile(r"(?:召开|举行|举办|组织召开|部署|动员).{0,40}(?:会|会议|培训班?|讲座|活动)$"), "新闻稿件"),
)
# Told by a subject other than that of the annual report.
_BY_SUBJECT = (
    (re.compile(r"政府信息公开.{0,8}年度?报告|政府信息公开年报"), "政府信息公开工作年度报告"),
    (
        re.compile(
            r"述法(?:工作)?(?:报告|情况)|述职(?:述廉|述法)*.{0,4}报告|第一责任人.{0,12}(?:报告|汇报)$"
        ),
        "述职述法报告",
    ),
    (re.compile(r"(?:普法|法治宣传|法制宣传).{0,12}(?:报告|总结|汇报)$"), "普法工作材料"),
    (re.compile(r"行政执法.{0,10}(?:报告|总结|年报|汇报)$"), "行政执法工作材料"),
    (re.compile(r"(?:行政复议|行政应诉|行政诉讼).{0,14}(?:报告|总结|年报|分析|汇报)$"), "行政复议应诉材料"),
    (re.compile(r"^.{0,30}政府工作报告$"), "政府工作报告"),
    (
        re.compile(
            r"(?:平安建设|信访|党建|综治|安全生产|乡村振兴|党风廉政建设|意识形态|营商环境).{0,8}(?:报告|总结|汇报)$"
        ),
        "其他工作的总结",
    ),
)


def wrong_kind(head: str, title: str | None) -> str | None:
    """Name the kind of paper when its head shows that it is no annual report on 法治政府建设.

    ``head``: the folded lines before the text; ``title``: the folded title without blanks, if one was found.
    """
    for line in [title] if title else head.split("\n"):
        kind = _kind(line.replace(" ", ""))
        if kind:
            return kind
    return None


def _kind(line: str) -> str | None:
    for pattern, kind in _BY_FORM:
        if pattern.search(line) and not _AND_PLAN.search(line):
            return kind
    if _OWN_SUBJECT.search(line):
        return None
    return next((kind for pattern, kind in _BY_SUBJECT if pattern.search(line)), None)
