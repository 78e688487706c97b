"""Batches of the workbench through their pages: who handed in, what the reports say together, what came again."""

import io
import os
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import docx
import openpyxl
import pytest

from auditor.deciding import Decision
from auditor.examples import minimal_report
from auditor.pool import LostError
from auditor.rules import RuleSet
from auditor.vocabulary import Level, Status
from auditor.waivers import Exemption
from auditor.web import likeness
from auditor.web.results import Result, Results
from tests.conftest import SEEDS
from tests.test_likeness import COPIED
from tests.versions import FIRST, NEXT_YEAR, SECOND
from tests.workbenches import NOW, Visitor, visiting

TOWN = "临水镇人民政府"
HEAD = ["单位", "级别", "别名", "执法权", "应报"]


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("data"), rules) as found:
        yield found


@pytest.fixture
def batch(visitor: Visitor) -> int:
    """An empty batch; today is 2026-03-01."""
    return visitor.batch(deadline="2026-03-31")


def _report(unit: str, *sentences: str, year: int = 2024) -> bytes:
    text = minimal_report("\n".join(sentences) or "全年开会4次。", Level.TOWNSHIP, year=year).text
    return text.replace("临水镇", unit).encode()


def _sheet(*rows: Sequence[str]) -> bytes:
    book, packed = openpyxl.Workbook(), io.BytesIO()
    assert book.active
    for row in (HEAD, *rows):
        book.active.append(list(row))
    book.save(packed)
    return packed.getvalue()


def _book(data: bytes) -> dict[str, list[list[Any]]]:
    with warnings.catch_warnings():
        # It does not know the bars of a column, which Excel does.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def _ranked(visitor: Visitor, batch: int) -> list[str]:
    """Return the numbers of the reports that are ranked."""
    table = visitor.get(f"/batches/{batch}").text.partition('<table class="ranking">')[2]
    return re.findall(r'scope="row"><a href="/reports/(\d+)"', table.partition('id="spread"')[0])


# --- A batch, and what is in it ---


def test_a_batch_is_called_by_its_year_unless_it_has_a_name(visitor: Visitor) -> None:
    assert "2025 年度 · 没有定截止日期" in visitor.said(visitor.get(f"/batches/{visitor.batch(year='2025')}"))
    visitor.batch(name="乡镇第一批", year="2023", deadline="2024-03-31")
    said = visitor.said(visitor.get("/batches"))
    assert "乡镇第一批20232024-03-31 已过" in said


@pytest.mark.parametrize("address", ["/batches", "/batches/{}/edit"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"year": "明年"}, "年度要写四位数字"),
        ({"year": "1024"}, "年度要写四位数字"),
        ({"year": "2024", "deadline": "三月底"}, "截止日期要写成 2026-03-31 这样"),
        ({"year": "2024", "deadline": "0025-03-31"}, "截止日期要写成 2026-03-31 这样"),
    ],
)
def test_what_a_batch_cannot_be_is_told(
    visitor: Visitor, batch: int, address: str, fields: dict[str, str], said: str
) -> None:
    answer = visitor.post(address.format(batch), **fields)
    assert answer.status_code == 400 and said in visitor.said(answer)


def test_a_double_click_makes_one_batch(visitor: Visitor) -> None:
    fields = {"year": "2023", "deadline": "2024-03-31"}
    assert visitor.batch(**fields) == visitor.batch(**fields)
    assert visitor.batch(year="2023", deadline="2024-04-01") != visitor.batch(**fields)


def test_a_batch_can_be_changed(visitor: Visitor, batch: int) -> None:
    visitor.post(f"/batches/{batch}/edit", name="部门", year="2023", deadline="")
    assert "部门 2023 年度 · 没有定截止日期" in visitor.said(visitor.get(f"/batches/{batch}"))


def test_reports_of_a_batch_are_shown_together(visitor: Visitor, batch: int) -> None:
    empty = visitor.said(visitor.get(f"/batches/{batch}"))
    assert "还没有交来报告" in empty and "排名" not in empty.replace("跳到排名", "")
    numbers = visitor.collect(
        batch, *((path.name, path.read_bytes()) for path in SEEDS), ("坏.docx", b"PK\x03\x04x")
    )
    assert sorted(map(int, _ranked(visitor, batch))) == numbers[:5]
    said = visitor.said(visitor.compared(batch))
    for part in ("排名", "差距分的分布", "共性问题", "逐项对照", "无法读取 1 份", "行政执法“三项制度”"):
        assert part in said
    html = visitor.get(f"/batches/{batch}").text
    assert f'<a href="/reports/{numbers[5]}">坏.docx</a>' in html


