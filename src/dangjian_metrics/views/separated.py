"""Rows as CSV: written column by column, so that what repeats is looked at once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import IO, Any

from dangjian_metrics.store.columns import Coded, Column
from dangjian_metrics.views.dictionary import titles
from dangjian_metrics.views.figures import digits
from dangjian_metrics.views.layouts import Layout, Row, batches

_RISKY = frozenset("=+-@\t\r\n＝＋－＠")
"""A spreadsheet runs a cell that begins with one of these as a formula."""

_RISK = re.compile(f"\0[{re.escape(''.join(_RISKY))}]")
_BATCH = 1000


class Csv:
    """CSV with a header; empty is an empty cell, numbers are plain digits, formulas are defused."""

    def __init__(self, stream: IO[str], layout: Layout, language: str = "en") -> None:
        self._stream = stream
        self._titles = titles(layout, language)
        numbers, strange = {*layout.places((*layout.decimals, *layout.reals))}, set(layout.strange)
        self._kinds = [
            _number_cells if at in numbers else _own_cells if at in strange else _cells
            for at in range(len(layout.columns))
        ]
        self._known: dict[int, tuple[object, dict[int, str]]] = {}

    def header(self) -> None:
        """Writes the names of the columns."""
        self._write([_own_cells([title]) for title in self._titles])

    def write(self, rows: Iterable[Row]) -> None:
        """Writes the rows in their order."""
        for columns in batches(rows, _BATCH):
            self.write_columns(columns)

    def write_columns(self, columns: Sequence[Column]) -> None:
        """Writes rows that come as columns; neighbours with the same codes are put together once for each code."""
        pieces: list[Iterable[str]] = []
        at = 0
        while at < len(columns):
            column = columns[at]
            if isinstance(column, Coded):
                last = next(
                    (i for i in range(at, len(columns)) if not _alike(columns[i], column)), len(columns)
                )
                together = self._together(
                    at, [each.values for each in columns[at:last] if isinstance(each, Coded)]
                )
                pieces.append(map(together.__getitem__, column.codes))
                at = last
            else:
                pieces.append(self._kinds[at](column))
                at += 1
        self._write(pieces)

    def _together(self, at: int, values: Sequence[dict[int, Any]]) -> dict[int, str]:
        """The cells of neighbouring columns as one text for each code, kept as long as their values stay."""
        known = self._known.get(at)
        if known is not None and known[0] is values[0]:
            return known[1]
        cells = [kind(list(each.values())) for kind, each in zip(self._kinds[at:], values, strict=False)]
        found = dict(zip(values[0], map(",".join, zip(*cells, strict=True)), strict=True))
        self._known[at] = values[0], found
        return found

    def _write(self, pieces: Sequence[Iterable[str]]) -> None:
        if len(self._kinds) > 1:
            lines_: Iterable[str] = map(",".join, zip(*pieces, strict=True))
        else:
            lines_ = (cell or '""' for cell in pieces[0])  # a line of nothing would be no row
        self._stream.write("\n".join(lines_) + "\n")

    def write_lines(self, lines: bytes) -> None:
        """Writes rows that another such writer has put into lines, in UTF-8."""
        if isinstance(self._stream, io.TextIOWrapper):
            self._stream.flush()
            self._stream.buffer.write(lines)
        else:
            self._stream.write(lines.decode())

    def end(self) -> None:
        """Nothing: the last row is as the others."""


def _alike(column: Column, other: Coded) -> bool:
    return isinstance(column, Coded) and column.codes is other.codes


def _number_cells(cells: Sequence[Any]) -> Sequence[str]:
    return [cell if cell.__class__ is str else "" if cell is None else digits(cell) for cell in cells]


def _cells(cells: Sequence[Any]) -> Sequence[str]:
    """Cells of our own words: quoted where they hold what parts cells and lines."""
    texts, whole = _texts(cells)
    return list(map(_quoted, texts)) if any(sign in whole for sign in '",\n\r') else texts


def _own_cells(cells: Sequence[Any]) -> Sequence[str]:
    """Cells of the document's words, which may begin with anything."""
    texts, whole = _texts(cells)
    if _RISK.search(whole):
        texts = list(map(_defused, texts))
    return list(map(_quoted, texts)) if any(sign in whole for sign in '",\n\r') else texts


def _texts(cells: Sequence[Any]) -> tuple[Sequence[str], str]:
    """The cells as texts, and all of them as one, each behind a NUL."""
    try:
        return cells, "\0" + "\0".join(cells)
    except TypeError:  # not all of them are texts
        texts = ["" if cell is None else str(cell) for cell in cells]
        return texts, "\0" + "\0".join(texts)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in '",\n\r') else cell


def _defused(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _RISKY and cell else cell
