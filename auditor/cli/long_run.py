"""A long run as its user sees it: progress on stderr, and Ctrl-C that ends it between two steps."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from auditor.batch import Progress
from auditor.cli.exits import Exit
from auditor.cli.progress import ProgressLine
from auditor.cli.stopping import ctrl_c


@contextmanager
def long_run(
    doing: str, stopped_at: Callable[[Progress], str], *, quiet: bool
) -> Iterator[Callable[[Progress], None]]:
    """Yield what the run tells its progress.

    ``doing``: see ``ProgressLine``. ``stopped_at``: what to say when Ctrl-C has ended the run; the program
    then ends as well.
    """
    line = ProgressLine(sys.stderr, doing=doing)
    latest = Progress(0, 0, 0)

    def heard(progress: Progress) -> None:
        nonlocal latest
        latest = progress
        if not quiet:
            line(progress)
        if stopped.is_set():
            raise KeyboardInterrupt

    try:
        with ctrl_c() as stopped:
            yield heard
    except KeyboardInterrupt:
        line.close()
        click.echo(stopped_at(latest), err=True)
        raise click.exceptions.Exit(Exit.INCOMPLETE) from None
    if not quiet:
        line.close()