def test_files_of_one_name_are_told_apart(visitor: Visitor, batch: int) -> None:
    numbers = visitor.collect(batch, *(("年度报告.txt", _report(f"{each}镇")) for each in "甲乙"))
    said = visitor.said(visitor.get(f"/batches/{batch}"))
    assert all(f"年度报告.txt（第 {each} 号）" in said for each in numbers)


def test_the_page_follows_what_people_decide(visitor: Visitor, batch: int) -> None:
    (number,) = visitor.collect(batch, (SEEDS[1].name, SEEDS[1].read_bytes()))

    def row() -> str:
        html = visitor.get(f"/batches/{batch}").text
        found = re.search(rf"<tr data-kind[^\n]*reports/{number}\"[^\n]*", html)
        assert found
        return found[0]

    before = row()
    fields = {"rule": "form.publication", "status": "met", "seen": "0", "decider": "张三", "note": ""}
    visitor.post(f"/reports/{number}/decisions", **fields)
    decided = row()
    assert decided != before
    case = visitor.bench.case(visitor.bench.submissions.of_batch(batch)[0])
    assert case.audit
    rule = next(each.id for each in case.audit.findings if each.points)
    fields = {"rule": rule, "reason": "统一", "approver": "王五", "until": "2026-12-31"}
    visitor.post(f"/reports/{number}/waivers", **fields)
    assert "豁免后" in row()
    waiver = visitor.bench.verdicts.waivers()[-1].id
    visitor.post("/waivers/withdrawals", waiver=str(waiver))
    assert row() == decided


def test_only_what_has_changed_is_read_again(
    visitor: Visitor, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = visitor.collect(batch, *((f"{each}.txt", _report(f"{each}镇")) for each in "甲乙丙"))
    visitor.compared(batch)
    read: list[int] = []
    result = Results.result

    def reading(results: Results, number: int, *, text: bool = True) -> Result | None:
        read.append(number)
        return result(results, number, text=text)

    monkeypatch.setattr(Results, "result", reading)
    for path in (f"/batches/{batch}", f"/batches/{batch}/units", "/batches", "/"):
        assert visitor.get(path).status_code == 200
    assert read == []
    verdicts = visitor.bench.verdicts
    verdicts.decide(numbers[1], Decision("form.publication", Status.MET, "", "张三", "2026-03-01"), 0)
    verdicts.waive(Exemption("丙镇", "lead.plan", "统一", "王五", NOW.date()), NOW)
    visitor.get(f"/batches/{batch}")
    assert read == numbers[1:]


def test_a_report_goes_where_the_last_one_went(visitor: Visitor) -> None:
    batch = visitor.batch(name="去处")
    (number,) = visitor.collect(batch, ("甲.txt", _report("甲镇")))
    page = visitor.get("/")
    assert f'<option value="{batch}" selected>去处</option>' in page.text
    visitor.client.post(
        "/submissions",
        data={"token": visitor.token(), "batch": str(batch)},
        files=[("files", ("乙.txt", _report("乙镇")))],
    )
    newest = visitor.settled()
    assert [each.id for each in visitor.bench.submissions.of_batch(batch)] == [number, newest]


def test_a_report_is_put_into_a_batch_and_out_of_it(visitor: Visitor, batch: int) -> None:
    number = visitor.handed_in(("甲.txt", _report("甲镇")))
    visitor.enlist(batch, "r.csv", "单位,别名\n甲县甲镇人民政府,甲镇\n".encode())
    visitor.post(f"/reports/{number}/batch", batch=str(batch))
    visitor.settled()
    assert "甲县甲镇人民政府" in visitor.said(visitor.get(f"/batches/{batch}"))
    visitor.post(f"/reports/{number}/batch", batch="")
    visitor.settled()
    assert _ranked(visitor, batch) == []
    submission = visitor.bench.submissions.submission(number)
    assert submission and visitor.bench.case(submission).enlisted is None


def test_a_batch_is_removed_and_its_reports_stay(visitor: Visitor, batch: int) -> None:
    (number,) = visitor.collect(batch, ("甲.txt", _report("甲镇")))
    visitor.enlist(batch, "r.csv", "单位\n甲镇\n".encode())
    assert "里面的 1 份报告不删" in visitor.said(visitor.get(f"/batches/{batch}"))
    visitor.post(f"/batches/{batch}/removal")
    visitor.settled_all()
    assert visitor.get(f"/batches/{batch}").status_code == 404
    assert visitor.get(f"/reports/{number}").status_code == 200
    assert visitor.batch() > batch


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/submissions", {"batch": "999"}),
        ("/reports/{}/batch", {"batch": "999"}),
        ("/reports/{}/batch", {"batch": "9" * 30}),
        ("/reports/{}/batch", {"batch": "-1"}),
        ("/submissions", {"batch": "无"}),
    ],
)
def test_a_batch_that_is_gone_takes_nothing(
    visitor: Visitor, batch: int, path: str, fields: dict[str, str]
) -> None:
    (number,) = visitor.collect(batch, ("甲.txt", _report("甲镇")))
    before = visitor.bench.submissions.latest(999)
    answer = visitor.client.post(
        path.format(number),
        data={"token": visitor.token(), **fields},
        files=[("files", ("乙.txt", b"x"))],
    )
    assert answer.status_code == 400 and "批次已经删除" in visitor.said(answer)
    assert visitor.bench.submissions.latest(999) == before


