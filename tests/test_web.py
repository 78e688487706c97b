"""The workbench from hand-in to download, without a browser."""

import io
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from auditor import load_rules
from auditor.cli import main
from auditor.examples import finding_of
from auditor.pool import LostError
from auditor.rules import RuleSet
from auditor.vocabulary import Level
from tests.conftest import SEEDS
from tests.workbenches import Visitor, visiting

SEED = (SEEDS[0].name, SEEDS[0].read_bytes())
OPEN_RULE = "form.publication"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("data"), rules) as found:
        yield found


@pytest.fixture
def report(visitor: Visitor) -> int:
    """A seed just handed in."""
    return visitor.handed_in(SEED)


def _zip(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        for name, data in members:
            container.writestr(name, data)
    return packed.getvalue()


def _docx(text: str) -> bytes:
    paper, packed = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        paper.add_paragraph(line)
    paper.save(packed)
    return packed.getvalue()


def _gap(visitor: Visitor, number: int) -> float:
    found = re.search(r'id="gap">([\d.]+)<', visitor.get(f"/reports/{number}").text)
    assert found
    return float(found[1])


def _decide(visitor: Visitor, number: int, status: str = "met", seen: str = "0", **others: str):  # type: ignore[no-untyped-def]
    fields = {
        "rule": OPEN_RULE,
        "status": status,
        "seen": seen,
        "decider": "张三",
        "note": "网站上已公开",
        **others,
    }
    return visitor.post(f"/reports/{number}/decisions", **fields)


def test_a_report_handed_in_is_listed_with_its_answer(visitor: Visitor, report: int) -> None:
    said = visitor.said(visitor.get("/"))
    assert SEED[0] in said and "23.8" in said and "退回" in said
    page = visitor.said(visitor.get(f"/reports/{report}"))
    assert "缺项清单" in page and "下载修改意见的函" in page


def test_each_file_of_an_archive_becomes_a_submission_of_its_own(visitor: Visitor) -> None:
    packed = _zip(
        *((f"全县/{path.name}", path.read_bytes()) for path in SEEDS[:2]), ("坏.docx", b"PK\x03\x04x")
    )
    visitor.handed_in(("全县.zip", packed))
    names = [each.name for each in visitor.bench.submissions.latest(3)]
    assert sorted(names) == sorted(
        ["全县.zip!/坏.docx", *(f"全县.zip!/全县/{path.name}" for path in SEEDS[:2])]
    )
    assert "坏.docx" in visitor.said(visitor.get("/"))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("空.docx", b"")], "是空文件"),
        ([("图.exe", b"MZ\x90\x00" + b"\x00" * 99)], "图.exe"),
        ([("信.txt", "今天天气很好。".encode() * 30)], "未评分"),
    ],
)
def test_what_is_no_report_is_told_in_its_line(
    visitor: Visitor, files: list[tuple[str, bytes]], said: str
) -> None:
    number = visitor.handed_in(*files)
    assert said in visitor.said(visitor.get("/"))
    assert said in visitor.said(visitor.get(f"/reports/{number}"))


def test_no_file_is_told(visitor: Visitor) -> None:
    answer = visitor.post("/submissions")
    assert answer.status_code == 400 and "没有选文件" in visitor.said(answer)


def test_what_a_person_says_of_a_report_is_kept_and_it_is_judged_by_that(
    visitor: Visitor, report: int
) -> None:
    visitor.post(f"/reports/{report}/identity", level="department", year="2023", unit="临水县司法局")
    visitor.settled()
    said = visitor.said(visitor.get(f"/reports/{report}"))
    assert "县级部门 · 2023 年度" in said and "临水县司法局" in said
    submission = visitor.bench.submissions.submission(report)
    assert submission and (submission.level, submission.year) == (Level.DEPARTMENT, 2023)


@pytest.mark.parametrize(("field", "value"), [("year", "明年"), ("year", "1024"), ("level", "省")])
def test_what_cannot_be_said_of_a_report_is_refused(
    visitor: Visitor, report: int, field: str, value: str
) -> None:
    answer = visitor.post(f"/reports/{report}/identity", **{field: value})
    assert answer.status_code == 400 and "没有改动" in visitor.said(answer)


def test_a_decision_counts_and_says_whose_it_is(visitor: Visitor, report: int) -> None:
    before = _gap(visitor, report)
    assert _decide(visitor, report).status_code == 200
    page = visitor.get(f"/reports/{report}")
    assert "由人工认定为已报告（张三，2026-03-01）：网站上已公开。程序原来的意见：" in visitor.said(page)
    assert _gap(visitor, report) <= before
    assert 'value="张三"' in page.text  # known again


