"""Every page of the workbench, looked at as those do who cannot see it or have no mouse."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from auditor.rules import RuleSet
from tests.conftest import SEEDS
from tests.tabs import serving, tab_to
from tests.versions import FIRST, SECOND

PASSWORD = "临水县司法局2026"
PAGES = (
    "/",
    "/?before=1",
    "/batches",
    "/batches/1",
    "/batches/1/units",
    "/batches/2",
    "/reports/1",
    "/reports/3",
    "/reports/3/changes/2",
    "/reports/4",
    "/waivers",
    "/trial",
    "/rules/county/lead.plan",
    "/nothing",
)


@pytest.fixture(scope="module")
def tab(browser: Browser, tmp_path_factory: pytest.TempPathFactory, rules: RuleSet) -> Iterator[Page]:
    """A tab at a workbench with all that can be shown."""
    with serving(tmp_path_factory.mktemp("data"), rules) as address:
        _fill(browser, address)
        context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
        yield context.new_page()
        context.close()


def _fill(browser: Browser, address: str) -> None:
    """Put something on every page; without scripts, which show pages anew when they like."""
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        for name in ("2024 年度", "空的"):
            page.goto("/batches")
            page.fill("#name", name)
            page.fill("#year", "2024")
            page.fill("#deadline", "2026-02-28")
            page.click("#page form button")
        page.goto("/batches/1/units")
        roster = "单位\n后塘瑶族乡\n石门镇\n".encode()
        page.set_input_files("#roster", {"name": "r.csv", "mimeType": "text/csv", "buffer": roster})
        page.click("#page form button")
        for text in (SEEDS[0].read_text(encoding="utf-8"), FIRST, SECOND, ""):
            page.goto("/batches/1")
            file = {"name": "报告.txt", "mimeType": "text/plain", "buffer": text.encode()}
            page.set_input_files("#files", file)
            page.click("#hand-in button")
            page.wait_for_load_state()
        page.goto("/batches/1")
        expect(page.locator("[data-waiting]")).to_have_count(0, timeout=60_000)
        page.goto("/reports/1")
        page.get_by_text("退回修改", exact=True).first.click()
        page.fill("#return-note", "请补")
        page.fill("#return-sender", "张三")
        page.get_by_role("button", name="退回修改").click()
        page.goto("/waivers")
        for field, value in (
            ("unit", "甲镇"),
            ("reason", "统一"),
            ("approver", "王五"),
            ("until", "2026-12-31"),
        ):
            page.fill(f"#{field}", value)
        page.get_by_role("button", name="保存豁免").click()


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:150]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_serious_barrier(tab: Page, path: str) -> None:
    tab.goto(path)
    # What is folded away is looked at too.
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert _serious(tab) == []


def test_the_door_has_no_barrier(browser: Browser, tmp_path: Path, rules: RuleSet) -> None:
    with serving(tmp_path, rules, PASSWORD) as address:
        page = browser.new_page()
        page.goto(address)
        assert _serious(page) == []
        page.fill("#password", "wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        assert _serious(page) == []
        page.close()


def test_answers_to_a_sentence_have_no_barrier(tab: Page) -> None:
    tab.goto("/trial")
    tab.fill("#sentence", "全年开展行政执法三项制度培训6次。")
    tab.click("#page form button")
    expect(tab.locator("#h-touched")).to_be_visible()
    assert _serious(tab) == []


def test_a_decision_is_made_by_keyboard_and_the_focus_is_seen_on_the_way(tab: Page) -> None:
    tab.goto("/")
    line = tab.locator("#rows tr", has=tab.locator(".gate")).last
    tab_to(tab, f"#{line.get_attribute('id')} th a")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/reports/\d+$"))
    for wanted in (".decide input[type=radio]", ".decide input[name=note]", ".decide input[name=decider]"):
        tab_to(tab, wanted)
        outline = tab.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline[0] != "none" and outline[1] >= 2
        if "radio" in wanted:
            tab.keyboard.press("Space")
        else:
            tab.keyboard.type("张三")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"#d-"))
    expect(tab.locator(".reason", has_text="由人工认定为已报告（张三")).to_be_visible()
