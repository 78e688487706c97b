"""Workers on this machine: a file that crashes its process, or never ends, costs only itself."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from auditor.errors import AuditorError
from auditor.readers import limits
from auditor.worker import start

_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


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
    """Pools of one process side by side, each served by a thread.

    In one pool of many processes a dead one fails every open task, and none tells which was to blame.
    """

    def __init__(self, workers: int) -> None:
        super().__init__(workers, "lane")
        self._own = threading.local()
        self._pools: dict[int, ProcessPoolExecutor] = {}
        self._lock = threading.Lock()
        self._killed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn`` in a process; the future raises LostError when that died over it."""
        return super().submit(self._run, fn, args, kwargs)

    def kill(self) -> None:
        """End all processes at once, with what they are doing."""
        with self._lock:
            self._killed = True
            for process in self._pools:
                with suppress(OSError):
                    os.kill(process, _KILL)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when they have done their tasks."""
        super().shutdown(wait, cancel_futures=cancel_futures or self._killed)
        for pool in self._pools.values():
            pool.shutdown(wait)

    def _run(self, fn: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        try:
            return self._pool().submit(fn, *args, **kwargs).result()
        except BrokenProcessPool:
            with self._lock:
                broken = self._pools.pop(self._own.process)
            self._own.process = None
            broken.shutdown()
            raise LostError from None

    def _pool(self) -> ProcessPoolExecutor:
        """Return the pool of this lane, started anew after its process died."""
        process = getattr(self._own, "process", None)
        if process is not None:
            return self._pools[process]
        # A fresh interpreter: a copy of this one would copy the locks that its threads hold.
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), start)
        try:
            process = pool.submit(os.getpid).result()
        except BrokenProcessPool:
            raise AuditorError("无法启动核查进程，可能是内存不足。请关闭别的程序后再试。") from None
        with self._lock:
            self._pools[process] = pool
            if self._killed:
                os.kill(process, _KILL)
        self._own.process = process
        return pool
