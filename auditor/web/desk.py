"""The desk where reports wait for the workers; one that crashes or never ends costs only itself."""

import hashlib
import logging
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from auditor.errors import AuditorError, UnreadableError
from auditor.job import Terms
from auditor.judging import Entry
from auditor.pool import LostError, ProcessLanes
from auditor.program import program
from auditor.readers import files_in, limits
from auditor.waivers import NO_WAIVERS
from auditor.web.submissions import Submission, Submissions
from auditor.worker import Order, audit_content, watched

_LOG = logging.getLogger(__name__)

Members = list[tuple[str, bytes | str]]


class Desk:
    """Hands submissions to processes and keeps what becomes of them.

    A submission is waiting in the data until its result stands there: whatever happens to this process,
    the next one takes it up again.
    """

    def __init__(self, submissions: Submissions, terms: Terms, jobs: int) -> None:
        self._submissions = submissions
        # People withdraw exemptions and the days go by: they are laid over when a page is shown.
        self._terms = replace(terms, waivers=NO_WAIVERS)
        self._order = Order(self._terms)
        self._basis = _basis(terms)
        self._lanes = ProcessLanes(jobs)
        self._threads = ThreadPoolExecutor(jobs, "desk")
        self._working: set[int] = set()
        self._closing = threading.Event()

    def start(self) -> None:
        """Take up what waits, and what was judged by other rules or another program."""
        self._submissions.recall(self._basis)
        for number in self._submissions.waiting():
            self.take(number)

    def take(self, number: int) -> None:
        """Have a submission audited when its turn comes."""
        self._threads.submit(self._work, number)

    def is_at(self, number: int) -> bool:
        """Tell whether a submission is being audited just now."""
        return number in self._working

    def call(self, fn: Any, *arguments: Any) -> Any:
        """Return what a function of a module returns that is called in a worker.

        Raises:
            LostError: the worker died over it, or gave no sign of life for too long.
        """
        return self._lanes.submit(_guarded, fn, arguments).result()

    def close(self) -> None:
        """End all processes; what they are at stays waiting."""
        self._closing.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._lanes.kill()
        self._lanes.shutdown()
        self._threads.shutdown()

    def _work(self, number: int) -> None:
        submission = self._submissions.submission(number)
        if submission is None or not submission.waiting or self._closing.is_set():
            return
        self._working.add(number)
        try:
            self._audit(submission)
        except CancelledError:
            return
        except Exception:
            # Most likely the disk is full. It stays waiting, and the next start takes it up.
            _LOG.exception("submission %d", number)
        finally:
            self._working.discard(number)

    def _audit(self, submission: Submission) -> None:
        data = self._submissions.content(submission)
        try:
            members: Members | None = self.call(members_of, data, submission.name)
            entry = None if members is not None else self._entry(submission, data)
        except LostError:
            if self._closing.is_set():
                return
            members, entry = None, Entry(submission.name, _lost(submission.name))
        except AuditorError as error:
            members, entry = None, Entry(submission.name, str(error))
        if members is not None:
            for number in self._submissions.unpack(submission, members, self._basis):
                self.take(number)
        elif entry is not None:
            self._submissions.settle(submission, entry, self._basis)

    def _entry(self, submission: Submission, data: bytes) -> Entry:
        order = self._order
        if submission.level or submission.year or submission.unit:
            order = Order(
                replace(self._terms, level=submission.level, year=submission.year, unit=submission.unit)
            )
        for packed in (None, order.packed):
            task = (order.key, packed, submission.name, data, float(limits.STEP_SECONDS))
            entries: tuple[Entry, ...] | None = self._lanes.submit(audit_content, *task).result()
            if entries is not None:
                return entries[0]
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


def _basis(terms: Terms) -> str:
    said = (terms.rules.sha256, program(), repr(terms.roster))
    return hashlib.sha256("\n".join(said).encode(errors="surrogatepass")).hexdigest()


def _lost(name: str) -> str:
    return (
        f"核查“{name}”时核查进程中断或长时间没有进展，没有结果。"
        "请用 WPS 或 Word 打开，另存为 .docx 后再交来。"
    )