# --- The roster ---


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "r.xlsx",
            _sheet(["甲镇人民政府", "乡镇", "甲乡、甲镇", "有", ""], ["乙镇"], ["档案馆", "", "", "", "否"]),
        ),
        (
            "r.csv",
            "单位,级别,别名,执法权,应报\n甲镇人民政府,乡镇,甲乡、甲镇,有,\n乙镇,,,,\n档案馆,,,,否\n".encode(
                "gb18030"
            ),
        ),
        (
            "r.yaml",
            "花名册:\n- {单位: 甲镇人民政府, 级别: 乡镇, 别名: [甲乡, 甲镇], 执法权: 有}\n- 乙镇\n- {单位: 档案馆, 应报: 否}\n".encode(),
        ),
    ],
    ids=["xlsx", "csv", "yaml"],
)
def test_a_roster_tells_who_has_not_handed_in(visitor: Visitor, batch: int, name: str, data: bytes) -> None:
    visitor.collect(batch, ("报告.txt", _report("甲乡")), ("丙.txt", _report("丙镇")))
    assert visitor.enlist(batch, name, data).status_code == 200
    said = visitor.said(visitor.get(f"/batches/{batch}"))
    assert "应报 2 个单位，已报 1 个" in said and "未报送 1 个单位乙镇" in said
    units = visitor.said(visitor.get(f"/batches/{batch}/units"))
    for part in (
        "花名册 3 个单位，应报 2，已报 1，未报 1",
        "甲镇人民政府又叫 甲乡、甲镇 乡镇（街道） 有 已报 1",
        "乙镇 未报",
        "档案馆 不用报",
        "花名册里没有的单位 丙镇",
    ):
        assert part in units
    assert "应报单位" in visitor.said(visitor.get("/batches"))


def test_after_the_deadline_who_has_not_handed_in_is_overdue_and_who_comes_is_late(visitor: Visitor) -> None:
    batch = visitor.batch(deadline="2026-02-28")
    visitor.enlist(batch, "r.csv", "单位\n甲镇\n乙镇\n".encode())
    visitor.collect(batch, ("甲.txt", _report("甲镇")))
    said = visitor.said(visitor.get(f"/batches/{batch}"))
    assert "截止日期已过，1 个单位逾期没有报" in said and "逾期报送：1 个单位 甲镇（2026-03-01）" in said
    units = visitor.said(visitor.get(f"/batches/{batch}/units"))
    assert "乙镇 逾期未报" in units and re.search(r"甲镇 .*?逾期报送 12026-03-01", units)


