"""serve: the workbench in a browser."""

import datetime
import signal
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import judging_all_years
from auditor.cli.exits import Exit
from auditor.cli.stationery import stationery_options
from auditor.errors import AuditorError
from auditor.job import Terms
from auditor.pool import processors
from auditor.web.app import application
from auditor.web.guard import is_loopback
from auditor.web.opening import data_folder, open_access
from auditor.web.serving import address_of, bound
from auditor.web.serving import serve as serve_on
from auditor.web.sessions import Sessions
from auditor.web.workbench import working

if TYPE_CHECKING:
    from auditor.papers.notice import Stationery

_SHORTEST_PASSWORD = 8


@click.command(cls=ChineseCommand)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="端口", help="用这个端口。不写则自选。"
)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="地址",
    help="不写则只有本机能打开。写别的地址要有 --password-file。",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="数据放在这里。不写则放在用户的数据文件夹。",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="口令写在这个文件的第一行，至少 8 个字符。",
)
@click.option("--no-browser", is_flag=True, help="不打开浏览器。")
@stationery_options
@judging_all_years
def serve(
    port: int,
    host: str,
    data: Path | None,
    password_file: Path | None,
    no_browser: bool,
    stationery: "Stationery | None",
    terms: Terms,
) -> Exit:
    """打开工作台：在浏览器里交报告、看结果、作人工认定。按 Ctrl-C 停止。"""
    password = _password(password_file) if password_file else None
    if password is None and not is_loopback(host):
        raise AuditorError(
            f"“{host}”能从别的电脑打开，必须有口令。请把口令写在一个文件里，加 --password-file 文件；"
            "或不写 --host，只在本机使用。"
        )
    # Ended by the system, it ends as by Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = data or data_folder()
    with open_access(folder) as access, working(access, terms, stationery, _jobs(), _now) as bench:
        app = application(bench, Sessions(access.secret("sessions"), password), host)
        socket = bound(host, port)
        address = address_of(socket)

        def started() -> None:
            click.echo(f"工作台已打开：{address}\n数据在 {folder}。用完按 Ctrl-C 停止。", err=True)
            if password is not None and not is_loopback(host):
                click.echo(
                    "注意：别的电脑也能打开，口令和报告在网上没有加密，只可在可信的内网使用。", err=True
                )
            if not no_browser:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        bench.start(click.get_current_context().params["rules"])
        serve_on(app, socket, started)
    click.echo("工作台已停止，数据都已保存。", err=True)
    return Exit.DONE


def _password(path: Path) -> str:
    try:
        password = path.read_text(encoding="utf-8-sig").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError):
        raise AuditorError(f"读不出口令文件“{path}”。请检查文件名，用记事本存为 UTF-8。") from None
    if len(password) < _SHORTEST_PASSWORD:
        raise AuditorError(f"口令文件“{path}”第一行的口令太短，至少要 {_SHORTEST_PASSWORD} 个字符。")
    return password


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _jobs() -> int:
    """Return how many reports to audit at once: one processor is left to the pages."""
    return max(1, processors() - 1)
