"""What letters are written with: the options of commands that write some, and samples to start from."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.chinese import ChineseGroup
from auditor.cli.common import write_bytes
from auditor.cli.exits import Exit
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from auditor.papers.notice import Stationery

_settings_option = click.option(
    "--settings",
    type=click.Path(path_type=Path),
    metavar="设置文件",
    help="函的设置（.yaml）：发文机关、落款、修改期限、日期等。auditor notice settings 可取一份样例。",
)
_template_option = click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="模板",
    help="自己的函的模板（.docx）。auditor notice template 可取一份自带的来改。",
)


def stationery_options(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Give a command the options of letters; it gets them loaded, as ``stationery``, if any."""

    @wraps(command)
    def run(*arguments: Any, settings: Path | None, template: Path | None, **others: Any) -> Exit:
        return command(*arguments, stationery=_loaded(settings, template), **others)

    return _settings_option(_template_option(run))


def _loaded(settings: Path | None, template: Path | None) -> "Stationery | None":
    if settings is None and template is None:
        return None  # most commands write no letter, and need not wait for what it takes
    from auditor.papers.notice import load_stationery

    return load_stationery(settings, template)


@click.group(cls=ChineseGroup, subcommand_metavar="命令 …")
def notice() -> None:
    """修改意见的函：取自带的模板、设置的样例，改成自己单位的。"""


_output_option = click.option(
    "-o", "--output", metavar="文件", type=click.Path(path_type=Path), required=True, help="写进这个新文件。"
)


@notice.command()
@_output_option
def template(output: Path) -> Exit:
    """取一份自带的模板（.docx），用 Word 或 WPS 改好后，以 --template 使用。"""
    from auditor.papers.notice import placeholders, shipped_docx

    _write_new(shipped_docx(), output, "模板.docx")
    click.echo(
        f"已写入 {output}。改好后使用：auditor check --format docx --template {output} 报告.docx -o 函.docx"
    )
    click.echo(f"可用的占位符——{placeholders()}")
    return Exit.DONE


@notice.command()
@_output_option
def settings(output: Path) -> Exit:
    """取一份设置的样例（.yaml），填上发文机关、落款、期限，以 --settings 使用。"""
    from auditor.papers.notice import sample_settings

    _write_new(sample_settings().encode(), output, "函的设置.yaml")
    click.echo(
        f"已写入 {output}。填好后使用：auditor check --format docx --settings {output} 报告.docx -o 函.docx"
    )
    return Exit.DONE


def _write_new(content: bytes, path: Path, example: str) -> None:
    if path.exists():
        raise AuditorError(f"“{path}”已经有了，没有覆盖。请换一个文件名，例如 -o {example}")
    write_bytes(content, path)
