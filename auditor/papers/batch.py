"""The second pass of a batch: papers from what the first found, made by the same workers.

A paper that stands as it would be written is left alone; those of reports that are gone are removed, unless
somebody has changed them.
"""

import hashlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from itertools import count, islice
from pathlib import Path

from auditor.batch import Progress
from auditor.errors import AuditorError
from auditor.folder import UNITS, whole_file
from auditor.overview import Overview
from auditor.papers.listed import BatchPaper, UnitPaper
from auditor.papers.making import Made, Packed, make_papers
from auditor.papers.names import paper_names
from auditor.papers.originals import Originals
from auditor.papers.past import Pasts
from auditor.pool import Crew
from auditor.program import program
from auditor.store import Filed, Store

# Reports a task: what papers are made with is sent with every task.
_AT_ONCE = 8
_AT_HAND = 2
_TICK_SECONDS = 0.5

_NOTHING_DONE = Progress(0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Report:
    """A report whose papers are to be written.

    ``of``: what each of them is made from, hashed, in their order.
    """

    filed: Filed
    name: str
    of: tuple[bytes, ...]


@dataclass
class Papers:
    """Writes the papers of a run into ``folder``, the one that the results are in.

    ``heard``: hears of the progress, in reports. ``failed``: pairs of source and reason.
    """

    store: Store
    crew: Crew
    folder: Path
    units: tuple[UnitPaper, ...]
    heard: Callable[[Progress], None] = lambda _progress: None
    failed: list[tuple[str, str]] = field(default_factory=list)
    _progress: Progress = field(default=_NOTHING_DONE, init=False)
    _originals: Originals = field(default_factory=Originals, init=False)

    def write_units(self) -> None:
        """Write the papers of every report that was read.

        Raises:
            AuditorError: there is no room, or the workers fail; what was written is whole.
        """
        pasts = Pasts(self.store)
        listed = self._listed(pasts)
        self._remove_others({path for each in listed for path in self._paths(each)})
        waiting = [each for each in listed if not self._stands(each)]
        if not waiting:
            return
        self._count(len(listed) - len(waiting), len(listed))
        _make_folder(self.folder / UNITS)
        for reports, made in self._work(iter(waiting), pasts):
            for each, papers in zip(reports, made, strict=True):
                self._keep(each, papers)
            self._count(self._progress.done + len(reports), len(listed))

    def write_on_batch(
        self, papers: Sequence[BatchPaper], overview: Callable[[], Overview], of: bytes
    ) -> None:
        """Write the papers on the whole batch, unless they stand there already.

        ``of``: all that ``overview`` depends on, hashed.

        Raises:
            AuditorError: a paper cannot be written.
        """
        stamped = hashlib.sha256(of + _stamp()).digest()
        due = [each for each in papers if not self._paper_stands(each, self.folder / each.name, stamped)]
        if not due:
            return
        known = overview()
        for paper in due:
            path = self.folder / paper.name
            if self._put(paper, path, paper.make(known), paper.name):
                self.store.written([path], stamped)

    def _count(self, done: int, total: int) -> None:
        self._progress = Progress(done, total, 0)
        self.heard(self._progress)

    def _listed(self, pasts: Pasts) -> list[_Report]:
        found = list(self.store.found.filed())
        names = paper_names([each.source for each in found])
        endings = [paper.ending for paper in self.units]
        made_with = [pickle.dumps((paper, endings)) + _stamp() for paper in self.units]
        listed = []
        for each, name in zip(found, names, strict=True):
            plain = each.digest + name.encode()
            with_past = plain + pasts.fingerprint(each.number)
            of = (
                hashlib.sha256((with_past if paper.wants_past else plain) + made).digest()
                for paper, made in zip(self.units, made_with, strict=True)
            )
            listed.append(_Report(each, name, tuple(of)))
        return listed

    def _paths(self, report: _Report) -> list[Path]:
        return [self.folder / UNITS / f"{report.name}{paper.ending}" for paper in self.units]

    def _stands(self, report: _Report) -> bool:
        each = zip(self.units, self._paths(report), report.of, strict=True)
        return all(self._paper_stands(*paper) for paper in each)

    def _paper_stands(self, paper: UnitPaper | BatchPaper, path: Path, of: bytes) -> bool:
        edited = paper.editable and self.store.is_edited(path, of)
        return edited or self.store.is_written(path, of)

    def _remove_others(self, expected: set[Path]) -> None:
        for path in self.store.papers(self.folder / UNITS) - expected:
            self.store.remove_paper(path)

    def _work(self, waiting: Iterator[_Report], pasts: Pasts) -> Iterator[tuple[list[_Report], list[Made]]]:
        """Yield reports with their papers in the order given, as the workers make them."""
        tasks: list[tuple[list[_Report], Future[list[Made]]]] = []
        while True:
            while len(tasks) < self.crew.width * _AT_HAND and (chosen := list(islice(waiting, _AT_ONCE))):
                packed = tuple(self._packed(each, pasts) for each in chosen)
                tasks.append((chosen, self.crew.executor.submit(make_papers, self.units, packed)))
            if not tasks:
                return
            reports, future = tasks.pop(0)
            yield reports, self._result(future, len(reports))

    def _packed(self, report: _Report, pasts: Pasts) -> Packed:
        filed = report.filed
        original = any(paper.wants_original for paper in self.units)
        past = any(paper.wants_past for paper in self.units)
        return Packed(
            report.name,
            *self.store.found.packed(filed.number),
            self._originals.of(filed.path, filed.sha256) if original else b"",
            pasts.packed(filed.number) if past else None,
        )

    def _result(self, future: Future[list[Made]], count: int) -> list[Made]:
        while True:
            try:
                return future.result(_TICK_SECONDS)
            except TimeoutError:
                self.heard(self._progress)
            except self.crew.lost as error:
                return [type(error).__name__] * count

    def _keep(self, report: _Report, made: Made) -> None:
        if isinstance(made, str):
            self.failed.append(
                (report.filed.source, f"“{report.filed.source}”的核查结果没有写成文件（{made}）。")
            )
            return
        for paper, path, of, content in zip(self.units, self._paths(report), report.of, made, strict=True):
            if self._paper_stands(paper, path, of):
                continue
            if content is None:
                self.store.remove_paper(path)
                self.store.written((), of, [path])
            elif self._put(paper, path, content, report.filed.source):
                self.store.written([path], of)

    def _put(self, paper: UnitPaper | BatchPaper, path: Path, content: bytes, source: str) -> bool:
        """Write a paper; tell whether it could be: one that a program has open cannot."""
        try:
            # A run that was killed may have written this very content and not noted it.
            if paper.editable and self.store.is_edited(path) and path.read_bytes() != content:
                path.rename(_name_for_edited(path))
            with whole_file(path) as file:
                file.write(content)
        except PermissionError:
            self.failed.append((source, f"写不进“{path}”。请关闭正打开着它的程序，再运行同一条命令。"))
            return False
        except OSError as error:
            raise AuditorError(
                f"写不进“{path}”（{error.strerror}）。请检查磁盘是否已满，再运行同一条命令会接着写。"
            ) from None
        return True


def _name_for_edited(path: Path) -> Path:
    """Return a free name under which what the office wrote in a paper is kept: 甲镇.修改意见（改过）.docx."""
    names = (path.with_stem(f"{path.stem}（改过{number if number > 1 else ''}）") for number in count(1))
    return next(name for name in names if not name.exists())


@cache
def _stamp() -> bytes:
    """Return a hash of all that makes papers: this program with its templates and styles."""
    digest = hashlib.sha256(program().encode())
    here = Path(__file__).parent
    for path in sorted(here.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            digest.update(f"{path.relative_to(here).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.digest()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise AuditorError(
            f"建不了文件夹“{folder}”（{error.strerror}）。请检查权限，或用 -o 换一个文件夹。"
        ) from None
