"""Workers on this machine: a file that crashes its process, or never ends, costs only itself."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from auditor.errors import AuditorError
from auditor.readers import limits
from auditor.worker import serve


class LostError(Exception):
    """The worker died over the task."""


@dataclass(frozen=True)
class Crew:
    """Who does the work of a batch.

    ``width``: how many tasks run at once. ``seconds``: after how long without a sign of life a worker may
    be ended; None where it may not. ``lost``: what a task raises whose worker died over it.
    """

    executor: Executor
    width: int
    seconds: float | None = None
    lost: tuple[type[Exception], ...] = ()


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def local_crew(jobs: int) -> Iterator[Crew]:
    """Yield ``jobs`` processes on this machine, started as they are needed; at an error all are ended."""
    pool = ProcessLanes(jobs)
    try:
        yield Crew(pool, jobs, limits.STEP_SECONDS, (LostError,))
    except BaseException:
        pool.kill()
        raise
    finally:
        pool.shutdown()


class ProcessLanes(ThreadPoolExecutor):
    """Processes side by side, each served by a thread that knows which task its process is at.

    Where a pool of processes shares one queue, a dead one fails every open task, and none tells which was
    to blame.
    """

    def __init__(self, workers: int) -> None:
        super().__init__(workers, "lane", initializer=_shield)
        self._own = threading.local()
        self._lanes: set[_Lane] = set()
        self._lock = threading.Lock()
        self._killed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn`` in a process.

        The future raises LostError when that died over it, AuditorError when none can be started.
        """
        return super().submit(self._run, fn, args, kwargs)

    def kill(self) -> None:
        """End all processes at once, with what they are doing."""
        with self._lock:
            self._killed = True
            for lane in self._lanes:
                lane.process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when they have done their tasks."""
        super().shutdown(wait, cancel_futures=cancel_futures or self._killed)
        for lane in self._lanes:
            lane.close()

    def _run(self, fn: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        lane: _Lane | None = getattr(self._own, "lane", None)
        if lane is None:
            lane = self._own.lane = self._started()
        try:
            result, error = lane.call(fn, args, kwargs)
        except (EOFError, OSError):
            self._own.lane = None
            self._drop(lane)
            raise LostError from None
        if error is not None:
            raise error
        return result

    def _started(self) -> "_Lane":
        with self._lock:
            if self._killed:
                raise LostError
            lane = _Lane()
            self._lanes.add(lane)
        if lane.is_up():
            return lane
        self._drop(lane)
        if self._killed:
            raise LostError
        raise AuditorError("无法启动核查进程，可能是内存不足。请关闭别的程序后再试。")

    def _drop(self, lane: "_Lane") -> None:
        with self._lock:
            self._lanes.discard(lane)
        lane.close()


def _shield() -> None:
    """Keep Ctrl-C from this thread, and so from the processes it starts until they ignore it themselves."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Lane:
    """One process and the wire to it."""

    def __init__(self) -> None:
        # A fresh interpreter: a copy of this one would copy the locks that its threads hold.
        context = multiprocessing.get_context("spawn")
        self._wire, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def is_up(self) -> bool:
        """Wait until the process can work, tell whether it can."""
        try:
            self._wire.recv()
        except (EOFError, OSError):
            return False
        return True

    def call(self, fn: Callable[..., Any], args: Any, kwargs: Any) -> tuple[Any, Exception | None]:
        """Return what ``fn`` returned or raised; EOFError or OSError when the process is no more."""
        self._wire.send((fn, args, kwargs))
        answer: tuple[Any, Exception | None] = self._wire.recv()
        return answer

    def close(self) -> None:
        """End the process, which waits for a task or is dead."""
        self._wire.close()
        self.process.join()
