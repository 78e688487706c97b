"""规则: the office's rules looked up, changed, tried, saved and taken back, through the pages."""

import html
import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from auditor.job import Terms
from auditor.rules import RuleSet, load_rules
from auditor.rules.drafts import Drafts
from auditor.vocabulary import LABELS, Level, Status
from auditor.web import own_rules
from auditor.web.opening import FILE
from tests.conftest import SEEDS
from tests.page_samples import HOSTILE
from tests.test_editing import OWN
from tests.workbenches import Visitor, open_bench, visiting

RULE = "/rules/township/oversight.bodies"
SEED = (SEEDS[0].name, SEEDS[0].read_bytes())
HEAVIER = "- 编号: oversight.bodies\n  重要程度: 关键"


@pytest.fixture
def visitor(tmp_path: Path, rules: RuleSet) -> Iterator[Visitor]:
    with visiting(tmp_path, rules) as found:
        yield found


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet) -> Iterator[Visitor]:
    """Somebody who saves nothing."""
    with visiting(tmp_path_factory.mktemp("data"), rules) as found:
        yield found


def _field(page: str, name: str) -> str:
    """Return what a field of a page holds."""
    found = re.search(rf'<textarea [^>]*name="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL) or re.search(
        rf'<input [^>]*name="{name}"[^>]* value="([^"]*)"', page
    )
    assert found, name
    return html.unescape(found[1])


def _check(visitor: Visitor, path: str = RULE, **fields: str) -> Any:
    answer = visitor.post(f"{path}/check", **{"entry": "", "entry-before": "", **fields})
    assert answer.status_code == 200
    return answer.json()


def _save(visitor: Visitor, entry: str, path: str = RULE, seen: int | None = None, **fields: str) -> Any:
    now = visitor.bench.own_rules.current().id if seen is None else seen
    known = {"entry": entry, "entry-before": "-", "do": "save", "author": "张三", "seen": str(now)}
    return visitor.post(path, **known, **fields)


def _save_file(visitor: Visitor, text: str, **fields: str) -> Any:
    seen = str(visitor.bench.own_rules.current().id)
    return visitor.post("/rules/file", text=text, do="save", author="李四", seen=seen, **fields)


def test_every_rule_is_listed_with_its_weight_and_whom_it_binds(reader: Visitor) -> None:
    page = reader.get("/rules")
    assert len(re.findall(r'<a href="/rules/\w+/[a-z.-]+">', page.text)) == 54
    assert "报告结构 主要举措和成效struct.measures关键 必报必报必报" in reader.said(page)
    assert "行政执法“三项制度”enforce.three-systems关键 有执法权时必报" in reader.said(page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("oversight.bodies", ["oversight.bodies"]),
        ("案卷评查", ["enforce.supervision"]),
        ("四 个亲自", ["struct.first-responsible", "lead.four-personally"]),
        ("第（三十四）项", ["lead.study-law"]),
        ("没有这样的词", []),
    ],
)
def test_a_rule_is_found_by_its_name_id_terms_or_source(
    reader: Visitor, words: str, found: list[str]
) -> None:
    shown = re.findall(r'href="/rules/township/([a-z.-]+)"', reader.get("/rules", params={"q": words}).text)
    assert shown == found


def test_the_list_of_one_level_leads_to_the_rules_of_that_level(reader: Visitor) -> None:
    page = reader.get("/rules", params={"level": "county"}).text
    assert page.count('href="/rules/county/') == 54 and "有执法权时必报" not in page


def test_a_rule_shows_what_holds_and_where_it_is_written(reader: Visitor) -> None:
    page = reader.get("/rules/township/decision.procedure")
    assert _field(page.text, "entry") == ""
    assert _field(page.text, "名称") == "重大行政决策法定程序"
    assert "公众参与" in page.text and "norm.yaml 第" in reader.said(page)


