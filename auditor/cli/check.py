"""check, text: the commands that read single reports."""

from pathlib import Path

import click

import auditor
from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import Exit, exit_code, judging, refuse_overwriting, write
from auditor.job import Outcome, Terms, audit_files
from auditor.readers import read
from auditor.render import json_document, render_report
from auditor.rules import RuleSet
from auditor.vocabulary import Gate
from auditor.waiving import waived_rules


@click.command(cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
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
@click.option("--all", "everything", is_flag=True, help="表格中也列出已报告的项目和依据。")
@judging
def check(
    files: tuple[Path, ...],
    output_format: str,
    output: Path | None,
    everything: bool,
    terms: Terms,
    strict: bool,
) -> Exit:
    """预审一份或几份报告，列出缺项清单。"""
    refuse_overwriting(output, files)
    outcome = audit_files([(str(path), path) for path in files], terms)
    if output_format == "json":
        write(_json(terms.rules, outcome), output)
    else:
        write("\n".join(render_report(each, everything=everything) for each in outcome.audits), output)
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


def _json(rules: RuleSet, outcome: Outcome) -> str:
    audits = sorted(outcome.audits, key=lambda each: each.source)
    pieces = json_document(
        auditor.__version__,
        rules,
        (each.model_dump_json().encode() for each in audits),
        sorted(outcome.unreadable),
    )
    return b"".join(pieces).decode()
