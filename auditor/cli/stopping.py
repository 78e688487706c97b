"""Ctrl-C in a long run: taken where the run stands between two files."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event


@contextmanager
def ctrl_c() -> Iterator[Event]:
    """Yield what is set when Ctrl-C is pressed; pressed again it stops the program wherever it is.

    As an exception it would come up anywhere, also in a place that swallows it.
    """
    pressed = Event()

    def note(_number: int, _frame: object) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)
