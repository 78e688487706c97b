"""Papers that commands write: under which names, when anew, and that nothing of others is touched."""

import sqlite3
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from auditor.batch import Batch, Progress
from auditor.errors import AuditorError
from auditor.folder import STORE, report_files
from auditor.job import Terms
from auditor.papers.batch import Papers
from auditor.papers.listed import BatchPaper, Sheet, UnitPaper, page_paper
from auditor.papers.making import Packed, make_papers
from auditor.papers.names import paper_names, without_common_folder
from auditor.pool import Crew, LostError
from auditor.rules import Edition, RuleSet
from auditor.store import open_store
from tests.batches import run, short_report
from tests.conftest import SEEDS
from tests.test_cli import _run as auditor

# --- names ---


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("报告.docx", "报告"),
        ("城郊镇/2024年 报告.docx", "城郊镇_2024年 报告"),
        ("全县.zip!/临水镇/报告.docx", "全县.zip!_临水镇_报告"),
        ("临水镇1.5版.docx", "临水镇1.5版"),
        ("C:\\报送\\a.txt", "C__报送_a"),
        ('问?号*引"号<>|.txt', "问_号_引_号___"),
        ("aux.txt", "_aux"),
        ("COM1.tar.gz", "_COM1.tar"),
        ("con", "_con"),
        ("镇 . .docx", "镇"),
        ("~$..", "$"),
        ("...", "报告"),
        ("", "报告"),
        ("反\u202e转\u200b\x07\ud800.docx", "反转"),
        ("e\u0301.txt", "\u00e9"),
    ],
)
def test_a_name_tells_the_source_and_suits_every_system(source: str, name: str) -> None:
    assert paper_names([source]) == [name]


def test_those_who_would_share_a_name_get_a_mark_and_only_those() -> None:
    sources = ["甲.docx", "甲.pdf", "A/b.txt", "a/B.txt", "乙.docx", "丙.txt", "丙.txt"]
    names = paper_names(sources)
    assert names[4] == "乙"
    assert all(name.startswith("甲_") for name in names[:2])
    assert names[6] == f"{names[5]}_2"
    assert paper_names(sources[::-1])[2] == "乙" and paper_names(["甲.docx"]) == ["甲"]
    assert set(names[:4]) == set(paper_names(sources[:4][::-1]))


@given(st.lists(st.text("aA甲/\\. :~\u202e\ud800\U0002070e\u0130ß*", max_size=90), max_size=8))
def test_names_are_safe_whatever_the_sources_are(sources: list[str]) -> None:
    names = paper_names(sources)
    assert len({unicodedata.normalize("NFC", each.casefold()) for each in names}) == len(sources)
    for name in names:
        assert 0 < len(name) <= 80 and len(f"{name}-修改意见函.docx.part".encode()) <= 255
        assert not set(name) & set('<>:"/\\|?*') and name == name.strip(" .")
        assert all(unicodedata.category(char) not in ("Cc", "Cf", "Cs") for char in name)


def test_the_folder_that_holds_all_is_left_out() -> None:
    assert without_common_folder(["/x/y/a/1.txt", "/x/y/b/1.txt"]) == ["a/1.txt", "b/1.txt"]
    assert without_common_folder(["/x/y/1.txt"]) == ["1.txt"]
    assert without_common_folder([]) == []


# --- the papers of a batch ---

_calls: list[str] = []


def _letter(words: str, sheet: Sheet) -> bytes | None:
    """A paper that only reports on 2025 need, and that the reports of 坏镇 break."""
    _calls.append(sheet.audit.source)
    if "坏" in sheet.audit.source:
        raise ValueError
    return f"{words}{sheet.audit.unit}".encode() if sheet.audit.year == 2025 else None


PAGE = page_paper(Edition("<规则>", "base", "2026.1", "0" * 64))
LETTER = UnitPaper("函", "-函.txt", partial(_letter, "致"))


