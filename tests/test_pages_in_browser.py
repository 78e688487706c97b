"""Pages as they are used in a browser: links, filters, the keyboard, a telephone, paper."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from auditor import Audit
from auditor.papers.page import report_page
from auditor.vocabulary import Status
from tests.page_samples import HOSTILE, PAGES, SIGNS, everywhere

WIDE = ViewportSize(width=1366, height=768)
NARROW = ViewportSize(width=360, height=740)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open HTML as a file on the disk; at the end nothing may have been asked for, and nothing complained."""
    asked: list[str] = []
    complaints: list[str] = []
    opened = []

    def run(content: str, size: ViewportSize = WIDE, address: str = "") -> Page:
        file = tmp_path / f"{len(opened)}.html"
        file.write_bytes(content.encode())
        tab = browser.new_page(viewport=size)
        opened.append(tab)
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("dialog", lambda dialog: complaints.append(dialog.message))
        tab.goto(f"{file.as_uri()}{address}")
        return tab

    yield run
    for tab in opened:
        tab.close()
    assert complaints == []
    assert {urlsplit(each).scheme for each in asked} == {"file"} and len(asked) == len(opened)


def _shown(tab: Page, query: str) -> int:
    return tab.locator(f"{query}:visible").count()


def _in_sight(tab: Page, query: str) -> bool:
    """Tell whether an element lies where it can be read."""
    return bool(
        tab.locator(query).evaluate(
            """each => { const box = each.getBoundingClientRect();
            const top = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
            return Boolean(top) && (each.contains(top) || top.contains(each)); }"""
        )
    )


def test_a_quote_leads_to_its_place_and_the_number_there_back(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["report"])
    link = tab.locator("#gaps .quotes a.go").first
    key = (link.get_attribute("href") or "").removeprefix("#t")
    quote = link.locator("xpath=..").locator("q").text_content()
    link.click()
    lit = "".join(tab.locator("mark.on").all_text_contents())
    assert lit == quote and _in_sight(tab, f"#t{key}")
    assert tab.evaluate("document.activeElement.id") == f"t{key}"
    tab.keyboard.press("Enter")
    article = f"#f{key.split('-')[0]}"
    assert tab.evaluate("location.hash") == article and _in_sight(tab, f"{article} h3")


@pytest.mark.parametrize("status", [Status.MISSING, Status.MET, Status.NOT_APPLICABLE])
def test_only_one_status_can_be_shown(
    status: Status, seed_audits: dict[str, Audit], pages: dict[str, str], open_page: Open
) -> None:
    tab = open_page(pages["report"])
    tab.check(f"input[value={status.value}]")
    count = getattr(seed_audits["001"].counts, status.value)
    assert _shown(tab, "article") == _shown(tab, f"article.{status.value}") == count
    assert tab.text_content("#shown") == f"显示 {count} 项，共 54 项"
    tab.check("input[name=kind][value='']")
    assert _shown(tab, "article") == 54


def test_findings_are_searched_by_any_word_of_theirs(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["report"])
    tab.fill("#search", "三项 制度")
    found = tab.locator("article:visible").all_text_contents()
    assert 0 < len(found) < 54 and all("三项制度" in re.sub(r"\s", "", each) for each in found)
    tab.fill("#search", "没有这样的词")
    assert _shown(tab, "article") == 0 and tab.is_visible("#nothing")
    assert tab.text_content("#shown") == "显示 0 项，共 54 项"


def test_a_way_back_to_a_finding_that_is_filtered_out_shows_it(
    pages: dict[str, str], open_page: Open
) -> None:
    tab = open_page(pages["report"])
    tab.fill("#search", "没有这样的词")
    label = tab.locator(".text a.n").first
    label.click()
    target = label.get_attribute("href") or ""
    assert tab.is_visible(target) and tab.input_value("#search") == ""
    assert _in_sight(tab, f"{target} h3")


def test_an_address_with_a_place_opens_there(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["report"], address="#f30")
    assert _in_sight(tab, "#f30 h3")


def test_the_keyboard_is_enough(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["report"])
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert tab.evaluate(outline) == "solid"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "gaps"
    tab.focus("input[name=kind]:checked")
    tab.keyboard.press("ArrowRight")
    assert _shown(tab, "article") == _shown(tab, "article.missing")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "search"
    tab.keyboard.type("执法")
    assert 0 < _shown(tab, "article") < 20


@pytest.mark.parametrize("words", [*HOSTILE.values(), SIGNS["bidi"][0]], ids=[*HOSTILE, "bidi"])
def test_hostile_words_do_nothing_in_a_browser(
    words: str, seed_audits: dict[str, Audit], texts: dict[str, str], open_page: Open
) -> None:
    text = texts["004"]
    tab = open_page(report_page(everywhere(seed_audits["004"], words), words + text[len(words) :]))
    assert tab.locator("h1").count() == 1 and tab.locator("img").count() == 0
    assert _shown(tab, "article") == 54


@pytest.mark.parametrize("kind", PAGES)
def test_pages_fit_a_telephone(kind: str, pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages[kind], NARROW)
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


