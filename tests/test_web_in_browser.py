"""The workbench as an officer uses it, by keyboard alone."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from auditor.rules import RuleSet
from tests.conftest import SEEDS
from tests.tabs import serving, tab_at, tab_to


@pytest.fixture
def address(tmp_path: Path, rules: RuleSet) -> Iterator[str]:
    """A workbench that serves."""
    with serving(tmp_path / "data", rules) as found:
        yield found


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A tab at the workbench."""
    with tab_at(browser, address) as page:
        yield page


def _hand_in(page: Page) -> None:
    tab_to(page, "#files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(SEEDS)
    tab_to(page, "#hand-in button")
    page.keyboard.press("Enter")
    expect(page.locator("#rows .gate")).to_have_count(len(SEEDS), timeout=60_000)


def _open(page: Page, name: str) -> None:
    line = page.locator("#rows tr", has_text=name)
    tab_to(page, f"#{line.get_attribute('id')} th a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/reports/\d+$"))


def test_from_hand_in_to_the_notice_by_keyboard_alone(tab: Page) -> None:
    _hand_in(tab)
    expect(tab.locator("#progress")).to_have_text("")
    _open(tab, SEEDS[4].name)
    tab_to(tab, "#search")
    tab.keyboard.type("三项制度")
    found = tab.locator("article.f:visible").first
    for said in ("行政执法“三项制度”", "未报告", "是今后的打算，不是已经做的", "怎么补"):
        expect(found).to_contain_text(said)

    tab.goto(f"http://{urlsplit(tab.url).netloc}/")
    _open(tab, SEEDS[1].name)

    tab_to(tab, ".decide input[type=radio]")
    tab.keyboard.press("Space")
    tab_to(tab, ".decide input[name=note]")
    tab.keyboard.type("网站上已公开")
    tab_to(tab, ".decide input[name=decider]")
    tab.keyboard.type("张三")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"#d-form\.publication$"))
    expect(
        tab.locator(".reason", has_text="由人工认定为已报告（张三，2026-03-01）：网站上已公开")
    ).to_be_visible()

    tab.keyboard.press("Shift+Tab")
    tab_to(tab, 'a[href$="/papers/notice"]')
    with tab.expect_download() as download:
        tab.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".修改意见.docx")
    paper = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "三项制度" in "".join(each.text for each in paper.paragraphs)


def test_files_are_dropped_anywhere_on_the_page(tab: Page) -> None:
    tab.evaluate(
        """text => { const data = new DataTransfer();
        data.items.add(new File([text], "拖来的.txt"));
        dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true })); }""",
        SEEDS[0].read_text(encoding="utf-8"),
    )
    expect(tab.locator("#rows")).to_contain_text("拖来的.txt", timeout=60_000)
    expect(tab.locator("#rows .gate")).to_have_text("退回", timeout=60_000)


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.set_input_files("#files", SEEDS[:2])
    page.click("#hand-in button")
    expect(page.locator("#rows .gate")).to_have_count(2, timeout=60_000)
    context.close()


def test_a_sentence_is_tried_and_the_answers_searched(tab: Page) -> None:
    tab_to(tab, 'a[href="/trial"]')
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/trial")
    tab_to(tab, "#sentence")
    tab.keyboard.type("全年开展行政执法三项制度培训6次，聘请法律顾问2名。")
    tab_to(tab, "#page form button")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    expect(tab.locator("#h-touched")).to_be_visible()
    tab_to(tab, "#search")
    tab.keyboard.type("decision.legal-adviser")
    expect(tab.locator("article:visible")).to_have_count(1)
    tab_to(tab, "article a")
    tab.keyboard.press("Enter")
    expect(tab.locator(".keys")).to_contain_text("norm.yaml 第")


@pytest.mark.parametrize("width", [1920, 1366, 360])
def test_no_page_is_wider_than_the_window(tab: Page, width: int) -> None:
    _hand_in(tab)
    tab.set_viewport_size({"width": width, "height": 768})
    first = tab.locator("#rows th a").first.get_attribute("href")
    for path in ("/", str(first), "/trial", "/rules/county/lead.plan"):
        tab.goto(f"http://{urlsplit(tab.url).netloc}{path}")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
