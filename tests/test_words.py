"""Word boundaries: the very words that jieba cuts, without loading its dictionary."""

from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import read
from auditor.cache import cache_folder
from auditor.match import frequencies as frequencies_module
from auditor.match.frequencies import Frequencies, frequencies
from auditor.match.words import crosses_words, is_known_word
from auditor.outline import outline
from tests.conftest import SEEDS


def _spans(words: list[str]) -> set[tuple[int, int]]:
    spans, position = set(), 0
    for word in words:
        if all("\u4e00" <= char <= "\u9fff" for char in word):
            spans.add((position, position + len(word)))
        position += len(word)
    return spans


def test_the_words_of_a_sentence_are_those_of_jieba() -> None:
    jieba.setLogLevel(60)
    for path in SEEDS:
        parsed = outline(read(path))
        for each in parsed.sentences:
            text = parsed.flat.matching[each.start : each.end]
            for start, end in _spans(list(jieba.cut(text, HMM=False))):
                if end - start > 1:
                    assert is_known_word(text, start) == text[start:end]


@settings(max_examples=300)
@given(st.text("协调解决回应诉求行政复议法律服务龘靐,。", max_size=14))
def test_any_run_of_characters_is_cut_as_jieba_cuts_it(text: str) -> None:
    """Also those that stand in no dictionary; a mark belongs to no word."""
    position = 0
    for word in jieba.cut(text, HMM=False):
        for at in range(position, position + len(word)):
            assert is_known_word(text, at) == (word if len(word) > 1 else None)
        position += len(word)


@pytest.mark.parametrize(
    ("sentence", "term", "crosses"),
    [
        ("协调解决困难", "调解", True),
        ("回应诉求", "应诉", True),
        ("调解纠纷", "调解", False),
        ("依法应诉", "应诉", False),
    ],
)
def test_a_short_term_may_run_across_two_words(sentence: str, term: str, crosses: bool) -> None:
    start = sentence.index(term)
    assert crosses_words(sentence, start, start + len(term)) is crosses


@pytest.mark.parametrize(
    "damage", [b"", b"word-frequencies-2\n", b"\x00" * 4096, None], ids=["empty", "cut", "zeros", "flipped"]
)
def test_a_damaged_table_is_thrown_away_and_made_anew(
    damage: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = frequencies()
    made: list[Frequencies] = []
    (kept,) = cache_folder().glob("words-*.bin")
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path))
    (tmp_path / kept.name).write_bytes(bytes(data) if damage is None else damage)
    monkeypatch.setattr(frequencies_module, "_from_dictionary", lambda: made.append(known) or known)
    frequencies.cache_clear()
    for _ in range(2):
        assert frequencies().packed() == known.packed()
        frequencies.cache_clear()
    assert made == [known]
    assert (tmp_path / kept.name).stat().st_size == len(data)