@pytest.mark.parametrize("path", ["/rules/county/no.such", "/rules/省/lead.plan", "/rules/history/7"])
def test_there_is_no_such_page(reader: Visitor, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_what_is_typed_into_the_form_is_written_beside_it(reader: Visitor) -> None:
    terms = _field(reader.get(RULE).text, "词")
    told = _check(reader, 重要程度="关键", 词=f"{terms}\n民主评议会")
    assert told["entry"] == HEAVIER + "\n  +词: [民主评议会]"
    assert told["good"] and told["notes"] == []
    assert told["changes"] == ["接受人大、监察、司法等监督　重要程度：重要 → 关键；词：增加 民主评议会"]
    again = _check(reader, **{"entry": told["entry"], "entry-before": told["entry"], "词": terms})
    assert again["entry"] == HEAVIER


def test_what_is_typed_as_lines_shows_in_the_form(reader: Visitor) -> None:
    told = _check(reader, entry=HEAVIER + "\n  停用: 另有考核")
    assert (told["fields"]["texts"]["重要程度"], told["fields"]["texts"]["停用"]) == ("关键", "另有考核")
    assert told["fields"]["texts"]["名称"] == "接受人大、监察、司法等监督"


@pytest.mark.parametrize(
    ("entry", "line", "cause"),
    [
        (HEAVIER.replace(": 关键", "：关键"), 2, "键名后面用了中文冒号“：”。"),
        (
            HEAVIER.replace("关键", "很重要"),
            2,
            "“重要程度”：“很重要”不认识，可以写：关键、重要、一般、提示。",
        ),
        (HEAVIER + "\n  权重: 3", 3, "不认识的项“权重”。是否想写“重要程度”？"),
        (HEAVIER + "\n  词: [法律", 3, "这里的写法读不懂"),
        ("- 编号: oversight.body\n  重要程度: 关键", 1, "是否想写“oversight.bodies”？"),
        ("- 编号: lead.plan\n  重要程度: 关键", 1, "这里只写编号为“oversight.bodies”的规则。"),
        (HEAVIER + "\n- 编号: lead.plan\n  重要程度: 关键", 1, "这里只写一条规则。"),
        (HEAVIER + "\n规则: []", 3, "“规则”写了两次"),
        ("今天天气很好", 1, ""),
        ("a: &a [x]", 1, "不能用引用（*）、锚点（&）和标签（!）"),
        ("- " + "[" * 5000, 1, "括号或层次超过 12 层。"),
    ],
    ids=range(11),
)
def test_a_mistake_is_told_at_its_line_and_is_not_saved(
    reader: Visitor, entry: str, line: int, cause: str
) -> None:
    told = _check(reader, entry=entry)
    assert not told["good"]
    assert [each for each in told["notes"] if each[0] == line and cause in each[2] and each[3]], told["notes"]
    answer = _save(reader, entry)
    assert answer.status_code == 400 and "没有保存" in reader.said(answer)
    assert _field(answer.text, "entry") == entry
    assert reader.bench.own_rules.current().id == 0


def test_the_line_of_a_mistake_is_counted_in_the_lines_shown(visitor: Visitor) -> None:
    _save_file(visitor, OWN)
    entry = _field(visitor.get("/rules/township/decision.procedure").text, "entry")
    wrong = entry.replace("够几项: 2", "够几项: 九")
    (note,) = _check(visitor, "/rules/township/decision.procedure", entry=wrong)["notes"]
    assert wrong.splitlines()[note[0] - 1].strip() == "够几项: 九"


def test_a_rule_of_a_file_in_brackets_is_told_where_it_can_be_changed(visitor: Visitor) -> None:
    _save_file(visitor, "规则集: {编号: x, 名称: 甲}\n规则: [{编号: lead.plan, 重要程度: 关键}]\n")
    for path in ("/rules/township/lead.plan", RULE, "/rules/new"):
        page = visitor.get(path)
        assert page.status_code == 200 and "请打开“整份文件”，把每条规则写成单独的几行。" in visitor.said(
            page
        )


def test_a_rule_that_fails_its_own_examples_is_not_saved(reader: Visitor) -> None:
    entry = HEAVIER + "\n  +应通过: [种植水稻30亩。]"
    told = _check(reader, entry=entry)
    assert (
        told["failing"] == ["例句“种植水稻30亩。”应通过，却判为未报告：全文没有提到。"] and not told["good"]
    )
    assert _save(reader, entry).status_code == 400
    assert reader.bench.own_rules.current().id == 0


def test_a_part_without_a_name_is_told(reader: Visitor) -> None:
    fields = {"part": "", "part-terms": "座谈会 意见"}
    told = _check(reader, **fields)
    assert [each[2] for each in told["notes"]] == ["有一个要点没有写名称，它的词没有写进规则。"]


def test_the_effect_on_reports_is_shown_before_saving(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.web.pages.rule_drafts._SLICE_SECONDS", 60)
    number = visitor.handed_in(SEED, ("坏.docx", b"PK\x03\x04x"), (SEEDS[1].name, SEEDS[1].read_bytes()))
    visitor.post(
        f"/reports/{number}/decisions", rule="form.publication", status="met", decider="张三", seen="0"
    )
    entry = "- 编号: enforce.three-systems\n  停用: 另有考核"
    fields = {"entry": entry, "entry-before": ""}
    path = "/rules/township/enforce.three-systems"
    told = visitor.post(f"{path}/preview", scope="all", **fields).json()
    assert (told["tried"], told["left_out"], told["rest"], told["changed"]) == (3, 1, 0, 2)
    shown = html.unescape(re.sub(r"<[^>]+>", "", told["html"]))
    assert "23.8 → " in shown and "三项制度”：未报告 → 不适用，扣分 4.8 → 0.0" in shown
    (one,) = [each.id for each in visitor.bench.submissions.latest(9) if each.name == SEED[0]]
    told = visitor.post(f"{path}/preview", scope=f"one {one}", **fields).json()
    assert (told["tried"], told["changed"]) == (1, 1)
    assert visitor.bench.own_rules.current().id == 0

    before, gate = re.search(r"23\.8 → ([\d.]+)", shown), re.search("退回 → (提醒|通过)", shown)
    assert before and gate
    _save(visitor, entry, path)
    visitor.settled()
    case = visitor.bench.case(visitor.bench.submissions.submission(one))  # type: ignore[arg-type]
    assert case.audit and case.audit.gate
    assert (str(case.audit.gap), LABELS[case.audit.gate]) == (before[1], gate[1])


def _until(path: str) -> None:
    while not Path(path).exists():
        time.sleep(0.01)


def test_who_tries_rules_does_not_wait_for_reports_being_audited(visitor: Visitor, tmp_path: Path) -> None:
    visitor.handed_in(SEED)
    done = tmp_path / "done"
    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(lambda: list(visitor.bench.desk.spread(_until, [(str(done),)])))
        told = visitor.post(f"{RULE}/preview", entry=HEAVIER, scope="all", **{"entry-before": ""}).json()
        assert (told["tried"], told["left_out"], busy.done()) == (1, 0, False)
        done.touch()


def test_reports_are_tried_in_slices_until_none_is_left(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.handed_in(*((path.name, path.read_bytes()) for path in SEEDS[:3]))
    monkeypatch.setattr("auditor.web.pages.rule_drafts._SLICE_SECONDS", 0)
    after, seen = 0, []
    while True:
        fields = {"entry": HEAVIER, "entry-before": "", "scope": "all", "after": str(after)}
        told = visitor.post(f"{RULE}/preview", **fields).json()
        seen += re.findall(r"/reports/(\d+)", told["html"])
        after = told["after"]
        if not told["rest"]:
            break
        assert told["tried"] == 1
    assert len(set(seen)) == len(seen) == 3


def test_saved_rules_judge_all_reports_and_are_kept(tmp_path: Path, rules: RuleSet) -> None:
    with visiting(tmp_path, rules) as visitor:
        number = visitor.handed_in(SEED)
        assert (
            _save(
                visitor, "- 编号: lead.plan\n  适用: 必报\n  重要程度: 关键", "/rules/county/lead.plan"
            ).url.path
            == "/rules/county/lead.plan"
        )
        visitor.settled()
        assert "本单位改过" in visitor.said(visitor.get("/rules/township/lead.plan"))
        assert "改过" in visitor.said(visitor.get("/rules", params={"q": "lead.plan"}))
        audit = visitor.bench.results.result(number).audit  # type: ignore[union-attr]
        assert audit and next(each.weight for each in audit.findings if each.id == "lead.plan") == 3
        assert 'value="张三"' in visitor.get("/rules/township/lead.xi-thought").text
    with visiting(tmp_path, rules) as visitor:
        held = visitor.bench.standard.rules.levels[Level.TOWNSHIP]
        assert next(each.weight for each in held if each.id == "lead.plan") == 3
        assert rules.levels == load_rules().levels  # the shipped files are as they were


def test_a_new_rule_is_written_by_the_form_alone(visitor: Visitor) -> None:
    page = visitor.get("/rules/new").text
    start = _field(page, "entry")
    fields = {
        "id": "own.night-school", "名称": "法治夜校", "重要程度": "一般", "适用": "必报", "检查": "提及",
        "词": "法治夜校", "怎么补": "写明期数。", "应通过": "开办法治夜校12期。", "不应通过": "开办农民夜校12期。",
    }  # fmt: skip
    known = {"entry": start, "entry-before": start, "do": "save", "author": "张三", "seen": "0"}
    answer = visitor.post("/rules/township/+", **known, **fields)
    assert answer.url.path == "/rules/township/own.night-school"
    assert "本单位新增" in visitor.said(answer)
    assert "own.night-school" in visitor.said(visitor.get("/rules", params={"q": "新增"}))
    assert "own.1" in visitor.get("/rules/new").text
    # Its id is nobody else's.
    again = visitor.post("/rules/township/+", **{**known, "seen": "1"}, **fields)
    assert again.status_code == 400 and "已经有编号为“own.night-school”的规则" in visitor.said(again)
    gone = _save(visitor, "", "/rules/township/own.night-school")
    assert gone.url.path == "/rules" and visitor.bench.standard.rules.count == 54


def test_a_rule_is_as_shipped_again(visitor: Visitor) -> None:
    _save(visitor, HEAVIER)
    restored = visitor.post(RULE, **{"entry": HEAVIER, "entry-before": HEAVIER, "do": "restore", "seen": "1"})
    assert _field(restored.text, "entry") == "" and "重要程度：关键 → 重要" in visitor.said(restored)
    _save(visitor, "")
    assert Drafts().load(visitor.bench.own_rules.current().text).levels == load_rules().levels


def test_who_saves_second_is_told_and_loses_nothing(visitor: Visitor) -> None:
    assert _save(visitor, HEAVIER, seen=0).status_code == 200
    mine = HEAVIER.replace("关键", "一般")
    answer = _save(visitor, mine, seen=0)
    said = visitor.said(answer)
    assert answer.status_code == 409 and "刚才已有人保存了规则" in said and "张三刚才保存的" in said
    assert _field(answer.text, "entry") == mine and html.unescape(answer.text).count(HEAVIER) == 1
    assert _field(answer.text, "seen") == "1"
    assert _save(visitor, mine, seen=1).status_code == 200
    assert "重要程度: 一般" in visitor.bench.own_rules.current().text
    file = visitor.post("/rules/file", text="", do="save", author="李四", seen="1")
    assert file.status_code == 409 and visitor.bench.own_rules.current().id == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"author": ""}, "没有写修改人的姓名"), ({"entry": ""}, "没有改动，不用保存。")],
)
def test_what_is_not_to_be_saved_is_told(reader: Visitor, fields: dict[str, str], said: str) -> None:
    known = {"entry": HEAVIER, "entry-before": "-", "do": "save", "author": "张三", "seen": "0"}
    answer = reader.post(RULE, **(known | fields))
    assert answer.status_code == 400 and said in reader.said(answer)


