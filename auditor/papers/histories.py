"""What ``history`` can write: a format is a function and a line in ``HISTORY_FORMATS``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import auditor
from auditor.comparing import steps_of
from auditor.history import UnitHistory
from auditor.papers.comparisons import folder_of_units
from auditor.papers.names import paper_names
from auditor.store import History


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be written.

    ``units``: all there are, or the one ``asked`` for. ``left_out``: how many files are no unit's.
    ``everything``: also a page of each unit. ``name``: as in ``comparisons.Task``.
    """

    archive: History
    units: Sequence[UnitHistory]
    asked: bool
    left_out: int
    everything: bool
    name: str


def _table(task: Task) -> Iterator[tuple[str, bytes]]:
    from auditor.render.history import render_unit, render_units

    if task.asked:
        shown = render_unit(task.units[0], steps_of(task.units[0], task.archive))
    else:
        shown = render_units(task.units, task.left_out)
    yield task.name, shown.encode(errors="replace")


def _json(task: Task) -> Iterator[tuple[str, bytes]]:
    from auditor.render.history_json import history_document

    yield task.name, history_document(auditor.__version__, task.units).encode(errors="replace")


def _html(task: Task) -> Iterator[tuple[str, bytes]]:
    from auditor.papers.page import histories_page, history_page

    if task.asked:
        yield task.name, history_page(task.units[0], steps_of(task.units[0], task.archive)).encode()
        return
    addresses = {}
    if task.everything:
        for unit, name in zip(task.units, paper_names([each.name for each in task.units]), strict=True):
            path = f"{folder_of_units(task.name)}/{name}.html"
            addresses[unit.name] = quote(path)
            home = f"../{quote(task.name)}"
            yield path, history_page(unit, steps_of(unit, task.archive), home=home).encode()
    yield task.name, histories_page(task.units, task.left_out, addresses).encode()


HISTORY_FORMATS: dict[str, Callable[[Task], Iterator[tuple[str, bytes]]]] = {
    "table": _table,
    "json": _json,
    "html": _html,
}
