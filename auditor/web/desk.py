"""The desk where reports wait for the workers; one that crashes or never ends costs only itself."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from auditor.errors import AuditorError, UnreadableError
from auditor.judging import Entry, fault
from auditor.pool import Crew, LostError, ProcessLanes
from auditor.program import program
from auditor.readers import files_in, limits
from auditor.rules import RuleSet
from auditor.spreading import spread
from auditor.web.standard import Standard
from auditor.web.submissions import Submission, Submissions
from auditor.worker import Order, audit_again, read_content, watched

_LOG = logging.getLogger(__name__)
_NOT_KEPT = "第 %d 份报告的结果存不下（%s）。请检查磁盘是否已满，清出空间后重新打开工作台，会接着核查。"

Answer = TypeVar("Answer")
Members = list[tuple[str, bytes | str]]


class Desk:
    """Hands submissions to processes and keeps what becomes of them.

    A submission is waiting in the data until its result stands there: whatever happens to this process,
    the next one takes it up again.
    """

    def __init__(self, submissions: Submissions, standard: Standard, jobs: int) -> None:
        self._submissions = submissions
        self._standard = standard
        self._lanes = ProcessLanes(jobs)
        # Who waits for a page does not wait until a scan of a hundred pages is recognised.
        self._errands = ProcessLanes(1)
        self._jobs = jobs
        self._threads = ThreadPoolExecutor(jobs, "desk")
        self._working: set[int] = set()
        self._closing = threading.Event()

    def start(self, batches: Iterable[int] = ()) -> None:
        """Take up what waits, and what was judged by other rules or another program, also in ``batches``."""
        for batch in (None, *batches):
            self.recall(batch)

    def recall(self, batch: int | None) -> None:
        """Take up what waits of a batch (None: of none), and what is to be judged by other terms now."""
        for number in self._submissions.recall(self._standard.basis(batch), batch):
            self.take(number)

    def take(self, number: int) -> None:
        """Have a submission audited when its turn comes."""
        self._threads.submit(self._work, number)

    def is_at(self, number: int) -> bool:
        """Tell whether a submission is being audited just now."""
        return number in self._working

    @property
    def closing(self) -> bool:
        """Whether all processes are being ended."""
        return self._closing.is_set()

    def call(self, fn: Any, *arguments: Any) -> Any:
        """Return what a function of a module returns that is called in a process kept for pages.

        Raises:
            LostError: the process died over it, or gave no sign of life for too long.
        """
        return self._errands.submit(_guarded, fn, arguments).result()

    def call_each(
        self, fn: Callable[..., Answer], arguments: Iterable[tuple[object, ...]]
    ) -> Iterator[Answer]:
        """Yield what ``call`` returns for each of ``arguments``, in their order."""
        return spread(Crew(self._errands, 1), _guarded, ((fn, each) for each in arguments))

    def spread(self, fn: Callable[..., Answer], arguments: Iterable[tuple[object, ...]]) -> Iterator[Answer]:
        """Do as ``call_each`` does, in the processes that audit: nobody waits for it at a page."""
        return spread(Crew(self._lanes, self._jobs), _guarded, ((fn, each) for each in arguments))

    def close(self) -> None:
        """End all processes; what they are at stays waiting."""
        self._closing.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for lanes in (self._lanes, self._errands):
            lanes.kill()
            lanes.shutdown()
        self._threads.shutdown()

    def _work(self, number: int) -> None:
        self._working.add(number)
        try:
            submission = self._submissions.submission(number)
            if submission and submission.waiting and not self.closing:
                self._audit(submission)
        except sqlite3.Error as error:
            # It stays waiting, and the next start takes it up.
            _LOG.warning(_NOT_KEPT, number, error)
        finally:
            self._working.discard(number)

    def _audit(self, submission: Submission) -> None:
        try:
            # Before the audit: when the rules change meanwhile, the result is known to be of the old ones.
            basis = self._standard.basis(submission.batch)
            found = self._document(submission)
            if isinstance(found, list):
                for number in self._submissions.unpack(submission, found, basis):
                    self.take(number)
                return
            if isinstance(found, str):
                entry = Entry(submission.name, found)
            else:
                order = self._standard.order(submission)
                entry = self._judged(self._lanes, order, submission, found)
        except sqlite3.Error:
            raise
        except Exception as error:
            if self.closing:
                return
            entry = Entry(submission.name, _reason(submission.name, error))
        self._submissions.settle(submission, entry, basis)

    def _document(self, submission: Submission) -> bytes | str | Members:
        """Return what a report says, packed, or why it cannot be read, or the members of an archive."""
        known = self._submissions.document(submission, program())
        if known is not None:
            return known
        data = self._submissions.content(submission)
        members: Members | None = self._lanes.submit(_guarded, members_of, (data, submission.name)).result()
        if members is not None:
            return members
        task = (submission.name, data, float(limits.STEP_SECONDS))
        found: bytes | str = self._lanes.submit(read_content, *task).result()
        if isinstance(found, bytes):
            self._submissions.keep_document(submission, program(), found)
        return found

    def judged(self, submission: Submission, document: bytes, rules: RuleSet) -> Entry:
        """Return what a report that was read becomes by ``rules``, for a page that waits for it.

        Raises:
            LostError: the worker died over it.
        """
        return self._judged(self._errands, self._standard.order(submission, rules), submission, document)

    def _judged(self, lanes: ProcessLanes, order: Order, submission: Submission, document: bytes) -> Entry:
        for packed in (None, order.packed):
            task = (order.key, packed, submission.name, document, float(limits.STEP_SECONDS))
            entry: Entry | None = lanes.submit(audit_again, *task).result()
            if entry is not None:
                return entry
        raise LostError


def members_of(data: bytes, name: str) -> Members | None:
    """Return the files of an archive, contents or the reasons why there are none; None for no archive."""
    found = [
        (source, str(content) if isinstance(content, UnreadableError) else content)
        for source, content in files_in(data, name)
    ]
    return None if found == [(name, data)] else found


def _guarded(fn: Any, arguments: Any) -> Any:
    with watched(limits.STEP_SECONDS):
        return fn(*arguments)


def _reason(name: str, error: Exception) -> str:
    """Return why there is no result: no report may wait for ever over a fault."""
    match error:
        case LostError():
            return (
                f"核查“{name}”时核查进程中断或长时间没有进展，没有结果。"
                "请用 WPS 或 Word 打开，另存为 .docx 后再交来。"
            )
        case AuditorError():
            return str(error)
    return fault(name, error)