@dataclass
class Office:
    """A folder of reports with runs in this process, and the papers of these."""

    folder: Path
    terms: Terms
    papers: tuple[UnitPaper, ...] = (LETTER, PAGE)
    failed: list[tuple[str, str]] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder.parent / "out"

    def write(self, name: str, content: bytes = b"") -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or short_report(Path(name).stem))

    def run(self, made: Callable[..., Any] | None = None) -> list[str]:
        """Run a batch with its papers; return the sources of the reports whose papers were made."""
        _calls.clear()
        self.progress.clear()
        self.out.mkdir(exist_ok=True)
        with open_store(self.out) as store, ThreadPoolExecutor(1) as workers:
            crew = Crew(workers, 1, lost=(LostError,))
            Batch(store, crew, self.terms).run(self.folder, self.out)
            papers = Papers(store, crew, self.out, self.papers, self.progress.append)
            papers.write_units()
            self.failed = papers.failed
        return sorted(_calls)

    def names(self) -> list[str]:
        return sorted(path.name for path in (self.out / "units").iterdir())

    def read(self, name: str) -> str:
        return (self.out / "units" / name).read_text(encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path, rules: RuleSet) -> Office:
    office = Office(tmp_path / "in", Terms(rules))
    for name in ("东镇.txt", "西镇.txt"):
        office.write(name)
    return office


def test_each_report_has_its_papers_and_they_lead_to_each_other(office: Office) -> None:
    assert office.run() == ["东镇.txt", "西镇.txt"]
    assert office.names() == ["东镇-函.txt", "东镇.html", "西镇-函.txt", "西镇.html"]
    assert office.read("东镇-函.txt") == "致东镇"
    page = html.document_fromstring(office.read("东镇.html").encode())
    assert page.xpath("//header//a/@href") == ["../index.html", "%E4%B8%9C%E9%95%87-%E5%87%BD.txt"]
    assert [each.done for each in office.progress] == [0, 2]


def test_papers_that_stand_are_not_made_again(office: Office) -> None:
    office.run()
    before = {path: path.stat().st_mtime_ns for path in (office.out / "units").iterdir()}
    assert office.run() == []
    assert {path: path.stat().st_mtime_ns for path in (office.out / "units").iterdir()} == before


@pytest.mark.parametrize(
    "change",
    [
        lambda office: office.write("东镇.txt", short_report("东镇", "全年开会5次。")),
        lambda office: (office.out / "units" / "东镇.html").unlink(),
        lambda office: (office.out / "units" / "东镇-函.txt").write_text("改过", encoding="utf-8"),
    ],
    ids=["the report", "a paper is gone", "a paper is changed"],
)
def test_a_change_makes_the_papers_of_that_report_again(
    office: Office, change: Callable[[Office], Any]
) -> None:
    office.run()
    change(office)
    assert office.run() == ["东镇.txt"]
    assert office.read("东镇-函.txt") == "致东镇" and "<html" in office.read("东镇.html")


def test_papers_made_with_something_else_are_made_again(office: Office) -> None:
    office.run()
    office.papers = (UnitPaper("函", "-函.txt", partial(_letter, "送")), PAGE)
    assert office.run() == ["东镇.txt", "西镇.txt"]
    assert office.read("东镇-函.txt") == "送东镇"


def test_what_the_office_wrote_in_a_paper_is_never_written_over(office: Office) -> None:
    office.papers = (UnitPaper("函", "-函.txt", partial(_letter, "致"), editable=True), PAGE)
    letter = office.out / "units" / "东镇-函.txt"
    office.run()
    letter.write_text("致东镇，局长改过", encoding="utf-8")
    assert office.run() == []
    (office.out / "units" / "东镇.html").unlink()
    assert office.run() == ["东镇.txt"]
    assert office.read("东镇-函.txt") == "致东镇，局长改过"
    for number, meetings in (("", 5), ("2", 6)):
        office.write("东镇.txt", short_report("东镇", f"全年开会{meetings}次。"))
        assert office.run() == ["东镇.txt"]
        assert office.read("东镇-函.txt") == "致东镇"
        assert office.read(f"东镇-函（改过{number}）.txt") == "致东镇，局长改过"
        letter.write_text("致东镇，局长改过", encoding="utf-8")


