"""Batches done by processes of this machine; a few small documents are done at once, without any."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain

from dangjian_metrics.scale import batches
from dangjian_metrics.scale.batches import Batch, Outcome, Source, Task

_ALONE = 2_000_000
"""So many bytes of plain text are read sooner than a process has started."""
_AHEAD = 2
"""So many batches wait for each process."""


def processors() -> int:
    """How many processes can run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # where the system does not tell
        return os.cpu_count() or 1


def outcomes(documents: Iterable[Source], task: Task, jobs: int) -> Iterator[Outcome]:
    """What becomes of each document, in order, by so many processes; by this one where it is not worth others."""
    waiting, labour = list[Source](), 0
    coming = iter(documents)
    if jobs > 1:
        for source in coming:
            waiting.append(source)
            labour += batches.effort(source)
            if labour > _ALONE:
                yield from _by_processes(batches.grouped(chain(waiting, coming)), task, jobs)
                return
    yield from (batches.outcome(source, task) for source in chain(waiting, coming))


def _by_processes(found: Iterator[Batch], task: Task, jobs: int) -> Iterator[Outcome]:
    waiting: deque[Batch] = deque()
    while True:
        with _pool(jobs) as pool, suppress(BrokenProcessPool):  # which does not say at which batch
            yield from _in_order(pool, found, task, waiting, jobs * _AHEAD)
            return
        while waiting:
            yield from _one_by_one(waiting.popleft(), task)


def _in_order(
    pool: ProcessPoolExecutor, found: Iterator[Batch], task: Task, waiting: deque[Batch], ahead: int
) -> Iterator[Outcome]:
    """What becomes of the batches; those in ``waiting`` have not come out yet."""
    done: dict[int, Future[list[Outcome]]] = {}
    for batch in found:
        waiting.append(batch)
        done[batch.number] = pool.submit(batches.do, batch, task)
        if len(waiting) > ahead:
            yield from _first(waiting, done)
    while waiting:
        yield from _first(waiting, done)


def _first(waiting: deque[Batch], done: dict[int, Future[list[Outcome]]]) -> list[Outcome]:
    """The outcomes of the batch that waits longest, which waits on until they are there."""
    outcomes_ = done.pop(waiting[0].number).result()
    waiting.popleft()
    return outcomes_


def _one_by_one(batch: Batch, task: Task) -> Iterator[Outcome]:
    """What becomes of a batch in whose time a process ended: all of it at once if that does, else each document alone."""
    try:
        with _pool(1) as pool:
            yield from pool.submit(batches.do, batch, task).result()
    except BrokenProcessPool:
        for source in batch.sources:
            try:
                with _pool(1) as pool:
                    yield from pool.submit(batches.do, Batch(0, (source,)), task).result()
            except BrokenProcessPool:
                yield batches.broken_off(source)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that leave an interruption to this one; when it ends before its time, so do they, at once."""
    pool = ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.kill()
        raise
    finally:
        pool.shutdown()
