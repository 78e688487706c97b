"""规则 as an officer meets it for the first time, in a real browser and by keyboard alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from auditor.rules import RuleSet
from auditor.web.workbench import Workbench
from tests.conftest import SEEDS
from tests.workbenches import NOW, serving

RULE = "/rules/township/oversight.bodies"


@pytest.fixture
def bench_at(tmp_path: Path, rules: RuleSet) -> Iterator[tuple[Workbench, str]]:
    """A workbench that serves, with reports, and its address."""
    with serving(tmp_path / "data", rules) as (bench, address):
        for number in bench.submissions.hand_in([(each.name, each.read_bytes()) for each in SEEDS], NOW):
            bench.desk.take(number)
        yield bench, address.rstrip("/")


@pytest.fixture
def tab(browser: Browser, bench_at: tuple[Workbench, str]) -> Iterator[Page]:
    """A tab at the workbench; at the end nothing else was asked for, and nothing complained."""
    address = bench_at[1]
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    expect(page.locator("#rows .gate")).to_have_count(len(SEEDS), timeout=60_000)
    yield page
    context.close()
    assert complaints == [] and set(asked) == {urlsplit(address).netloc}


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus, as one does without a mouse."""
    for _ in range(400):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def _back_to(page: Page, selector: str) -> None:
    """Press Shift and Tab until an element has the focus."""
    while not page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
        page.keyboard.press("Shift+Tab")


def _press(page: Page, selector: str, key: str = "Enter") -> None:
    _tab_to(page, selector)
    page.keyboard.press(key)


def test_a_mistake_is_seen_mended_tried_saved_and_undone_by_keyboard_alone(tab: Page) -> None:
    _press(tab, 'nav a[href="/rules"]')
    tab.wait_for_url("**/rules")
    _tab_to(tab, "#q")
    tab.keyboard.type("三项制度")
    expect(tab.locator("#count")).to_have_text(re.compile(r"^\d 条$"))
    _press(tab, 'a[href="/rules/township/enforce.three-systems"]')
    tab.wait_for_url("**/enforce.three-systems")

    _tab_to(tab, "#entry")
    tab.keyboard.type("- 编号: enforce.three-systems\n  停用：我县另有考核")
    expect(tab.locator("#notes")).to_contain_text("第 2 行第 5 列：键名后面用了中文冒号“：”。")
    expect(tab.locator(".numbers .wrong")).to_have_text("2")
    expect(tab.locator("#save")).to_be_disabled()
    _press(tab, "#notes button")
    assert tab.evaluate("document.activeElement.id") == "entry"
    tab.keyboard.press("Delete")
    tab.keyboard.type(": ")
    expect(tab.locator("#notes li")).to_have_count(0)
    expect(tab.locator("[name=停用]")).to_have_value("我县另有考核")

    expect(tab.locator("#changes")).to_contain_text("停用：无 → 我县另有考核")
    expect(tab.locator("#progress")).to_contain_text(f"试了 {len(SEEDS)} 份")
    expect(tab.locator("#effects")).to_contain_text("行政执法“三项制度”：未报告 → 不适用")
    expect(tab.locator("#what")).to_have_value(re.compile("停用：无 → 我县另有考核"))

    _tab_to(tab, "[name=author]")
    tab.keyboard.type("张三")
    _press(tab, "#save")
    tab.wait_for_url("**/enforce.three-systems#saved")
    expect(tab.locator(".facts").first).to_contain_text("本单位改过")

    _press(tab, 'a[href="/rules/history"]')
    tab.wait_for_url("**/rules/history")
    _press(tab, 'a[href="/rules/history/1"]')
    tab.wait_for_url("**/rules/history/1")
    expect(tab.locator(".diff")).to_contain_text("停用: 我县另有考核")
    _press(tab, ".save button")
    tab.wait_for_url("**/rules/history")
    expect(tab.locator("tbody tr").first).to_contain_text("恢复到没有本单位规则的时候")
    tab.goto(tab.url.replace("/history", "/township/enforce.three-systems"))
    expect(tab.locator("#entry")).to_have_value("")


