"""Batches done by the workers of a Dask cluster: of one on this machine, or of one that is there.

The only importer of distributed. A worker that ends takes nothing with it: its batches are done again by another,
and one at which several ended by a process of our own, which knows at which document.
"""

from __future__ import annotations

import logging
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from dangjian_metrics.documents import patience
from dangjian_metrics.errors import UsageError
from dangjian_metrics.memory import collector_paused
from dangjian_metrics.messages import _
from dangjian_metrics.scale import batches, local
from dangjian_metrics.scale.batches import Batch, Outcome, Source, Task
from dangjian_metrics.store import rules

if TYPE_CHECKING:
    from distributed import Client, Future

_Promise: TypeAlias = "Future[bytes]"
_AHEAD = 4
"""So many batches wait for each worker: the next ones travel while it works."""
_ENDED = 1
"""So often is a batch at which a worker ended given to another, before it is done here."""
_PLAIN = {
    "distributed.scheduler.allowed-failures": _ENDED,
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 2**27,
    "distributed.nanny.pre-spawn-environ.MALLOC_MMAP_THRESHOLD_": 2**26,
    "distributed.nanny.pre-spawn-environ.MALLOC_ARENA_MAX": 1,
}
"""A cluster for one call: nobody looks at its profile, and workers keep what memory they have. Each costs some hundredths of the time."""
_ANSWER = "10s"
"""So long a scheduler is waited for."""


def outcomes(
    documents: Iterable[Source], task: Task, jobs: int, scheduler: str | None = None
) -> Iterator[Outcome]:
    """What becomes of each document, in order, by the workers of the cluster at ``scheduler``, else by so many here.

    Raises UsageError where Dask is not installed, no scheduler answers, or its workers have other rules.
    """
    with _client(jobs, scheduler) as client:
        _refuse_others(client, scheduler)
        ahead = _AHEAD * max(1, len(client.ncores()))
        waiting: deque[tuple[Batch, _Promise]] = deque()
        for batch in batches.grouped(documents):
            waiting.append((batch, _submitted(client, batch, task)))
            if len(waiting) > ahead:
                yield from _done(*waiting.popleft(), task)
        while waiting:
            yield from _done(*waiting.popleft(), task)


def _submitted(client: Client, batch: Batch, task: Task) -> _Promise:
    return client.submit(_do, batch, task, pure=False, retries=1)


def _do(batch: Batch, task: Task) -> bytes:
    """The outcomes of a batch, pickled here: Dask would do it between other things.

    In the thread of a worker no signal ends what goes on for ever, so the worker ends with it.
    """
    patience.may_end()
    with collector_paused():
        return pickle.dumps(batches.do(batch, task), pickle.HIGHEST_PROTOCOL)


def _done(batch: Batch, future: _Promise, task: Task) -> list[Outcome]:
    """The outcomes of a batch; one at which worker after worker ended is done here, each document alone."""
    from distributed.scheduler import KilledWorker

    try:
        found: list[Outcome] = pickle.loads(future.result())
    except KilledWorker:
        return local.one_by_one(batch, task)
    return found


@contextmanager
def _client(jobs: int, scheduler: str | None) -> Iterator[Client]:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError(
            _("--engine dask: is not installed: pip install 'dangjian-metrics[scale]' brings it")
        ) from None
    if scheduler is None:
        with (
            dask.config.set(_PLAIN),
            LocalCluster(
                n_workers=jobs, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):  # fmt: skip
            yield client
        return
    try:
        client = Client(scheduler, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            _("--scheduler {scheduler}: does not answer ({error}): is its address so?").format(
                scheduler=scheduler, error=error
            )
        ) from None
    with client:
        yield client


def _refuse_others(client: Client, scheduler: str | None) -> None:
    """Workers that read otherwise would make one table of two minds."""
    try:
        read = client.run(rules.shipped)
    except ImportError as error:
        raise UsageError(
            _("--scheduler {scheduler}: its workers lack a package ({error}): install it there").format(
                scheduler=scheduler, error=error
            )
        ) from None
    if not read:
        raise UsageError(
            _("--scheduler {scheduler}: it has no workers: start some with dask worker {scheduler}").format(
                scheduler=scheduler
            )
        )
    others = [worker for worker, its in read.items() if its != rules.shipped()]
    if others:
        raise UsageError(
            _("--scheduler {scheduler}: the worker {worker} has another dj-metrics: install this one").format(
                scheduler=scheduler, worker=others[0]
            )
        )
