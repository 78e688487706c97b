"""The matcher against brute force, against ripgrep; a whole audit against brute force."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from auditor import Document, audit, load_rules
from auditor.match.index import FuzzyHit
from auditor.models import Outline
from auditor.outline import outline
from benchmarks.brute_force import Hit, brute_force
from benchmarks.corpus import report
from benchmarks.ratios import Row, Side, in_turns, milliseconds

# ripgrep takes its time to start; over this many copies of the corpus that no longer counts.
_COPIES = 20
_SOME = 3


def rows(rounds: int, reports: int) -> Iterator[Row]:
    """Yield the ratios over a corpus of ``reports``.

    Raises:
        AssertionError: the matcher's hits are not those of brute force.
    """
    rules = load_rules()
    matcher = rules.matcher()
    documents = [Document(str(number), "0" * 64, report(number)) for number in range(reports)]
    outlines = [outline(each) for each in documents]
    terms = {term for each in rules.levels.values() for rule in each for term in rule.all_terms()}
    words = sorted({word for term in terms for word in term.words})
    fuzzy = sorted({term.fuzzy for term in terms if term.fuzzy})

    for each in outlines[:_SOME]:
        expected = brute_force(words, fuzzy, _sentences(each))
        assert _hits(matcher.find(each)) == expected, "the matcher's hits are not those of brute force"

    def by_force() -> None:
        for each in outlines[:_SOME]:
            brute_force(words, fuzzy, _sentences(each))

    def find() -> None:
        for each in outlines:
            matcher.find(each)

    def put_together() -> None:
        for each in outlines:
            matches = matcher.scan(each)
            for term in terms:
                matches.of(term)

    def whole() -> None:
        for each in documents:
            audit(each, rules)

    forced, found, together, audited = in_turns(rounds, by_force, find, put_together, whole)
    forced, found, together, audited = (
        forced / min(_SOME, reports),
        found / reports,
        together / reports,
        audited / reports,
    )
    yield Row(
        f"brute force ÷ matcher, {len(words)} words in {len(terms)} terms, equal hits",
        forced / found,
        25,
        f"{milliseconds(forced)} ÷ {milliseconds(found)} a report",
        at_least=True,
    )
    yield Row(
        "brute force ÷ matcher with words put together to terms",
        forced / together,
        25,
        f"{milliseconds(forced)} ÷ {milliseconds(together)} a report",
        at_least=True,
    )
    yield Row(
        "whole audit of a text ÷ brute force",
        audited / forced,
        0.25,
        f"{milliseconds(audited)} ÷ {milliseconds(forced)}",
    )
    if shutil.which("rg"):
        yield from _against_ripgrep(rounds, words, outlines, find)


def _against_ripgrep(rounds: int, words: list[str], outlines: list[Outline], find: Side) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        patterns, corpus = Path(folder, "words"), Path(folder, "corpus")
        patterns.write_text("\n".join(words), encoding="utf-8")
        corpus.write_text("".join(each.flat.matching for each in outlines) * _COPIES, encoding="utf-8")
        command = ["rg", "--threads=1", "--only-matching", "--fixed-strings", "--file", patterns, corpus]

        def search() -> None:
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

        searched, found = in_turns(rounds, search, find)
    searched, found = searched / _COPIES / len(outlines), found / len(outlines)
    yield Row(
        "matcher ÷ ripgrep's exact search",
        found / searched,
        40,
        f"{milliseconds(found)} ÷ {milliseconds(searched)} a report",
    )


def _sentences(each: Outline) -> list[tuple[int, str]]:
    """Return the lines of the flat text: what the matcher takes as one piece."""
    pieces, start = [], 0
    for line in each.flat.matching.split("\n"):
        if line:
            pieces.append((start, line))
        start += len(line) + 1
    return pieces


def _hits(found: tuple[dict[str, list[int]], list[FuzzyHit]]) -> set[Hit]:
    exact, slips = found
    hits = {(word, start, start + len(word)) for word, starts in exact.items() for start in starts}
    return hits | {(hit.word, hit.start, hit.end) for hit in slips}
