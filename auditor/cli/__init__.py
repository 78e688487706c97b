"""The command line: parse, call, show. Results to stdout, progress and messages to stderr."""

import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

import click

import auditor
from auditor.batch import Outcome, audit_files, report_files, write_whole
from auditor.cli.chinese import ChineseGroup, explain
from auditor.errors import AuditorError, UnreadableError
from auditor.readers import read
from auditor.render import render_json, render_ranking, render_report
from auditor.rules import RuleSet, load_rules
from auditor.vocabulary import Gate, Level


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    NOT_PASSED = 1
    MISTAKE = 2
    INCOMPLETE = 3


_level = click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="指明单位级别：township 乡镇（街道）、county 县级政府、department 县级部门。不写则自动判断。",
)
_year = click.option(
    "--year", type=click.IntRange(2000, 2100), metavar="年份", help="指明报告年度。不写则自动判断。"
)
_rules = click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="规则文件",
    help="使用自己的规则文件，叠加在自带规则之上。",
)
_strict = click.option("--strict", is_flag=True, help="有报告未“通过”时，以退出码 1 结束（供脚本使用）。")


@click.group(
    cls=ChineseGroup, subcommand_metavar="命令 …", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(auditor.__version__, message="auditor %(version)s", help="显示版本号。")
def cli() -> None:
    """核查法治政府建设年度报告：差多少、缺什么、凭什么这样说。"""


@cli.command()
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
@_level
@_year
@_rules
@_strict
def check(
    files: tuple[Path, ...],
    output_format: str,
    output: Path | None,
    everything: bool,
    level: str | None,
    year: int | None,
    rules: Path | None,
    strict: bool,
) -> Exit:
    """预审一份或几份报告，列出缺项清单。"""
    rule_set = load_rules(rules)
    outcome = audit_files(
        [(str(path), path) for path in files], rule_set, Level(level) if level else None, year
    )
    if output_format == "json":
        _write(_json(rule_set, outcome), output)
    else:
        _write("\n".join(render_report(each, everything=everything) for each in outcome.audits), output)
    _tell_unreadable(outcome)
    return _exit_code(outcome, strict=strict)


@cli.command()
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
@_level
@_year
@_rules
@_strict
def batch(
    folder: Path,
    output: Path,
    quiet: bool,
    level: str | None,
    year: int | None,
    rules: Path | None,
    strict: bool,
) -> Exit:
    """核查一个文件夹里的全部报告，写出 results.json 并显示排名。"""
    if not folder.is_dir():
        raise click.UsageError(f"找不到文件夹“{folder}”")
    rule_set = load_rules(rules)
    files = [(path.relative_to(folder).as_posix(), path) for path in report_files(folder, apart_from=output)]
    if not files:
        raise click.UsageError(f"文件夹“{folder}”里没有文件")

    def progress(done: int, source: str) -> None:
        if not quiet:
            click.echo(f"正在核查 {done}/{len(files)}：{source}", err=True)

    outcome = audit_files(files, rule_set, Level(level) if level else None, year, progress)
    results = output / "results.json"
    _write(_json(rule_set, outcome), results)
    _write(render_ranking(outcome.audits, outcome.unreadable), None)
    click.echo(f"全部结果已写入 {results}", err=True)
    return _exit_code(outcome, strict=strict)


@cli.command()
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def text(file: Path) -> Exit:
    """显示程序读到的文字（结果中的位置按这份文字计算）。"""
    _write(read(file).text, None)
    return Exit.DONE


def _json(rules: RuleSet, outcome: Outcome) -> str:
    return render_json(auditor.__version__, rules, outcome.audits, outcome.unreadable)


def _write(content: str, path: Path | None) -> None:
    """Write UTF-8 to the file, or to stdout whatever code page the console has."""
    if path is None:
        stream = getattr(sys.stdout, "buffer", None)
        if stream is not None and not sys.stdout.isatty():
            sys.stdout.flush()
            stream.write(content.encode())
            stream.flush()
        else:
            click.echo(content, nl=False)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content.encode())
    except OSError as error:
        raise AuditorError(
            f"写不进“{path}”（{error.strerror}）。请检查文件夹是否存在、磁盘是否已满、文件是否正被打开。"
        ) from None


def _tell_unreadable(outcome: Outcome) -> None:
    for _, reason in outcome.unreadable:
        click.echo(reason, err=True)


def _exit_code(outcome: Outcome, *, strict: bool) -> Exit:
    if not outcome.complete:
        return Exit.INCOMPLETE
    if strict and any(each.gate is not Gate.PASS for each in outcome.audits):
        return Exit.NOT_PASSED
    return Exit.DONE


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(args=arguments, prog_name="auditor", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = Exit.MISTAKE
    except click.ClickException as error:
        click.echo(explain(error), err=True)
        code = Exit.MISTAKE
    except UnreadableError as error:
        click.echo(str(error), err=True)
        code = Exit.INCOMPLETE
    except AuditorError as error:
        click.echo(str(error), err=True)
        code = Exit.MISTAKE
    except (KeyboardInterrupt, click.Abort):
        click.echo("已中止。", err=True)
        code = Exit.INCOMPLETE
    except BrokenPipeError:
        sys.stderr.close()
        code = Exit.DONE
    sys.exit(int(code or Exit.DONE))