def test_decisions_outlast_a_new_audit(visitor: Visitor, report: int) -> None:
    _decide(visitor, report)
    visitor.post(f"/reports/{report}/identity", level="township")
    visitor.settled()
    assert "由人工认定为已报告" in visitor.said(visitor.get(f"/reports/{report}"))


def test_who_comes_second_is_told_and_overwrites_nothing(visitor: Visitor, report: int) -> None:
    _decide(visitor, report, "met")
    late = _decide(visitor, report, "missing", decider="李四")
    assert late.status_code == 409 and "刚才已有人" in visitor.said(late)
    seen = visitor.bench.verdicts.decisions(report)[-1].id
    assert _decide(visitor, report, "missing", seen=str(seen), decider="李四").status_code == 200
    assert [each.decision.decider for each in visitor.bench.verdicts.decisions(report)] == ["张三", "李四"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"decider": " "}, "认定人"),
        ({"status": "na"}, "没有选"),
        ({"rule": "enforce.three-systems"}, "不需要人工认定"),
        ({"rule": "no.such"}, "不需要人工认定"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    visitor: Visitor, report: int, fields: dict[str, str], said: str
) -> None:
    answer = _decide(visitor, report, **fields)
    assert answer.status_code == 400 and said in visitor.said(answer)
    assert visitor.bench.verdicts.decisions(report) == []


def test_an_exemption_given_on_the_page_holds_until_withdrawn(visitor: Visitor) -> None:
    number = visitor.handed_in((SEEDS[1].name, SEEDS[1].read_bytes()))
    audit = visitor.bench.case(visitor.bench.submissions.latest(1)[0]).audit
    assert audit
    rule = next(each.id for each in audit.findings if each.points)
    path = f"/reports/{number}"
    fields = {"rule": rule, "reason": "县里统一", "approver": "王五", "until": "2026-12-31"}
    visitor.post(f"{path}/waivers", **fields)
    said = visitor.said(visitor.get(path))
    assert "豁免：县里统一（王五批准，至 2026-12-31）" in said and "豁免后" in said
    waiver = visitor.bench.verdicts.waivers()[-1].id
    visitor.post(f"{path}/withdrawals", waiver=str(waiver))
    assert "豁免后" not in visitor.said(visitor.get(path))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"until": "2026-02-28"}, "不能早于今天"),
        ({"until": "三月"}, "截止日期"),
        ({"reason": ""}, "理由和批准人"),
        ({"rule": "no.such"}, "没有这一项"),
    ],
)
def test_an_exemption_that_cannot_be_is_refused(
    visitor: Visitor, report: int, fields: dict[str, str], said: str
) -> None:
    good = {"rule": "form.publication", "reason": "统一", "approver": "王五", "until": "2026-03-01"}
    answer = visitor.post(f"/reports/{report}/waivers", **{**good, **fields})
    assert answer.status_code == 400 and said in visitor.said(answer)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl.*")