def test_a_report_that_cannot_be_read_is_handed_in_all_the_same(visitor: Visitor, batch: int) -> None:
    visitor.enlist(batch, "r.csv", "单位\n甲镇\n乙镇\n".encode())
    visitor.collect(batch, ("甲镇2024年报告.docx", b"PK\x03\x04x"))
    assert "甲镇 交来的没有评分或打不开" in visitor.said(visitor.get(f"/batches/{batch}/units"))
    assert "未报送 1 个单位乙镇" in visitor.said(visitor.get(f"/batches/{batch}"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "r.csv",
            "单位,级别\n甲镇,镇级\n甲镇,乡镇\n,乡镇\n".encode(),
            ["第 2 行：“级别”写的“镇级”", "第 3 行：单位“甲镇”重复", "第 4 行：没有写“单位”"],
        ),
        ("r.xlsx", b"PK\x03\x04x", ["不是完好的 .xlsx"]),
        ("r.docx", b"x", ["要用 .yaml、.csv 或 .xlsx 文件"]),
        ("r.csv", b"", ["没有单位"]),
        ("r.csv", b"x" * (4 * 1024 * 1024 - 2000), ["不是表格"]),
    ],
    ids=["lines", "damaged", "kind", "empty", "long line"],
)
def test_a_faulty_roster_leaves_the_old_one_and_says_every_mistake(
    visitor: Visitor, batch: int, name: str, data: bytes, said: list[str]
) -> None:
    visitor.enlist(batch, "r.csv", "单位\n老镇\n".encode())
    answer = visitor.enlist(batch, name, data)
    assert answer.status_code == 400
    for part in ("没有导入，原来的花名册没有改动。", *said):
        assert part in visitor.said(answer)
    assert "老镇 未报" in visitor.said(visitor.get(f"/batches/{batch}/units"))


def test_no_roster_chosen_is_told(visitor: Visitor, batch: int) -> None:
    answer = visitor.post(f"/batches/{batch}/roster")
    assert answer.status_code == 400 and "没有选文件" in visitor.said(answer)


def test_the_example_can_be_filled_in_and_the_present_roster_downloaded(visitor: Visitor, batch: int) -> None:
    example = visitor.get("/roster-example.xlsx").content
    assert _book(example)["花名册"][0] == HEAD
    assert visitor.get(f"/batches/{batch}/roster.xlsx").status_code == 404
    assert visitor.enlist(batch, "样例.xlsx", example).status_code == 200
    present = visitor.get(f"/batches/{batch}/roster.xlsx")
    assert (
        _book(present.content) == _book(example) and present.content == visitor.get(present.url.path).content
    )


# --- Versions ---


@pytest.fixture
def came_again(visitor: Visitor, batch: int) -> list[int]:
    """The numbers of a report and its second version."""
    return visitor.collect(batch, ("第一次.txt", FIRST.encode())) + visitor.collect(
        batch, ("第二次.txt", SECOND.encode())
    )


def test_of_a_unit_the_latest_report_counts(visitor: Visitor, batch: int, came_again: list[int]) -> None:
    assert _ranked(visitor, batch) == [str(came_again[1])]
    page = visitor.said(visitor.get(f"/reports/{came_again[1]}"))
    assert "第 2 次（这一份）" in page and "第 1 次" in page and "比上一次变了什么" in page


def test_what_changed_between_two_versions_is_shown(visitor: Visitor, came_again: list[int]) -> None:
    page = visitor.get(f"/reports/{came_again[1]}/changes/{came_again[0]}")
    said = visitor.said(page)
    assert re.search("已补正 3 项.*行政执法“三项制度”.*退步 1 项.*报送期限.*仍未补正 [1-9]", said)
    assert f'href="/reports/{came_again[1]}">← 返回报告' in page.text


def test_the_same_file_again_is_told(visitor: Visitor, batch: int) -> None:
    numbers = visitor.collect(batch, ("一.txt", FIRST.encode())) + visitor.collect(
        batch, ("二.txt", FIRST.encode())
    )
    assert "和上一次的文件完全相同" in visitor.said(visitor.get(f"/reports/{numbers[1]}"))


def test_a_report_of_another_year_does_not_push_out_that_of_the_batch(visitor: Visitor, batch: int) -> None:
    this, other = visitor.collect(batch, ("今.txt", FIRST.encode()), ("错.txt", NEXT_YEAR.encode()))
    assert _ranked(visitor, batch) == [str(this)]
    (number,) = visitor.collect(batch, ("乙.txt", _report("乙镇", year=2023)))
    assert (
        f'报告的年度不是 2024：1 个单位</summary>\n<p><a href="/reports/{number}">'
        in visitor.get(f"/batches/{batch}").text
    )
    assert other not in map(int, _ranked(visitor, batch))


