"""check, text: the commands that read single reports."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import exit_code, judging, refuse_overwriting, write
from auditor.cli.exits import Exit
from auditor.cli.stationery import stationery_options
from auditor.errors import AuditorError, UnreadableError
from auditor.job import Terms, audit_files, understand
from auditor.papers.formats import FORMATS, Format, Work
from auditor.papers.names import paper_names, without_common_folder
from auditor.readers import read, read_each
from auditor.vocabulary import Gate
from auditor.waiving import waived_rules

if TYPE_CHECKING:
    from auditor.papers.notice import Stationery

_BLANKS = (
    "提示：函里的发文机关、落款、日期等留空。可以写在设置文件里，每份函都用："
    "auditor notice settings -o 函的设置.yaml，填好后加 --settings 函的设置.yaml"
)


@click.command(cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(list(FORMATS)),
    default="table",
    help="输出什么：table 表格（默认）；json 全部细节；html 网页，原文上标出依据；xlsx 工作簿；"
    "docx 修改意见的函；comments 原文（.docx）上加批注。",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="把结果写入这个文件，不显示在屏幕上。几份报告各写一个文件的，这里写文件夹。",
)
@click.option(
    "--explain", "rule_id", metavar="规则编号", help="只说这一条规则：读到了什么、为什么算或不算、怎样扣分。"
)
@click.option("--all", "everything", is_flag=True, help="表格中也列出已报告的项目和依据。")
@stationery_options
@judging
def check(
    files: tuple[Path, ...],
    output_format: str,
    output: Path | None,
    rule_id: str | None,
    everything: bool,
    stationery: "Stationery | None",
    terms: Terms,
    strict: bool,
) -> Exit:
    """预审一份或几份报告，列出缺项清单。"""
    refuse_overwriting(output, files)
    if rule_id:
        return _explain(files, terms, rule_id, output)
    chosen = FORMATS[output_format]
    if output is None and not chosen.on_screen:
        raise AuditorError(
            f"{output_format} 不能显示在屏幕上。请用 -o 写明文件名，例如 -o 结果{chosen.suffix}"
        )
    outcome = audit_files([(str(path), path) for path in files], terms)
    work = Work(outcome, terms, everything, stationery)
    if chosen.whole:
        write(chosen.whole(work), output)
    else:
        _write_each(chosen, work, output)
    if output_format == "docx" and stationery is None:
        click.echo(_BLANKS, err=True)
    for _, reason in outcome.unreadable:
        click.echo(reason, err=True)
    used = ((each.unit, rule) for each in outcome.audits for rule in waived_rules(each))
    for note in terms.waivers.notes(used):
        click.echo(f"提示：{note}", err=True)
    passed = all(each.gate is Gate.PASS for each in outcome.audits)
    return exit_code(complete=outcome.complete, passed=passed, strict=strict)


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def text(file: Path) -> Exit:
    """显示程序读到的文字（结果中的位置按这份文字计算）。"""
    write(read(file).text, None)
    return Exit.DONE


def _explain(files: Iterable[Path], terms: Terms, rule_id: str, output: Path | None) -> Exit:
    """Show the reasoning on one rule for each report; a file that cannot be read is told at the end."""

    from auditor.explaining import explain

    shown, failed = [], []
    for path in files:
        for source, result in read_each(path, str(path), _heard):
            if isinstance(result, UnreadableError):
                failed.append(str(result))
            else:
                outline, unit = understand(result, terms)
                reasons = explain(outline, terms.rules, rule_id, unit.enforces if unit else None)
                shown.append(f"文件：{source}\n{reasons}")
    write("\n".join(shown), output)
    for reason in failed:
        click.echo(reason, err=True)
    return Exit.INCOMPLETE if failed else Exit.DONE


def _heard(note: str) -> None:
    click.echo(note, err=True)


def _write_each(chosen: Format, work: Work, output: Path | None) -> None:
    """Write a paper a report: into the file ``output`` when it has the ending, else into that folder."""
    reports = work.outcome.reports
    is_file = output is None or output.suffix.lower() == chosen.suffix
    if is_file and len(reports) > 1:
        raise AuditorError(
            f"共 {len(reports)} 份报告，每份写一个文件，没有写出。请用 -o 写明一个文件夹，例如 -o 结果"
        )
    names = paper_names(without_common_folder([each.audit.source for each in reports]))
    targets = [output if is_file or output is None else output / f"{name}{chosen.ending}" for name in names]
    for target in targets:
        refuse_overwriting(target, (each.path for each in reports))
    for target, report in zip(targets, reports, strict=True):
        paper = chosen.each(report, work) if chosen.each else None
        if paper is None:
            click.echo(chosen.not_needed.format(report.audit.source), err=True)
        else:
            write(paper, target)
