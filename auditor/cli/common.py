"""What all commands share: exit codes, options, writing results, loading rules."""

import datetime
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from auditor.cli.exits import Exit
from auditor.errors import AuditorError
from auditor.folder import whole_file
from auditor.job import Terms
from auditor.roster import Roster
from auditor.rules import RuleSet, load_rules
from auditor.selftest import failing_own_examples
from auditor.vocabulary import Level
from auditor.waivers import NO_WAIVERS, Waivers

level_option = click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="指明单位级别：township 乡镇（街道）、county 县级政府、department 县级部门。不写则自动判断。",
)
YEAR = click.IntRange(2000, 2100)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="把结果写入这个文件，不显示在屏幕上。",
)
year_option = click.option("--year", type=YEAR, metavar="年份", help="指明报告年度。不写则自动判断。")
rules_option = click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="规则文件",
    help="使用自己的规则文件，叠加在自带规则之上。",
)
_roster_option = click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="花名册",
    help="应报送单位的花名册（.yaml、.csv 或 .xlsx）：单位、级别、别名、执法权、应报。",
)
_waivers_option = click.option(
    "--waivers", type=click.Path(path_type=Path), metavar="豁免文件", help="经批准的豁免（.yaml）。"
)
_strict_option = click.option(
    "--strict", is_flag=True, help="有报告未“通过”时，以退出码 1 结束（供脚本使用）。"
)


def load(path: Path | None, *, tested: bool = True) -> RuleSet:
    """Load rules; say on stderr what an author should hear; refuse rules that fail their own examples."""
    rules = load_rules(path)
    for hint in rules.hints:
        click.echo(f"提示：{hint}", err=True)
    if tested:
        failing = failing_own_examples(rules)
        if failing:
            raise AuditorError(f"规则没有通过自己的例句，没有开始核查：\n\n{failing}")
    return rules


def judging(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Give a command the options of what it judges by; it gets them loaded, as ``terms``, and ``strict``."""
    return year_option(judging_each_year(command))


def judging_each_year(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Do what ``judging`` does for a command whose reports are each of a year of its own."""

    @wraps(command)
    def run(
        *arguments: Any,
        level: str | None,
        rules: Path | None,
        roster: Path | None,
        waivers: Path | None,
        year: int | None = None,
        **others: Any,
    ) -> Exit:
        terms = _terms(rules, roster, waivers)
        stated = replace(terms, level=Level(level) if level else None, year=year)
        return command(*arguments, terms=stated, **others)

    for option in reversed((level_option, rules_option, _roster_option, _waivers_option, _strict_option)):
        run = option(run)
    return run


def judging_all_years(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Do what ``judging`` does for a command that says level and year of each report by itself."""

    @wraps(command)
    def run(
        *arguments: Any, rules: Path | None, roster: Path | None, waivers: Path | None, **others: Any
    ) -> Exit:
        return command(*arguments, terms=_terms(rules, roster, waivers), **others)

    for option in reversed((rules_option, _roster_option, _waivers_option)):
        run = option(run)
    return run


def _terms(rules: Path | None, roster: Path | None, waivers: Path | None) -> Terms:
    rule_set = load(rules)
    return Terms(
        rules=rule_set,
        roster=_roster(roster) if roster else None,
        waivers=_waivers(waivers, rule_set) if waivers else NO_WAIVERS,
    )


# What reads the files of an office is loaded when there is one: most checks have none.


def _roster(path: Path) -> Roster:
    from auditor.roster_file import load_roster

    return load_roster(path)


def _waivers(path: Path, rules: RuleSet) -> Waivers:
    from auditor.waiver_file import load_waivers

    return load_waivers(path, rules, datetime.date.today())


def exit_code(*, complete: bool, passed: bool, strict: bool) -> Exit:
    """Return how a command ends that judged reports: all of them read and scored, all of them 通过."""
    if not complete:
        return Exit.INCOMPLETE
    return Exit.NOT_PASSED if strict and not passed else Exit.DONE


def write(content: str | bytes, path: Path | None = None) -> None:
    """Write text (bytes: in UTF-8) to the file, or to stdout whatever code page the console has."""
    data = content.encode(errors="replace") if isinstance(content, str) else content
    if path is not None:
        write_bytes(data, path)
        return
    stream = getattr(sys.stdout, "buffer", None)
    if stream is not None and not sys.stdout.isatty():
        sys.stdout.flush()
        stream.write(data)
        stream.flush()
    else:
        click.echo(data.decode(errors="replace"), nl=False)


def write_bytes(content: bytes, path: Path) -> None:
    """Write a file whole, with its folder.

    Raises:
        AuditorError: it cannot be written there.
    """
    write_pieces((content,), path)


def write_pieces(pieces: Iterable[bytes], path: Path) -> None:
    """Write a file whole, with its folder, from pieces that need not fit in memory together.

    Raises:
        AuditorError: it cannot be written there.
    """
    _refuse_folder(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            file.writelines(pieces)
    except OSError as error:
        raise AuditorError(
            f"写不进“{path}”（{error.strerror}）。请检查文件夹是否存在、磁盘是否已满、文件是否正被打开。"
        ) from None


def write_files(files: Iterable[tuple[str, Iterable[bytes]]], output: Path | None) -> None:
    """Write files, pairs of name and pieces, into the folder of ``output``; without it one to stdout.

    Raises:
        AuditorError: one cannot be written, or there are more than a screen can show.
    """
    if output:
        _refuse_folder(output)
    for name, pieces in files:
        if output:
            write_pieces(pieces, output.parent / name)
        elif name:
            raise AuditorError("各单位另写一页，不能都显示在屏幕上。请用 -o 写明文件名，例如 -o 结果.html")
        else:
            write(b"".join(pieces))


def _refuse_folder(path: Path) -> None:
    if not path.name or path.is_dir():
        raise AuditorError(f"写不进“{path}”：这里要写一个文件名，不是文件夹。")


def refuse_overwriting(output: Path | None, inputs: Iterable[Path]) -> None:
    """Refuse to write results over what is read.

    Raises:
        AuditorError: the output is one of the inputs.
    """
    if output and output.exists() and any(each.exists() and output.samefile(each) for each in inputs):
        raise AuditorError(f"“{output}”就是要核查的报告，不能用结果覆盖它。请换一个文件名。")