@pytest.mark.parametrize("pair", ["of two units", "itself", "nothing"])
def test_only_reports_of_one_unit_are_compared(visitor: Visitor, batch: int, pair: str) -> None:
    one, other = visitor.collect(batch, ("甲.txt", _report("甲镇")), ("乙.txt", _report("乙镇")))
    old = {"of two units": other, "itself": one, "nothing": 999_999}[pair]
    assert visitor.get(f"/reports/{one}/changes/{old}").status_code == 404


def test_a_report_is_held_against_that_of_last_year(visitor: Visitor) -> None:
    last, this = visitor.batch(year="2034"), visitor.batch(year="2035")
    (old,) = visitor.collect(last, ("去年.txt", FIRST.encode()))
    (new,) = visitor.collect(this, ("今年.txt", NEXT_YEAR.encode()))
    assert "和上年比，照抄了多少" in visitor.said(visitor.get(f"/reports/{new}"))
    assert "与旧的一份相同的文字" in visitor.said(visitor.get(f"/reports/{new}/changes/{old}"))
    page = visitor.compared(this)
    assert "雷同 1 对" in visitor.said(page)
    assert re.search(rf'<a href="/reports/{old}">[^<]*（去年.txt）（上年）', page.text)


# --- What is sent back ---


def test_a_report_is_sent_back_until_it_comes_again(visitor: Visitor, batch: int) -> None:
    (first,) = visitor.collect(batch, ("第一次.txt", FIRST.encode()))
    visitor.enlist(batch, "r.csv", "单位\n后塘瑶族乡\n".encode())
    fields = {"note": "补三项制度", "until": "2026-03-20", "sender": "张三"}
    assert visitor.post(f"/reports/{first}/returns", **fields).status_code == 200
    told = "2026-03-01 张三退回：补三项制度（期限 2026-03-20）"
    assert told in visitor.said(visitor.get(f"/reports/{first}"))
    said = visitor.said(visitor.get(f"/batches/{batch}"))
    assert "退回待重报 1 个" in said and "（期限 2026-03-20）" in said
    assert "已退回待重报，期限 2026-03-20" in visitor.said(visitor.get(f"/batches/{batch}/units"))
    (second,) = visitor.collect(batch, ("第二次.txt", SECOND.encode()))
    assert "退回待重报" not in visitor.said(visitor.get(f"/batches/{batch}"))
    assert told in visitor.said(visitor.get(f"/reports/{second}"))


def test_a_report_is_sent_back_once(visitor: Visitor, batch: int) -> None:
    (number,) = visitor.collect(batch, ("甲.txt", _report("甲镇")))
    fields = {"note": "请补", "until": "2026-03-20", "sender": "张三"}
    for _click in range(2):
        assert visitor.post(f"/reports/{number}/returns", **fields).status_code == 200
    answer = visitor.post(f"/reports/{number}/returns", **fields | {"note": "再补"})
    assert answer.status_code == 409 and "已经退回过" in visitor.said(answer)
    assert [each.note for each in visitor.bench.returns.of_batch(batch)[number]] == ["请补"]


def test_that_a_report_was_sent_back_can_be_undone(visitor: Visitor, batch: int) -> None:
    (number,) = visitor.collect(batch, ("甲.txt", _report("甲镇")))
    visitor.post(f"/reports/{number}/returns", note="请补", sender="张三")
    visitor.post(f"/reports/{number}/return-withdrawals")
    assert "请补（已撤销）" in visitor.said(visitor.get(f"/reports/{number}"))
    assert "退回待重报" not in visitor.said(visitor.get(f"/batches/{batch}"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"note": ""}, "说明和经办人"),
        ({"sender": " "}, "说明和经办人"),
        ({"until": "2026-02-28"}, "不能早于今天"),
        ({"until": "下周"}, "期限要写成"),
    ],
)
def test_what_cannot_be_sent_back_is_told(
    visitor: Visitor, batch: int, fields: dict[str, str], said: str
) -> None:
    (number,) = visitor.collect(batch, ("甲.txt", _report("甲镇")))
    answer = visitor.post(f"/reports/{number}/returns", **{"note": "请补", "sender": "张三", **fields})
    assert answer.status_code == 400 and said in visitor.said(answer)
    assert visitor.bench.returns.of_batch(batch) == {}


