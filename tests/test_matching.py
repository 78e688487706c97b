"""The language of terms, fuzzy hits, word boundaries; equal to brute force."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import read
from auditor.match import Matcher, Occurrence, parse_term
from auditor.match.index import WordIndex
from auditor.models import Document
from auditor.outline import outline
from auditor.rules import RuleSet
from benchmarks.brute_force import Hit, brute_force
from tests.conftest import SEEDS


def _found(term: str, text: str) -> tuple[Occurrence, ...]:
    parsed = parse_term(term)
    report = f"临水镇2024年度法治政府建设年度报告\n一、主要工作\n{text}"
    return Matcher([parsed]).scan(outline(Document("t", "0" * 64, report))).of(parsed)


@pytest.mark.parametrize(
    ("term", "text", "hits"),
    [
        ("案卷评查", "开展案卷评查2次。", 1),
        ("案卷评查", "开展 案 卷 评查2次。", 1),
        ("三项制度", "落实“三项”制度。", 1),
        ("案卷/卷宗 评查", "对卷宗进行评查。", 1),
        ("执法 培训", "全年培训执法人员80人。", 1),
        ("执法 培训", "全年培训80人。执法人员齐整。", 0),
        ("亲自…过问", "亲自部署、过问难题。", 1),
        ("亲自…过问", "过问难题、亲自部署。", 0),
        ("案卷 检查 -食堂", "检查食堂案卷。", 0),
        ("法制审核", "法治审核9件。", 1),
        ("行政複議", "办理行政复议3件。", 1),
        ("互联网+监管", "推进“互联网＋监管”。", 1),
    ],
)
def test_terms_are_found_as_their_author_means(term: str, text: str, hits: int) -> None:
    assert len(_found(term, text)) == hits


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("调解", "协调解决难题3个。"),
        ("应诉", "及时回应诉求12件。"),
        ("政协", "签订行政协议6份。"),
        ("述法", "上述法律均已汇编。"),
        ("人大", "工人大多返岗。"),
        ("复议", "经反复议定方案。"),
        ("权责", "投保知识产权责任险。"),
    ],
)
def test_a_short_term_is_not_found_across_words(term: str, text: str) -> None:
    assert _found(term, text) == ()


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("调解", "人民调解员全覆盖。"),
        ("述法", "现场述法9人。"),
        ("学法", "会前学法6次。"),
        ("应诉", "出庭应诉3次。"),
        ("人大", "接受人大监督。"),
    ],
)
def test_a_short_term_is_found_where_it_is_a_word(term: str, text: str) -> None:
    assert len(_found(term, text)) == 1


@pytest.mark.parametrize(
    ("term", "text", "doubtful", "another_word"),
    [
        ("执法全过程记录", "落实执法全过程纪录制度。", False, False),
        ("重大执法决定法制审核", "落实重大执法决定法治审核制度。", False, False),
        ("执法全过程记录", "落实执法全过过程记录制度。", False, False),
        ("执法全过程记录", "落实执法全过呈记录制度。", True, False),
        ("执法全过程记录", "落实执法全过程某记录制度。", True, False),
        ("步步推进执法改革", "步步推进执呈改革。", True, False),
        ("综合行政执法改革", "推进综合行政执改革。", True, False),
        ("公共法律服务站", "建成公共文律服务站。", True, False),
    ],
)
def test_a_slip_is_forgiven_or_doubted(term: str, text: str, doubtful: bool, another_word: bool) -> None:
    (found,) = _found(term, text)
    assert (found.doubtful, found.another_word) == (doubtful, another_word)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("负责人出庭应诉", "负责人未出庭应诉。"),
        ("行政负责人出庭应诉", "行政负责人不出庭应诉。"),
        ("合法性审查", "开展合规性审查。"),
        ("行政应诉", "做好行政应急工作。"),
        ("公共法律服务站", "建成公共便民服务站。"),
    ],
)
def test_a_denial_or_a_short_look_alike_is_no_hit_at_all(term: str, text: str) -> None:
    assert _found(term, text) == ()


def test_a_real_word_in_place_of_another_is_another_thing() -> None:
    (found,) = _found("公共法律服务中心", "建成公共法治服务中心。")
    assert (found.exact, found.another_word) == (False, True)


def _index_hits(words: Iterable[str], fuzzy: Iterable[str], text: str) -> set[Hit]:
    exact, slips = WordIndex(words, fuzzy).scan(text)
    found = {(word, start, start + len(word)) for word, starts in exact.items() for start in starts}
    return found | {(hit.word, hit.start, hit.end) for hit in slips}


def _lines(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in re.finditer("[^\n]+", text)]


@settings(max_examples=500)
@given(
    st.lists(st.text("甲乙丙丁", min_size=1, max_size=6), max_size=12),
    st.lists(st.text("甲乙丙丁", min_size=6, max_size=9), max_size=3),
    st.text("甲乙丙丁不\n", max_size=60),
)
def test_the_index_finds_what_brute_force_finds(words: list[str], fuzzy: list[str], text: str) -> None:
    assert _index_hits([*words, *fuzzy], fuzzy, text) == brute_force(
        {*words, *fuzzy}, set(fuzzy), _lines(text)
    )


@settings(max_examples=500)
@given(st.text("甲乙丙丁戊己", min_size=6, max_size=9), st.data())
def test_every_slip_in_a_word_is_found(word: str, data: st.DataObject) -> None:
    """One character wrong, missing or too many, anywhere inside, between any other words."""
    place = data.draw(st.integers(1, len(word) - 2))
    slip = data.draw(st.sampled_from(["", "庚", word[place] + "庚"]))
    before, after = data.draw(st.text("辛壬", max_size=4)), data.draw(st.text("辛壬", max_size=4))
    written = word[:place] + slip + word[place + 1 :]
    text = before + written + after
    found = {(start, end) for _, start, end in _index_hits([word], [word], text)}
    assert found == {(start, end) for _, start, end in brute_force([word], [word], [(0, text)])} != set()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_index_finds_in_a_seed_what_brute_force_finds(path: Path, rules: RuleSet) -> None:
    text = outline(read(path)).flat.matching
    terms = {term for each in rules.levels.values() for rule in each for term in rule.all_terms()}
    words = {word for term in terms for word in term.words}
    fuzzy = {term.fuzzy for term in terms if term.fuzzy}
    assert _index_hits(words, fuzzy, text) == brute_force(words, fuzzy, _lines(text))


@pytest.mark.parametrize(
    ("term", "text", "spans"),
    [
        ("执法 培训", f"执法{'某' * 40}培训。", ["执法", "培训"]),
        ("执法 培训", f"执法{'某' * 41}培训。", None),
        ("培训 执法", f"执法{'某' * 40}培训。", ["执法", "培训"]),
        ("执法 培训 考试", f"考试{'某' * 20}执法{'某' * 20}培训。", ["考试", "执法", "培训"]),
        ("执法 培训 考试", f"考试{'某' * 20}执法{'某' * 21}培训。", None),
        ("亲自…过问", "亲自过问难题。", ["亲自", "过问"]),
        ("亲自…过问", f"亲自{'某' * 15}过问。", ["亲自", "过问"]),
        ("亲自…过问", f"亲自{'某' * 16}过问。", None),
        ("亲自…过问 难题", "难题亲自过问。", ["难题", "亲自", "过问"]),
        ("行政执法 执法培训", "行政执法培训。", None),
        ("执法 执法", "执法。", None),
        ("执法 执法", "执法又执法。", ["执法", "执法"]),
        ("执法全过程", "执法。全过程。", None),
        ("案卷 评查", "案卷齐全。评查2次。", None),
        ("案卷 评查 -食堂/车间", "评查车间案卷。", None),
    ],
)
def test_words_of_a_term_stand_apart_near_each_other_and_in_order(
    term: str, text: str, spans: list[str] | None
) -> None:
    found = _found(term, text)
    assert len(found) == (spans is not None)
    for occurrence in found:
        # Offsets count from the first heading: the title is no part of the body.
        flat = f"一、主要工作\n{text}"
        assert [flat[start:end] for start, end in occurrence.spans] == spans
        assert (occurrence.start, occurrence.end) == (occurrence.spans[0][0], occurrence.spans[-1][1])


def test_every_occurrence_is_found_in_order_of_place() -> None:
    found = _found("执法/培训", "培训执法人员。执法有记录。")
    assert [(each.sentence, each.start) for each in found] == sorted(
        (each.sentence, each.start) for each in found
    )
    assert len(found) == 3


def test_two_words_repeated_without_end_cost_no_more_than_a_few_dozen_tries() -> None:
    assert 1 <= len(_found("执法 培训", "执法培训、" * 40)) <= 65


@pytest.mark.parametrize(
    ("term", "text", "similarity"),
    [
        ("法治审核", "法治审核9件。", 1.0),
        ("法制审核", "法制审核9件。", 1.0),
        ("法制审核", "法治审核9件。", 1.0),
        ("法治审核", "法制审核9件。", 0.75),
        ("审核 法治", "法制部门审核9件。", 0.75),
        ("三项制度", "“三项”制度。", 1.0),
        ("行政執法", "行政执法。", 1.0),
        ("执法全过程记录", "落实执法全过呈记录。", 0.86),
        ("执法全过程记录", "落实执法全过过程记录。", 0.88),
        ("执法全过程记录", "落实执法过程记录。", 0.86),
    ],
)
def test_similarity_tells_how_many_letters_were_forgiven(term: str, text: str, similarity: float) -> None:
    (found,) = _found(term, text)
    assert (found.similarity, found.exact) == (similarity, similarity == 1.0)


@pytest.mark.parametrize(
    ("source", "slots", "without", "fuzzy"),
    [
        ("案卷评查", [(["案卷评查"], False)], (), None),
        ("行政执法评查", [(["行政执法评查"], False)], (), "行政执法评查"),
        ("行政执法评", [(["行政执法评"], False)], (), None),
        ("service", [(["service"], False)], (), None),
        ("行政执法评查/评议", [(["行政执法评查", "评议"], False)], (), None),
        ("行政执法评查 评议", [(["行政执法评查"], False), (["评议"], False)], (), None),
        ("亲自……过问…督办", [(["亲自"], False), (["过问"], True), (["督办"], True)], (), None),
        ("执法　 培训", [(["执法"], False), (["培训"], False)], (), None),
        ("案卷 -食堂/車間 -厨房", [(["案卷"], False)], ("食堂", "车间", "厨房"), None),
    ],
)  # fmt: skip
def test_a_term_is_taken_apart_as_its_author_means(
    source: str, slots: list[tuple[list[str], bool]], without: tuple[str, ...], fuzzy: str | None
) -> None:
    term = parse_term(source)
    assert [([*slot.choices], slot.ordered) for slot in term.slots] == slots
    assert (term.without, term.fuzzy, term.source) == (without, fuzzy, source)
    assert sorted(term.words) == sorted([*(word for words, _ in slots for word in words), *without])


def test_a_term_that_the_matcher_was_not_made_for_is_not_found() -> None:
    report = outline(Document("t", "0" * 64, "临水镇2024年度法治政府建设年度报告\n一、主要工作\n执法。"))
    assert Matcher([parse_term("执法")]).scan(report).of(parse_term("普法")) == ()


@pytest.mark.parametrize("source", ["", "  ", "甲//乙", "甲…", "-"])
def test_a_term_without_words_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="“"):
        parse_term(source)
