"""Automatic numbers as Word counts them, whatever the format of the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.readers.lists import Level, ListCounter, NumberedList, format_of_code, with_label

CHINESE = {
    0: Level("%1、", "chineseCountingThousand"),
    1: Level("（%2）", "chineseCountingThousand"),
    2: Level("%3.", "decimal"),
}
LEGAL = {0: Level("第%1章", "chineseCounting"), 1: Level("%1.%2", "decimal", legal=True)}


def labels(numbered: NumberedList, *depths: int) -> list[str]:
    counter = ListCounter()
    return [counter.label(numbered, depth) for depth in depths]


@pytest.mark.parametrize(
    ("levels", "depths", "expected"),
    [
        pytest.param(CHINESE, [0, 0, 0], ["一、", "二、", "三、"], id="a level counts on"),
        pytest.param(CHINESE, [0, 1, 1, 0, 1], ["一、", "（一）", "（二）", "二、", "（一）"], id="deeper starts anew"),
        pytest.param(CHINESE, [0, 2, 1, 2], ["一、", "1.", "（一）", "1."], id="a skipped level resets too"),
        pytest.param(CHINESE, [1, 1, 0], ["（一）", "（二）", "一、"], id="the second level alone"),
        pytest.param(LEGAL, [0, 0, 1], ["第一章", "第二章", "2.1"], id="isLgl makes figures of all numbers"),
        pytest.param({0: Level("%1", "upperRoman"), 1: Level("%1.%2", "decimalZero", legal=True)}, [0, 1], ["I", "1.01"], id="isLgl leaves 01 as it is"),
        pytest.param(LEGAL, [1], ["1.1"], id="an unused level shows its first number"),
        pytest.param({0: Level("%1.", start=5)}, [0, 0], ["5.", "6."], id="another first number"),
        pytest.param({0: Level("●", "bullet")}, [0, 0], ["", ""], id="bullets are left out"),
        pytest.param({0: Level("附件：", "none")}, [0], ["附件："], id="a label without a number"),
        pytest.param({0: Level("%1 %2 %9.")}, [0], ["1  ."], id="levels that are deeper or absent show nothing"),
        pytest.param(CHINESE, [7, 0], ["", "一、"], id="a depth that the list lacks"),
    ],
)  # fmt: skip
def test_labels_of_one_list(levels: dict[int, Level], depths: list[int], expected: list[str]) -> None:
    assert labels(NumberedList("a", "a", levels), *depths) == expected


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        pytest.param(None, ["一、", "（一）", "1.", "（二）", "1.", "二、", "（一）", "1."], id="by every level above"),
        pytest.param(0, ["一、", "（一）", "1.", "（二）", "2.", "二、", "（一）", "3."], id="by none"),
        pytest.param(1, ["一、", "（一）", "1.", "（二）", "2.", "二、", "（一）", "1."], id="by the topmost only"),
    ],
)  # fmt: skip
def test_a_level_says_itself_what_makes_it_start_anew(restart: int | None, expected: list[str]) -> None:
    levels = CHINESE | {2: Level("%3.", restart=restart)}
    assert labels(NumberedList("a", "a", levels), 0, 1, 2, 1, 2, 0, 1, 2) == expected


def test_lists_of_one_definition_carry_on_from_one_another() -> None:
    first = NumberedList(1, "same", CHINESE)
    second = NumberedList(2, "same", CHINESE)
    counter = ListCounter()
    assert [counter.label(each, 0) for each in (first, second, first)] == ["一、", "二、", "三、"]


def test_a_list_that_starts_anew_does_so_at_its_first_paragraph_only() -> None:
    first = NumberedList(1, "same", CHINESE)
    second = NumberedList(2, "same", CHINESE, {0: 10})
    counter = ListCounter()
    assert [counter.label(each, 0) for each in (first, second, second, first, second)] == [
        "一、", "十、", "十一、", "十二、", "十三、",
    ]  # fmt: skip


def test_a_paragraph_may_demand_its_number() -> None:
    counter = ListCounter()
    numbered = NumberedList(1, 1, CHINESE)
    assert [counter.label(numbered, 0, number) for number in (None, 7, None)] == ["一、", "七、", "八、"]


def test_an_endless_label_is_cut() -> None:
    assert len(labels(NumberedList(1, 1, {0: Level("%1" * 10**6)}), 0)[0]) < 1000


@pytest.mark.parametrize(
    ("label", "text", "joined"),
    [("一、", "主要举措", "一、主要举措"), ("1", "2024年", "1 2024年"), ("1.", "2024年", "1.2024年"), ("", "a", "a"), ("1", "", "1")],
)  # fmt: skip
def test_a_label_stands_right_before_its_text(label: str, text: str, joined: str) -> None:
    assert with_label(label, text) == joined


@pytest.mark.parametrize(
    ("code", "name"), [(0, "decimal"), (11, "japaneseCounting"), (23, "bullet"), (28, "decimalEnclosedCircleChinese"), (38, "chineseLegalSimplified"), (39, "chineseCountingThousand"), (255, "none"), (4711, "decimal")]
)  # fmt: skip
def test_codes_of_number_formats(code: int, name: str) -> None:
    assert format_of_code(code) == name


@given(st.lists(st.integers(0, 2), max_size=30))
def test_the_topmost_level_counts_every_paragraph_of_its_own(depths: list[int]) -> None:
    levels = {depth: Level(f"%{depth + 1}") for depth in range(3)}
    found = labels(NumberedList(0, 0, levels), *depths)
    tops = [label for label, depth in zip(found, depths, strict=True) if depth == 0]
    assert tops == [str(number) for number in range(1, len(tops) + 1)]