# --- 雷同 ---


def test_nothing_is_compared_where_there_is_nothing(visitor: Visitor, batch: int) -> None:
    assert "正在比对" not in visitor.said(visitor.get(f"/batches/{batch}"))


def test_reports_that_share_passages_are_told_once_compared(visitor: Visitor, batch: int) -> None:
    one, two = visitor.collect(
        batch, ("甲.txt", _report("甲镇", COPIED)), ("乙.txt", _report("乙镇", "开会3次。", COPIED))
    )
    page = visitor.compared(batch)
    assert "雷同 1 对" in visitor.said(page)
    assert re.search(
        rf'<a href="/reports/{one}">甲镇（甲.txt）</a><td><a href="/reports/{two}">乙镇（乙.txt）</a>',
        page.text,
    )
    visitor.collect(batch, ("丙.txt", _report("丙镇", COPIED)))
    assert "雷同 3 对" in visitor.said(visitor.compared(batch))
    visitor.post(f"/reports/{two}/removal")
    assert "雷同 1 对" in visitor.said(visitor.compared(batch))


def test_what_is_out_of_date_before_its_turn_is_never_compared(
    visitor: Visitor, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, compared = Event(), Event(), []

    def held(reports: Iterable[object], *_others: object) -> list[object]:
        compared.append(len(list(reports)))
        begun.set()
        go_on.wait()
        return []

    monkeypatch.setattr(likeness, "find_overlaps", held)
    for unit in ("甲镇", "乙镇", "丙镇"):
        visitor.collect(batch, (f"{unit}.txt", _report(unit)))
        visitor.get(f"/batches/{batch}")
        begun.wait()
    go_on.set()
    visitor.compared(batch)
    assert compared == [1, 3]


def test_a_version_that_no_longer_counts_is_not_compared(visitor: Visitor, batch: int) -> None:
    visitor.collect(batch, ("甲.txt", _report("甲镇", COPIED)), ("乙.txt", _report("乙镇", COPIED)))
    visitor.collect(batch, ("乙改.txt", _report("乙镇", "全年开会9次。")))
    assert "雷同" not in visitor.said(visitor.compared(batch))


def test_a_worker_that_dies_over_it_leaves_the_page_without(
    visitor: Visitor, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_arguments: object) -> None:
        visitor.bench.desk.call(os._exit, 1)

    monkeypatch.setattr(likeness, "find_overlaps", dies)
    visitor.collect(batch, ("甲.txt", _report("甲镇", COPIED)), ("乙.txt", _report("乙镇", COPIED)))
    assert "比对雷同时程序中断" in visitor.said(visitor.compared(batch))
    assert len(_ranked(visitor, batch)) == 2


# --- Papers ---


def test_the_workbook_holds_the_batch(visitor: Visitor, batch: int) -> None:
    visitor.enlist(batch, "r.csv", "单位\n甲镇\n乙镇\n石门镇\n".encode())
    visitor.collect(batch, ("甲.txt", _report("甲镇", COPIED)), ("乙.txt", _report("乙镇", COPIED)))
    visitor.collect(batch, ("甲改.txt", _report("甲镇", COPIED, "开会9次。")))
    visitor.compared(batch)
    answer = visitor.get(f"/batches/{batch}/papers/workbook")
    book = _book(answer.content)
    assert sorted(row[0] for row in book["总表"][1:]) == ["乙镇", "甲镇"]
    assert {row[-1] for row in book["未报送"][1:]} == {"石门镇"}
    assert {row[0] for row in book["雷同"][1:]} | {row[1] for row in book["雷同"][1:]} == {
        "甲镇（甲改.txt）",
        "乙镇（乙.txt）",
    }
    listed = {cell for row in book["缺项清单"] for cell in row}
    assert "甲镇" in listed
    assert answer.content == visitor.get(f"/batches/{batch}/papers/workbook").content


def test_the_workbook_of_what_is_in_no_batch(visitor: Visitor) -> None:
    visitor.handed_in(("散.txt", _report("散镇")))
    assert '"/papers/workbook"' in visitor.get("/").text
    book = _book(visitor.get("/papers/workbook").content)
    assert "散镇" in [row[0] for row in book["总表"]]
    assert book["雷同"][1][0] == "这些报告没有互相比对"


def test_no_workbook_is_offered_where_every_report_is_in_a_batch(tmp_path: Path, rules: RuleSet) -> None:
    with visiting(tmp_path, rules) as visitor:
        visitor.collect(visitor.batch(), ("甲.txt", _report("甲镇")))
        assert '"/papers/workbook"' not in visitor.get("/").text


def test_the_letters_are_in_a_zip_as_the_reports_stand(visitor: Visitor, batch: int) -> None:
    files = [(path.name, path.read_bytes()) for path in SEEDS]
    visitor.collect(batch, *files)
    answer = visitor.get(f"/batches/{batch}/papers/notices")
    assert answer.content == visitor.get(f"/batches/{batch}/papers/notices").content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as letters:
        names = letters.namelist()
        assert len(names) == 5 and all(each.endswith(".修改意见.docx") for each in names)
        papers = [docx.Document(io.BytesIO(letters.read(each))) for each in names]
    assert any("三项制度" in each.text for paper in papers for each in paper.paragraphs)


def test_the_page_of_a_batch_can_be_kept(visitor: Visitor, batch: int) -> None:
    visitor.collect(batch, (SEEDS[0].name, SEEDS[0].read_bytes()))
    page = visitor.get(f"/batches/{batch}/papers/page")
    assert page.headers["content-disposition"].startswith("attachment")
    assert "排名" in page.text and "/reports/" not in page.text and "units/" not in page.text


@pytest.mark.parametrize(
    ("paper", "status", "said"),
    [("workbook", 404, "没有可下载的文件"), ("notices", 404, "没有可下载"), ("nothing", 404, "没有这一页")],
)
def test_papers_of_an_empty_batch(visitor: Visitor, batch: int, paper: str, status: int, said: str) -> None:
    answer = visitor.get(f"/batches/{batch}/papers/{paper}")
    assert answer.status_code == status and said in visitor.said(answer)


def test_a_worker_that_dies_over_a_paper_is_told(
    visitor: Visitor, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_arguments: object) -> None:
        raise LostError

    visitor.collect(batch, ("甲.txt", _report("甲镇")))
    monkeypatch.setattr(visitor.bench.desk, "call", dies)
    answer = visitor.get(f"/batches/{batch}/papers/workbook")
    assert answer.status_code == 500 and "没有做成" in visitor.said(answer)


# --- Exemptions ---


def test_exemptions_are_listed_given_ahead_and_withdrawn(visitor: Visitor, batch: int) -> None:
    fields = {
        "unit": "免单镇",
        "rule": "form.signature",
        "reason": "撤并中",
        "approver": "王五",
        "until": "2026-03-01",
    }
    assert visitor.post("/waivers", **fields).status_code == 200
    assert "免单镇落款撤并中王五2026-03-01" in visitor.said(visitor.get("/waivers"))
    waiver = visitor.bench.verdicts.waivers()[-1].id
    (number,) = visitor.collect(batch, ("甲.txt", _report("免单镇")))
    assert "豁免：撤并中（王五批准，至 2026-03-01）" in visitor.said(visitor.get(f"/reports/{number}"))
    visitor.post("/waivers/withdrawals", waiver=str(waiver))
    assert "2026-03-01 撤销" in visitor.said(visitor.get("/waivers"))
    assert "豁免：撤并中" not in visitor.said(visitor.get(f"/reports/{number}"))
    again = visitor.post("/waivers/withdrawals", waiver=str(waiver))
    assert again.status_code == 400 and "已经撤销" in visitor.said(again)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"unit": "县"}, "至少两个字"),
        ({"rule": "no.such"}, "没有这一项"),
        ({"until": "2026-02-28"}, "不能早于今天"),
        ({"approver": ""}, "理由和批准人"),
    ],
)
def test_an_exemption_that_cannot_be_is_refused(visitor: Visitor, fields: dict[str, str], said: str) -> None:
    good = {
        "unit": "甲镇",
        "rule": "form.publication",
        "reason": "统一",
        "approver": "王五",
        "until": "2026-03-01",
    }
    answer = visitor.post("/waivers", **{**good, **fields})
    assert answer.status_code == 400 and said in visitor.said(answer)
