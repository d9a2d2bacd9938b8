"""A whole store as CSV: column by column, and of a large one several parts at a time, each in a process of its own."""

from __future__ import annotations

import io
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from dangjian_metrics.cli.asking import layout
from dangjian_metrics.cli.output import Sink, opened
from dangjian_metrics.cli.request import Form, Request
from dangjian_metrics.errors import StoreError
from dangjian_metrics.messages import _
from dangjian_metrics.store import columns, connection
from dangjian_metrics.store.asking import LISTED
from dangjian_metrics.views.separated import Csv

_ALONE = 100_000
"""So many claims are written sooner than another process starts."""
_PART = 20_000
_MOST = 8

State = tuple[int, ...]


def write(request: Request, path: Path, store: connection.Connection) -> int:
    """Writes every claim of the store at ``path``, which is open as ``store``; how many there are."""
    claims, last = store.execute("SELECT count(*), ifnull(max(id), 0) FROM claim_facts").get
    with opened(request, Form.CSV, layout(LISTED)) as sink:
        sink.write(())
        workers = min(os.cpu_count() or 1, _MOST) if claims > _ALONE else 1
        if workers == 1 or not _written_in_parts(sink, path, store, workers, last):
            for batch in columns.batches(store):
                sink.write_columns(batch)
    return int(claims)


def _written_in_parts(sink: Sink, path: Path, store: connection.Connection, workers: int, last: int) -> bool:
    """Writes the parts in order; not one of them where the store was written to before every process had it open."""
    try:
        with _workers(path, workers, last) as pipes:
            if any(pipe.recv() != state(store) for pipe in pipes):
                return False
            for part in range(0, last, _PART):
                sink.write_lines(pipes[part // _PART % workers].recv_bytes())
    except EOFError:
        raise StoreError(_("{path}: a part of it could not be read: try again").format(path=path)) from None
    return True


def state(store: connection.Connection) -> State:
    """What tells whether two processes see the same store: whatever is written changes it."""
    found: State = store.execute(
        "SELECT count(*), ifnull(max(id), 0), total(claims), total(first_claim), total(id * first_claim % 1000003),"
        " (SELECT count(*) FROM decisions), (SELECT count(undone_at) FROM decisions) FROM documents"
    ).get
    return found


@contextmanager
def _workers(path: Path, workers: int, last: int) -> Iterator[list[Pipe]]:
    """Processes that send first the state of the store as they see it, then every so many-th part in order."""
    context = multiprocessing.get_context("spawn")
    pipes, running = [], []
    try:
        for turn in range(workers):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(
                target=_work,
                args=(path, range(turn * _PART, last, workers * _PART), _PART, theirs),
                daemon=True,
            )
            process.start()
            theirs.close()
            pipes.append(ours)
            running.append(process)
        yield pipes
    finally:
        for pipe in pipes:
            pipe.close()
        for process in running:
            process.terminate()
            process.join()


def _work(path: Path, parts: range, size: int, pipe: Pipe) -> None:
    try:
        with connection.reading(path) as store:
            pipe.send(state(store))
            for part in parts:
                pipe.send_bytes(_text(store, part + 1, part + size).encode())
    except (BrokenPipeError, KeyboardInterrupt):  # the one that reads has gone, and says so itself
        return


def _text(store: connection.Connection, first: int, last: int) -> str:
    text = io.StringIO()
    lines = Csv(text, layout(LISTED))
    for batch in columns.batches(store, first, last):
        lines.write_columns(batch)
    return text.getvalue()
