"""Take the pictures of the documents anew: ``python -m tests.pictures`` opens the workbench and looks.

What is shown are the seeds and a batch with a roster; a picture of a screen of 1366 × 768.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from auditor import load_rules
from tests.conftest import ROOT, SEEDS
from tests.tabs import serving

PICTURES = ROOT / "docs" / "图"
_SCREEN = {"width": 1366, "height": 768}
_ROSTER = (
    "花名册:\n- 国宝乡人民政府\n- 城郊镇人民政府\n- 后塘瑶族乡人民政府\n- 渠马镇人民政府\n- 石门镇人民政府\n"
)
_SEARCHED = "三项制度"
_RULE = "/rules/township/publicity.law"
_ENTRY = "- 编号: publicity.law\n  重要程度: 关键   # 县里今年重点抓\n  +词: [赶场说法, 院坝法治会]\n"


@contextmanager
def _workbench() -> Iterator[Page]:
    """Yield a tab at a workbench that was handed the seeds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), load_rules()) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--lang=zh-CN"]
        )
        page = browser.new_page(viewport=_SCREEN, locale="zh-CN", base_url=address)
        yield page
        browser.close()


def _take(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/图/{name}.png")


def _batch(page: Page) -> None:
    page.goto("/batches")
    page.fill("#name", "2024 年度乡镇")
    page.fill("#year", "2024")
    page.fill("#deadline", "2026-03-31")
    page.get_by_role("button", name="新建").click()
    page.wait_for_url(re.compile(r"/batches/\d+$"))
    place = page.url
    page.goto(f"{place}/units")
    roster = {"name": "花名册.yaml", "mimeType": "text/yaml", "buffer": _ROSTER.encode()}
    page.set_input_files("#roster", files=[roster])
    with page.expect_navigation():
        page.locator("form", has=page.locator("#roster")).locator("button").click()
    page.goto(place)
    page.set_input_files("#files", SEEDS)
    page.click("#hand-in button")
    expect(page.locator("table.ranking tbody tr")).to_have_count(len(SEEDS), timeout=60_000)


def main() -> None:
    """Take all pictures."""
    with _workbench() as page:
        _batch(page)
        expect(page.get_by_text("正在比对")).to_have_count(0, timeout=60_000)
        page.locator(".figures").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.figures').scrollIntoView()")
        _take(page, "批次")
        page.goto("/")
        _take(page, "预审")
        page.locator("#rows tr", has_text=SEEDS[4].name).locator("th a").click()
        page.fill("#search", _SEARCHED)
        page.locator("article.f:visible").first.locator("a, button, q, mark").first.click()
        _take(page, "报告")
        page.goto(_RULE)
        page.fill("#entry", _ENTRY)
        expect(page.locator("#progress")).to_contain_text(f"试了 {len(SEEDS)} 份", timeout=60_000)
        _take(page, "规则")


if __name__ == "__main__":
    main()