def test_all_versions_are_kept_and_each_can_hold_again(visitor: Visitor) -> None:
    _save(visitor, HEAVIER, what="县里开会定的")
    _save(visitor, "- 编号: lead.plan\n  停用: 另有考核", "/rules/township/lead.plan")
    said = visitor.said(visitor.get("/rules/history"))
    assert "第 2 版 现在用的" in said and "县里开会定的" in said and "张三" in said
    page = visitor.said(visitor.get("/rules/history/2"))
    assert "年度工作要点或计划 停用：无 → 另有考核" in page and "+- 编号: lead.plan" in page

    undone = visitor.post("/rules/history/1", author="李四", seen="2")
    assert undone.status_code == 200 and "恢复到第 1 版（县里开会定的）" in visitor.said(undone)
    versions = visitor.bench.own_rules.versions.all()
    assert [each.text for each in versions] == [versions[2].text, versions[1].text, versions[2].text]
    assert visitor.bench.standard.rules.levels == Drafts().load(versions[0].text).levels
    assert visitor.post("/rules/history/2", author="李四", seen="2").status_code == 409
    assert visitor.post("/rules/history/2", author="", seen="3").status_code == 400
    visitor.post("/rules/history/0", author="李四", seen="3")
    assert visitor.bench.standard.rules.levels == load_rules().levels
    assert len(visitor.bench.own_rules.versions.all()) == 4


