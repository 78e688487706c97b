"""The rules commands as an author of rules types them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from auditor.rules.entry import RuleEntry
from auditor.rules.schema import json_schema
from tests.conftest import ROOT
from tests.test_rules import OWN


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "本县规则.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def _run(*arguments: object, cache: Path | None = None, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    if cache:
        environment["AUDITOR_CACHE"] = str(cache)
    return subprocess.run(
        [sys.executable, "-m", "auditor", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        input=typed,
        check=False,
    )


def test_list_names_every_rule_with_its_weight_and_binding(own: Path) -> None:
    shown = _run("rules", "list", "--rules", own).stdout
    assert "struct.measures" in shown and "own.hotline" in shown
    assert "停用" in shown and "有执法权时必报" in shown


def test_show_tells_where_each_value_came_from(own: Path) -> None:
    shown = _run("rules", "show", "lead.plan", "--rules", own).stdout
    assert "重要程度：关键　　←" in shown and f"{own} 第 5 行" in shown
    assert "名称：年度工作要点或计划　　← lead.yaml 第" in shown


def test_show_offers_the_nearest_id() -> None:
    done = _run("rules", "show", "lead.plans")
    assert (done.returncode, "是否想写“lead.plan”？" in done.stderr) == (2, True)


def test_check_tells_all_mistakes_and_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "错.yaml"
    path.write_text("规则集: {编号: x, 名称: 甲}\n规则:\n- 编号: lead.plan\n  权重：关键\n", encoding="utf-8")
    done = _run("rules", "check", path)
    assert done.returncode == 2
    assert "第 4 行第 5 列：键名后面用了中文冒号" in done.stderr
    assert _run("rules", "check").stdout.startswith("写法没有错误：共 54 条规则")


def test_test_names_false_alarms_and_misses_with_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "规则.yaml"
    path.write_text(OWN.replace("词: [法治热线]", "词: [热线全年]"), encoding="utf-8")
    done = _run("rules", "test", path)
    assert done.returncode == 2
    assert (
        "误报　own.hotline（乡镇（街道））：不应通过，却判为已报告\n  例句：政务热线全年接听46次。"
        in done.stdout
    )
    assert _run("rules", "test").stdout.startswith("例句全部通过")


def test_rules_that_fail_their_own_examples_are_refused_before_an_audit(tmp_path: Path) -> None:
    path = tmp_path / "规则.yaml"
    path.write_text(
        OWN.replace("应通过: [法治热线全年接听46次。]", "应通过: [便民电话全年接听46次。]"), encoding="utf-8"
    )
    report = next((ROOT / "seeds").glob("*.txt"))
    done = _run("check", report, "--rules", path, cache=tmp_path / "cache")
    assert done.returncode == 2
    assert "规则没有通过自己的例句，没有开始核查" in done.stderr
    assert "漏报　own.hotline" in done.stderr
    path.write_text(OWN, encoding="utf-8")
    assert _run("check", report, "--rules", path, cache=tmp_path / "cache").returncode == 0
    assert len((tmp_path / "cache" / "passed.txt").read_text().split()) == 1


def test_try_gives_every_rules_answer_with_its_reason() -> None:
    shown = _run("rules", "try", "开展案卷评查2次，下一步，推行三项制度。").stdout
    assert "enforce.supervision　行政执法监督：已报告" in shown
    assert "词：“案卷评查”（一字不差）" in shown
    assert "enforce.three-systems　行政执法“三项制度”：未报告" in shown
    assert "是今后的打算" in shown


def test_try_knows_the_part_of_the_report_and_a_single_rule() -> None:
    shown = _run(
        "rules", "try", "开展案卷评查。", "--part", "下一年度安排", "--rule", "enforce.supervision"
    ).stdout
    assert shown.startswith("enforce.supervision　行政执法监督：未报告") and shown.count("\n\n") == 0


def test_new_writes_a_rule_that_passes_its_examples(tmp_path: Path) -> None:
    path = tmp_path / "新规则.yaml"
    arguments = ["rules", "new", "own.night-school", "--title", "法治夜校", "--term", "法治夜校"]
    examples = ["--passing", "开办法治夜校12期。", "--failing", "开办农民夜校12期。"]
    done = _run(*arguments, *examples, "-o", path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "例句通过" in done.stdout
    assert "# 关键、重要、一般、提示" in path.read_text(encoding="utf-8")
    assert _run("rules", "check", path).returncode == 0
    assert "已经有了" in _run(*arguments, *examples, "-o", path).stderr


def test_new_asks_for_what_is_not_given(tmp_path: Path) -> None:
    path = tmp_path / "新规则.yaml"
    typed = "法治夜校\n开办法治夜校12期。\n开办农民夜校12期。\n法治夜校，法律夜校\n"
    done = _run("rules", "new", "own.night-school", "-o", path, typed=typed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert '词: ["法治夜校", "法律夜校"]' in path.read_text(encoding="utf-8")


def test_diff_lists_what_differs(own: Path) -> None:
    shown = _run("rules", "diff", own).stdout
    assert "乡镇（街道）　own.hotline：新增“法治热线”" in shown
    assert "乡镇（街道）　lead.plan　重要程度：提示 → 关键" in shown
    assert "县级政府　publicity.law　词：增加 赶场说法" in shown
    assert "停用：无 → 我县另有政务公开专项考核" in shown
    assert _run("rules", "diff", own, own).stdout == "两套规则没有不同。\n"


def test_diff_on_a_folder_shows_which_reports_change(own: Path) -> None:
    shown = _run("rules", "diff", own, "--on", ROOT / "seeds").stdout
    assert "法治热线：没有这条规则 → 未报告" in shown
    assert "政务公开：已报告 → 不适用" in shown
    assert "5 份报告中 5 份有变化。" in shown


def test_coverage_names_items_with_and_without_rules() -> None:
    shown = _run("rules", "coverage").stdout
    assert "（十五）执法程序与三项制度：enforce.three-systems" in shown
    assert "（七）重要领域立法：没有规则" in shown
    assert "实施纲要 35 项中 27 项有规则" in shown


def test_the_schema_knows_exactly_the_keys_of_a_rule() -> None:
    shown = json.loads(_run("rules", "schema").stdout)
    assert shown == json_schema()
    known = shown["properties"]["规则"]["items"]["properties"]
    assert {key for key in known if key[0] != "+"} == {info.alias for info in RuleEntry.model_fields.values()}


def test_the_handbook_is_printed_as_page_and_as_word_file(tmp_path: Path, own: Path) -> None:
    page, paper = tmp_path / "手册.html", tmp_path / "手册.docx"
    assert _run("rules", "handbook", "-o", page, "--rules", own).returncode == 0
    assert _run("rules", "handbook", "-o", paper).returncode == 0
    html = page.read_text(encoding="utf-8")
    assert html.count("<section>") == 55 and "法治热线" in html and "<script" not in html
    assert "乡镇（街道） 有执法权时必报" in html
    document = docx.Document(str(paper))
    headings = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 2"]
    assert len(headings) == 54 and "行政执法“三项制度”（enforce.three-systems）" in headings
    assert document.tables[0].cell(0, 0).text == "适用"
    assert "要写成 .html 或 .docx" in _run("rules", "handbook", "-o", tmp_path / "手册.pdf").stderr
