"""Records for programs and spreadsheets: JSON lines and CSV, written as they come."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, Protocol, TextIO

from dangjian_metrics.claims.record import COLUMNS, Disposition
from dangjian_metrics.views.figures import plain

_RISKY = frozenset("=+-@\t\r\n＝＋－＠")
"""A spreadsheet runs a cell that begins with one of these as a formula."""

_BATCH = 1000
# JSON allows them as they are, but many readers of lines break lines at them.
_LINE_BREAKS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a kind of record: which hold decimals, which integers, which text of the document.

    Only text of the document (and its name) can begin with anything; the words of closed choices and
    of the table of divisions are our own.
    """

    columns: tuple[str, ...]
    decimals: tuple[str, ...] = ()
    integers: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()

    def places(self, names: Iterable[str]) -> tuple[int, ...]:
        """Where the named columns stand."""
        return tuple(self.columns.index(name) for name in names)

    @property
    def strange(self) -> tuple[int, ...]:
        """Where the columns stand whose text is not our own."""
        known = {*self.decimals, *self.integers, *self.ours}
        return self.places(name for name in self.columns if name not in known)


CLAIMS = Layout(
    COLUMNS,
    decimals=("value", "value_to"),
    integers=("article", "start", "end"),
    ours=("province", "city", "county", "bound", "kind", "statistic", "direction", "rule"),
)
NUMBERS = Layout(tuple(Disposition.__slots__), integers=("start", "end"), ours=("disposition", "reason"))


class Records(Protocol):
    """A stream that takes records: once the header, then batch after batch."""

    def header(self) -> None:
        """Writes what stands before the first record."""

    def write(self, records: Iterable[object]) -> None:
        """Writes the records in their order."""


class JsonLines:
    """One JSON object a line; empty is null, numbers are exact literals.

    >>> import sys
    >>> JsonLines(sys.stdout, NUMBERS).write([Disposition("a.txt", 2, 4, "28", "claim", "count", "28人")])
    {"doc": "a.txt", "start": 2, "end": 4, "number": "28", "disposition": "claim", "reason": "count", "context": "28人"}
    """

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._values = attrgetter(*layout.columns)
        self._encoders = [_encoder(layout, name) for name in layout.columns]
        self._template = "{" + ", ".join(f'"{name}": %s' for name in layout.columns) + "}\n"

    def header(self) -> None:
        """Nothing: a JSON line names its own columns."""

    def write(self, records: Iterable[object]) -> None:
        """Writes the records in their order."""
        for columns in _batches(records, self._values):
            encoded = [_each(encode, cells) for encode, cells in zip(self._encoders, columns, strict=True)]
            text = "".join(map(self._template.__mod__, zip(*encoded, strict=True)))
            for sign, escape in _LINE_BREAKS.items():
                if sign in text:
                    text = text.replace(sign, escape)
            self._stream.write(text)


class Csv:
    """CSV with a header; empty is an empty cell, numbers are plain digits, formulas are defused."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._columns = layout.columns
        self._values = attrgetter(*layout.columns)
        self._decimals = layout.places(layout.decimals)
        self._strange = layout.strange

    def header(self) -> None:
        """Writes the names of the columns."""
        self._stream.write(",".join(self._columns) + "\n")

    def write(self, records: Iterable[object]) -> None:
        """Writes the records in their order."""
        for columns in _batches(records, self._values):
            for at in self._decimals:
                columns[at] = [None if value is None else plain(value) for value in columns[at]]
            for at in self._strange:
                if any(cell and cell[0] in _RISKY for cell in set(columns[at])):
                    columns[at] = list(map(_defused, columns[at]))
            rows = list(zip(*columns, strict=True))
            self._stream.write(_csv(rows))


def _encoder(layout: Layout, name: str) -> Callable[[Any], str]:
    if name in layout.decimals:
        return plain
    return str if name in layout.integers else encode_basestring


def _batches(
    records: Iterable[object], values: Callable[[object], tuple[Any, ...]]
) -> Iterator[list[Sequence[Any]]]:
    """The records as columns, a batch at a time: a column repeats itself, and each text is treated once."""
    rows = map(values, records)
    while batch := list(islice(rows, _BATCH)):
        yield list(zip(*batch, strict=True))


def _each(encode: Callable[[Any], str], cells: Sequence[Any]) -> Iterator[str]:
    encoded = {cell: "null" if cell is None else encode(cell) for cell in set(cells)}
    return map(encoded.__getitem__, cells)


def _defused(cell: str | None) -> str | None:
    return f"'{cell}" if cell and cell[0] in _RISKY else cell


def _csv(rows: list[tuple[Any, ...]]) -> str:
    # Lines end in \n: of the module's own \r\n, other tools on a pipe take the \r for part of the last cell.
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    if "\r" in (written := text.getvalue()):
        # The module quotes a cell for the \n in it, but not for a bare \r, and readers break there.
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
        written = text.getvalue()
    return written


def writer(form: str, stream: TextIO, layout: Layout) -> Records:
    """What writes records as ``form`` (``jsonl`` or ``csv``) to ``stream``."""
    return JsonLines(stream, layout) if form == "jsonl" else Csv(stream, layout)


def lines(text: str) -> Iterator[int]:
    """Where each line of ``text`` begins, in order.

    >>> list(lines("党员\\n28人"))
    [0, 3]
    """
    at = 0
    while True:
        yield at
        at = text.find("\n", at) + 1
        if not at:
            return