def test_a_whole_file_is_brought_in_and_taken_away(visitor: Visitor) -> None:
    sent = visitor.client.post(
        "/rules/file",
        data={"token": visitor.token(), "do": "import"},
        files={"file": ("本县.yaml", OWN.replace("\n", "\r\n").encode("gb18030"))},
    )
    assert _field(sent.text, "text") == OWN and visitor.bench.own_rules.current().id == 0
    assert "新增“法治热线”（own.hotline）" in visitor.said(sent)
    assert _save_file(visitor, _field(sent.text, "text").replace("\n", "\r\n")).status_code == 200
    taken = visitor.get("/rules/file/own.yaml")
    assert taken.text == OWN and "own.yaml" in taken.headers["content-disposition"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("图.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "不是文本文件"),
        ("大.yaml", b"a" * (2 * 1024 * 1024 + 1), "超过 2 MB"),
    ],
)
def test_what_is_no_rule_file_is_not_brought_in(reader: Visitor, name: str, data: bytes, said: str) -> None:
    fields = {"token": reader.token(), "do": "import"}
    answer = reader.client.post("/rules/file", data=fields, files={"file": (name, data)})
    assert answer.status_code == 400 and said in reader.said(answer)


@pytest.mark.parametrize(
    "name",
    ["{there}/别县.yaml", "{there}/别县", "../rules/base", "长" * 300],
    ids=["file", "stem", "up", "long"],
)
def test_a_file_of_the_pages_lies_over_the_shipped_ones_only(
    reader: Visitor, tmp_path: Path, name: str
) -> None:
    (tmp_path / "别县.yaml").write_text(OWN, encoding="utf-8")
    text = f"规则集: {{编号: own, 名称: 本单位, 沿用: [{name.format(there=tmp_path)}]}}\n规则: []\n"
    told = reader.post("/rules/file/check", text=text).json()
    ((line, _column, cause, remedy),) = told["notes"]
    assert line == 1 and "找不到" in cause and "这里只能沿用自带的" in remedy and not told["good"]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_a_rule_says_is_shown_as_text(visitor: Visitor, words: str) -> None:
    visitor.handed_in(SEED)
    fields = {"名称": words, "怎么补": words, "说明": words, "entry": "", "entry-before": ""}
    told = _check(visitor, **fields)
    entry = told["entry"]
    answers = [
        visitor.post(f"{RULE}/preview", **{"entry": entry, "entry-before": "-", "scope": "all"}),
        _save(visitor, entry, what=words),
        *map(visitor.get, ("/rules", RULE, "/rules/file", "/rules/history", "/rules/history/1")),
    ]
    assert visitor.bench.own_rules.current().id == 1
    for answer in answers:
        assert answer.status_code == 200
        shown = answer.json()["html"] if "json" in answer.headers["content-type"] else answer.text
        assert not re.search(r"<script>|<img|<h1>假的|[^&]=49|onmouseover=\"alert", shown)
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', shown))


