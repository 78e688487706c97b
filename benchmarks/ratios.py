"""Ratios of two things done in turns in one run: what stays true from one machine to another."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Side = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One ratio and its figures. ``limit``: what it must not pass; with ``at_least``, not fall below."""

    name: str
    ratio: float
    limit: float
    note: str
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the ratio is as it should be."""
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def in_turns(rounds: int, *sides: Side) -> list[float]:
    """Return the median time of each side in seconds, every round doing all of them."""
    times: list[list[float]] = [[] for _ in sides]
    for _ in range(rounds):
        for side, kept in zip(sides, times, strict=True):
            gc.collect()
            start = time.perf_counter()
            side()
            kept.append(time.perf_counter() - start)
    return [statistics.median(kept) for kept in times]


def milliseconds(seconds: float) -> str:
    """Say a time as tables show it."""
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.1f} s"
