"""batch: all reports of a folder."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

import auditor
from auditor.batch import Batch, Progress
from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import exit_code, judging, write, write_pieces
from auditor.cli.exits import Exit
from auditor.cli.long_run import long_run
from auditor.cli.papers import write_papers
from auditor.cli.stationery import stationery_options
from auditor.cluster import dask_crew
from auditor.errors import AuditorError
from auditor.folder import INDEX, OVERLAPS, RESULTS, report_files, shown
from auditor.job import Terms
from auditor.models import Document
from auditor.outline import outline
from auditor.overlaps import Earlier, Overlap, Report, find_overlaps, from_json, to_json
from auditor.papers.notice import Stationery
from auditor.pool import Crew, local_crew, processors
from auditor.readers import read_each
from auditor.render.json_document import json_document
from auditor.render.rankings import render_rankings
from auditor.spreading import spread
from auditor.store import Found, Store, locked, open_store

# Longer rankings are shown from both ends; longer lists of files from their start.
_MOST_ROWS = 300
_ROWS_OF_AN_END = 50


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
@click.option("--fresh", is_flag=True, help="全部重新核查，不用上次的结果。")
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="个数",
    help="同时用几个进程核查。不写则与处理器核数相同。",
)
@click.option(
    "--last-year",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="上一年度的报告在这个文件夹：与本单位上年报告成段相同的，列入雷同。",
)
@click.option("--dask", metavar="地址", help="交给这个 Dask 集群核查，例如 tcp://10.0.0.5:8786。")
@stationery_options
@judging
def batch(
    folder: Path,
    output: Path,
    quiet: bool,
    fresh: bool,
    jobs: int | None,
    last_year: Path | None,
    dask: str | None,
    stationery: Stationery | None,
    terms: Terms,
    strict: bool,
) -> Exit:
    """核查一个文件夹里的全部报告，显示排名，写出总览、总表，以及每份报告的网页、修改意见的函和批注。

    没有变化的文件沿用上次的结果；中断后再运行同一条命令，会接着做。
    """
    if not folder.is_dir():
        raise click.UsageError(f"找不到文件夹“{folder}”")
    if last_year is not None and not last_year.is_dir():
        raise click.UsageError(f"找不到文件夹“{last_year}”")
    _make(output)
    crew = dask_crew(dask) if dask else local_crew(jobs or processors())
    with locked(output), open_store(output) as store, crew as workers:
        if store.put_aside:
            click.echo(f"原来的存档已损坏，改名为“{store.put_aside}”留着，这次全部重新核查。", err=True)
        found = _audited(store, workers, terms, folder, output, fresh=fresh, quiet=quiet)
        results = output / RESULTS
        overlaps = _overlaps(store, workers, last_year)
        _write_results(store, terms, results)
        write_pieces((overlaps, b"\n"), output / OVERLAPS)
        write(_rankings(store.found, terms, list(from_json(overlaps))))
        failed = write_papers(store, workers, terms, output, overlaps, stationery, quiet=quiet)
        for note in terms.waivers.notes(store.found.waived()):
            click.echo(f"提示：{note}", err=True)
        tally = store.found.tally()
    if not quiet:
        new = found.done - found.kept
        click.echo(f"共 {found.done} 个文件：新核查 {new} 个，沿用上次结果 {found.kept} 个。", err=True)
    for reason in failed:
        click.echo(reason, err=True)
    click.echo(f"全部结果已写入 {results}，总览见 {output / INDEX}", err=True)
    complete = not (tally.unreadable or tally.unscored or failed)
    return exit_code(complete=complete, passed=not tally.not_passed, strict=strict)


def _audited(
    store: Store, crew: Crew, terms: Terms, folder: Path, output: Path, *, fresh: bool, quiet: bool
) -> Progress:
    with long_run("正在核查 {} 个文件", _stopped_at, quiet=quiet) as heard:
        found = Batch(store, crew, terms, fresh=fresh, heard=heard).run(folder, output)
    if not found.total:
        raise click.UsageError(f"文件夹“{folder}”里没有文件")
    return found


def _stopped_at(progress: Progress) -> str:
    return (
        f"已中止：{progress.total} 个文件核查了 {progress.done} 个，都已保存；results.json 没有更新。"
        "再运行同一条命令会接着做。"
    )


def _overlaps(store: Store, crew: Crew, last_year: Path | None) -> bytes:
    """Return what the reports share, from the store when the very same reports were compared before."""
    found = store.found
    documents = list(_documents(last_year)) if last_year else []
    of = found.fingerprint() + "".join(each.sha256 for each in documents).encode()
    known = store.noted(OVERLAPS, of)
    if known is None:
        reports = (Report(*each) for each in found.reports())
        earlier = (Earlier(each.source, outline(each).unit, each.text) for each in documents)
        known = to_json(find_overlaps(reports, found.text, earlier, partial(spread, crew)))
        store.note(OVERLAPS, of, known)
    return known


def _documents(folder: Path) -> Iterator[Document]:
    """Yield the reports of last year that can be read."""
    for path in report_files(folder):
        for _, result in read_each(path, f"{folder.name}/{shown(path, folder)}"):
            if isinstance(result, Document):
                yield result


def _write_results(store: Store, terms: Terms, path: Path) -> None:
    """Write the results, unless they stand there already."""
    rules, found = terms.rules, store.found
    of = found.fingerprint() + f"{auditor.__version__} {rules.sha256}".encode()
    if not store.is_written(path, of):
        pieces = json_document(auditor.__version__, rules, found.audits(), found.unreadable())
        write_pieces(pieces, path)
        store.written([path], of)


def _rankings(found: Found, terms: Terms, overlaps: Sequence[Overlap]) -> str:
    tally = found.tally()
    missing = terms.roster.missing(found.enlisted()) if terms.roster else []
    return render_rankings(
        found.rankings(_MOST_ROWS, _ROWS_OF_AN_END),
        [unit.name for unit in missing],
        (tally.unscored, list(found.unscored(_MOST_ROWS))),
        (tally.unreadable, list(found.unreadable(_MOST_ROWS))),
        overlaps,
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AuditorError(
            f"建不了文件夹“{folder}”（{error.strerror}）。请检查权限，或用 -o 换一个文件夹。"
        ) from None
