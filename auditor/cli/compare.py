"""compare: a second version against the first, or this year's reports against those of last year."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from auditor.batch import Progress
from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import (
    YEAR,
    exit_code,
    judging_each_year,
    output_option,
    refuse_overwriting,
    write_files,
)
from auditor.cli.exits import Exit
from auditor.cli.progress import ProgressLine
from auditor.comparing import Compared, Side, compare_sides, judged_side
from auditor.errors import AuditorError
from auditor.folder import STORE
from auditor.job import Terms
from auditor.papers.comparisons import COMPARISON_FORMATS, Task


@click.command(cls=ChineseCommand)
@click.argument("old", metavar="旧", type=click.Path(path_type=Path))
@click.argument("new", metavar="新", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(list(COMPARISON_FORMATS)),
    default="table",
    help="输出什么：table 表格（默认）；json 全部细节；html 网页，新的原文上标出补写了什么。",
)
@output_option
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="比较两个文件夹时，列出每个单位的明细；网页则各单位另写一页。",
)
@click.option("--old-year", type=YEAR, metavar="年份", help="指明旧的报告的年度。不写则自动判断。")
@click.option("--new-year", type=YEAR, metavar="年份", help="指明新的报告的年度。不写则自动判断。")
@judging_each_year
def compare(
    old: Path,
    new: Path,
    output_format: str,
    output: Path | None,
    everything: bool,
    old_year: int | None,
    new_year: int | None,
    terms: Terms,
    strict: bool,
) -> Exit:
    """比较新旧两份报告：补正了什么，退步了什么，还缺什么。

    旧、新是两个文件（第一次和第二次报送的、上年和今年的），或两个文件夹（按单位配对）。

    两份都用同一套规则重新核查，各按自己的年度。
    """
    if old.is_dir() is not new.is_dir():
        absent = next((each for each in (old, new) if not each.exists()), None)
        if absent:
            raise click.UsageError(f"找不到文件夹“{absent}”")
        raise click.UsageError("旧、新要么都是文件，要么都是文件夹")
    refuse_overwriting(output, (old, new))
    before = _side(old, replace(terms, year=old_year))
    after = _side(new, replace(terms, year=new_year))
    compared = compare_sides(before, after)
    task = Task(compared, terms.rules, everything, output.name if output else "")
    write_files(COMPARISON_FORMATS[output_format](task), output)
    _tell(compared, terms)
    return exit_code(complete=not compared.unscored, passed=compared.passed, strict=strict)


def _side(path: Path, terms: Terms) -> Side:
    """Judge what stands at a path; the progress of a folder is shown."""
    if not path.is_dir():
        return judged_side(path, terms)
    line = ProgressLine(sys.stderr)
    try:
        side = judged_side(path, terms, lambda done, total: line(Progress(done, total, 0)))
    finally:
        line.close()
    if not side.entries:
        results = "这是核查结果，请写报告所在的文件夹。" if (path / STORE).exists() else ""
        raise AuditorError(f"文件夹“{path}”里没有报告。{results}")
    return side


def _tell(compared: Compared, terms: Terms) -> None:
    """Say on stderr why files were not compared, and what became of the exemptions."""
    if compared.of_one_report:
        for source, reason in compared.unscored:
            click.echo(f"没有比较，“{source}”没能核查：{reason}", err=True)
    entries = (*compared.old.entries, *compared.new.entries)
    used = ((each.summary.unit, rule) for each in entries if each.summary for rule in each.waived)
    for note in terms.waivers.notes(used):
        click.echo(f"提示：{note}", err=True)
