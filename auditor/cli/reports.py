"""check, batch, text: the commands that read reports."""

from collections.abc import Iterable
from pathlib import Path

import click

import auditor
from auditor.batch import Outcome, Terms, audit_files, report_files, shown, understand
from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import (
    Exit,
    level_option,
    load_terms,
    refuse_overwriting,
    roster_option,
    rules_option,
    strict_option,
    waivers_option,
    write,
    year_option,
)
from auditor.errors import UnreadableError
from auditor.explaining import explain
from auditor.readers import read, read_each
from auditor.render import render_json, render_ranking, render_report
from auditor.rules import RuleSet
from auditor.vocabulary import Gate


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
@click.option(
    "--explain", "rule_id", metavar="规则编号", help="只说这一条规则：读到了什么、为什么算或不算、怎样扣分。"
)
@click.option("--all", "everything", is_flag=True, help="表格中也列出已报告的项目和依据。")
@level_option
@year_option
@rules_option
@roster_option
@waivers_option
@strict_option
def check(
    files: tuple[Path, ...],
    output_format: str,
    output: Path | None,
    rule_id: str | None,
    everything: bool,
    level: str | None,
    year: int | None,
    rules: Path | None,
    roster: Path | None,
    waivers: Path | None,
    strict: bool,
) -> Exit:
    """预审一份或几份报告，列出缺项清单。"""
    refuse_overwriting(output, files)
    terms = load_terms(rules, roster, waivers, level, year)
    if rule_id:
        return _explain(files, terms, rule_id, output)
    outcome = audit_files([(str(path), path) for path in files], terms)
    if output_format == "json":
        write(_json(terms.rules, outcome), output)
    else:
        write("\n".join(render_report(each, everything=everything) for each in outcome.audits), output)
    _tell_unreadable(outcome)
    _tell_waivers(terms, outcome)
    return _exit_code(outcome, strict=strict)


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="结果放进这个文件夹（没有就新建）。",
)
@click.option("--quiet", is_flag=True, help="不显示进度。")
@level_option
@year_option
@rules_option
@roster_option
@waivers_option
@strict_option
def batch(
    folder: Path,
    output: Path,
    quiet: bool,
    level: str | None,
    year: int | None,
    rules: Path | None,
    roster: Path | None,
    waivers: Path | None,
    strict: bool,
) -> Exit:
    """核查一个文件夹里的全部报告，写出 results.json 并显示排名。"""
    if not folder.is_dir():
        raise click.UsageError(f"找不到文件夹“{folder}”")
    terms = load_terms(rules, roster, waivers, level, year)
    results = output / "results.json"
    unreadable: list[tuple[str, str]] = []
    found = report_files(
        folder, output, lambda path, reason: unreadable.append((shown(path, folder), reason))
    )
    files = [(shown(path, folder), path) for path in found]
    if not files and not unreadable:
        raise click.UsageError(f"文件夹“{folder}”里没有文件")

    def progress(done: int, source: str) -> None:
        if not quiet:
            click.echo(f"正在核查 {done}/{len(files)}：{source}", err=True)

    outcome = audit_files(files, terms, progress)
    outcome.unreadable += unreadable
    write(_json(terms.rules, outcome), results)
    missing = terms.roster.missing(outcome.units) if terms.roster else []
    write(render_ranking(outcome.audits, outcome.unreadable, [unit.name for unit in missing]))
    _tell_waivers(terms, outcome)
    click.echo(f"全部结果已写入 {results}", err=True)
    return _exit_code(outcome, strict=strict)


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def text(file: Path) -> Exit:
    """显示程序读到的文字（结果中的位置按这份文字计算）。"""
    write(read(file).text, None)
    return Exit.DONE


def _explain(files: Iterable[Path], terms: Terms, rule_id: str, output: Path | None) -> Exit:
    """Show the reasoning on one rule for each report; a file that cannot be read is told at the end."""
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


def _json(rules: RuleSet, outcome: Outcome) -> str:
    return render_json(auditor.__version__, rules, outcome.audits, outcome.unreadable)


def _tell_unreadable(outcome: Outcome) -> None:
    for _, reason in outcome.unreadable:
        click.echo(reason, err=True)


def _tell_waivers(terms: Terms, outcome: Outcome) -> None:
    for note in terms.waivers.notes(outcome.audits):
        click.echo(f"提示：{note}", err=True)


def _exit_code(outcome: Outcome, *, strict: bool) -> Exit:
    if not outcome.complete:
        return Exit.INCOMPLETE
    if strict and any(each.gate is not Gate.PASS for each in outcome.audits):
        return Exit.NOT_PASSED
    return Exit.DONE