def test_papers_of_reports_that_are_gone_go_but_what_is_not_ours_stays(office: Office) -> None:
    office.run()
    (office.folder / "西镇.txt").unlink()
    (office.out / "units" / "西镇-函.txt").write_text("写了批示", encoding="utf-8")
    (office.out / "units" / "备忘.txt").write_text("自己的", encoding="utf-8")
    assert office.run() == []
    assert office.names() == ["东镇-函.txt", "东镇.html", "备忘.txt", "西镇-函.txt"]


def test_a_paper_that_a_report_does_not_need_is_not_written_and_not_tried_again(office: Office) -> None:
    office.write("东镇.txt", short_report("东镇").replace(b"2025", b"2023"))
    office.run()
    assert office.names() == ["东镇.html", "西镇-函.txt", "西镇.html"]
    (office.out / "units" / "东镇-函.txt").write_text("自己的", encoding="utf-8")
    assert office.run() == []
    (office.folder / "东镇.txt").unlink()
    office.run()
    assert office.names() == ["东镇-函.txt", "西镇-函.txt", "西镇.html"]


def test_a_report_that_breaks_its_papers_costs_only_those(office: Office) -> None:
    office.write("坏镇.txt")
    office.run()
    assert office.names() == ["东镇-函.txt", "东镇.html", "西镇-函.txt", "西镇.html"]
    assert office.failed == [("坏镇.txt", "“坏镇.txt”的核查结果没有写成文件（ValueError）。")]


