"""Workers on other machines: the executor of a running Dask cluster (optional part ``dask``)."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditor.errors import AuditorError
from auditor.pool import Crew
from auditor.program import program
from auditor.readers import limits

_TIMEOUT_SECONDS = 10
# What they have to say ends in an exception, and that is told in words.
_LOGS = ("distributed", "distributed.client", "tornado.application")


@contextmanager
def dask_crew(address: str) -> Iterator[Crew]:
    """Yield the workers of the cluster whose scheduler listens at ``address`` (tcp://主机:8786).

    Raises:
        AuditorError: the part is not installed, nobody answers, or the workers cannot do the same work.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise AuditorError("没有安装集群部分。请运行 pip install 'auditor[dask]'，或去掉 --dask。") from None
    for name in _LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        # A file of many megabytes is sent as it is, to one worker, once.
        warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
        try:
            client = Client(address, timeout=_TIMEOUT_SECONDS, set_as_default=False)
        except (OSError, ValueError):
            raise AuditorError(f"连不上集群“{address}”。请检查地址，以及调度程序是否在运行。") from None
        with client:
            width = _fit(client)
            yield Crew(
                client.get_executor(pure=False, retries=0), width, limits.STEP_SECONDS, (KilledWorker,)
            )


def _fit(client: Any) -> int:
    """Return the number of workers when all of them can do the work.

    Raises:
        AuditorError: there is none, or one has several threads, no auditor or another one.
    """
    threads = client.nthreads()
    if not threads:
        raise AuditorError("集群里没有工作进程。请先在各台机器上启动 dask worker。")
    # The reader of PDF is not made for threads, and a watch that ends a process ends it for all of them.
    if any(number != 1 for number in threads.values()):
        raise AuditorError("集群的工作进程要各用一个线程。请用 dask worker --nthreads 1 --nworkers -1 启动。")
    try:
        found = client.run(program)
    except ImportError:
        found = {}
    if set(found.values()) != {program()}:
        raise AuditorError("集群里的 auditor 和本机的不是同一版本。请在每台机器上安装同样的版本后再试。")
    return len(threads)
