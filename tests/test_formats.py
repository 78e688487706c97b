"""The law of formats: whatever a report is sent as, it is judged as its plain text is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import Audit, Document, audit
from auditor.errors import UnreadableError
from auditor.readers import read_each
from auditor.rules import RuleSet
from benchmarks.likeness import bare, character_error, differing, facts, whole_paragraphs
from tests.conftest import SEEDS
from tests.samples import ALL, Sample, make, make_all, missing
from tests.samples.html import FURNITURE
from tests.samples.own_reports import department, long_report
from tests.samples.report import parse
from tests.samples.tricky import UNSEEN

Read = Callable[[Sample], Document]
Samples = dict[str, list[Sample]]

# What is made of every seed, and the share of its paragraphs that must come back whole.
WHOLE_PARAGRAPHS = {
    "txt": 0.99,
    "docx": 0.99,
    "doc": 0.99,
    "rtf": 0.99,
    "odt": 0.99,
    "html": 0.99,
    "pdf": 0.9,
    "ofd": 0.9,
}
SPECIAL = ("tricky", "department", "long", "rare", "columns")
LAID_OUT = [
    name
    for name in ALL
    if name.partition("/")[0] in WHOLE_PARAGRAPHS and not any(word in name for word in SPECIAL)
]
# Recognition takes seconds a page: two seeds whole, the other turns of the paper on a page of one.
RECOGNISED_WHOLE = (("scan/200dpi.pdf", 0), ("scan/sealed.pdf", 4))
RECOGNISED_PAGES = [name for name in ALL if name.startswith("scan/") and name not in dict(RECOGNISED_WHOLE)]


def _lacking(name: str) -> None:
    if tool := missing(name):
        pytest.skip(f"{tool} is not on this machine")
    if name.startswith("scan/"):
        pytest.importorskip("rapidocr")


@pytest.fixture(scope="session")
def read_sample(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read a sample that is one report, from the disk as a user would."""
    folder = tmp_path_factory.mktemp("samples")
    known: dict[tuple[str, bytes], Document] = {}

    def run(sample: Sample) -> Document:
        if (sample.name, sample.data) not in known:
            path = folder / Path(sample.name).name
            path.write_bytes(sample.data)
            ((_, result),) = read_each(path, sample.name)
            if isinstance(result, UnreadableError):
                raise result
            known[sample.name, sample.data] = result
        return known[sample.name, sample.data]

    return run


@pytest.fixture(scope="session")
def laid_out() -> Samples:
    """Every sample of every seed that this machine can make; LibreOffice is called once a format."""
    names = [name for name in LAID_OUT if not missing(name)]
    made = make_all(names, [path.read_text(encoding="utf-8") for path in SEEDS])
    return {name: [of_seed[place] for of_seed in made] for place, name in enumerate(names)}


def _assert_quotes_are_exact(found: Audit, document: Document) -> None:
    for finding in found.findings:
        for shown in (*finding.evidence, *finding.look_alikes):
            assert document.text[shown.start : shown.end] == shown.quote, finding.id


@pytest.mark.parametrize("name", LAID_OUT)
def test_a_report_is_judged_as_its_plain_text_is(
    name: str, laid_out: Samples, read_sample: Read, rules: RuleSet, seed_audits: dict[str, Audit]
) -> None:
    _lacking(name)
    differences, total = [], 0
    for sample, (key, expected) in zip(laid_out[name], sorted(seed_audits.items()), strict=True):
        document = read_sample(sample)
        found = audit(document, rules)
        assert facts(found) == facts(expected), key
        _assert_quotes_are_exact(found, document)
        differences += [f"{key} {line}" for line in differing(expected, found)]
        total += len(expected.findings)
    assert len(differences) <= 0.01 * total, differences


@pytest.mark.parametrize("name", LAID_OUT)
def test_words_and_paragraphs_come_back_whole(name: str, laid_out: Samples, read_sample: Read) -> None:
    _lacking(name)
    kind = name.partition("/")[0]
    for sample in laid_out[name]:
        text = read_sample(sample).text
        assert character_error(sample.truth_lines, text) < 0.005
        if "wrapped" not in name:
            whole = [line for line in sample.truth_lines if bare(line)]
            assert whole_paragraphs(whole, text) >= WHOLE_PARAGRAPHS[kind]
        if kind == "html":
            assert not [words for words in FURNITURE if words in text]


@pytest.mark.parametrize(
    ("name", "share"),
    [(f"docx/{form}.docx", 1.0) for form in ("numbered", "overridden", "strict")]
    + [
        ("doc/flat-opc.doc", 1.0),
        ("doc/numbered.doc", 0.96),
        ("odt/numbered.odt", 1.0),
        ("rtf/numbered.rtf", 0.96),
    ],
)
def test_automatic_numbers_stand_before_their_headings(
    name: str, share: float, laid_out: Samples, read_sample: Read
) -> None:
    _lacking(name)
    right, headings = 0, 0
    for sample, path in zip(laid_out[name], SEEDS, strict=True):
        lines = {bare(line) for line in read_sample(sample).text.splitlines()}
        labelled = [block.text for block in parse(path.read_text(encoding="utf-8")).blocks if block.label]
        right += sum(bare(text) in lines for text in labelled)
        headings += len(labelled)
    assert headings >= 80
    assert right >= share * headings


