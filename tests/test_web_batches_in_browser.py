"""A batch as an officer works on it: roster, reports, who is missing, what came again, what is taken away."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from auditor.rules import RuleSet
from tests.conftest import SEEDS
from tests.tabs import serving, tab_at, tab_to
from tests.versions import FIRST, SECOND

ROSTER = (
    "国宝乡人民政府",
    "城郊镇人民政府",
    "后塘瑶族乡人民政府",
    "潢川县人民政府",
    "渠马镇人民政府",
    "石门镇人民政府",
)


@pytest.fixture
def tab(browser: Browser, tmp_path: Path, rules: RuleSet) -> Iterator[Page]:
    with serving(tmp_path / "data", rules) as address, tab_at(browser, address) as page:
        yield page


def _go(tab: Page, path: str) -> None:
    tab.goto(f"http://{urlsplit(tab.url).netloc}{path}")


def _drop(tab: Page, *files: tuple[str, str]) -> None:
    """Drop files anywhere on the page."""
    tab.evaluate(
        """files => { const data = new DataTransfer();
        for (const [name, text] of files) data.items.add(new File([text], name));
        dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true })); }""",
        [list(each) for each in files],
    )


def _new_batch(tab: Page) -> None:
    tab_to(tab, 'a[href="/batches"]')
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/batches")
    tab_to(tab, "#name")
    tab.keyboard.type("2024 年度乡镇")
    tab_to(tab, "#year")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("2024")
    tab.fill("#deadline", "2026-02-28")
    tab_to(tab, "#page form button")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/batches/1")


def _import_roster(tab: Page, path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for name in ("单位", *ROSTER):
        book.active.append([name])
    book.save(path)
    _go(tab, "/batches/1/units")
    tab_to(tab, "#roster")
    with tab.expect_file_chooser() as chooser:
        tab.keyboard.press("Enter")
    chooser.value.set_files(path)
    tab_to(tab, "#page form button")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_a_batch_from_its_roster_to_the_letters(tab: Page, tmp_path: Path) -> None:
    _new_batch(tab)
    expect(tab.locator(".none")).to_have_text("还没有交来报告。")
    _import_roster(tab, tmp_path / "花名册.xlsx")
    expect(tab.locator(".list-of-reports td.bad")).to_have_text(["逾期未报"] * len(ROSTER))

    _go(tab, "/batches/1")
    _drop(tab, *((path.name, path.read_text(encoding="utf-8")) for path in SEEDS))
    expect(tab.locator(".ranking tbody tr")).to_have_count(5, timeout=60_000)
    expect(tab.locator("[data-waiting]")).to_have_count(0, timeout=60_000)
    expect(tab.locator("#absent")).to_contain_text("石门镇人民政府")
    expect(tab.locator("#late")).to_contain_text("逾期报送")
    expect(tab.locator(".heat tbody tr:not(.level)")).to_have_count(5)

    tab.locator("#search").fill("后塘")
    expect(tab.locator(".ranking tbody tr:visible")).to_have_count(1)
    tab.locator(".ranking tbody tr:visible a").click()
    tab.get_by_text("退回修改", exact=True).first.click()
    tab.get_by_label("说明").first.fill("请补三项制度")
    tab.get_by_label("经办人").fill("张三")
    tab.get_by_role("button", name="退回修改").click()
    expect(tab.locator("#past")).to_contain_text("张三退回：请补三项制度")

    _go(tab, "/batches/1")
    expect(tab.locator("#back")).to_contain_text("后塘")
    _drop(tab, ("第二次.txt", SECOND))
    expect(tab.locator(".file", has_text="第二次.txt")).to_have_count(1, timeout=60_000)
    expect(tab.locator("#back")).to_have_count(0)
    expect(tab.locator("[data-waiting]")).to_have_count(0, timeout=60_000)
    tab.locator(".ranking a", has_text="后塘").click()
    tab.get_by_role("link", name="比上一次变了什么").click()
    expect(tab.locator("#repaired")).to_contain_text("行政执法“三项制度”")

    _go(tab, "/batches/1")
    with tab.expect_download() as book:
        tab.get_by_role("link", name="下载总表").click()
    assert book.value.suggested_filename == "2024 年度乡镇.总表.xlsx"
    assert zipfile.is_zipfile(book.value.path())
    with tab.expect_download() as letters:
        tab.get_by_role("link", name="下载全部修改意见的函").click()
    with zipfile.ZipFile(letters.value.path()) as packed:
        texts = [
            "".join(each.text for each in docx.Document(io.BytesIO(packed.read(name))).paragraphs)
            for name in packed.namelist()
        ]
    # 后塘 needs none any more.
    assert len(texts) == 4 and all("修改意见的函" in each for each in texts)


def test_files_that_fail_stay_told_and_the_others_are_taken(tab: Page) -> None:
    _new_batch(tab)
    tab.evaluate("document.getElementById('hand-in').dataset.most = '0.00001'")
    _drop(tab, ("大.txt", FIRST), ("小.txt", "短"))
    expect(tab.locator("#sending .bad")).to_contain_text("大.txt：超过")
    tab.get_by_role("link", name="其余的已收下，点这里看。").click()
    expect(tab.locator("body")).to_contain_text("小.txt", timeout=60_000)


@pytest.mark.parametrize("width", [1920, 1366, 360])
def test_no_page_is_wider_than_the_window(tab: Page, width: int) -> None:
    _new_batch(tab)
    _drop(tab, ("名" * 150 + ".txt", FIRST), ("第二次.txt", SECOND))
    expect(tab.locator(".ranking tbody tr")).to_have_count(1, timeout=60_000)
    tab.set_viewport_size({"width": width, "height": 768})
    for path in (
        "/",
        "/batches",
        "/batches/1",
        "/batches/1/units",
        "/reports/2",
        "/reports/2/changes/1",
        "/waivers",
    ):
        _go(tab, path)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    _go(tab, "/")
    years = tab.locator("#rows td.day", has_text="2024")
    lines = "cell => { const all = new Range(); all.selectNodeContents(cell); return all.getClientRects().length; }"
    assert [years.nth(each).evaluate(lines) for each in range(years.count())] == [1, 1]


def test_it_works_without_scripts(browser: Browser, tmp_path: Path, rules: RuleSet) -> None:
    context = browser.new_context(java_script_enabled=False)
    with serving(tmp_path, rules) as address:
        page = context.new_page()
        page.goto(f"{address}batches")
        page.click("#page form button")
        page.set_input_files("#files", SEEDS[:2])
        page.click("#hand-in button")
        assert re.search(r"/batches/1$", page.url)
        expect(page.locator(".ranking tbody tr")).to_have_count(2, timeout=60_000)
    context.close()


def test_what_is_being_filled_in_is_not_lost_when_the_comparison_is_done(tab: Page) -> None:
    _new_batch(tab)
    done = re.compile(r"/batches/1/state$")
    tab.route(done, lambda route: route.fulfill(json={"waiting": True, "said": "还有 1 份没有核查完。"}))
    _drop(tab, ("第一次.txt", FIRST))
    waiting = tab.locator("[data-waiting]")
    expect(waiting).to_have_text("还有 1 份没有核查完。")
    tab.set_input_files(
        "#files", [{"name": "第二次.txt", "mimeType": "text/plain", "buffer": SECOND.encode()}]
    )
    tab.unroute(done)
    expect(waiting).to_contain_text("您正在这一页上填写", timeout=60_000)
    tab.set_input_files("#files", [])
    tab.evaluate("document.activeElement.blur()")
    expect(waiting).to_have_count(0, timeout=60_000)
