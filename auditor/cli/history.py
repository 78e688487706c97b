"""history: what the units handed in when, and whether it got better."""

from collections.abc import Sequence
from pathlib import Path

import click

from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import output_option, write_files
from auditor.cli.exits import Exit
from auditor.errors import AuditorError
from auditor.folder import STORE
from auditor.history import Judgement, UnitHistory, find_units, histories
from auditor.papers.histories import HISTORY_FORMATS, Task
from auditor.settings import did_you_mean
from auditor.store import open_history
from auditor.units import bare_name

_MOST_NAMED = 20


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="结果文件夹", type=click.Path(path_type=Path))
@click.argument("unit", metavar="[单位]", required=False)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(list(HISTORY_FORMATS)),
    default="table",
    help="输出什么：table 表格（默认）；json 全部细节；html 网页。",
)
@output_option
@click.option("--all", "everything", is_flag=True, help="网页列出全部单位时，各单位另写一页。")
def history(
    folder: Path, unit: str | None, output_format: str, output: Path | None, everything: bool
) -> Exit:
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
        left_out = 0 if unit else _left_out(judgements, units)
        task = Task(archive, found, bool(unit), left_out, everything, output.name if output else "")
        files = [(name, (content,)) for name, content in HISTORY_FORMATS[output_format](task)]
    write_files(files, output)
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


def _left_out(judgements: Sequence[Judgement], units: Sequence[UnitHistory]) -> int:
    """Count the files that are in no unit's history: unreadable, or silent on whose they are."""
    told = {(each.source, each.content) for unit in units for each in (*unit.judgements(), *unit.unreadable)}
    return len({(each.source, each.content) for each in judgements} - told)
