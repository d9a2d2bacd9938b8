"""Where records go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from dangjian_metrics.cli.request import Form, Request
from dangjian_metrics.errors import UsageError
from dangjian_metrics.views import records

# A file name whose bytes are no text reaches us with lone surrogates: write them as escapes.
_ERRORS = "backslashreplace"


class Sink:
    """The records' stream; its header is written with the first document, so that without one it stays empty."""

    def __init__(self, stream: TextIO, form: Form, layout: records.Layout) -> None:
        self._records = records.writer(form, stream, layout)
        self.used = False

    def write(self, found: Sequence[object]) -> None:
        """Writes the records of one document, of which there may be none."""
        if not self.used:
            self._records.header()
            self.used = True
        self._records.write(found)


@contextmanager
def opened(request: Request, form: Form, layout: records.Layout) -> Iterator[Sink]:
    """The sink that the call asks for. A file takes its name when all is written, else nothing is left of it."""
    if request.target is None:
        yield Sink(_standard_output(), form, layout)
        return
    encoding = "utf-8-sig" if form is Form.CSV and request.bom else "utf-8"
    with _whole_file(request.target, encoding) as (stream, keep):
        sink = Sink(stream, form, layout)
        yield sink
        if sink.used:
            keep()


def _standard_output() -> TextIO:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=_ERRORS, newline="")
    return sys.stdout


@contextmanager
def _whole_file(target: Path, encoding: str) -> Iterator[tuple[TextIO, Keep]]:
    try:
        place = target.resolve()
        # A device or a named pipe is written into; a file moved to its place would replace it.
        special = place.exists() and not place.is_file() and not place.is_dir()
        with _into(place, encoding) if special else _beside(target, place, encoding) as opened_file:
            yield opened_file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(target, error) from None


@contextmanager
def _into(place: Path, encoding: str) -> Iterator[tuple[TextIO, Keep]]:
    with _writable(place, encoding) as stream:
        yield stream, Keep()


@contextmanager
def _beside(target: Path, place: Path, encoding: str) -> Iterator[tuple[TextIO, Keep]]:
    _refuse(target, place)
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    keep = Keep()
    try:
        with _writable(part, encoding) as stream:
            yield stream, keep
        if keep.asked:
            if place.exists():
                shutil.copymode(place, part)
            part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _writable(place: Path, encoding: str) -> TextIO:
    return place.open("w", encoding=encoding, errors=_ERRORS, newline="")


class Keep:
    """Whether the file that was written is to take its name."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> None:
        """Asks for it."""
        self.asked = True


def _refuse(target: Path, place: Path) -> None:
    if place.is_dir():
        raise UsageError(f"{target}: is a folder: name a file in it")
    if not place.parent.is_dir():
        raise UsageError(f"{target}: there is no folder {target.parent}: make it first")
    if place.exists() and not os.access(place, os.W_OK):
        raise UsageError(f"{target}: may not be written: choose another name for -o")


def _unwritable(target: Path, error: OSError) -> UsageError:
    return UsageError(f"{target}: cannot be written ({error.strerror}): choose another place for -o")
