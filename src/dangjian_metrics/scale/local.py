"""Batches done by processes of this machine; a few small documents are done at once, without any.

Each process has a pipe of its own: one that ends, even while it answers, leaves the others theirs, and it is known what it was at. (The executors of
the standard library share one pipe, and wait for ever for the rest of half an answer.)
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from dangjian_metrics.documents import patience
from dangjian_metrics.errors import DjError
from dangjian_metrics.scale import batches
from dangjian_metrics.scale.batches import Batch, Outcome, Source, Task

_ALONE = 2_000_000
"""So many bytes of plain text are read sooner than a process has started."""
_AHEAD = 4
"""So many batches of each process may be done before one that takes longer."""


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
                with closing(_Crew(task, jobs)) as crew:
                    yield from crew.outcomes(batches.grouped(chain(waiting, coming)))
                return
    if task.parts is None:
        yield from (batches.outcome(source, task) for source in chain(waiting, coming))
    else:
        for batch in batches.grouped(chain(waiting, coming)):
            yield from batches.do(batch, task)


def one_by_one(batch: Batch, task: Task) -> list[Outcome]:
    """The outcomes of a batch, each of its documents alone in another process: one that does not come back fails."""
    with closing(_Crew(task, 1)) as crew:
        return crew.one_by_one(batch)


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, and what it is at."""

    process: BaseProcess
    pipe: Pipe
    batch: Batch | None = None


@dataclass(slots=True)
class _Crew:
    """The processes, what they are still to do, and what came back before its turn."""

    task: Task
    jobs: int
    _workers: list[_Worker] = field(default_factory=list)
    _done: dict[int, bytes | list[Outcome]] = field(default_factory=dict)
    _found: Iterator[Batch] = field(default_factory=lambda: iter(()))
    _turn: int = 0
    _given: int = 0

    def outcomes(self, found: Iterator[Batch]) -> Iterator[Outcome]:
        """What becomes of the documents of the batches, in order."""
        self._workers += [self._started() for _ in range(self.jobs)]
        self._found = found
        self._hand_out()
        while self._turn < self._given:
            self._take()
            self._hand_out()  # before what came is unpacked: nobody waits for that
            while self._turn in self._done:
                yield from _unpacked(self._done.pop(self._turn))
                self._turn += 1
                self._hand_out()

    def _hand_out(self) -> None:
        """Gives those that are free their next batch, unless too many wait for their turn."""
        for worker in self._workers:
            if worker.batch is None and self._given - self._turn < self.jobs * _AHEAD:
                worker.batch = next(self._found, None)
                if worker.batch is None:
                    return
                self._given += 1
                self._hand(worker, worker.batch, self.task)

    def one_by_one(self, batch: Batch) -> list[Outcome]:
        """What becomes of the documents of a batch at which processes end."""
        self._workers.append(self._started())
        return self._singly(self._workers[0], batch)

    def close(self) -> None:
        """Ends the processes, whatever they are at."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
            worker.process.join()

    def _hand(self, worker: _Worker, batch: Batch, task: Task) -> None:
        with suppress(OSError):  # it has ended, which is seen when its answer is taken
            worker.pipe.send((batch, task))

    def _take(self) -> None:
        """Waits until one of the processes answers, or ends."""
        busy = {worker.pipe: worker for worker in self._workers if worker.batch is not None}
        for pipe in wait(list(busy)) if busy else ():
            worker = busy[pipe]  # type: ignore[index]
            batch = worker.batch
            assert batch is not None
            try:
                self._done[batch.number] = worker.pipe.recv_bytes()
            except (EOFError, OSError):
                self._lost(worker, batch)
            worker.batch = None

    def _lost(self, worker: _Worker, batch: Batch) -> None:
        """A process ended: another takes its place, and what it was at is done document by document."""
        self._replace(worker)
        self._done[batch.number] = self._singly(worker, batch)

    def _singly(self, worker: _Worker, batch: Batch) -> list[Outcome]:
        done = [self._alone(worker, source) for source in batch.sources]
        return batches.handed_on(done, batch.number, self.task)

    def _alone(self, worker: _Worker, source: Source) -> Outcome:
        """What becomes of one document; one at which a process ends twice fails."""
        for _ in range(2):
            self._hand(worker, Batch(0, (source,)), replace(self.task, parts=None))
            try:
                found: list[Outcome] = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
            else:
                return found[0]
        return batches.broken_off(source)

    def _replace(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        new = self._started()
        worker.process, worker.pipe = new.process, new.pipe

    def _started(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()  # so that its end is the end of the pipe
        return _Worker(process, ours)


def _unpacked(done: bytes | list[Outcome]) -> list[Outcome]:
    found: list[Outcome] = pickle.loads(done) if isinstance(done, bytes) else done
    return found


def _work(pipe: Pipe) -> None:
    """Does the batches that come through the pipe; an interruption is the other end's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    patience.may_end()
    gc.set_threshold(200_000, 20, 20)  # records by the thousand and no cycles among them
    try:
        while True:
            pipe.send(batches.do(*pipe.recv()))
    except (
        EOFError,
        OSError,
        DjError,
    ):  # the other end has gone, or finds out itself that nothing can be written
        return
