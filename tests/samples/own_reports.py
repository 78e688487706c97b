"""Reports of our own making: one full of tables, and one as long as real ones get."""

from dataclasses import replace

from tests.samples.report import Block, Report, parse

_DEPARTMENT = """临水县应急管理局2024年度法治政府建设年度报告

县委全面依法治县委员会办公室：
2024年，县应急管理局坚持以习近平法治思想为指导，认真落实法治政府建设各项任务，现将有关情况报告如下。
一、2024年度推进法治政府建设的主要举措和成效
（一）落实行政执法“三项制度”
全年通过行政执法公示平台公示执法信息312条，配备执法记录仪18台，重大执法决定法制审核15件。行政执法情况见下表。
|项目|2023年|2024年|
|行政检查（次）|420|516|
|行政处罚（件）|38|41|
|其中：罚款金额（万元）|126.5|143.2|
|重大执法决定法制审核（件）|12|15|
|执法人员持证（人）|26|27|
（二）依法化解矛盾纠纷
全年行政复议1件，行政应诉2件，主要负责人出庭应诉1件，出庭率50%。
|类别|收案|结案|维持（胜诉）|
|行政复议|1|1|1|
|行政应诉|2|2|2|
（三）推进政务公开
主动公开政府信息186条，办理依申请公开3件，均在法定期限内答复。
（四）开展普法宣传
落实“谁执法谁普法”责任制，开展安全生产法宣传活动14场，发放资料8000余份，组织行政执法人员培训6次。
|月份|主题|形式|受众（人次）|
|6月|安全生产月|广场咨询、企业宣讲|2600|
|11月|消防宣传月|演练、入户|1900|
|12月|宪法宣传周|报告会|310|
二、2024年度党政主要负责人履行推进法治建设第一责任人职责情况
局党委书记、局长认真履行推进法治建设第一责任人职责，主持召开党委会专题研究法治建设工作3次，带头讲法治课2次，对重要工作亲自部署、重大问题亲自过问。
三、2024年度推进法治政府建设存在的不足和原因
一是执法力量不足。矿山、危化领域专业执法人员仅5人。原因是专业人才引进渠道不宽。
二是普法针对性不强。原因是对小微企业需求调研不够。
四、2025年度推进法治政府建设的主要安排
（一）加强执法队伍建设。招录专业执法人员4名，全年组织培训不少于8次。
（二）深化精准普法。分行业制定普法清单。
临水县应急管理局
2025年1月15日
"""
_PAGES_OF = 640


def department() -> Report:
    """A department's report with four tables of figures between its paragraphs."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in [*_DEPARTMENT.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Block("table", rows=tuple(rows)))
            rows = []
        blocks += parse(line).blocks if blocks else [Block("title", line)]
    return Report(tuple(blocks))


def long_report(report: Report, pages: int = 30) -> Report:
    """The report with the text under its first heading said again, until it fills ``pages``."""
    places = [place for place, block in enumerate(report.blocks) if block.kind == "h1"]
    start, end = places[0] + 1, places[1]
    section = [replace(block, kind="text", label="") for block in report.blocks[start:end] if block.text]
    size = sum(len(block.text) for block in report.blocks)
    times = max(0, pages * _PAGES_OF - size) // max(1, sum(len(block.text) for block in section))
    blocks = [*report.blocks[:end], *section * (times + 1), *report.blocks[end:]]
    return Report(tuple(blocks))