@pytest.mark.parametrize("name", ["docx/tricky.docx", "doc/tricky.doc"])
def test_nothing_is_kept_that_no_reader_sees_and_nothing_lost_that_he_does(
    name: str, read_sample: Read
) -> None:
    _lacking(name)
    sample = make(name, "")
    text = read_sample(sample).text
    assert [words for words in sample.truth_lines if text.count(words) != 1] == []
    assert [words for words in UNSEEN if words in text] == []


@pytest.mark.parametrize("name", [name for name in ALL if "department" in name])
def test_tables_between_paragraphs_are_read_row_by_row(name: str, read_sample: Read, rules: RuleSet) -> None:
    _lacking(name)
    document = read_sample(make(name, ""))
    found = audit(document, rules)
    expected = audit(Document("t", "0" * 64, department().text), rules)
    rows = [line for line in department().lines if "\t" in line]
    assert whole_paragraphs(rows, document.text) == 1.0
    assert differing(expected, found) == []
    assert facts(found) == facts(expected)


@pytest.mark.parametrize("name", [name for name in ALL if "/long." in name])
def test_thirty_pages_are_read_like_three(name: str, read_sample: Read, rules: RuleSet) -> None:
    _lacking(name)
    report = SEEDS[1].read_text(encoding="utf-8")
    sample = make(name, report)
    document = read_sample(sample)
    expected = audit(Document("t", "0" * 64, long_report(parse(report)).text), rules)
    assert character_error(sample.truth_lines, document.text) < 0.005
    assert differing(expected, audit(document, rules)) == []


@pytest.mark.parametrize("seed", [1, 3])
def test_columns_are_read_one_after_the_other(
    seed: int, read_sample: Read, rules: RuleSet, seed_audits: dict[str, Audit]
) -> None:
    """Seeds without the frame of a web page: nobody prints that in two columns."""
    sample = make("pdf/columns.pdf", SEEDS[seed].read_text(encoding="utf-8"))
    document = read_sample(sample)
    found = audit(document, rules)
    assert character_error(sample.truth_lines, document.text) < 0.001
    assert facts(found) == facts(seed_audits[f"{seed:03d}"])
    assert len(differing(seed_audits[f"{seed:03d}"], found)) <= 1


def test_characters_beyond_the_common_plane_are_kept(read_sample: Read) -> None:
    sample = make("txt/rare.txt", SEEDS[1].read_text(encoding="utf-8"))
    assert read_sample(sample).text.startswith(sample.truth_lines[0])


@pytest.mark.parametrize("name", [name for name in ALL if name.startswith("zip/")])
def test_an_archive_is_as_many_reports_as_it_holds(
    name: str, tmp_path: Path, rules: RuleSet, seed_audits: dict[str, Audit]
) -> None:
    path = tmp_path / "全县.zip"
    path.write_bytes(make(name, SEEDS[1].read_text(encoding="utf-8")).data)
    results = dict(read_each(path, "全县.zip"))
    ends = {re.sub(r".*!/", "", source): result for source, result in results.items()}
    reports = [ends["渠马镇/2024年法治政府建设年度报告.docx"], ends["城郊乡/报告（定稿）.ofd"]]
    assert len(results) == 2
    for report in reports:
        assert isinstance(report, Document)
        assert facts(audit(report, rules)) == facts(seed_audits["001"])
        assert len(differing(seed_audits["001"], audit(report, rules))) <= 1


@pytest.mark.parametrize(("name", "seed"), RECOGNISED_WHOLE)
def test_a_scan_is_judged_nearly_as_its_plain_text_is(
    name: str, seed: int, read_sample: Read, rules: RuleSet, seed_audits: dict[str, Audit]
) -> None:
    _lacking(name)
    sample = make(name, SEEDS[seed].read_text(encoding="utf-8"))
    document = read_sample(sample)
    expected = seed_audits[f"{seed:03d}"]
    found = audit(document, rules)
    assert document.recognised
    assert character_error(sample.truth_lines, document.text) < 0.02
    assert facts(found) == facts(expected)
    _assert_quotes_are_exact(found, document)
    assert len(differing(expected, found)) <= 0.05 * len(expected.findings), differing(expected, found)


@pytest.mark.parametrize("name", RECOGNISED_PAGES)
def test_a_page_is_recognised_however_it_lies(name: str, read_sample: Read) -> None:
    _lacking(name)
    sample = make(name, SEEDS[0].read_text(encoding="utf-8"))
    document = read_sample(sample)
    assert document.recognised
    assert character_error(sample.truth_lines, document.text) < 0.03
    assert any("识别" in warning for warning in document.warnings)
