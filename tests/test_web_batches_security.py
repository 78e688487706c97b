"""What strangers try at the batches of the workbench."""

import io
import re
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest

from auditor.rules import RuleSet
from tests.conftest import SEEDS
from tests.page_samples import HOSTILE
from tests.workbenches import Visitor, visiting

SEED = SEEDS[0].read_bytes()
PATHS = ("", "/units", "/papers/page", "/papers/workbook", "/papers/notices", "/roster.xlsx")


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("data"), rules) as found:
        yield found


def _is_harmless(html: str) -> bool:
    attributes = re.sub(r'"[^"]*"', '""', html)
    return not (
        re.search(r"<script>|<img|<h1>假的|[^&]=49", html) or re.search(r"<[^>]*\son\w+\s*=", attributes)
    )


def _sheet(*names: str) -> bytes:
    book, packed = openpyxl.Workbook(), io.BytesIO()
    assert book.active
    book.active.append(["单位", "别名"])
    for place, name in enumerate(names, 2):
        for column in (1, 2):
            book.active.cell(place, column, name).data_type = "s"
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_anybody_says_is_shown_as_text(visitor: Visitor, words: str) -> None:
    batch = visitor.batch(name=words, year="2023", deadline="2026-02-28")
    assert visitor.enlist(batch, "r.xlsx", _sheet(words, "甲镇")).status_code == 200
    text = SEED.decode() + f"\n{words}\n"
    number, _ = visitor.collect(batch, ("报告.txt", text.encode()), (f"{words}.docx", b"PK\x03\x04x"))
    visitor.post(f"/reports/{number}/identity", unit=words)
    visitor.settled()
    visitor.post(f"/reports/{number}/returns", note=words, sender=words, until="2026-03-31")
    visitor.post("/waivers", unit=words, rule="lead.plan", reason=words, approver=words, until="2026-03-31")
    page = visitor.compared(batch)
    answers = [page, *(visitor.get(path) for path in ("/", "/batches", f"/reports/{number}", "/waivers"))]
    answers.append(visitor.get(f"/batches/{batch}/units"))
    for answer in answers:
        assert answer.status_code == 200 and _is_harmless(answer.text)
    kept = visitor.get(f"/batches/{batch}/papers/page").text
    # It brings its own script along, which stands at the end.
    assert _is_harmless(kept[: kept.rindex("<script>")])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\a\\b", "a\r\nX-Evil: 1", "\u202e甲", "CON", "..", "名" * 300]
)
def test_the_name_of_a_batch_makes_no_other_file(visitor: Visitor, name: str) -> None:
    batch = visitor.batch(name=name)
    visitor.collect(batch, ("报告.txt", SEED))
    for path in PATHS[2:5]:
        answer = visitor.get(f"/batches/{batch}{path}")
        assert answer.status_code == 200 and "x-evil" not in answer.headers
        assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w%.-]+", answer.headers["content-disposition"])
        assert "%2F" not in answer.headers["content-disposition"]


def test_no_unit_writes_outside_the_zip_of_letters(visitor: Visitor) -> None:
    batch = visitor.batch()
    numbers = visitor.collect(batch, *((f"{each}.txt", SEED + each.encode()) for each in "甲乙"))
    for number, unit in zip(numbers, ("../../../etc/cron.d/x", "C:\\Windows\\win"), strict=True):
        visitor.post(f"/reports/{number}/identity", unit=unit)
    visitor.settled_all()
    with zipfile.ZipFile(io.BytesIO(visitor.get(f"/batches/{batch}/papers/notices").content)) as letters:
        names = letters.namelist()
    assert len(names) == 2 and not any(re.search(r"[/\\:]|^\.", each) for each in names)


def test_a_bomb_for_a_roster_costs_only_itself(visitor: Visitor) -> None:
    batch = visitor.batch()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 1024 * 1024))
    answer = visitor.enlist(batch, "r.xlsx", packed.getvalue())
    assert answer.status_code == 400 and "大得异常" in visitor.said(answer)
    too_large = visitor.enlist(batch, "r.csv", b"\n" * (4 * 1024 * 1024 + 1))
    assert too_large.status_code == 413
    assert visitor.get(f"/batches/{batch}/roster.xlsx").status_code == 404


@pytest.mark.parametrize("number", ["999", "0", "9" * 18, "9" * 30])
@pytest.mark.parametrize(
    "path", ["", "/state", "/units", "/roster.xlsx", "/papers/workbook", "/papers/notices"]
)
def test_a_batch_that_is_not_there_is_told(visitor: Visitor, number: str, path: str) -> None:
    answer = visitor.get(f"/batches/{number}{path}")
    assert answer.status_code == 404 and "没有这一页" in visitor.said(answer)


@pytest.mark.parametrize("number", ["999", "9" * 30])
@pytest.mark.parametrize("path", ["edit", "removal", "submissions", "roster"])
def test_nothing_is_done_to_a_batch_that_is_not_there(visitor: Visitor, number: str, path: str) -> None:
    assert visitor.post(f"/batches/{number}/{path}", year="2024").status_code == 404


@pytest.mark.parametrize("number", ["9" * 30, "9" * 19])
@pytest.mark.parametrize("path", ["", "/state", "/papers/notice", "/changes/1"])
def test_a_number_that_no_report_can_have_is_told(visitor: Visitor, number: str, path: str) -> None:
    assert visitor.get(f"/reports/{number}{path}").status_code == 404


def test_a_form_that_is_too_large_is_refused(visitor: Visitor) -> None:
    batch = visitor.batch()
    fields = {f"f{each}": "x" for each in range(100)}
    assert visitor.post(f"/batches/{batch}/edit", year="2024", **fields).status_code == 400
    answer = visitor.post("/waivers", unit="甲" * 100_000)
    assert answer.status_code == 413 and "有一栏写得太长" in visitor.said(answer)
    long = visitor.post(f"/batches/{batch}/edit", year="2024", name="长" * 5_000)
    assert long.status_code == 200 and "长" * 59 + "…" in visitor.said(long)


def test_the_pages_of_batches_hold_no_script_or_style_of_their_own(visitor: Visitor) -> None:
    batch = visitor.batch()
    number, _ = visitor.collect(batch, ("甲.txt", SEED), ("乙.txt", SEED + b"\n"))
    paths = ("/", "/batches", f"/batches/{batch}", f"/batches/{batch}/units", "/waivers")
    for path in (*paths, f"/reports/{number + 1}/changes/{number}"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert not re.search(r"<style|<script>|style=|javascript:|https?://", answer.text), path


def test_the_password_stands_before_the_batches(
    tmp_path_factory: pytest.TempPathFactory, rules: RuleSet
) -> None:
    with visiting(tmp_path_factory.mktemp("data"), rules, password="临水县司法局2026") as visitor:
        for path in (
            "/batches",
            "/batches/1",
            "/batches/1/state",
            "/roster-example.xlsx",
            "/waivers",
            "/papers/workbook",
        ):
            answer = visitor.get(path, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, "/login")
        assert visitor.post("/batches", year="2024").status_code == 401
