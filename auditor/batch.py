"""A run over a folder: unchanged files from the store, the others to the workers, all into the store."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from auditor.errors import AuditorError, UnreadableError
from auditor.folder import report_files, shown
from auditor.job import Terms
from auditor.judging import Entry
from auditor.pool import Crew
from auditor.program import program
from auditor.readers.loading import load
from auditor.store import Key, Store
from auditor.worker import Order, audit_content

# Tasks at hand for each worker: the one it does, and the next. Their files are all that memory must hold.
_AT_HAND = 2
_TICK_SECONDS = 0.5
_NO_CONTENT = b""

Result = tuple[Entry, ...] | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in files. ``kept``: how many of those done were taken from the store."""

    done: int
    total: int
    kept: int


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    key: Key
    data: bytes


class Batch:
    """One run over a folder.

    ``store``: where results are kept; those known there are not worked out again unless the run is
    ``fresh``. ``heard``: hears of the progress, also while nothing is done.
    """

    def __init__(
        self,
        store: Store,
        crew: Crew,
        terms: Terms,
        *,
        fresh: bool = False,
        heard: Callable[[Progress], None] = lambda _progress: None,
    ) -> None:
        self._store = store
        self._crew = crew
        self._terms = terms
        self._fresh = fresh
        self._heard = heard
        self._order = Order(terms)
        self._basis = store.basis(terms.rules, program())
        self._open: dict[Future[Result], _Task] = {}
        self._ready: SimpleQueue[Future[Result]] = SimpleQueue()
        # Files whose worker was lost. A cluster blames every task the worker had, and the system ends the
        # largest process for the want of another: each gets a second try, alone.
        self._suspects: list[Path] | None = []
        self._done = self._kept = self._total = 0

    def run(self, folder: Path, results: Path) -> Progress:
        """Audit the reports in ``folder``, its part ``results`` left out; the store holds what was found.

        Raises:
            AuditorError: there is no file, or the workers are lost; what was done is kept.
        """
        self._total = sum(1 for _ in report_files(folder, results))
        for path in report_files(folder, results, lambda path, reason: self._refuse(path, folder, reason)):
            self._take(path, folder)
            self._gather(self._crew.width * _AT_HAND - 1)
        self._gather(0)
        suspects, self._suspects = self._suspects or [], None
        for path in suspects:
            self._take(path, folder)
            self._gather(0)
        if self._done > self._kept:
            self._store.forget_audits_of_earlier_rules()
        return self._progress()

    def _take(self, path: Path, folder: Path) -> None:
        """Find the results of a file in the store, or hand it to the workers."""
        source = shown(path, folder)
        try:
            data = load(path, source)
        except UnreadableError as error:
            self._refuse(path, folder, str(error))
            return
        key = Key(source, hashlib.sha256(data).digest(), self._basis)
        known = None if self._fresh else self._known(key)
        if known is None:
            self._submit(_Task(path, key, data))
        else:
            self._store.found.add(os.fsencode(path), known)
            self._kept += 1
            self._count()

    def _known(self, key: Key) -> list[int] | None:
        """Return the results of a file known in full.

        What could not be read or scored is tried again: a tool that was lacking may be there now.
        """
        found = self._store.known(key)
        fit = all(
            each.whole and each.profile == self._terms.profile(each.unit, each.title, each.source)
            for each in found
        )
        return [each.id for each in found] if found and fit else None

    def _refuse(self, path: Path, folder: Path, reason: str) -> None:
        key = Key(shown(path, folder), _NO_CONTENT, self._basis)
        self._keep(path, key, (Entry(key.file, reason),))

    def _submit(self, task: _Task, packed: bytes | None = None) -> None:
        crew, key = self._crew, self._order.key
        future = crew.executor.submit(audit_content, key, packed, task.key.file, task.data, crew.seconds)
        self._open[future] = task
        future.add_done_callback(self._ready.put)

    def _gather(self, most: int) -> None:
        """Keep what is ready, and wait until at most ``most`` tasks are open."""
        while self._open:
            waits = len(self._open) > most
            try:
                future = self._ready.get(timeout=_TICK_SECONDS) if waits else self._ready.get_nowait()
            except Empty:
                if not waits:
                    return
                self._heard(self._progress())
                continue
            self._settle(self._open.pop(future), future)

    def _settle(self, task: _Task, future: Future[Result]) -> None:
        try:
            entries = future.result()
        except self._crew.lost:
            if self._suspects is not None:
                self._suspects.append(task.path)
                return
            entries = (Entry(task.key.file, _lost(task.key.file)),)
        except AuditorError:
            raise
        except Exception as error:
            raise AuditorError(
                f"核查进程出错（{type(error).__name__}：{error}），没有做完。"
                "已经核查的都已保存，再运行同一条命令会接着做。"
            ) from error
        if entries is None:
            self._submit(task, self._order.packed)
        else:
            self._keep(task.path, task.key, entries)

    def _keep(self, path: Path, key: Key, entries: tuple[Entry, ...]) -> None:
        self._store.found.add(os.fsencode(path), self._store.record(key, entries))
        self._count()

    def _count(self) -> None:
        self._done += 1
        self._heard(self._progress())

    def _progress(self) -> Progress:
        return Progress(self._done, max(self._total, self._done), self._kept)


def _lost(source: str) -> str:
    return (
        f"核查“{source}”时核查进程中断或长时间没有进展，跳过了这份文件。"
        "请用 WPS 或 Word 打开，另存为 .docx 后再报送。"
    )
