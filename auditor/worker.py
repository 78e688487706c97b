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
from auditor.judging import Entry, judge, judge_again, read

# The terms of the last tasks: a worker serves one run at a time, or a workbench with a few batches.
_kept: dict[str, Terms] = {}
_MOST_KEPT = 4


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
    terms = _terms(key, packed)
    if terms is None:
        return None
    with watched(seconds) as alive:
        return judge(data, source, terms, alive)


def read_content(source: str, data: bytes, seconds: float | None = None) -> bytes | str:
    """Read the content of one file that is no archive; see ``judging.read``."""
    with watched(seconds) as alive:
        return read(data, source, alive)


def audit_again(
    key: str, packed: bytes | None, source: str, document: bytes, seconds: float | None = None
) -> Entry | None:
    """Audit a document read before, as ``audit_content`` does the content of a file."""
    terms = _terms(key, packed)
    if terms is None:
        return None
    with watched(seconds):
        return judge_again(document, source, terms)


def _terms(key: str, packed: bytes | None) -> Terms | None:
    if key not in _kept and packed is not None:
        while len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = pickle.loads(packed)
    return _kept.get(key)


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
