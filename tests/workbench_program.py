"""A workbench as a process of its own, to be visited and ended."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx
import psutil

from tests.conftest import ROOT

FROM_HERE = (sys.executable, "-m", "auditor", "serve")


class Program:
    """The workbench as a process of its own.

    ``command``: what serves. ``said``: what it has written on stderr, until its address and after its end.
    """

    def __init__(
        self,
        folder: Path,
        command: Sequence[str] = FROM_HERE,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [*command, "--no-browser", "--port", str(self.port), "--data", str(folder)],
            env=env or {**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stderr
        self.said = ""
        while self.address not in self.said:
            line = self.process.stderr.readline()
            assert line, self.said
            self.said += line

    def visitor(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, headers={"Origin": self.address}, timeout=60)

    def end(self, how: signal.Signals) -> int:
        """End it and all that it started; return its exit code."""
        workers = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(how)
        code = self.process.wait()
        assert self.process.stderr
        self.said += self.process.stderr.read()
        self.process.stderr.close()
        _gone, alive = psutil.wait_procs(workers, timeout=60)
        assert alive == []
        return code

    def killed_amid(self, ask: Callable[[int], object], answers: int = 5, wait: float = 0.0) -> list[int]:
        """Kill it while it is asked for 0, 1, 2 … without a pause; return for which it answered.

        The kill comes ``wait`` seconds after so many ``answers``; the last one may be lost on its way.
        """
        answered: list[int] = []

        def go_on() -> None:
            for number in range(1000):
                try:
                    ask(number)
                except httpx.TransportError:
                    return
                answered.append(number)

        with ThreadPoolExecutor(1) as pool:
            asking = pool.submit(go_on)
            while len(answered) < answers and not asking.done():
                time.sleep(0.01)
            time.sleep(wait)
            self.end(signal.SIGKILL)
            asking.result()
        assert len(answered) >= answers
        return answered


def token_for(client: httpx.Client) -> str:
    """Return what the forms of a browser carry."""
    found = re.search(r'name="token" value="(\w+)"', client.get("/").text)
    assert found
    return found[1]
