"""A progress bar for long runs, on standard error and only when that is a terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import rich.progress

_LONG = 1.0
"""A run of fewer seconds shows no bar, and does not load one."""


class Progress:
    """Documents and characters read so far; how many are still to come is not known ahead."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._began = time.perf_counter()
        self._bar: rich.progress.Progress | None = None
        self._characters = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hide()

    def step(self, documents: int, characters: int) -> None:
        """Says that ``documents`` are done, the last of which had so many characters."""
        self._characters += characters
        seconds = time.perf_counter() - self._began
        if not self._shown or seconds < _LONG:
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
        done = f"{documents} documents, {self._characters / 1e6:.1f} M characters"
        self._bar.update(self._bar.task_ids[0], description=done)

    def hide(self) -> None:
        """Takes the bar off the screen, so that a line can be written there."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _bar() -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=None)
    return bar
