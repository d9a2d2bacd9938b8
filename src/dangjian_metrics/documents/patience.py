"""How long a document may take: the last guard, should a text turn up that a pattern takes more than linear time on.

The patterns of ``re`` have no time limit of their own, but they look for signals while they search, as those of ``regex`` do. So one
timer guards them all, and every loop besides, at the cost of two calls a document. It measures the time of the processor, not of the clock:
a machine that sleeps or is busy fails no document. Where there are no such signals (on Windows, outside the main thread) the time is
looked at between passages, which ends all but what goes on for ever inside one. From outside that can only be ended with its process: so
are those that do nothing but read documents (``may_end``). Who sent them the document notices, and tells.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TextIO, TypeVar

from dangjian_metrics.documents.document import Document, shown
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _
from dangjian_metrics.text import Passage

LEAST = 60.0
"""Seconds of the processor that any document may take."""
EACH = 1e-4
"""Seconds more for each character: a hundred times what text takes, four times what the hardest known does."""

_LOOKS = 16
"""So many passages are read between two looks at the clock, where no timer rings."""

_BUSY = 5
"""A machine that does other things too takes so many times as long by the clock as by its processor."""

_Held = TypeVar("_Held", bound=tuple[Any, ...])


class _OutOfTime(BaseException):
    """Is no Exception, so that no rule takes it for one of its own."""


class Patience:
    """What is left for one document, and the passage that is being read."""

    __slots__ = ("_document", "_passage", "_seconds", "_until")

    _until: float | None

    def __init__(self, document: Document) -> None:
        self._document = document
        self._passage: Passage | None = None
        self._seconds = LEAST + EACH * len(document.text)
        self._until = None

    def over(self, held: Iterable[_Held]) -> Iterator[_Held]:
        """The tuples that begin with a passage, each noted before it is read."""
        for number, each in enumerate(held):
            self._passage = each[0]
            if self._until is not None and number % _LOOKS == 0 and time.thread_time() > self._until:
                raise _OutOfTime
            yield each

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Within it the document's time runs. Raises DocumentError with the place when it is over."""
        try:
            if _has_signals():
                with _alarmed(self._seconds):
                    yield
            else:
                self._until = time.thread_time() + self._seconds
                with _deadline(self._seconds * _BUSY):
                    yield
        except _OutOfTime:
            raise DocumentError(self._said()) from None

    def _said(self) -> str:
        passage, text = self._passage, self._document.text
        at = passage.origin(0) if passage is not None else 0
        return _(
            "{name}: line {line} (character {character}) takes longer than {seconds:.0f} s;"
            " take out what stands there, and report it"
        ).format(
            name=shown(self._document.name), line=text.count("\n", 0, at) + 1, character=at, seconds=self._seconds
        )  # fmt: skip


class _Deadlines:
    """The documents that are read in this process now, while it may be ended over them."""

    lock = threading.Lock()
    running = 0
    nowhere: TextIO | None = None


def may_end() -> None:
    """Lets this process end, by status 1, where a document takes beyond all measure and nothing else stops it."""
    if _Deadlines.nowhere is None:
        _Deadlines.nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Ends the process after so many seconds, if it may end.

    There is one timer for all threads, set anew by each document that begins, or ends beside others: what goes on
    for ever inside a pattern lets no other thread come to that.
    """
    if _Deadlines.nowhere is None:
        yield
        return
    with _Deadlines.lock:
        _Deadlines.running += 1
        faulthandler.dump_traceback_later(seconds, exit=True, file=_Deadlines.nowhere)
    try:
        yield
    finally:
        with _Deadlines.lock:
            _Deadlines.running -= 1
            faulthandler.cancel_dump_traceback_later()
            if _Deadlines.running:
                faulthandler.dump_traceback_later(seconds, exit=True, file=_Deadlines.nowhere)


def _has_signals() -> bool:
    """Whether a timer can be set that is nobody else's."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL


@contextmanager
def _alarmed(seconds: float) -> Iterator[None]:
    signal.signal(signal.SIGVTALRM, _over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)


def _over(_number: int, _frame: object) -> NoReturn:
    raise _OutOfTime
