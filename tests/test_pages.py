"""Pages of a report and of a batch: what they say and what they never do."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from auditor import Audit
from auditor.job import Audited, Outcome, Terms
from auditor.models import Waiver
from auditor.overview import Overview
from auditor.papers.overviews import overview_of
from auditor.papers.page import batch_page, report_page
from auditor.papers.page.marking import Span, marked
from auditor.papers.page.shell import page as rendered
from auditor.rules import RuleSet
from auditor.vocabulary import LABELS, Level, Status
from tests.conftest import SEEDS
from tests.page_reading import elements, one, paragraphs, parsed, said_by
from tests.page_samples import HOSTILE, PAGES, SIGNS, everywhere

OPEN = (Status.MISSING, Status.PARTIAL, Status.REVIEW)
OUTSIDE = re.compile(r"https?://|//[a-z]", re.IGNORECASE)


@pytest.fixture(params=[path.name[:3] for path in SEEDS])
def seed(request: pytest.FixtureRequest, seed_audits: dict[str, Audit], texts: dict[str, str]) -> Audited:
    return Audited(seed_audits[request.param], texts[request.param])


# --- the page of a report ---


def test_the_numbers_come_first(seed: Audited) -> None:
    page = parsed(report_page(seed.audit, seed.text))
    audited = seed.audit
    assert said_by(one(page.xpath("//h1"))) == audited.unit
    assert page.get_element_by_id("gap").text == str(audited.gap)
    assert page.get_element_by_id("gate").text == LABELS[audited.gate]
    verdict = said_by(one(page.xpath("//section[contains(@class, 'result')]")))
    assert (f"待核项若都成立：{audited.gap_best}" in verdict) is (audited.gap_best != audited.gap)
    counted = {said_by(each[0]): int(each[1].text) for each in page.xpath("//dl[@class='counts']/div")}
    assert counted == {LABELS[status]: getattr(audited.counts, status.value) for status in Status}


def test_the_missing_list_says_what_why_how_and_on_what_ground(seed: Audited) -> None:
    page = parsed(report_page(seed.audit, seed.text))
    listed = page.xpath("//section[@id='gaps']//article")
    wanted = [each for each in seed.audit.findings if each.status in OPEN and each.weight]
    wanted.sort(key=lambda each: -each.points)
    assert len(listed) == len(wanted)
    for article, finding in zip(listed, wanted, strict=True):
        said = said_by(article)
        assert finding.title in said and finding.reason in said and finding.advice in said
        assert f"扣 {finding.points:.1f} 分" in said
        assert all(" ".join(source.split()) in said for source in finding.sources)
        assert [said_by(each) for each in article.xpath(".//p[@class='parts']/span")] == [
            f"{'有' if part.met else '缺'}：{part.name}" for part in finding.parts
        ]


def test_every_finding_stands_in_the_list_that_fits_it(seed: Audited) -> None:
    page = parsed(report_page(seed.audit, seed.text))
    wanted = {"gaps": 0, "hints": 0, "met": 0, "na": 0}
    for each in seed.audit.findings:
        open_list = "gaps" if each.weight else "hints"
        wanted[{Status.MET: "met", Status.NOT_APPLICABLE: "na"}.get(each.status, open_list)] += 1
    assert {name: len(page.xpath(f"//section[@id='{name}']//article")) for name in wanted} == wanted


def test_points_by_group_add_up_to_the_gap(seed: Audited) -> None:
    page = parsed(report_page(seed.audit, seed.text))
    said = [said_by(each) for each in page.xpath("//section[@class='groups']//li")]
    points = [float(re.search(r"扣 ([\d.]+) 分", each)[1]) for each in said]  # type: ignore[index]
    assert seed.audit.gap is not None and abs(sum(points) - seed.audit.gap) < 0.05 * len(points) + 0.05


def test_the_whole_text_stands_there(seed: Audited) -> None:
    page = parsed(report_page(seed.audit, seed.text))
    assert paragraphs(page) == seed.text.split("\n")


def test_every_quote_leads_to_its_place_in_the_text_and_back(seed: Audited) -> None:
    page = parsed(report_page(seed.audit, seed.text))
    by_title = {said_by(each.xpath(".//h3")[0]).split(" ", 1)[-1]: each for each in page.xpath("//article")}
    for finding in seed.audit.findings:
        article = next(each for title, each in by_title.items() if title.endswith(finding.title))
        number = article.get("id").removeprefix("f")
        places = [(f"{number}-{place}", each.quote) for place, each in enumerate(finding.evidence)]
        places += [(f"{number}-x{place}", each.quote) for place, each in enumerate(finding.look_alikes)]
        for key, quote in places:
            assert article.xpath(f".//a[@href='#t{key}']")
            label = page.get_element_by_id(f"t{key}")
            assert label.get("href") == f"#f{number}" and label.text == number
            pieces = page.xpath(f"//mark[contains(concat(' ', @data-s, ' '), ' {key} ')]")
            assert "".join(each.text_content() for each in pieces) == quote.replace("\n", "")


def test_look_alikes_say_why_they_do_not_count(seed: Audited) -> None:
    page = parsed(report_page(seed.audit, seed.text))
    said = said_by(one(page.xpath("//main")))
    assert all(LABELS[each.why] in said for finding in seed.audit.findings for each in finding.look_alikes)


@pytest.mark.parametrize("kind", PAGES)
def test_ids_are_the_only_ones_of_their_name_and_links_lead_to_them(kind: str, pages: dict[str, str]) -> None:
    page = parsed(pages[kind])
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [each.removeprefix("#") for each in page.xpath("//@href") if each.startswith("#")]
    assert set(links) <= set(ids)


def test_links_to_other_papers_stand_at_the_top(seed: Audited) -> None:
    page = parsed(
        report_page(
            seed.audit, seed.text, links=[("← 全部单位", "../index.html"), ("修改通知", "a%20b.docx")]
        )
    )
    assert page.xpath("//header//a/@href") == ["../index.html", "a%20b.docx"]
    alone = parsed(report_page(seed.audit, seed.text))
    assert alone.xpath("//header//a/@href") == []


def test_a_report_without_a_score_says_so(audit_text: Callable[..., Audit]) -> None:
    text = "临水镇2024年政府信息公开工作年度报告\n一、总体情况\n主动公开政府信息120条，办理依申请公开2件。\n"
    audited = audit_text(text)
    page = parsed(report_page(audited, text))
    assert page.get_element_by_id("gap").text == "—"
    assert audited.unscored_reason and f"未评分：{audited.unscored_reason}" in said_by(page.body)
    assert not page.xpath("//article") and "主动公开政府信息120条" in said_by(
        page.get_element_by_id("original")
    )


def test_an_exemption_is_shown_with_the_score_after_it(seed: Audited) -> None:
    waiver = Waiver(reason="<机构改革>", approver="县司法局", until="2025-12-31")
    findings = list(seed.audit.findings)
    place = next(i for i, each in enumerate(findings) if each.status is Status.MISSING and each.weight)
    findings[place] = replace(findings[place], waiver=waiver)
    waived = replace(seed.audit, findings=tuple(findings), gap_waived=1.5)
    page = parsed(report_page(waived, seed.text))
    said = said_by(page.body)
    assert "豁免：<机构改革>（县司法局批准，至 2025-12-31）" in said and "豁免后：1.5" in said


def test_the_same_audit_gives_the_same_page(seed: Audited) -> None:
    assert report_page(seed.audit, seed.text) == report_page(seed.audit, seed.text)


# --- marks ---


@given(
    st.text("甲乙丙<&\n", max_size=40).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(
                st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
                    lambda span: span[0] < span[1]
                ),
                max_size=6,
            )
            if text
            else st.just([]),
        )
    )
)
def test_marks_may_overlap_and_nest(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, places = case
    spans = [Span(*place, str(key), "e", f'<a id="t{key}"></a>') for key, place in enumerate(places)]
    found = html.fragment_fromstring(str(marked(text, spans)), create_parent="div")
    assert [each.text_content() for each in found.xpath("./p")] == text.split("\n")
    for span in spans:
        pieces = found.xpath(f".//mark[contains(concat(' ', @data-s, ' '), ' {span.key} ')]")
        whole = "".join(each.text_content() for each in pieces)
        assert whole == text[span.start : span.end].replace("\n", "")
        before = found.xpath(f".//a[@id='t{span.key}']/preceding::text()")
        assert "".join(before).replace("\n", "") == text[: span.start].replace("\n", "")


# --- what pages never do ---


@pytest.mark.parametrize(
    ("words", "shown"),
    [*((each, each) for each in HOSTILE.values()), *SIGNS.values()],
    ids=[*HOSTILE, *SIGNS],
)
def test_whatever_a_report_says_is_shown_as_text(
    words: str, shown: str, seed_audits: dict[str, Audit], texts: dict[str, str]
) -> None:
    audited, text = seed_audits["004"], texts["004"]
    made = report_page(everywhere(audited, words), words + text[len(words) :])
    made.encode()
    page = parsed(made)
    harmless = parsed(report_page(everywhere(audited, "甲"), "甲" * len(words) + text[len(words) :]))
    assert elements(page) == elements(harmless)
    assert page.xpath("//h1")[0].text_content() == shown
    assert "".join(paragraphs(page)).startswith(shown)
    assert {each.text_content() for each in page.xpath("//li[@class='l']/q")} == {shown}
    assert not page.xpath("//@*[starts-with(name(), 'on') or starts-with(name(), 'style')]")


def test_a_paragraph_of_a_hundred_thousand_characters_is_quoted_in_part(
    audit_text: Callable[..., Audit],
) -> None:
    long = "全年召开会议研究法治政府建设工作，" * 6_000
    text = f"临水镇2024年度法治政府建设年度报告\n一、主要举措和成效\n{long}普法宣传20场。\n"
    made = report_page(audit_text(text), text)
    page = parsed(made)
    assert long in "".join(paragraphs(page))
    assert max(len(each.text_content()) for each in page.xpath("//q")) <= 161


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_one_file_that_may_load_nothing(kind: str, pages: dict[str, str]) -> None:
    page = parsed(pages[kind])
    assert not page.xpath("//@src | //link | //iframe | //img | //object | //base | //form/@action")
    assert not any(OUTSIDE.search(each) for each in page.xpath("//@href"))
    policy = one(page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content"))
    stated = dict(each.strip().split(" ", 1) for each in policy.split(";"))
    assert stated["default-src"] == "'none'"
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        for content in page.xpath(f"//{tag}/text()"):
            hashed = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert stated[name] == f"'sha256-{hashed}'"
            assert not OUTSIDE.search(content)
    assert len(page.xpath("//style")) == 1 and len(page.xpath("//script")) <= 1


def test_a_page_that_lacks_a_value_is_not_made() -> None:
    with pytest.raises(Exception, match="undefined"):
        rendered("report.html", "desk.css")


# --- the page of a batch ---


def test_each_level_is_ranked_by_gap_and_leads_to_its_pages(overview: Overview) -> None:
    page = parsed(batch_page(overview))
    tables = page.xpath("//table[@class='ranking']")
    captions = [said_by(table.xpath("./caption")[0]).split("：")[0] for table in tables]
    assert captions == [LABELS[Level.TOWNSHIP], LABELS[Level.COUNTY], LABELS[Level.DEPARTMENT]]
    for level, table in zip(Level, tables, strict=True):
        wanted = sorted(
            (row for row in overview.rows if row.summary.scored and row.summary.level is level),
            key=lambda row: row.summary.gap or 0,
        )
        rows = table.xpath("./tbody/tr")
        assert [said_by(row[1]) for row in rows] == [each.summary.unit for each in wanted]
        assert [row[1][0].get("href") for row in rows] == [f"units/{each.folder}.html" for each in wanted]
        assert [said_by(row[3]) for row in rows] == [str(each.summary.gap) for each in wanted]
        assert [said_by(row[4]) for row in rows] == [LABELS[each.summary.gate] for each in wanted]


def test_every_unit_stands_against_every_requirement(overview: Overview) -> None:
    page = parsed(batch_page(overview))
    table = one(page.xpath("//table[@class='heat']"))
    names = table.xpath("./thead/tr[@class='names']/th")
    assert [said_by(each) for each in names[1:]] == [each.title for each in overview.requirements]
    rows = {row[0].text_content().strip(): row[1:] for row in table.xpath("./tbody/tr[not(@class)]")}
    scored = [row for row in overview.rows if row.summary.scored]
    assert set(rows) == {row.summary.unit for row in scored}
    signs = dict(zip(Status, "✓半缺核–", strict=True))
    for row in scored:
        cells = [cell.text_content().strip() for cell in rows[row.summary.unit]]
        assert cells == [signs[status] for status in row.statuses]
    spans = table.xpath("./thead/tr[@class='group']/th/@colspan")
    assert sum(map(int, spans)) == len(overview.requirements)


def test_the_rest_of_a_batch_is_told(overview: Overview) -> None:
    page = parsed(batch_page(overview))
    assert said_by(page.get_element_by_id("absent")) == "未报送 2 个单位石门镇、县水利局"
    unread = page.get_element_by_id("unread")
    assert "坏<b>.txt：打不开。" in said_by(unread) and "通知.docx：像是通知，未评分。" in said_by(unread)
    assert unread.xpath(".//a/@href") == ["units/%E9%80%9A%E7%9F%A5%201.html"]
    alike = [[said_by(cell) for cell in row] for row in page.get_element_by_id("alike").xpath(".//tbody/tr")]
    assert [each[:4] for each in alike] == [
        ["001.docx", "002.docx", "2", "150"],
        ["003.docx", "去年/003.docx（上年）", "1", "75"],
    ]


def test_common_gaps_come_worst_first_with_what_counts_before_what_only_hints(overview: Overview) -> None:
    page = parsed(batch_page(overview))
    said = [said_by(each) for each in page.xpath("//section[@id='common']//li/span[@class='name']")]
    failing = [
        requirement
        for requirement, count in overview.failures()
        if count[Status.MISSING] or count[Status.PARTIAL] or count[Status.REVIEW]
    ]
    counting = [each.title for each in failing if each.weight] + [
        each.title for each in failing if not each.weight
    ]
    assert [each[:-2] for each in said] == counting


def test_the_histogram_counts_every_report(overview: Overview) -> None:
    label = one(parsed(batch_page(overview)).xpath("//svg[@role='img']/@aria-label"))
    assert sum(int(each) for each in re.findall(r"分 (\d+) 份", label)) == 60


@pytest.mark.parametrize(("count", "has_map"), [(3_000, True), (3_001, False)])
def test_a_map_too_large_for_a_browser_is_left_to_the_workbook(
    count: int, has_map: bool, overview: Overview
) -> None:
    row = overview.rows[0]
    page = batch_page(replace(overview, rows=[row] * count))
    assert ('<table class="heat">' in page) is has_map
    assert ("请看同一文件夹里的总表.xlsx" in page) is not has_map
    assert page.count('<td class="g">') == 3_000


def test_a_thousand_units_stay_small(overview: Overview) -> None:
    assert len(batch_page(replace(overview, rows=list(overview.rows)[:60] * 17)).encode()) < 5_000_000


def test_a_batch_of_nothing_readable_has_a_page(rules: RuleSet) -> None:
    page = batch_page(overview_of(Outcome([], [("坏.txt", "打不开。")]), Terms(rules)))
    assert "没有评了分的报告" in page and "打不开。" in page


def test_names_of_units_are_text(overview: Overview) -> None:
    row = overview.rows[0]
    words = HOSTILE["script"] + SIGNS["bidi"][0]
    summary = replace(row.summary, unit=words, source=words)
    made = parsed(batch_page(replace(overview, rows=[replace(row, summary=summary)], not_handed_in=[words])))
    harmless = parsed(batch_page(replace(overview, rows=[row], not_handed_in=["甲"])))
    assert elements(made) == elements(harmless)
    assert (
        made.xpath("//table[@class='heat']/tbody/tr[2]/th/a")[0].text == HOSTILE["script"] + SIGNS["bidi"][1]
    )


# --- by which rules ---


def test_pages_name_the_rules_they_judge_by(seed: Audited, overview: Overview, rules: RuleSet) -> None:
    for made in (report_page(seed.audit, seed.text, edition=rules.edition), batch_page(overview)):
        said = said_by(one(parsed(made).xpath("//footer")))
        assert f"按《{rules.title}》{rules.version} 版核查" in said and rules.sha256[:12] in said


def test_the_page_of_a_batch_leads_to_the_other_papers_on_it(overview: Overview) -> None:
    page = parsed(batch_page(overview, [("总表.xlsx", "%E6%80%BB%E8%A1%A8.xlsx")]))
    assert [(each.text, each.get("href")) for each in page.xpath("//header//a")] == [
        ("总表.xlsx", "%E6%80%BB%E8%A1%A8.xlsx")
    ]
    assert parsed(batch_page(overview)).xpath("//header//a") == []
