"""规则 as an officer meets it for the first time, in a real browser and by keyboard alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from auditor.rules import RuleSet
from tests.conftest import SEEDS
from tests.tabs import serving, tab_at, tab_to

RULE = "/rules/township/oversight.bodies"
PATHS = (
    "/rules",
    "/rules/new",
    "/rules/file",
    "/rules/history",
    "/rules/history/1",
    "/rules/county/decision.procedure",
)


@pytest.fixture
def address(tmp_path: Path, rules: RuleSet) -> Iterator[str]:
    with serving(tmp_path / "data", rules) as found:
        yield found.rstrip("/")


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A tab at a workbench with reports."""
    with tab_at(browser, address) as page:
        page.set_input_files("#files", SEEDS)
        page.click("#hand-in button")
        expect(page.locator("#rows .gate")).to_have_count(len(SEEDS), timeout=60_000)
        yield page


def _back_to(page: Page, selector: str) -> None:
    """Press Shift and Tab until an element has the focus."""
    while not page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
        page.keyboard.press("Shift+Tab")


def _press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def test_a_mistake_is_seen_mended_tried_saved_and_undone_by_keyboard_alone(tab: Page) -> None:
    _press(tab, 'nav a[href="/rules"]')
    tab.wait_for_url("**/rules")
    tab_to(tab, "#q")
    tab.keyboard.type("三项制度")
    expect(tab.locator("#count")).to_have_text(re.compile(r"^\d 条$"))
    _press(tab, 'a[href="/rules/township/enforce.three-systems"]')
    tab.wait_for_url("**/enforce.three-systems")

    tab_to(tab, "#entry")
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

    tab_to(tab, "[name=author]")
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


def test_form_and_lines_stay_in_step_and_the_cursor_stays(tab: Page, address: str) -> None:
    tab.goto(address + RULE)
    tab_to(tab, "[name=重要程度]")
    tab.keyboard.press("ArrowUp")
    expect(tab.locator("#entry")).to_have_value("- 编号: oversight.bodies\n  重要程度: 关键")
    tab_to(tab, "[name=词]")
    tab.keyboard.press("Control+End")
    tab.keyboard.type("\n民主评议会")
    expect(tab.locator("#entry")).to_have_value(re.compile(r"\+词: \[民主评议会\]$"))
    tab.keyboard.type("/述职会")
    expect(tab.locator("#entry")).to_have_value(re.compile(r"\+词: \[民主评议会/述职会\]$"))
    tab_to(tab, "#entry")
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


def test_what_was_typed_a_moment_ago_is_taken_back_too(tab: Page, address: str) -> None:
    tab.goto(address + RULE)
    tab.evaluate(
        """() => {
          const title = document.querySelector("[name=名称]");
          title.value = "别的名称";
          title.dispatchEvent(new Event("input", {bubbles: true}));
          document.getElementById("restore").click();
        }"""
    )
    expect(tab.locator("[name=名称]")).to_have_value("接受人大、监察、司法等监督")
    expect(tab.locator("#fine")).to_be_visible()
    expect(tab.locator("#entry")).to_have_value("")


def test_a_slow_answer_never_overwrites_a_newer_one(tab: Page, address: str) -> None:
    tab.goto(address + RULE)
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


def test_a_new_rule_is_filled_in_and_answers_at_once(tab: Page, address: str) -> None:
    tab.goto(address + "/rules/new")
    typed = {
        "f-名称": "法治夜校", "f-词": "法治夜校", "f-怎么补": "写明法治夜校的期数。",
        "f-应通过": "开办法治夜校12期，听课480人次。", "f-不应通过": "开办农民夜校12期，培训种植技术。",
    }  # fmt: skip
    for field, text in typed.items():
        tab_to(tab, f"#{field}")
        tab.keyboard.type(text)
    expect(tab.locator("#effects")).to_contain_text("没有这条规则 → 未报告")
    tab_to(tab, "[name=author]")
    tab.keyboard.type("张三")
    _press(tab, "#save")
    tab.wait_for_url("**/rules/township/own.1#saved")
    expect(tab.locator("h1")).to_have_text("法治夜校")


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
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
    expect(page.locator("#saved")).to_contain_text("已保存为第 1 版")
    context.close()


@pytest.mark.parametrize("width", [1920, 1366, 360])
def test_no_page_is_wider_than_the_window(tab: Page, address: str, width: int) -> None:
    tab.goto(address + RULE)
    tab.fill("[name=停用]", "我" * 300)
    tab.fill("[name=author]", "张三")
    expect(tab.locator("#changes")).to_contain_text("停用")
    tab.click("#save")
    tab.wait_for_url("**#saved")
    tab.set_viewport_size({"width": width, "height": 768})
    for path in (*PATHS, RULE):
        tab.goto(address + path)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_no_page_has_a_serious_barrier(tab: Page, address: str) -> None:
    def looked_at() -> None:
        tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found = Axe().run(tab).response["violations"]
        serious = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [node["html"] for each in serious for node in each["nodes"]] == [], serious

    tab.goto(address + RULE)
    tab.fill("#entry", "- 编号: oversight.bodies\n  重要程度：关键")
    expect(tab.locator("#notes li")).to_have_count(1)
    looked_at()
    tab.fill("#entry", "- 编号: oversight.bodies\n  重要程度: 关键")
    expect(tab.locator("#effects tr")).to_have_count(len(SEEDS))
    looked_at()
    tab.fill("[name=author]", "张三")
    tab.click("#save")
    tab.wait_for_url("**#saved")
    for path in (RULE + "#saved", *PATHS):
        tab.goto(address + path)
        looked_at()


def test_a_workbench_that_does_not_answer_has_found_no_text_faultless(tab: Page, address: str) -> None:
    tab.goto(address + RULE)
    expect(tab.locator("#fine")).to_be_visible()
    # A refusal would be written on the console, which every test looks at.
    tab.route("**/check", lambda route: route.fulfill(body="工作台已停止"))
    tab.fill("#entry", "- 编号: oversight.bodies")
    expect(tab.locator("#progress")).to_contain_text("没有连上工作台，写的还没有检查")
    expect(tab.locator("#fine")).to_be_hidden()
    expect(tab.locator("#save")).to_be_disabled()
