"""What the page and the papers of a batch show: the reports that count, under names that tell them apart."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.models import Audit
from auditor.overlaps import Overlap
from auditor.overview import Overview, Row
from auditor.papers.names import paper_names
from auditor.papers.overviews import requirements
from auditor.rules import RuleSet
from auditor.web.lines import Line
from auditor.web.standing import Standing


def shown_lines(standing: Standing) -> list[Line]:
    """Return the lines that an overview shows: of each unit the one that counts, and the unscored."""
    return [*(each.counting for each in standing.units), *standing.unscored]


def labels(standing: Standing) -> dict[int, str]:
    """Return by number what the files of a batch are called: two may bear one name."""
    listed = [each.submission for each in standing.lines]
    names = Counter(each.name for each in listed)
    return {
        each.id: each.name if names[each.name] == 1 else f"{each.name}（第 {each.id} 号）" for each in listed
    }


def sides(standing: Standing) -> dict[int, str]:
    """Return by number what the counting reports are called where two are held against each other."""
    names = labels(standing)
    counting = (each.counting for each in standing.units)
    return {
        each.submission.id: f"{each.unit}（{names[each.submission.id]}）"
        if each.unit
        else names[each.submission.id]
        for each in counting
    }


def overview_of(
    standing: Standing,
    rules: RuleSet,
    overlaps: Sequence[Overlap] | None,
    earlier: Sequence[Standing] = (),
) -> Overview:
    """Return the overview of a batch without its audits, for what wants none.

    ``overlaps``: by numbers, as ``Likeness`` keeps them. ``earlier``: the batches of the year before.
    """
    names = labels(standing)
    here = sides(standing)
    of_last_year = {number: name for each in earlier for number, name in sides(each).items()}
    lines = shown_lines(standing)
    folders = paper_names([names[each.submission.id] for each in lines])
    return Overview(
        rules_title=rules.title,
        rules_id=rules.id,
        rules_version=rules.version,
        rules_sha256=rules.sha256,
        requirements=requirements(rules),
        rows=[_row(each, names, folder) for each, folder in zip(lines, folders, strict=True)],
        audits=_none,
        not_handed_in=None if standing.absent is None else [each.name for each in standing.absent],
        unreadable=[(names[each.submission.id], each.reason or "") for each in standing.unreadable],
        overlaps=None
        if overlaps is None
        else [
            replace(
                each,
                first=here[int(each.first)],
                second=(of_last_year if each.last_year else here)[int(each.second)],
            )
            for each in overlaps
        ],
    )


def _row(line: Line, names: dict[int, str], folder: str) -> Row:
    assert line.summary
    return Row(replace(line.summary, source=names[line.submission.id]), line.statuses, folder)


def _none() -> Iterator[Audit]:
    """Yield no audit; a function of this module can be sent to a worker."""
    return iter(())