def test_a_paper_that_is_open_elsewhere_is_told_and_written_the_next_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name == "东镇-函.txt":
            raise PermissionError(13, "in use")
        return replaced(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        office.run()
    assert office.names() == ["东镇.html", "西镇-函.txt", "西镇.html"]
    assert "请关闭正打开着它的程序" in office.failed[0][1]
    office.run()
    assert "东镇-函.txt" in office.names() and office.failed == []


def test_no_room_ends_the_run_in_a_sentence_and_leaves_whole_files(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(AuditorError, match="请检查磁盘是否已满"):
            office.run()
    assert office.names() == []
    office.run()
    assert len(office.names()) == 4


def test_a_lost_worker_costs_the_papers_it_was_at(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(papers: Sequence[UnitPaper], reports: Any) -> Any:
        raise LostError

    with monkeypatch.context() as patched:
        patched.setattr("auditor.papers.batch.make_papers", lost)
        office.run()
    assert [source for source, _ in office.failed] == ["东镇.txt", "西镇.txt"]
    assert office.run() == ["东镇.txt", "西镇.txt"]


def test_papers_on_the_batch_are_made_when_what_they_say_has_changed(office: Office) -> None:
    made = []

    def paper(name: str) -> BatchPaper:
        return BatchPaper(name, lambda _overview: made.append(name) or b"x")  # type: ignore[func-returns-value]

    office.run()
    with open_store(office.out) as store, ThreadPoolExecutor(1) as workers:
        papers = Papers(store, Crew(workers, 1), office.out, ())
        for of in (b"1", b"1", b"2"):
            papers.write_on_batch([paper("a"), paper("b")], lambda: None, of)  # type: ignore[arg-type,return-value]
        (office.out / "a").unlink()
        papers.write_on_batch([paper("a"), paper("b")], lambda: None, b"2")  # type: ignore[arg-type,return-value]
    assert made == ["a", "b", "a", "b", "a"]


def test_papers_are_a_pure_function_of_what_is_sent(office: Office) -> None:
    office.run()
    with open_store(office.out) as store, ThreadPoolExecutor(1) as workers:
        Batch(store, Crew(workers, 1), office.terms).run(office.folder, office.out)
        first, *_ = store.found.filed()
        packed = Packed("东镇", *store.found.packed(first.number))
    (made,) = make_papers(office.papers, [packed])
    assert [each and each.decode() for each in made] == [office.read("东镇-函.txt"), office.read("东镇.html")]


def test_the_papers_of_a_batch_are_not_its_reports(tmp_path: Path) -> None:
    for name in ("a.txt", "index.html", "总表.xlsx", "results.json", "units/a.html", "镇/units/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = [path.relative_to(tmp_path).as_posix() for path in report_files(tmp_path, tmp_path)]
    assert found == ["a.txt", "镇/units/b.txt"]
    assert len(list(report_files(tmp_path, tmp_path / "out"))) == 6


# --- what a unit handed in before ---


def _told(office: Office, name: str) -> str:
    """Return what the page of a report tells of earlier ones."""
    sections = html.document_fromstring(office.read(name).encode()).xpath("//section[@id='past']")
    return " ".join(sections[0].text_content().split()) if sections else ""


def _change(office: Office, statement: str) -> None:
    connection = sqlite3.connect(office.out / STORE)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.fixture
def returned(office: Office) -> Office:
    """An office to which 东镇 has handed in a second version."""
    office.run()
    office.write("东镇.txt", short_report("东镇", "聘请法律顾问1名，审查合同12件。"))
    assert office.run() == ["东镇.txt"]
    return office


def test_a_page_tells_what_was_repaired_since_the_report_before(returned: Office) -> None:
    told = _told(returned, "东镇.html")
    assert "第 1 次" in told and "第 2 次（这一份）" in told
    assert "第 2 次比上次：补正" in told and "法律顾问和公职律师 未报告 → 已报告" in told
    assert _told(returned, "西镇.html") == ""
    assert returned.run() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE submissions SET gap = 99 WHERE id = (SELECT MIN(id) FROM submissions WHERE unit = '东镇')",
        "UPDATE submissions SET digest = x'00'"
        " WHERE id = (SELECT MIN(id) FROM submissions WHERE unit = '东镇')",
    ],
    ids=["what is shown", "what is compared"],
)
def test_a_page_is_made_again_when_the_history_behind_it_has_changed(returned: Office, change: str) -> None:
    _change(returned, change)
    assert returned.run() == ["东镇.txt"]
    assert returned.run() == []


def test_a_letter_has_no_part_in_the_history_and_is_left_as_it_is(returned: Office) -> None:
    letter = returned.out / "units" / "东镇-函.txt"
    before = letter.stat().st_mtime_ns
    _change(returned, "UPDATE submissions SET gap = 99 WHERE id = 1")
    assert returned.run() == ["东镇.txt"] and "99" in _told(returned, "东镇.html")
    assert letter.stat().st_mtime_ns == before


def test_of_two_files_that_came_together_nobody_knows_which_was_first(office: Office) -> None:
    office.write("又一份/东镇.txt", short_report("东镇", "全年开会5次。"))
    office.run()
    assert _told(office, "东镇.html") == _told(office, "又一份_东镇.html") == ""


def test_a_file_put_beside_the_first_on_a_later_day_is_the_second(office: Office) -> None:
    office.run()
    _change(office, "UPDATE submissions SET judged = '2025-03-01T09:00:00+08:00'")
    office.write("第二次/东镇.txt", short_report("东镇", "全年开会5次。"))
    office.run()
    assert _told(office, "东镇.html") == ""
    assert "第 2 次（这一份）" in _told(office, "第二次_东镇.html")


def test_a_newer_program_still_tells_what_was_repaired(returned: Office) -> None:
    _change(returned, "UPDATE bases SET program = 'older'")
    returned.run()
    assert "第 2 次比上次：补正" in _told(returned, "东镇.html")


def test_gaps_by_other_rules_are_not_compared(returned: Office, rules: RuleSet) -> None:
    returned.terms = Terms(replace(rules, version="2027.1", sha256="1" * 64))
    returned.run()
    told = _told(returned, "东镇.html")
    assert "减少" in told and "（按 base 2026.1）" in told and "变化没有存下来" in told


def test_an_earlier_audit_in_another_shape_costs_only_what_was_repaired(returned: Office) -> None:
    packed = zlib.compress(b'{"of":"old"}').hex()
    first = "(SELECT MIN(id) FROM submissions WHERE unit = '东镇')"
    _change(returned, f"UPDATE audits SET packed = x'{packed}' WHERE submission = {first}")
    (returned.out / "units" / "东镇.html").unlink()
    returned.run()
    assert returned.failed == [] and "变化没有存下来" in _told(returned, "东镇.html")


# --- the commands ---


def test_a_batch_writes_an_overview_that_leads_to_a_page_for_each_report(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "in"
    (folder / "下级").mkdir(parents=True)
    for name in ("东镇.txt", "下级/东镇.txt"):
        (folder / name).write_bytes(short_report("东镇"))
    (folder / "坏.txt").write_bytes(b"")
    (tmp_path / "花名册.yaml").write_text("花名册:\n- 单位: 西镇人民政府\n", encoding="utf-8")
    for _ in range(2):
        done = run(folder, "-o", out, "--quiet", "--roster", tmp_path / "花名册.yaml")
        assert done.returncode == 3, done.stderr
        index = html.document_fromstring((out / "index.html").read_bytes())
        links = index.xpath("//table[@class='ranking']//a/@href")
        assert links == ["units/%E4%B8%8B%E7%BA%A7_%E4%B8%9C%E9%95%87.html", "units/%E4%B8%9C%E9%95%87.html"]
        said = index.text_content()
        assert "未报送 1 个单位" in said and "西镇人民政府" in said and "坏.txt" in said
    left = {path.name for path in (out / "units").iterdir()}
    assert left == {
        f"{name}{ending}" for name in ("下级_东镇", "东镇") for ending in (".html", ".修改意见.docx")
    }


def test_ctrl_c_among_the_papers_leaves_whole_ones_and_the_next_run_writes_the_rest(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        office.write(f"{number}镇.txt")

    def pressed(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    monkeypatch.setattr(office, "progress", _Hearer(pressed))
    with pytest.raises(KeyboardInterrupt):
        office.run()
    names = office.names()
    assert 0 < len(names) < 44 and not any(each.endswith(".part") for each in names)
    monkeypatch.undo()
    assert 0 < len(office.run()) < 22
    assert len(office.names()) == 44


class _Hearer(list[Progress]):
    def __init__(self, heard: Callable[[Progress], None]) -> None:
        super().__init__()
        self.append = heard  # type: ignore[method-assign,assignment]


def test_check_writes_the_page_of_one_report_where_it_is_told(tmp_path: Path) -> None:
    done = auditor("check", SEEDS[0], "--format", "html", "-o", tmp_path / "甲.html")
    assert (done.returncode, done.stdout) == (0, "")
    shown = auditor("check", SEEDS[0], "--format", "html").stdout
    assert (tmp_path / "甲.html").read_text(encoding="utf-8") == shown
    assert "城郊镇人民政府" in shown


def test_check_writes_the_pages_of_several_reports_into_a_folder(tmp_path: Path) -> None:
    done = auditor("check", *SEEDS[:2], "--format", "html", "-o", tmp_path / "网页")
    assert done.returncode == 0
    assert sorted(each.stem for each in (tmp_path / "网页").iterdir()) == [each.stem for each in SEEDS[:2]]


@pytest.mark.parametrize("output", [[], ["-o", "两份.html"]], ids=["the screen", "one file"])
def test_check_says_where_several_pages_can_go(output: list[str], tmp_path: Path) -> None:
    done = auditor("check", *SEEDS[:2], "--format", "html", *output, cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == "" and list(tmp_path.iterdir()) == []
    assert done.stderr == "共 2 份报告，每份写一个文件，没有写出。请用 -o 写明一个文件夹，例如 -o 结果\n"


def test_check_of_nothing_readable_writes_no_page(tmp_path: Path) -> None:
    done = auditor("check", "没有.txt", "--format", "html", "-o", tmp_path / "甲.html")
    assert done.returncode == 3 and "找不到文件“没有.txt”" in done.stderr
    assert list(tmp_path.iterdir()) == []
