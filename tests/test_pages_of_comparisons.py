"""Pages of two reports and of two folders: what turned, where it stands, what compare writes."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli
from auditor.comparing import Comparison, Judged, Turn, compare, compare_sides, judged_side
from auditor.job import Terms
from auditor.papers.page import comparison_page, comparisons_page, pair_of
from auditor.rules import RuleSet
from auditor.vocabulary import LABELS
from tests.page_reading import elements, one, paragraphs, parsed, said_by
from tests.page_samples import HOSTILE, SIGNS, everywhere_in, folders, judged
from tests.versions import FIRST, NEXT_YEAR, SECOND

TURNS = {"repaired": Turn.REPAIRED, "better": Turn.BETTER, "worse": Turn.WORSE, "open": Turn.OPEN}


@pytest.fixture(scope="module")
def first(rules: RuleSet) -> Judged:
    return judged(rules, FIRST)


@pytest.fixture(scope="module")
def second(rules: RuleSet) -> Judged:
    return judged(rules, SECOND)


@pytest.fixture(scope="module")
def next_year(rules: RuleSet) -> Judged:
    return judged(rules, NEXT_YEAR)


@pytest.fixture(scope="module")
def versions(first: Judged, second: Judged) -> Comparison:
    return compare(first, second)


# --- two reports ---


def test_the_gap_then_and_now_comes_first_with_what_made_the_difference(
    versions: Comparison, second: Judged
) -> None:
    page = parsed(comparison_page(versions, second))
    result = said_by(one(page.xpath("//section[contains(@class, 'result')]")))
    assert f"{versions.before.gap} → {versions.after.gap} 减少 8.7" in result
    assert f"{LABELS[versions.before.gate]} → {LABELS[versions.after.gate]}" in result
    told = [
        float(each.text) for each in page.xpath("//dl[contains(@class, 'balance')]//dd") if each.text != "0"
    ]
    assert told[0] == versions.before.gap and told[-1] == versions.after.gap
    assert sum(told[:-1]) == pytest.approx(told[-1], abs=0.05 * len(told))


@pytest.mark.parametrize("name", TURNS)
def test_every_change_stands_in_the_list_of_its_kind(name: str, versions: Comparison, second: Judged) -> None:
    page = parsed(comparison_page(versions, second))
    listed = page.xpath(f"//section[@id='{name}']//article")
    wanted = list(versions.turned(TURNS[name]))
    titles = [said_by(each.xpath(".//h3")[0]).lstrip("0123456789") for each in listed]
    assert wanted and titles == [each.title for each in wanted]
    for article, change in zip(listed, wanted, strict=True):
        said = said_by(article)
        assert change.after and change.after.reason in said
        assert all(part in said for part in change.parts_gained)
        if change.gained:
            assert f"差距分 {-change.gained:+.1f}" in said


def test_new_evidence_leads_to_its_place_in_the_new_text_and_back(
    versions: Comparison, second: Judged
) -> None:
    page = parsed(comparison_page(versions, second))
    assert paragraphs(parsed(comparison_page(versions, second))) == SECOND.split("\n")
    found = 0
    for change in (*versions.turned(Turn.REPAIRED), *versions.turned(Turn.BETTER)):
        article = next(each for each in page.xpath("//article") if change.title in said_by(each[0]))
        number = article.get("id").removeprefix("f")
        for place, evidence in enumerate(change.answer):
            key = f"{number}-{place}"
            assert article.xpath(f".//a[@href='#t{key}']")
            assert page.get_element_by_id(f"t{key}").get("href") == f"#f{number}"
            pieces = page.xpath(f"//mark[contains(concat(' ', @data-s, ' '), ' {key} ')]")
            assert "".join(each.text_content() for each in pieces) == evidence.quote
            found += 1
    assert found > 5


def test_a_sentence_that_stood_there_before_is_told_as_such(rules: RuleSet) -> None:
    plan = "聘请法律顾问1名，审查合同12件。"
    old = judged(rules, f"{FIRST}\n三、2025年度主要安排\n{plan}")
    new = judged(rules, FIRST.replace("二、2024年度推進", f"{plan}\n二、2024年度推進", 1))
    comparison = compare(old, new)
    moved = next(each for each in comparison.turned(Turn.REPAIRED) if not each.answer)
    page = parsed(comparison_page(comparison, new))
    article = next(each for each in page.xpath("//article") if moved.title in said_by(each[0]))
    assert "旧的一份已有这句，位置或写法变了。" in said_by(article) and plan in said_by(article)


def test_what_was_carried_over_is_marked_apart(first: Judged, next_year: Judged) -> None:
    comparison = compare(first, next_year)
    assert comparison.carried
    page = parsed(comparison_page(comparison, next_year))
    told = said_by(page.get_element_by_id("carried"))
    assert f"{comparison.carried.characters} 字，占新的一份 {comparison.carried.share:.0%}" in told
    longest = max(comparison.carried.passages, key=lambda each: each.end - each.start)
    pieces = page.xpath("//mark[contains(concat(' ', @data-s, ' '), ' c1 ')]")
    assert "".join(each.text_content() for each in pieces) == longest.quote.replace("\n", "")
    assert all("c" in each.get("class").split() for each in pieces)
    assert page.get_element_by_id("tc1").get("href") == "#c1"


def test_two_versions_say_nothing_of_what_was_carried_over(versions: Comparison, second: Judged) -> None:
    page = comparison_page(versions, second)
    assert 'id="carried"' not in page and "同”，与旧的一份相同" not in page


def test_what_speaks_against_comparing_is_told(first: Judged, rules: RuleSet) -> None:
    other = judged(rules, FIRST.replace("后塘", "前塘"))
    said = said_by(
        parsed(comparison_page(compare(first, other), other)).xpath("//section[@class='warnings']")[0]
    )
    assert "两份报告的单位不同" in said


@pytest.mark.parametrize(
    ("words", "shown"),
    [*((each, each) for each in HOSTILE.values()), *SIGNS.values()],
    ids=[*HOSTILE, *SIGNS],
)
def test_whatever_two_reports_say_is_shown_as_text(
    words: str, shown: str, first: Judged, next_year: Judged
) -> None:
    comparison = compare(first, next_year)
    text = words + NEXT_YEAR[len(words) :]
    made = comparison_page(everywhere_in(comparison, words), Judged(next_year.audit, text))
    made.encode()
    page = parsed(made)
    harmless = comparison_page(
        everywhere_in(comparison, "甲"), Judged(next_year.audit, "甲" * len(words) + text[len(words) :])
    )
    assert elements(page) == elements(parsed(harmless))
    assert page.xpath("//h1")[0].text_content() == shown
    assert not page.xpath("//@*[starts-with(name(), 'on') or starts-with(name(), 'style')]")


def test_the_same_reports_give_the_same_page(versions: Comparison, second: Judged) -> None:
    assert comparison_page(versions, second) == comparison_page(versions, second)


# --- two folders ---


def _compared(root: Path, rules: RuleSet) -> Any:
    return compare_sides(*(judged_side(each, Terms(rules)) for each in folders(root)))


def test_pairs_are_listed_with_those_first_that_gained_most(tmp_path: Path, rules: RuleSet) -> None:
    compared = _compared(tmp_path, rules)
    page = parsed(comparisons_page(map(pair_of, compared.comparisons()), compared, edition=rules.edition))
    rows = [[said_by(cell) for cell in row] for row in page.xpath("//table[@class='ranking']/tbody/tr")]
    assert [row[4] for row in rows] == ["减少 8.7", "没有变化"]
    assert rows[0][2:4] == ["26.2", "17.5"] and rows[0][5:11] == ["退回", "通过", "3", "1", "1", "10"]
    assert "乙镇" in said_by(page.get_element_by_id("only-old"))
    assert "丁镇" in said_by(page.get_element_by_id("only-new"))
    assert "丙镇" in said_by(page.get_element_by_id("several"))
    assert "坏<b>.txt" in said_by(page.get_element_by_id("unread"))


def test_folders_without_a_common_unit_have_a_page(tmp_path: Path, rules: RuleSet) -> None:
    old, _ = folders(tmp_path / "a")
    (old / "后塘.txt").unlink()
    (old / "甲.txt").unlink()
    (tmp_path / "空").mkdir()
    (tmp_path / "空" / "丁.txt").write_text(FIRST, encoding="utf-8")
    compared = compare_sides(*(judged_side(each, Terms(rules)) for each in (old, tmp_path / "空")))
    assert "没有两边都有的单位。" in comparisons_page([], compared)


# --- the command ---


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["compare", *map(str, arguments)], standalone_mode=False)


def test_compare_writes_the_page_of_two_files(tmp_path: Path) -> None:
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    assert run(*files, "--format", "html", "-o", tmp_path / "比较.html").return_value == 0
    written = (tmp_path / "比较.html").read_text(encoding="utf-8")
    assert run(*files, "--format", "html").stdout == written
    assert said_by(parsed(written).get_element_by_id("gap")) == "17.5"


def test_compare_writes_a_page_of_every_unit_when_asked(tmp_path: Path) -> None:
    both = folders(tmp_path)
    done = run(*both, "--format", "html", "--all", "-o", tmp_path / "出" / "比 较.html")
    assert done.return_value == 3
    index = parsed((tmp_path / "出" / "比 较.html").read_text(encoding="utf-8"))
    links = index.xpath("//table[@class='ranking']//a/@href")
    assert len(links) == 2 and links[0].startswith("%E6%AF%94%20%E8%BE%83_%E5%90%84%E5%8D%95%E4%BD%8D/")
    written = sorted((tmp_path / "出" / "比 较_各单位").iterdir())
    assert [each.name for each in written] == ["改好的.html", "甲.html"]
    page = parsed(written[0].read_text(encoding="utf-8"))
    assert page.xpath("//header//a/@href") == ["../%E6%AF%94%20%E8%BE%83.html"]


def test_without_all_there_is_one_page(tmp_path: Path) -> None:
    run(*folders(tmp_path), "--format", "html", "-o", tmp_path / "比较.html")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["比较.html", "第一次", "第二次"]
    assert parsed((tmp_path / "比较.html").read_text(encoding="utf-8")).xpath("//td//a") == []


@pytest.mark.parametrize(
    ("output", "message"),
    [([], "各单位另写一页，不能都显示在屏幕上。"), (["-o", "."], "这里要写一个文件名，不是文件夹。")],
    ids=["the screen", "a folder"],
)
def test_compare_says_where_pages_can_go(
    output: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = folders(tmp_path / "报送")
    monkeypatch.chdir(tmp_path)
    done = run(*both, "--format", "html", "--all", *output)
    assert message in str(done.exception) and done.stdout == ""
    assert [each.name for each in tmp_path.iterdir()] == ["报送"]


def test_nothing_to_compare_writes_no_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    done = run(tmp_path / "a.txt", tmp_path / "没有.txt", "--format", "html", "-o", tmp_path / "x.html")
    assert done.return_value == 3 and "没有比较，“" in done.stderr
    assert not (tmp_path / "x.html").exists()
