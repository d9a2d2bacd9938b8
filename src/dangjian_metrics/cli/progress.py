"""A progress bar for long runs, on standard error and only when that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dangjian_metrics.messages import _

if TYPE_CHECKING:
    import rich.progress

_LONG = 1.0
"""A run of fewer seconds shows no bar, and does not load one."""


class Progress:
    """What is read of the documents so far: how many, how fast, and how long the rest will take.

    ``size`` tells the bytes of all documents; it is asked once a bar is shown.
    """

    def __init__(self, size: Callable[[], int], *, shown: bool) -> None:
        self._shown, self._size = shown and sys.stderr.isatty(), size
        self._total: int | None = None
        self._began = time.perf_counter()
        self._bar: rich.progress.Progress | None = None
        self._characters = self._bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hide()

    def step(self, documents: int, characters: int, size: int) -> None:
        """Says that ``documents`` are done, the last of which had so many characters in so many bytes."""
        self._characters += characters
        self._bytes += size
        seconds = time.perf_counter() - self._began
        if not self._shown or seconds < _LONG:
            return
        if self._bar is None:
            if self._total is None:
                self._total = self._size()
            self._bar = _bar(self._total)
            self._bar.start()
        rate = self._characters / 1e6 / seconds
        done = _("{documents} documents, {millions:.1f} M characters, {rate:.2f} M a second").format(
            documents=documents, millions=self._characters / 1e6, rate=rate
        )
        self._bar.update(self._bar.task_ids[0], description=done, completed=self._bytes)

    def hide(self) -> None:
        """Takes the bar off the screen, so that a line can be written there."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _bar(total: int) -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(20), TextColumn("{task.description}", markup=False), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=total or None)
    return bar
