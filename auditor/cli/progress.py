"""How far a long run is: one live line on a terminal, a plain line now and then elsewhere."""

import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

from auditor.batch import Progress
from auditor.display import width

_LIVE_SECONDS = 0.2
_PLAIN_SECONDS = 2
_PLAIN_SHARE = 0.05
_PLAIN_LATEST_SECONDS = 60
# The rate is that of this last while: files taken from the store go by a hundred times faster.
_RATE_SECONDS = 30


class ProgressLine:
    """Hears of the progress of a run and shows it on ``stream``.

    ``doing``: what is done to how many what, for instance 正在核查 {} 个文件. ``clock`` counts seconds.
    """

    def __init__(
        self,
        stream: TextIO,
        clock: Callable[[], float] = time.monotonic,
        doing: str = "正在核查 {} 个文件",
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._doing = doing
        self._live = stream.isatty()
        now = clock()
        self._seen: deque[tuple[float, int]] = deque([(now, 0)])
        self._shown_at, self._shown_done = now, 0
        self._width = 0

    def __call__(self, progress: Progress) -> None:
        """Show the progress when it is time to."""
        now = self._clock()
        if not self._is_due(now, progress):
            return
        self._shown_at, self._shown_done = now, progress.done
        self._seen.append((now, progress.done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _RATE_SECONDS:
            self._seen.popleft()
        line = self._line(progress)
        if self._live:
            self._overwrite(line)
        else:
            self._write(f"{line}\n")

    def close(self) -> None:
        """Leave an empty line for what is written next."""
        if self._width:
            self._overwrite("")
            self._write("\r")

    def _overwrite(self, line: str) -> None:
        """Write over the live line; blanks do on every terminal, also where codes to clear it do not."""
        columns = width(line)
        self._write(f"\r{line}{' ' * (self._width - columns)}")
        self._width = columns

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _is_due(self, now: float, progress: Progress) -> bool:
        waited = now - self._shown_at
        if self._live:
            return waited >= _LIVE_SECONDS
        share = (progress.done - self._shown_done) / max(progress.total, 1)
        return waited >= _PLAIN_LATEST_SECONDS or (waited >= _PLAIN_SECONDS and share >= _PLAIN_SHARE)

    def _line(self, progress: Progress) -> str:
        (first, done_then), (last, done) = self._seen[0], self._seen[-1]
        line = self._doing.format(f"{progress.done}/{progress.total}")
        if done <= done_then or last <= first:
            return line
        rate = (done - done_then) / (last - first)
        left = duration((progress.total - done) / rate)
        return f"{line}，每秒 {rate:.3g} 个，约剩 {left}"


def duration(seconds: float) -> str:
    """Return a length of time in words, no finer than it can be foreseen."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    if whole < 3600:
        return f"{whole // 60} 分 {whole % 60} 秒"
    return f"{whole // 3600} 小时 {whole % 3600 // 60} 分"
