"""A report ten times as long."""

from collections.abc import Iterator

from auditor import Document, audit, load_rules
from benchmarks.corpus import long_report, report
from benchmarks.ratios import Row, in_turns, milliseconds

_TIMES = 10


def rows(rounds: int, reports: int) -> Iterator[Row]:
    """Yield the ratio: time for each character counts, the long ones being not exactly ten times as long."""
    rules = load_rules()
    short = [Document(str(number), "0" * 64, report(number)) for number in range(reports)]
    long = [Document(str(number), "0" * 64, long_report(number, _TIMES)) for number in range(reports)]
    length = sum(len(each.text) for each in long) / sum(len(each.text) for each in short)

    def run(documents: list[Document]) -> None:
        for each in documents:
            audit(each, rules)

    of_long, of_short = in_turns(rounds, lambda: run(long), lambda: run(short))
    yield Row(
        f"{_TIMES}× the length of a report: time",
        of_long / of_short / length * _TIMES,
        12,
        f"{milliseconds(of_long / reports)} ÷ {milliseconds(of_short / reports)}, {length:.1f}× as long",
    )
