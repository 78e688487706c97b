"""history: what the units handed in when, and whether it got better."""

from collections.abc import Sequence
from pathlib import Path

import click
from pydantic import ValidationError

import auditor
from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import write
from auditor.cli.exits import Exit
from auditor.comparing import Comparison, Judged, compare
from auditor.errors import AuditorError
from auditor.folder import STORE
from auditor.history import Judgement, UnitHistory, alike, find_units, histories
from auditor.models import Audit
from auditor.render.history import render_unit, render_units
from auditor.render.history_json import history_document
from auditor.settings import did_you_mean
from auditor.store import History, open_history
from auditor.units import bare_name

_MOST_NAMED = 20


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="结果文件夹", type=click.Path(path_type=Path))
@click.argument("unit", metavar="[单位]", required=False)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json"]),
    default="table",
    help="输出表格（默认）或 JSON。",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="把结果写入这个文件，不显示在屏幕上。",
)
def history(folder: Path, unit: str | None, output_format: str, output: Path | None) -> Exit:
    """查看历次报送：哪个单位什么时候报的，第二次比第一次好了没有。

    结果文件夹就是 auditor batch 的 -o 后面的那个。不写单位，列出全部单位；写单位（只写一部分也行，
    简体繁体都行），列出它的每一次报送。只看，不改动任何文件，核查正在进行时也可以看。
    """
    with open_history(folder.parent if folder.name == STORE else folder) as archive:
        judgements = archive.judgements()
        units = histories(judgements)
        if not units:
            raise AuditorError(f"“{folder}”的存档里还没有读得出单位的报告。请先用 auditor batch 核查一次。")
        found = _found(units, unit) if unit else units
        steps = _steps(archive, found[0]) if unit and output_format == "table" else {}
    if output_format == "json":
        content = history_document(auditor.__version__, found)
    elif unit:
        content = render_unit(found[0], steps)
    else:
        content = render_units(units, _left_out(judgements, units))
    write(content, output)
    return Exit.DONE


def _found(units: Sequence[UnitHistory], name: str) -> list[UnitHistory]:
    """Return the one unit that is meant.

    Raises:
        AuditorError: there is none, or more than one.
    """
    found = find_units(units, name)
    if len(found) == 1:
        return found
    if found:
        names = "\n".join(f"  · {each.name}" for each in found[:_MOST_NAMED])
        more = f"\n  …… 共 {len(found)} 个" if len(found) > _MOST_NAMED else ""
        raise AuditorError(f"叫“{name}”的不止一个单位，请把名称写全：\n{names}{more}")
    known = {bare_name(each.name): each.name for each in units}
    meant = did_you_mean(bare_name(name), known)
    hint = f"是否想写“{known[meant]}”？" if meant else "不写单位，可以列出全部单位。"
    raise AuditorError(f"存档里没有“{name}”的报送记录。{hint}")


def _steps(archive: History, unit: UnitHistory) -> dict[tuple[int, int], Comparison]:
    """Compare successive submissions, as far as their audits are kept."""
    found = {}
    for year in unit.years:
        for before, after in year.steps():
            pair = alike(before, after)
            sides = [_audited(archive, each) for each in pair] if pair else []
            if pair and sides[0] and sides[1]:
                found[pair[0].number, pair[1].number] = compare(sides[0], sides[1])
    return found


def _audited(archive: History, judgement: Judgement) -> Judged | None:
    kept = archive.audit(judgement.number)
    if kept is None:
        return None
    try:
        audit = Audit.model_validate_json(kept[0])
    except ValidationError:
        # An earlier program kept audits of another shape; their summaries still tell the gap.
        return None
    return Judged(audit, kept[1], judgement.enlisted) if audit.scored else None


def _left_out(judgements: Sequence[Judgement], units: Sequence[UnitHistory]) -> int:
    """Count the files that are in no unit's history: unreadable, or silent on whose they are."""
    told = {(each.source, each.content) for unit in units for each in (*unit.judgements(), *unit.unreadable)}
    return len({(each.source, each.content) for each in judgements} - told)
