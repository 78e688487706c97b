"""Sample submissions made from one plain-text report: every format, ordinary and awkward.

``make(name, text)`` makes one of ``NAMES``; ``make_all`` makes many with one call of LibreOffice a format.
``python -m tests.samples REPORT.txt OUT`` writes them all, with a manifest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.samples import office
from tests.samples.catalogue import RECIPES, Recipe
from tests.samples.report import Report, parse
from tests.samples.scanned import SCANNED
from tests.samples.scans import font_file

ALL: dict[str, Recipe] = {**RECIPES, **SCANNED}
NAMES = tuple(ALL)


@dataclass(frozen=True)
class Sample:
    """A file. ``tries``: what it is meant to try. ``truth_lines``: what a perfect reader returns of it."""

    name: str
    data: bytes
    tries: str
    truth_lines: tuple[str, ...]


def missing(name: str) -> str:
    """The tool this machine lacks for a sample, "" when it can be made."""
    needs = ALL[name].needs
    if needs == "office" and office.program() is None:
        return "LibreOffice"
    return "a Chinese font" if needs == "font" and font_file() is None else ""


def make(name: str, text: str | Report) -> Sample:
    """Make one sample of a report.

    Raises:
        KeyError: no sample has this name.
        RuntimeError: a tool is missing or failed.
    """
    report = parse(text) if isinstance(text, str) else text
    recipe = ALL[name]
    return Sample(name, recipe.build(report), recipe.tries, recipe.truth(report))


def make_all(names: Iterable[str], texts: Iterable[str]) -> list[list[Sample]]:
    """Make samples of many reports: a list for each report, in the order of ``names``."""
    wanted = list(names)
    reports = [parse(text) for text in texts]
    conversions = [ALL[name].converts for name in wanted]
    office.prepare(
        (source(report), target) for source, target in filter(None, conversions) for report in reports
    )
    return [[make(name, report) for name in wanted] for report in reports]
