"""Which report of one folder belongs to which of the other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditor.judging import Entry
from auditor.units import same_units

_Pair = tuple[Entry, Entry]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The reports of two folders, unit by unit.

    ``several``: for units with more than one report in a folder, of which it cannot be told which belong
    together, the reports of the old and of the new folder.
    """

    pairs: list[_Pair] = field(default_factory=list)
    only_old: list[Entry] = field(default_factory=list)
    only_new: list[Entry] = field(default_factory=list)
    several: list[tuple[Sequence[Entry], Sequence[Entry]]] = field(default_factory=list)


def pair_up(old: Sequence[Entry], new: Sequence[Entry], old_root: str, new_root: str) -> Pairing:
    """Match scored reports: by their unit, and where that does not tell, by their place in the folders."""
    keys = same_units(name for each in (*old, *new) if (name := unit_name(each)))
    before, after = _by_unit(old, keys), _by_unit(new, keys)
    places = {each.source: inside(each, old_root) for each in old}
    places |= {each.source: inside(each, new_root) for each in new}
    found = Pairing()
    for key in sorted({*before, *after} - {""}):
        _match(before[key], after[key], places, found)
    # What is left may have its counterpart among the reports that do not tell their unit.
    unnamed = _by_place([*found.only_old, *before[""]], [*found.only_new, *after[""]], places)
    unnamed = [(one, other) for one, other in unnamed if not (unit_name(one) and unit_name(other))]
    found.pairs.extend(unnamed)
    found.only_old[:] = _without([*found.only_old, *before[""]], unnamed)
    found.only_new[:] = _without([*found.only_new, *after[""]], unnamed)
    found.pairs.sort(key=lambda pair: (unit_name(pair[1]) or "", pair[1].source))
    return found


def unit_name(entry: Entry) -> str | None:
    """Return the name of the unit that a report is from, that of the roster first."""
    return entry.enlisted or (entry.summary.unit if entry.summary else None)


def inside(entry: Entry, root: str) -> str:
    """Return the name of a report in the folder or archive ``root``, empty for the file itself."""
    return entry.source.removeprefix(root).lstrip("!/")


def _by_unit(entries: Iterable[Entry], keys: dict[str, str]) -> defaultdict[str, list[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for each in entries:
        name = unit_name(each)
        found[keys[name] if name else ""].append(each)
    return found


def _match(old: list[Entry], new: list[Entry], places: dict[str, str], found: Pairing) -> None:
    """Match the reports of one unit."""
    if len(old) > 1 or len(new) > 1:
        pairs = _by_place(old, new, places)
        found.pairs.extend(pairs)
        old, new = _without(old, pairs), _without(new, pairs)
    if len(old) == len(new) == 1:
        found.pairs.append((old[0], new[0]))
    elif old and new:
        found.several.append((old, new))
    else:
        found.only_old.extend(old)
        found.only_new.extend(new)


def _by_place(old: list[Entry], new: list[Entry], places: dict[str, str]) -> list[_Pair]:
    there = {places[each.source]: each for each in new}
    return [(each, there[places[each.source]]) for each in old if places[each.source] in there]


def _without(entries: list[Entry], pairs: list[_Pair]) -> list[Entry]:
    matched = {id(each) for pair in pairs for each in pair}
    return [each for each in entries if id(each) not in matched]