def test_form_and_lines_stay_in_step_and_the_cursor_stays(tab: Page, bench_at: tuple[Workbench, str]) -> None:
    tab.goto(bench_at[1] + RULE)
    _tab_to(tab, "[name=重要程度]")
    tab.keyboard.press("ArrowUp")
    expect(tab.locator("#entry")).to_have_value("- 编号: oversight.bodies\n  重要程度: 关键")
    _tab_to(tab, "[name=词]")
    tab.keyboard.press("Control+End")
    tab.keyboard.type("\n民主评议会")
    expect(tab.locator("#entry")).to_have_value(re.compile(r"\+词: \[民主评议会\]$"))
    tab.keyboard.type("/述职会")
    expect(tab.locator("#entry")).to_have_value(re.compile(r"\+词: \[民主评议会/述职会\]$"))
    _tab_to(tab, "#entry")
    tab.keyboard.press("Control+End")
    tab.keyboard.type("  # 二月定的")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("End")
    tab.keyboard.type(" # 会议")
    expect(tab.locator("#told #differs")).to_be_visible()
    _back_to(tab, "[name=停用]")
    tab.keyboard.type("另有考核")
    expect(tab.locator("#entry")).to_have_value(
        "- 编号: oversight.bodies\n  重要程度: 关键 # 会议\n"
        "  +词: [民主评议会/述职会]  # 二月定的\n  停用: 另有考核"
    )


def test_a_slow_answer_never_overwrites_a_newer_one(tab: Page, bench_at: tuple[Workbench, str]) -> None:
    tab.goto(bench_at[1] + RULE)
    held = []

    def hold(route: object) -> None:
        held.append(route)
        if len(held) > 1:
            held[1].continue_()  # type: ignore[attr-defined]

    tab.route("**/check", hold)
    lines = tab.locator("#entry")
    lines.fill("- 编号: oversight.bodies\n  权重: 3")
    with tab.expect_request("**/check"):
        pass
    lines.fill("- 编号: oversight.bodies\n  重要程度: 关键")
    expect(tab.locator("#changes")).to_contain_text("重要 → 关键")
    expect(tab.locator("[name=重要程度]")).to_have_value("关键")
    expect(tab.locator("#notes li")).to_have_count(0)
    tab.unroute("**/check")


def test_a_new_rule_is_filled_in_and_answers_at_once(tab: Page) -> None:
    tab.goto(tab.url + "rules/new")
    typed = {
        "f-名称": "法治夜校", "f-词": "法治夜校", "f-怎么补": "写明法治夜校的期数。",
        "f-应通过": "开办法治夜校12期，听课480人次。", "f-不应通过": "开办农民夜校12期，培训种植技术。",
    }  # fmt: skip
    for field, text in typed.items():
        _tab_to(tab, f"#{field}")
        tab.keyboard.type(text)
    expect(tab.locator("#effects")).to_contain_text("没有这条规则 → 未报告")
    _tab_to(tab, "[name=author]")
    tab.keyboard.type("张三")
    _press(tab, "#save")
    tab.wait_for_url("**/rules/township/own.1#saved")
    expect(tab.locator("h1")).to_have_text("法治夜校")


def test_it_works_without_scripts(browser: Browser, bench_at: tuple[Workbench, str]) -> None:
    bench, address = bench_at
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + RULE)
    page.select_option("[name=重要程度]", "关键")
    page.click("#check")
    expect(page.locator("#entry")).to_have_value("- 编号: oversight.bodies\n  重要程度: 关键")
    page.fill("#entry", "- 编号: oversight.bodies\n  重要程度：关键")
    page.click("#save")
    expect(page.locator("[role=alert]")).to_contain_text("没有保存")
    expect(page.locator("#notes")).to_contain_text("第 2 行")
    page.fill("#entry", "- 编号: oversight.bodies\n  重要程度: 一般")
    page.click("#try")
    expect(page.locator("#progress")).to_contain_text("试了")
    page.fill("[name=author]", "张三")
    page.click("#save")
    page.wait_for_url("**#saved")
    assert bench.own_rules.current().id == 1
    context.close()


@pytest.mark.parametrize("width", [1920, 1366, 360])
def test_no_page_is_wider_than_the_window(tab: Page, bench_at: tuple[Workbench, str], width: int) -> None:
    bench, address = bench_at
    tab.goto(address + RULE)
    tab.fill("[name=停用]", "我" * 300)
    tab.fill("[name=author]", "张三")
    expect(tab.locator("#changes")).to_contain_text("停用")
    tab.click("#save")
    tab.wait_for_url("**#saved")
    tab.set_viewport_size({"width": width, "height": 768})
    paths = "/rules /rules/new /rules/file /rules/history /rules/history/1 /rules/county/decision.procedure"
    for path in (*paths.split(), RULE):
        tab.goto(address + path)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert bench.own_rules.current().id == 1
