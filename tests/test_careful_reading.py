"""What a careful reader would not let pass, and what he would not hold against a unit: found in reviews."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import Audit, load_rules
from auditor.examples import finding_of, minimal_report
from auditor.folder import report_files
from auditor.job import Terms, audit_document
from auditor.models import Document
from auditor.outline import outline
from auditor.roster import Roster, Unit
from auditor.vocabulary import Level, Role, Status
from tests.test_cli import _run

HEAD = "临水镇2024年度法治政府建设年度报告\n一、主要举措和成效\n"
AuditText = Callable[..., Audit]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("decision.legal-adviser", "我镇没有法律顾问。"),
        ("decision.legal-adviser", "我镇无法律顾问。"),
        ("decision.legal-adviser", "法律顾问一职空缺。"),
        ("decision.legal-adviser", "不再聘请法律顾问。"),
        ("decision.legal-adviser", "未配法律顾问。"),
        ("decision.legal-adviser", "法律顾问合同到期后没有续聘。"),
        ("enforce.three-systems", "行政执法三项制度没有得到落实。"),
        ("enforce.three-systems", "行政执法三项制度落实不力。"),
        ("enforce.three-systems", "行政执法三项制度推进缓慢。"),
        ("enforce.three-systems", "会议强调，要落实行政执法三项制度。"),
        ("enforce.three-systems", "要落实行政执法三项制度。"),
        ("enforce.three-systems", "没有执法权，不涉及行政执法三项制度。"),
        ("enforce.training", "未举行执法人员培训。"),
        ("enforce.training", "取消了执法人员培训。"),
        ("enforce.training", "希望上级加强执法人员培训。"),
        ("enforce.training", "建议县司法局组织执法人员培训。"),
        (
            "enforce.three-systems",
            "全年开会3次。下一步将加强执法公示；落实行政执法三项制度；聘请法律顾问1名。",
        ),
        ("enforce.three-systems", "全年开会3次。下一步，我镇将加强学习。落实行政执法三项制度。"),
        ("enforce.three-systems", "下一步，重点抓好以下工作：\n一是落实行政执法三项制度。\n二是加强培训。"),
        ("decision.legal-adviser", "预计2025年6月底前，聘请法律顾问。"),
        ("lead.four-personally", "习近平总书记亲自谋划、亲自部署。"),
        ("struct.first-responsible", "二、党政主要负责人履行第一责任人职责情况\n略，详见附件。"),
        ("struct.first-responsible", "二、党政主要负责人履行第一责任人职责情况\n道路硬化绿化，群众满意。"),
    ],
)
def test_what_is_denied_demanded_or_planned_is_not_reported(
    audit_text: AuditText, rule: str, text: str
) -> None:
    assert finding_of(audit_text(HEAD + text), rule).status in (Status.MISSING, Status.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("enforce.training", "按计划开展执法人员培训3期。"),
        ("dispute.mediation", "力争小事不出村，全年调解矛盾纠纷41起。"),
        ("dispute.mediation", "接待来访群众后及时调解纠纷41起。"),
        ("dispute.mediation", "打算离婚的夫妻经调解和好12对。"),
        ("publicity.law", "全年开展普法宣传12场，虽场次不少，但普法形式仍不够新颖。"),
        ("dispute.mediation", "成功调解王某某与李某某邻里纠纷，全年调解矛盾纠纷41起。"),
        ("enforce.training", "开展执法人员培训3期（注：含线上1期）。"),
        ("decision.legal-adviser", "学习《民法典，开展普法宣传12场，聘请法律顾问1名。"),
        ("publicity.law", "打印普法宣传资料3000份。"),
        ("dispute.reconsideration", "全年无行政复议案件。"),
        ("decision.legality-review", "重大决策未经合法性审查一律不上会。"),
    ],
)
def test_what_is_done_is_reported(audit_text: AuditText, rule: str, text: str) -> None:
    assert finding_of(audit_text(HEAD + text), rule).status is Status.MET


@pytest.mark.parametrize(
    ("unit", "text", "rule"),
    [
        ("临水市人民政府", "市司法局开展行政执法案卷评查12次。", "enforce.supervision"),
        ("临水市人民政府", "市政府法律顾问审查合同30份。", "decision.legal-adviser"),
        ("临水县司法局", "县司法局开展行政执法案卷评查12次。", "enforce.supervision"),
    ],
)
def test_a_units_own_bodies_are_no_others(audit_text: AuditText, unit: str, text: str, rule: str) -> None:
    report = f"{unit}2024年度法治政府建设年度报告\n一、主要举措和成效\n{text}"
    assert finding_of(audit_text(report), rule).status is Status.MET


@pytest.mark.parametrize(
    "text",
    [
        "第一部分 2024年工作情况\n一、加强领导\n开会4次。\n第二部分 2025年工作计划\n一、规范执法\n落实行政执法三项制度。",
        "1.加强领导\n开会4次。\n2.存在的问题\n人员少。\n3.下一步打算\n落实行政执法三项制度。",
        "（一）主要工作\n开会4次。\n（二）存在问题\n人员少。\n（三）2025年工作安排\n落实行政执法三项制度。",
        "一、主要工作\n开会4次。\n二、存在问题和2025年工作安排\n（一）存在问题\n人员少。\n（二）2025年工作安排\n落实行政执法三项制度。",
        "主要工作\n开会4次。\n法治政府建设存在的主要问题\n人员少。\n2025年法治政府建设工作安排\n落实行政执法三项制度。",
    ],
)
def test_the_plan_is_told_in_every_style_of_headings(audit_text: AuditText, text: str) -> None:
    audited = audit_text("临水镇2024年度法治政府建设年度报告\n" + text)
    assert finding_of(audited, "enforce.three-systems").status is Status.MISSING
    assert finding_of(audited, "struct.next-year").status is Status.MET
    assert Role.NEXT_YEAR in {entry.role for entry in audited.outline}


@pytest.mark.parametrize(
    ("title", "unit", "level"),
    [
        ("临水县住房和城乡建设局2024年度法治政府建设年度报告", "临水县住房和城乡建设局", "department"),
        ("临水县委社会工作部2024年度法治政府建设年度报告", "临水县委社会工作部", "department"),
        (
            "临水县司法局（县依法治县办）2024年度法治政府建设年度报告",
            "临水县司法局（县依法治县办）",
            "department",
        ),
        ("临水经济开发区管理委员会2024年度法治政府建设年度报告", "临水经济开发区管理委员会", "county"),
        ("2024年度临水镇推进法治政府建设工作情况", "临水镇", "township"),
    ],
)
def test_unit_and_level_are_told_from_the_title(title: str, unit: str, level: str) -> None:
    parsed = outline(Document("t", "0" * 64, f"{title}\n一、主要工作\n全年开会4次。"))
    assert (parsed.unit, parsed.level) == (unit, level)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "临水镇法治政府建设年度报告\n一、主要工作\n开会4次。\n二、2025年工作安排\n加强培训。\n临水镇人民政府\n2025年1月8日",
            2024,
        ),
        (
            "临水镇法治政府建设年度报告\n根据《法治政府建设实施纲要（2021—2025年）》，2024年开展了工作。\n一、主要工作\n开会4次。",
            2024,
        ),
        (
            "临水镇法治政府建设年度报告\n自2021年机构改革以来，成效明显。2024年开展了工作。\n一、主要工作\n开会4次。",
            2024,
        ),
    ],
)
def test_the_year_of_another_thing_is_not_the_report_year(text: str, year: int) -> None:
    assert outline(Document("t", "0" * 64, text)).year == year


@pytest.mark.parametrize(
    ("tail", "signature", "day"),
    [
        ("临水镇人民政府\n2025年1月8日\n抄送：县司法局。", "临水镇人民政府", "2025-01-08"),
        ("建好综合执法大队\n做强司法所服务站\n临水镇人民政府\n2025年1月8日", "临水镇人民政府", "2025-01-08"),
    ],
)
def test_signature_and_date_are_found_among_other_lines(tail: str, signature: str, day: str) -> None:
    parsed = outline(Document("t", "0" * 64, f"{HEAD}全年开会4次。\n{tail}"))
    assert (parsed.signature, str(parsed.sign_date)) == (signature, day)


def test_a_guide_of_the_page_above_the_title_does_not_make_it_another_paper(audit_text: AuditText) -> None:
    assert audit_text("政策解读\n" + HEAD + "全年研究法治工作4次，调解纠纷41起，培训执法人员12人。").scored


@pytest.mark.parametrize(
    "text",
    [
        "临水镇2024年乡村振兴工作总结\n一、产业发展\n我镇种植油茶三千亩，我镇群众增收明显，农业产值增长一成。",
        "话说孙悟空一路向西，师徒四人行至一处山中，但见云雾缭绕，八戒便嚷着腹中饥饿。",
    ],
)
def test_a_text_on_another_matter_is_not_scored(audit_text: AuditText, text: str) -> None:
    audited = audit_text(text)
    assert (audited.scored, audited.gap) == (False, None)


@pytest.mark.parametrize(
    ("rule", "text", "status"),
    [
        ("form.unit-name", HEAD + "全年开会4次。\n河口镇人民政府\n2025年1月8日", Status.MISSING),
        ("form.stale-reference", HEAD + "落实《法治社会建设实施纲要（2020—2025年）》。", Status.MET),
        ("form.deadline", HEAD + "全年开会4次。\n临水镇人民政府\n2015年1月2日", Status.REVIEW),
        (
            "form.quantified",
            HEAD + "调解纠纷41起、培训执法人员80人、开展普法12场、审查合同6份、办理事项300件。",
            Status.MET,
        ),
        ("form.placeholder", HEAD + "配备X光机2台，调解王某某与李某某的纠纷。", Status.MET),
    ],
)
def test_formal_checks(audit_text: AuditText, rule: str, text: str, status: Status) -> None:
    assert finding_of(audit_text(text), rule).status is status


def test_a_roster_names_whole_units_only() -> None:
    roster = Roster((Unit("临水县", Level.COUNTY), Unit("临水镇", Level.TOWNSHIP, (), False)))
    for title, found in (
        ("临水县水利局", None),
        ("新临水镇", None),
        ("临水县临水镇", "临水镇"),
        ("临水县", "临水县"),
    ):
        text = f"{title}2024年度法治政府建设年度报告\n一、主要工作\n全年开会4次。"
        _, unit = audit_document(Document("a.txt", "0" * 64, text), Terms(load_rules(), roster))
        assert (unit.name if unit else None) == found, title


@pytest.mark.parametrize("piece", ["1,", "1", "，", "调解", "《", "将", "（"])
def test_one_endless_line_is_read_in_bounded_steps(audit_text: AuditText, piece: str) -> None:
    assert all(
        each.end - each.start <= 1500
        for each in outline(Document("t", "0" * 64, HEAD + piece * 20000)).sentences
    )
    assert audit_text(HEAD + piece * 4000).findings


def test_results_never_overwrite_what_is_read(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(minimal_report("全年开会4次。", Level.TOWNSHIP).text, encoding="utf-8")
    before = report.read_bytes()
    done = _run("check", report, "-o", report)
    assert (done.returncode, report.read_bytes()) == (2, before)
    assert "不能用结果覆盖它" in done.stderr
    done = _run("check", report, "-o", tmp_path)
    assert done.returncode == 2 and "这里要写一个文件名，不是文件夹" in done.stderr


def test_a_batch_into_its_own_folder_gives_the_same_twice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(minimal_report("全年开会4次。", Level.TOWNSHIP).text, encoding="utf-8")
    (tmp_path / "b.txt.part").write_text("x", encoding="utf-8")
    first = _run("batch", tmp_path, "-o", tmp_path, "--quiet").stdout
    assert _run("batch", tmp_path, "-o", tmp_path, "--quiet").stdout == first
    assert [path.name for path in report_files(tmp_path, tmp_path)] == ["a.txt"]
