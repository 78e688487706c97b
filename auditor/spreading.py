"""Calls spread over the workers of a crew, their answers in the order of the calls."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from auditor.pool import Crew

_AT_HAND = 2

Answer = TypeVar("Answer")


def spread(
    crew: Crew, call: Callable[..., Answer], arguments: Iterable[tuple[object, ...]]
) -> Iterator[Answer]:
    """Yield ``call(*each)`` for each of ``arguments``, of which only a few are at hand at a time.

    A call that its worker died over is made again, here.
    """
    waiting: deque[tuple[tuple[object, ...], Future[Answer]]] = deque()

    def first() -> Answer:
        each, future = waiting.popleft()
        try:
            return future.result()
        except crew.lost:
            return call(*each)

    for each in arguments:
        waiting.append((each, crew.executor.submit(call, *each)))
        if len(waiting) > crew.width * _AT_HAND:
            yield first()
    while waiting:
        yield first()
