"""A task as a worker gets it: the terms reach each worker once, and nothing runs for ever."""

import faulthandler
import hashlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path

from auditor.collecting import collect_rarely
from auditor.job import Terms
from auditor.judging import Entry, judge

# The terms of the last task: a worker serves one run at a time.
_kept: dict[str, Terms] = {}


class Order:
    """Terms made ready to be sent, once a task needs them."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    @cached_property
    def packed(self) -> bytes:
        """The terms; they go where they are asked for."""
        return pickle.dumps(self._terms)

    @cached_property
    def key(self) -> str:
        """Their name; it goes with every task."""
        return hashlib.sha256(self.packed).hexdigest()


def audit_content(
    key: str, packed: bytes | None, source: str, data: bytes, seconds: float | None = None
) -> tuple[Entry, ...] | None:
    """Audit the content of one file by the terms of the ``Order`` with this key.

    Returns None when this process has not got the terms yet: the task is to be sent again with them.
    ``seconds``: how long the process may give no sign of life before it is ended; None in a process that
    must go on.
    """
    if key not in _kept:
        if packed is None:
            return None
        _kept.clear()
        _kept[key] = pickle.loads(packed)
    with watched(seconds) as alive:
        return judge(data, source, _kept[key], alive)


@contextmanager
def watched(seconds: float | None) -> Iterator[Callable[[], None]]:
    """Yield the sign of life: this process is ended when none is given for ``seconds``.

    The watch is no thread of Python: a regular expression or a library that never returns would keep it
    from running.
    """
    if seconds is None:
        yield lambda: None
        return
    with Path(os.devnull).open("w") as nowhere:

        def alive() -> None:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)

        alive()
        try:
            yield alive
        finally:
            faulthandler.cancel_dump_traceback_later()


def serve(wire: Connection) -> None:
    """Say that this process is up, then do the tasks that come over ``wire`` until it is closed.

    Ctrl-C is the business of the other end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()
    threading.Thread(target=_follow_parent, daemon=True).start()
    wire.send(None)
    while True:
        try:
            fn, args, kwargs = wire.recv()
        except EOFError:
            return
        try:
            wire.send((fn(*args, **kwargs), None))
        except Exception as error:
            wire.send((None, error))


def _follow_parent() -> None:
    """End this process with its parent, also in the midst of a task."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