def test_the_file_of_the_start_holds_and_nothing_is_changed_here(tmp_path: Path) -> None:
    path = tmp_path / "本县.yaml"
    path.write_text(OWN, encoding="utf-8")
    with open_bench(tmp_path / "d", Terms(load_rules(path)), path) as bench:
        assert bench.own_rules.file == path
    with visiting(tmp_path / "d", load_rules(path), rules_file=path) as visitor:
        for page in ("/rules", RULE, "/rules/file", "/rules/history"):
            said = visitor.said(visitor.get(page))
            assert "指定了规则文件“本县.yaml”" in said and "保存前先看" not in said
        assert "own.hotline" in visitor.said(visitor.get("/rules", params={"q": "新增"}))
        assert "这里只能看" in visitor.said(_save(visitor, HEAVIER))
        assert visitor.post("/rules/history/0", author="张三", seen="0").status_code == 400


def test_rules_that_no_longer_load_are_not_judged_by_and_every_page_says_so(
    tmp_path: Path, rules: RuleSet
) -> None:
    with visiting(tmp_path, rules) as visitor:
        _save(visitor, HEAVIER)
    with sqlite3.connect(tmp_path / FILE) as kept:
        kept.execute("UPDATE rule_files SET text = replace(text, '关键', '要命')")
    kept.close()
    with visiting(tmp_path, rules) as visitor:
        assert visitor.bench.standard.rules.levels == rules.levels
        for page in ("/", "/rules", "/trial", "/batches"):
            assert "本单位规则在这个版本的程序里有错" in visitor.said(visitor.get(page))
        page = visitor.get(RULE)
        assert page.url.path == "/rules/file" and "“要命”不认识" in visitor.said(page)
        _save_file(visitor, _field(page.text, "text").replace("要命", "关键"))
        assert "在这个版本的程序里有错" not in visitor.said(visitor.get("/"))
        held = visitor.bench.standard.rules.levels[Level.TOWNSHIP]
        assert next(each.weight for each in held if each.id == "oversight.bodies") == 3


def test_nothing_is_kept_when_the_disk_fails_in_the_midst(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = visitor.bench.standard.rules

    def broken(*_arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(own_rules.Versions, "add", broken)
    assert _save(visitor, HEAVIER).status_code == 503
    assert visitor.bench.standard.rules is before and visitor.bench.own_rules.current().id == 0


def test_a_rule_answers_the_trial_of_a_sentence_once_it_is_saved(visitor: Visitor) -> None:
    sentence = "开办民主评议会12场。"
    assert "oversight.bodies" not in visitor.post("/trial", sentence=sentence).text.partition("没有提到")[0]
    _save(visitor, HEAVIER + "\n  +词: [民主评议会]")
    page = visitor.post("/trial", sentence=sentence).text.partition("没有提到")[0]
    assert "oversight.bodies" in page and Status.MET.value in page
