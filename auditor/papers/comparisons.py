"""What ``compare`` can write: a format is a function and a line in ``COMPARISON_FORMATS``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

import auditor
from auditor.comparing import Compared, compare
from auditor.papers.names import paper_names, without_common_folder
from auditor.rules import RuleSet

# The name and the content, in pieces, of a file to write.
Written = tuple[str, Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be written.

    ``everything``: also what is told of each unit. ``name``: of the file asked for, empty for the screen;
    where there are more, their names are paths from its folder and it comes last.
    """

    compared: Compared
    rules: RuleSet
    everything: bool
    name: str


def _table(task: Task) -> Iterator[Written]:
    from auditor.render.comparisons import render_comparisons

    yield task.name, (render_comparisons(task.compared, everything=task.everything).encode(errors="replace"),)


def _json(task: Task) -> Iterator[Written]:
    from auditor.render.comparison_json import comparison_document

    yield task.name, comparison_document(auditor.__version__, task.rules, task.compared)


def _html(task: Task) -> Iterator[Written]:
    from auditor.papers.page import comparison_page, comparisons_page, pair_of

    edition = task.rules.edition
    if task.compared.of_one_report:
        for old, new in task.compared.judged():
            yield task.name, (comparison_page(compare(old, new), new, edition=edition).encode(),)
        return
    folder = folder_of_units(task.name)
    names = _names(task.compared)
    pairs = []
    for name, (old, new) in zip(names, task.compared.judged(), strict=True):
        comparison = compare(old, new)
        path = f"{folder}/{name}.html" if task.everything else None
        pairs.append(pair_of(comparison, quote(path) if path else None))
        if path:
            page = comparison_page(
                comparison, new, edition=edition, home=("全部单位", f"../{quote(task.name)}")
            )
            yield path, (page.encode(),)
    yield task.name, (comparisons_page(pairs, task.compared, edition=edition).encode(),)


COMPARISON_FORMATS: dict[str, Callable[[Task], Iterator[Written]]] = {
    "table": _table,
    "json": _json,
    "html": _html,
}


def folder_of_units(name: str) -> str:
    """Return the folder, beside a page on all units, of the pages on each."""
    return f"{PurePath(name).stem}_各单位"


def _names(compared: Compared) -> list[str]:
    return paper_names(without_common_folder([new.source for _, new in compared.pairing.pairs]))
