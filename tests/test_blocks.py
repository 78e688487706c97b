"""What a file knows beside its words: paragraphs, headings by style, dates outside the text, poor scans."""

from dataclasses import replace

import pytest

from auditor import Document, audit
from auditor.legibility import is_poorly_recognised
from auditor.models import Block, Metadata
from auditor.outline import outline
from auditor.rules import RuleSet
from auditor.vocabulary import BlockKind, Role, Status
from tests.conftest import SEEDS

TITLE = "临水镇2024年度法治政府建设年度报告"


def document(
    *pieces: tuple[str, int | None] | str, kind: BlockKind = BlockKind.PARAGRAPH, **more: object
) -> Document:
    """A document whose pieces are paragraphs of a file, each with the outline level of its style."""
    texts, blocks, position = [], [], 0
    for piece in pieces:
        text, level = (piece, None) if isinstance(piece, str) else piece
        blocks.append(Block(position, position + len(text), kind, outline_level=level))
        texts.append(text)
        position += len(text) + 1
    return Document("t", "0" * 64, "\n".join(texts), blocks=tuple(blocks), **more)  # type: ignore[arg-type]


def test_a_heading_without_a_number_is_known_by_its_style() -> None:
    parsed = outline(
        document(
            TITLE,
            ("全年所做的事", 1),
            ("普法方面", 2),
            "全年普法12场。",
            ("不足之处和存在的问题", 1),
            "执法人员少。",
        )
    )
    assert [(each.heading, each.level, each.role) for each in parsed.sections] == [
        ("全年所做的事", 1, Role.MEASURES),
        ("普法方面", 2, Role.MEASURES),
        ("不足之处和存在的问题", 1, Role.PROBLEMS),
    ]


def test_levels_of_styles_follow_the_numbered_headings_beside_them() -> None:
    parsed = outline(document(TITLE, ("一、主要工作", 2), "普法12场。", ("下一步打算", 2), "继续普法。"))
    assert [(each.level, each.role) for each in parsed.sections] == [(1, Role.MEASURES), (1, Role.NEXT_YEAR)]


def test_running_text_in_a_heading_style_stays_text() -> None:
    long = "全年共开展普法宣传活动十二场，发放资料三千份，调解矛盾纠纷四十一起，化解信访事项六件，群众满意度较高。"
    parsed = outline(document(TITLE, ("一、主要工作", 1), (long, 1)))
    assert [each.heading for each in parsed.sections] == ["主要工作"]


def test_paragraphs_of_a_file_are_not_joined_but_lines_of_a_text_are() -> None:
    first = "全镇共有持证行政执法人员二十三名，分布在六个站所，按照要求开展执法检查和巡查工作"
    second = "全年普法12场。"
    by_blocks = outline(document(TITLE, "一、主要工作", first, second))
    by_lines = outline(Document("t", "0" * 64, "\n".join((TITLE, "一、主要工作", first, second))))
    assert [len({each.paragraph for each in parsed.sentences}) for parsed in (by_blocks, by_lines)] == [3, 2]


def test_rows_of_a_table_stay_apart() -> None:
    rows = [
        "行政执法人员持证总数（含执法辅助人员及新招录人员）\t23",
        "行政复议案件受理总数（含上一年度结转下来的）\t2",
    ]
    parsed = outline(document(TITLE, *rows, kind=BlockKind.TABLE_ROW))
    assert len({each.paragraph for each in parsed.sentences}) == 2


def test_dates_and_publisher_stated_outside_the_text_serve_when_the_text_has_none() -> None:
    stated = Metadata(publisher="临水镇人民政府", posted="2025-03-02", drawn_up="2025-01-08")
    parsed = outline(document("2024年度法治政府建设年度报告", "一、主要工作", "普法12场。", metadata=stated))
    assert (parsed.publisher, parsed.unit) == ("临水镇人民政府", "临水镇人民政府")
    assert (str(parsed.posted_date), str(parsed.sign_date)) == ("2025-03-02", "2025-01-08")


def scanned(confidence: float) -> Document:
    text = SEEDS[0].read_text(encoding="utf-8-sig")
    lines, position, blocks = text.split("\n"), 0, []
    for line in lines:
        blocks.append(Block(position, position + len(line), confidence=confidence))
        position += len(line) + 1
    return Document("s.pdf", "0" * 64, text, blocks=tuple(blocks), recognised=True)


@pytest.mark.parametrize(("confidence", "missing"), [(0.97, True), (0.6, False)])
def test_what_a_poor_scan_lacks_is_for_a_person_to_look_at(
    rules: RuleSet, confidence: float, missing: bool
) -> None:
    audited = audit(scanned(confidence), rules)
    plain = audit(replace(scanned(1.0), recognised=False), rules)
    was = {each.id for each in plain.findings if each.status is Status.MISSING}
    now = {each.id: each for each in audited.findings}
    assert was
    assert {now[each].status for each in was} == {Status.MISSING if missing else Status.REVIEW}
    if not missing:
        assert all("请对照原件核对" in now[each].reason for each in was)


@pytest.mark.parametrize(("poor", "in_doubt"), [(5, False), (6, True)])
def test_a_little_poor_text_at_the_end_of_a_clear_scan_costs_nothing(poor: int, in_doubt: bool) -> None:
    text = "法" * 100
    blocks = (Block(0, 100 - poor, confidence=0.98), Block(100 - poor, 100, confidence=0.69))
    scan = Document("s.pdf", "0" * 64, text, blocks=blocks, recognised=True)
    assert is_poorly_recognised(scan) is in_doubt
    assert not is_poorly_recognised(replace(scan, recognised=False))


def test_a_file_that_was_opened_but_cannot_be_scored_says_why(rules: RuleSet) -> None:
    audited = audit(Document("s.pdf", "0" * 64, "", unscored="“s.pdf”是扫描件。"), rules)
    assert (audited.scored, audited.unscored_reason, audited.gap) == (False, "“s.pdf”是扫描件。", None)


def test_warnings_of_the_reader_reach_the_result(rules: RuleSet) -> None:
    audited = audit(
        document(TITLE, "一、主要工作", "普法12场。", warnings=("含修订痕迹，已按接受全部修订处理。",)), rules
    )
    assert audited.warnings == ("含修订痕迹，已按接受全部修订处理。",)
