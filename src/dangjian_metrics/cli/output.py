"""Where records go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO, cast

from dangjian_metrics.cli.request import Form, Request
from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _
from dangjian_metrics.store.columns import Column
from dangjian_metrics.views import records, separated

# A file name whose bytes are no text reaches us with lone surrogates: write them as escapes.
_ERRORS = "backslashreplace"


class Sink:
    """Where the rows go; the header is written with the first of them, or with a write of none.

    Without a write there is no output at all.
    """

    def __init__(self, target: records.Records) -> None:
        self._records = target
        self.used = False

    def write(self, rows: Iterable[records.Row]) -> None:
        """Writes the rows, of which there may be none, in the order of the layout's columns."""
        if not self.used:
            self._records.header()
            self.used = True
        self._records.write(rows)

    def write_columns(self, columns: Sequence[Column]) -> None:
        """Writes rows that come as columns; only CSV takes them so."""
        assert isinstance(self._records, separated.Csv)
        if not self.used:
            self.write(())
        self._records.write_columns(columns)

    def write_lines(self, lines: bytes) -> None:
        """Writes rows that are CSV already, in UTF-8."""
        assert isinstance(self._records, separated.Csv)
        self._records.write_lines(lines)


@contextmanager
def opened(request: Request, form: Form, layout: records.Layout) -> Iterator[Sink]:
    """The sink that the call asks for. A file takes its name when all is written, else nothing is left of it."""
    if request.target is None:
        yield from _written(records.writer(form, _standard_output(), layout, request.titles), Keep())
    elif form.binary:
        from dangjian_metrics.views import sheets  # few calls need it

        with _whole_file(request.target, None) as (stream, keep):
            target = sheets.writer(form, stream, layout, request.titles, str(request.target))
            try:
                yield from _written(target, keep)
            finally:
                target.discard()
    else:
        encoding = "utf-8-sig" if form is Form.CSV and request.bom else "utf-8"
        with _whole_file(request.target, encoding) as (stream, keep):
            yield from _written(records.writer(form, stream, layout, request.titles), keep)


def whole_bytes(target: Path, content: bytes) -> None:
    """Writes a file that is there whole or not at all."""
    with _whole_file(target, None) as (stream, keep):
        stream.write(content)
        keep()


def _written(target: records.Records, keep: Keep) -> Iterator[Sink]:
    sink = Sink(target)
    yield sink
    if sink.used:
        target.end()
        keep()


def _standard_output() -> IO[str]:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=_ERRORS, newline="")
    return cast("IO[str]", _OnTerminal(sys.stdout)) if sys.stdout.isatty() else sys.stdout


class _OnTerminal(io.TextIOBase):
    """Records on a terminal: what it would obey stands there as an escape. A pipe or a file gets the text as it is."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        self._terminal.write(_escaped(text))
        return len(text)


def _escaped(text: str) -> str:
    return "".join(c if c.isprintable() or c in "\n\t" else _escape(ord(c)) for c in text)


def _escape(code: int) -> str:
    # As JSON has it, so that records that are copied from the terminal stay JSON.
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@contextmanager
def _whole_file(target: Path, encoding: str | None) -> Iterator[tuple[IO[Any], Keep]]:
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
def _into(place: Path, encoding: str | None) -> Iterator[tuple[IO[Any], Keep]]:
    with _writable(place, encoding) as stream:
        yield stream, Keep()


@contextmanager
def _beside(target: Path, place: Path, encoding: str | None) -> Iterator[tuple[IO[Any], Keep]]:
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


def _writable(place: Path, encoding: str | None) -> IO[Any]:
    """The place opened for text in this encoding, without one for bytes."""
    if encoding is None:
        return place.open("wb")
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
        raise UsageError(_("{target}: is a folder: name a file in it").format(target=target))
    if not place.parent.is_dir():
        raise UsageError(
            _("{target}: there is no folder {folder}: make it first").format(
                target=target, folder=target.parent
            )
        )
    if place.exists() and not os.access(place, os.W_OK):
        raise UsageError(_("{target}: may not be written: choose another name for -o").format(target=target))


def _unwritable(target: Path, error: OSError) -> UsageError:
    return UsageError(
        _("{target}: cannot be written ({reason}): choose another place for -o").format(
            target=target, reason=error.strerror
        )
    )