# A colour blends with what lies under it until something opaque is reached.
CONTRAST = """() => {
    const channels = (text) => text.match(/[\\d.]+/g).map(Number);
    const ground = (each) => {
        for (; each; each = each.parentElement) {
            const [r, g, b, a = 1] = channels(getComputedStyle(each).backgroundColor);
            if (a === 1) return [r, g, b];
        }
        return [255, 255, 255];
    };
    const light = (rgb) => rgb.map((x) => x / 255).map((x) => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4)
        .reduce((sum, x, i) => sum + x * [.2126, .7152, .0722][i], 0);
    const poor = new Set();
    for (const each of document.querySelectorAll("body *:not(script)")) {
        if (![...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
        const style = getComputedStyle(each);
        const ink = light(channels(each.closest("svg") ? style.fill : style.color).slice(0, 3));
        const paper = light(ground(each));
        const ratio = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
        if (ratio < 4.5) poor.add(`${each.tagName}.${each.className} ${ratio.toFixed(2)}`);
    }
    return [...poor];
}"""


@pytest.mark.parametrize("kind", PAGES)
def test_all_writing_stands_out_from_its_ground(kind: str, pages: dict[str, str], open_page: Open) -> None:
    assert open_page(pages[kind]).evaluate(CONTRAST) == []


def test_a_ranking_is_sorted_by_a_click_on_its_head(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["batch"])
    table = tab.locator("table.ranking").first
    gaps = table.locator("tbody td.g")
    before = [float(each) for each in gaps.all_text_contents()]
    head = table.locator("th", has_text="差距分")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert [float(each) for each in gaps.all_text_contents()] == sorted(before)
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(each) for each in gaps.all_text_contents()] == sorted(before, reverse=True)
    assert table.locator("th[aria-sort]").count() == 1


def test_units_are_searched_in_ranking_and_map_alike(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["batch"])
    tab.fill("#search", "第7单位")
    assert _shown(tab, ".ranking tbody tr") == _shown(tab, ".heat tbody tr:not(.level)") == 1
    assert tab.text_content("#shown") == "显示 1 份，共 60 份"
    tab.fill("#search", "")
    tab.check("input[value=退回]")
    count = _shown(tab, ".ranking tbody tr")
    assert 0 < count < 60
    assert set(tab.locator(".ranking tbody tr:visible td:nth-child(5)").all_text_contents()) == {"退回"}
    assert _shown(tab, ".heat tbody tr:not(.level)") == count


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [
        ("report", "查找"),
        ("report with a past", "查找"),
        ("batch", "单位或文件名里的字"),
        ("versions", "查找"),
        ("years", "查找"),
        ("folders", "单位或文件名里的字"),
        ("unit", "← 全部单位"),
        ("units", "单位名称里的字"),
    ],
    ids=PAGES,
)
def test_paper_holds_what_matters_and_no_switches(
    kind: str, left_out: str, pages: dict[str, str], open_page: Open
) -> None:
    printed = pdfium.PdfDocument(open_page(pages[kind]).pdf(prefer_css_page_size=True))
    said = "".join(each.get_textpage().get_text_range() for each in printed)
    assert "差距分" in said and left_out not in said
    width, height = printed[0].get_size()
    assert sorted((round(width), round(height))) == [595, 842]


# --- two reports, two folders, histories ---


def test_new_evidence_leads_to_the_new_text_and_back(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["versions"])
    link = tab.locator("#repaired .quotes a.go").first
    key = (link.get_attribute("href") or "").removeprefix("#t")
    link.click()
    assert "行政執法公示" in "".join(tab.locator("mark.on").all_text_contents()) and _in_sight(
        tab, f"#t{key}"
    )
    tab.keyboard.press("Enter")
    assert _in_sight(tab, f"#f{key.split('-')[0]} h3")


def test_a_passage_that_was_carried_over_leads_to_its_place_and_back(
    pages: dict[str, str], open_page: Open
) -> None:
    tab = open_page(pages["years"])
    tab.locator("#c1 a.go").click()
    assert tab.locator("mark.on.c").count() > 0 and _in_sight(tab, "#tc1")
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#c1" and _in_sight(tab, "#c1")


@pytest.mark.parametrize(("name", "count"), [("repaired", 3), ("worse", 1), ("open", 10)])
def test_only_one_kind_of_change_can_be_shown(
    name: str, count: int, pages: dict[str, str], open_page: Open
) -> None:
    tab = open_page(pages["versions"])
    tab.check(f"input[value={name}]")
    assert _shown(tab, "article") == _shown(tab, f"#{name} article") == count


def test_pairs_are_sorted_and_searched(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["folders"])
    changes = tab.locator("td.turn")
    assert changes.all_text_contents() == ["减少 8.7", "没有变化"]
    tab.locator("th", has_text="变化").locator("button").click()
    assert changes.all_text_contents() == ["没有变化", "减少 8.7"]
    tab.check("input[value=减少]")
    assert _shown(tab, ".ranking tbody tr") == 1
    assert tab.text_content("#shown") == "显示 1 个单位，共 2 个单位"


def test_units_are_searched_by_their_names(pages: dict[str, str], open_page: Open) -> None:
    tab = open_page(pages["units"])
    tab.fill("#search", "甲")
    assert _shown(tab, ".ranking tbody tr") == 1