def test_papers_are_downloaded_as_the_report_stands(visitor: Visitor) -> None:
    number = visitor.handed_in(("报告.docx", _docx(SEEDS[0].read_text(encoding="utf-8"))))
    _decide(visitor, number)
    path = f"/reports/{number}/papers"
    notice = visitor.get(f"{path}/notice")
    assert notice.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert "三项制度" in "".join(each.text for each in docx.Document(io.BytesIO(notice.content)).paragraphs)
    comments = docx.Document(io.BytesIO(visitor.get(f"{path}/comments").content))
    assert len(list(comments.comments)) > 0
    book = openpyxl.load_workbook(io.BytesIO(visitor.get(f"{path}/workbook").content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("三项制度" in each for each in cells) and "报告.docx" in cells
    assert "由人工认定为已报告" in visitor.get(f"{path}/page").text


def test_only_papers_that_the_report_needs_are_offered(visitor: Visitor, report: int) -> None:
    of_text = visitor.get(f"/reports/{report}").text
    assert "papers/notice" in of_text and "papers/comments" not in of_text
    word = visitor.handed_in(("报告.docx", _docx(SEEDS[1].read_text(encoding="utf-8"))))
    assert "papers/comments" in visitor.get(f"/reports/{word}").text


@pytest.mark.parametrize(("paper", "said"), [("comments", "不是 .docx 文件"), ("nothing", "没有这一页")])
def test_a_paper_that_cannot_be_made_is_told(visitor: Visitor, report: int, paper: str, said: str) -> None:
    answer = visitor.get(f"/reports/{report}/papers/{paper}")
    assert answer.status_code == 404 and said in visitor.said(answer)


def test_a_report_can_be_removed_with_all_of_it(visitor: Visitor) -> None:
    number = visitor.handed_in(("只此一份.txt", SEED[1] + b"\n"))
    submission = visitor.bench.submissions.submission(number)
    assert submission
    visitor.post(f"/reports/{number}/removal")
    assert visitor.get(f"/reports/{number}").status_code == 404
    assert visitor.bench.submissions.content(submission) == b""


@pytest.mark.parametrize(
    ("sentence", "role", "status"),
    [
        ("严格落实行政执法“三项制度”，全年公示执法信息6条。", "measures", "已报告"),
        ("下一步，全面推行行政执法三项制度。", "next-year", "未报告"),
    ],
)
def test_a_sentence_is_tried_on_every_rule(visitor: Visitor, sentence: str, role: str, status: str) -> None:
    answer = visitor.post("/trial", sentence=sentence, role=role, level="county")
    touched = answer.text.partition("没有提到 ")[0]
    assert re.search(rf'/rules/county/enforce.three-systems".*?st \w+">{status}<', touched, re.DOTALL)
    assert visitor.said(visitor.get("/rules/county/enforce.three-systems")).count("enforce.yaml") > 3


@pytest.mark.parametrize(
    "path", ["/reports/999999", "/rules/county/no.such", "/rules/省/x", "/nothing", "/static/x.js"]
)
def test_what_is_not_there_is_told(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404 and "没有" in visitor.said(answer)


def test_the_command_refuses_a_folder_in_use(
    visitor: Visitor, tmp_path: Path, capsys: pytest.CaptureFixture[str], rules: RuleSet
) -> None:
    with visiting(tmp_path, rules), pytest.raises(SystemExit) as ended:
        main(["serve", "--data", str(tmp_path), "--no-browser"])
    assert ended.value.code == 2 and "另一个工作台正在使用" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        ("CREATE TABLE others (x)", "别的程序的数据库"),
        ("PRAGMA application_id = 0x61756477; PRAGMA user_version = 99", "较新版本"),
    ],
)
def test_the_command_leaves_what_is_not_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], prepare: str, said: str
) -> None:
    connection = sqlite3.connect(tmp_path / "workbench.sqlite")
    connection.executescript(prepare)
    connection.close()
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--data", str(tmp_path), "--no-browser"])
    assert ended.value.code == 2 and said in capsys.readouterr().err


def test_a_worker_that_dies_costs_only_what_it_was_at(visitor: Visitor) -> None:
    with pytest.raises(LostError):
        visitor.bench.desk.call(os._exit, 1)
    visitor.handed_in(SEED)
    assert "23.8" in visitor.said(visitor.get("/"))


def _dies(*_arguments: object) -> None:
    os._exit(1)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("auditor.web.pages.downloads.make_reviewed", "程序中断，没有做成"),
        ("auditor.pool.serve", "无法启动核查进程，可能是内存不足"),
    ],
    ids=["dies", "cannot be started"],
)
def test_a_worker_that_makes_no_paper_is_told(
    tmp_path: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch, place: str, said: str
) -> None:
    with visiting(tmp_path, rules) as visitor:
        number = visitor.handed_in(("报告.docx", _docx(SEEDS[0].read_text(encoding="utf-8"))))
        # Papers have a process of their own, which is started for the first of them.
        monkeypatch.setattr(place, _dies)
        answer = visitor.get(f"/reports/{number}/papers/comments")
        assert answer.status_code == 500 and said in visitor.said(answer)


def test_reports_judged_by_other_rules_are_judged_again(tmp_path: Path, rules: RuleSet) -> None:
    with visiting(tmp_path, rules) as visitor:
        number = visitor.handed_in(SEED)
        _decide(visitor, number)
    own = tmp_path / "本县.yaml"
    own.write_text(
        '规则集: {编号: own, 名称: 本县, 版本: "1"}\n规则:\n- 编号: enforce.three-systems\n  重要程度: 一般\n',
        encoding="utf-8",
    )
    with visiting(tmp_path, load_rules(own)) as visitor:
        assert visitor.settled() == number
        case = visitor.bench.case(visitor.bench.submissions.latest(1)[0])
        assert case.audit and finding_of(case.audit, "enforce.three-systems").weight == 1
        assert "由人工认定" in finding_of(case.audit, OPEN_RULE).reason
