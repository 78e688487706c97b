"""The command line: parse, call, show. Results to stdout, progress and messages to stderr."""

import sys
from collections.abc import Sequence

import click

import auditor
from auditor.cli.chinese import LazyGroup, explain
from auditor.cli.exits import Exit
from auditor.collecting import collect_rarely
from auditor.errors import AuditorError, UnreadableError

# A command's module is imported when the command is called; check does not wait for what serve needs.
_COMMANDS = {
    "check": "auditor.cli.check:check",
    "batch": "auditor.cli.batch:batch",
    "compare": "auditor.cli.compare:compare",
    "history": "auditor.cli.history:history",
    "serve": "auditor.cli.serve:serve",
    "text": "auditor.cli.check:text",
    "rules": "auditor.cli.rules:rules",
    "notice": "auditor.cli.stationery:notice",
    "about": "auditor.cli.about:about",
}


@click.group(
    cls=LazyGroup,
    places=_COMMANDS,
    subcommand_metavar="命令 …",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(auditor.__version__, message="auditor %(version)s", help="显示版本号。")
def cli() -> None:
    """核查法治政府建设年度报告：差多少、缺什么、凭什么这样说。"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    collect_rarely()
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
