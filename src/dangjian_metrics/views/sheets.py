"""Rows as binary files: Excel sheets and Parquet, written as they come."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Protocol
from unicodedata import east_asian_width

from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _
from dangjian_metrics.store import parquet
from dangjian_metrics.views.dictionary import titles
from dangjian_metrics.views.layouts import Layout, Row
from dangjian_metrics.views.records import Records, batches, digits

MOST_ROWS = 1_048_576
"""The rows of a sheet, its header among them."""

_LONGEST, _WIDEST, _SAMPLE = 32_767, 60, 1000
_EXACT = 15  # significant digits: a sheet rounds the rest away
_SHOWN = 11  # digits: more, and a sheet shows 4.8E+11 unless the format says otherwise
_GREATEST = 307  # zeros: a sheet holds no number beyond
_GROUP = parquet.LARGEST_GROUP
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class File(Records, Protocol):
    """A target that is a whole file: given up half-way, it leaves nothing behind."""

    def discard(self) -> None:
        """Gives the file up."""


class Xlsx:
    """An Excel sheet: numbers are numbers, text is text whatever it begins with, the header stays in sight.

    A number of more than 15 significant digits is written as text, so that no digit is lost. Raises
    ``UsageError`` when there are more rows than a sheet holds.
    """

    def __init__(self, stream: IO[bytes], layout: Layout, language: str, name: str) -> None:
        try:
            import xlsxwriter
        except ImportError:
            raise _missing("xlsxwriter", "xlsx", name) from None
        self._name = name
        self._stream = stream
        self._titles = titles(layout, language)
        self._kinds = [_kind(layout, column) for column in layout.columns]
        self._widths = [min(_width(title) + 3, _WIDEST) for title in self._titles]  # 3: the filter's button
        # The rows wait in files until the end; in a folder of our own they go away with it. The book is made
        # there too: it cannot be made in a pipe, and one that fails half-way complains when it is forgotten.
        self._waiting = tempfile.TemporaryDirectory(prefix="dj-metrics-", ignore_cleanup_errors=True)
        self._made = Path(self._waiting.name, "book.xlsx")
        options = {"constant_memory": True, "tmpdir": self._waiting.name}
        self._book = xlsxwriter.Workbook(self._made, options)
        self._book.use_zip64()
        self._sheet = self._book.add_worksheet()
        self._formats: dict[str, Any] = {}
        self._last = 0

    def header(self) -> None:
        """Writes the names of the columns, bold and frozen."""
        bold = self._book.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)
        for at, title in enumerate(self._titles):
            self._sheet.write_string(0, at, _cell(title), bold)

    def write(self, rows: Iterable[Row]) -> None:
        """Writes the rows in their order."""
        for cells in rows:
            self._last += 1
            if self._last >= MOST_ROWS:
                raise UsageError(
                    _(
                        "{name}: an .xlsx sheet holds {rows:,} rows below its header, and there are more: write .csv or .parquet"
                    ).format(name=self._name, rows=MOST_ROWS - 1)
                )
            for at, cell in enumerate(cells):
                if cell is not None:
                    self._put(self._last, at, cell)

    def end(self) -> None:
        """Sets the widths and the filter, and writes the file."""
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, width)
        # Else Excel marks each number that is text on purpose as a mistake.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
        self._sheet.autofilter(0, 0, self._last, len(self._titles) - 1)
        try:
            self._close()
            with self._made.open("rb") as made:
                shutil.copyfileobj(made, self._stream)
        finally:
            self._waiting.cleanup()

    def _close(self) -> None:
        try:
            self._book.close()
        except Exception as error:
            # The package wraps the error of the system, which says what is wrong.
            if error.args and isinstance(error.args[0], OSError):
                raise error.args[0] from None
            raise

    def discard(self) -> None:
        """Gives the file up."""
        for sheet in self._book.worksheets():
            with suppress(OSError):
                sheet._opt_close()
        self._waiting.cleanup()

    def _put(self, row: int, at: int, cell: Any) -> None:
        kind = self._kinds[at]
        shown = cell if kind == "text" else digits(cell)
        if not shown:
            return
        if row <= _SAMPLE:
            self._widths[at] = max(self._widths[at], min(_width(shown) + 1, _WIDEST))
        if kind == "text" or (kind == "decimal" and not _fits(shown)):
            self._sheet.write_string(row, at, _cell(shown))
        else:
            self._sheet.write_number(row, at, float(shown), self._format(shown, kind))

    def _format(self, shown: str, kind: str) -> Any:
        """The number format of digits that a sheet would else show rounded or with an exponent."""
        if kind == "real" or len(shown) <= _SHOWN:
            return None
        behind = len(shown.partition(".")[2])
        pattern = f"0.{'0' * behind}" if behind else "0"
        if pattern not in self._formats:
            self._formats[pattern] = self._book.add_format({"num_format": pattern})
        return self._formats[pattern]


class Parquet:
    """A Parquet file: decimals as double, integers as int64, text as UTF-8."""

    def __init__(self, stream: IO[bytes], layout: Layout, language: str, name: str) -> None:
        self._kinds = [_kind(layout, column) for column in layout.columns]
        types = ["real" if kind == "decimal" else kind for kind in self._kinds]
        try:
            self._file = parquet.Columns(stream, list(zip(titles(layout, language), types, strict=True)))
        except ImportError:
            raise _missing("pyarrow", "parquet", name) from None
        self._rows: list[Row] = []

    def header(self) -> None:
        """Nothing: the columns stand behind the rows."""

    def write(self, rows: Iterable[Row]) -> None:
        """Takes the rows in their order, and writes them group by group."""
        for row in rows:
            self._rows.append(row)
            if len(self._rows) >= _GROUP:
                self._flush()

    def end(self) -> None:
        """Writes the last group and the columns."""
        self._flush()
        self._file.close()

    def discard(self) -> None:
        """Gives the file up."""
        self._file.discard()

    def _flush(self) -> None:
        for columns in batches(self._rows, _GROUP):
            self._file.write(list(map(_converted, self._kinds, columns)))
        self._rows.clear()


def writer(form: str, stream: IO[bytes], layout: Layout, language: str, name: str) -> File:
    """What writes rows as ``form`` (xlsx or parquet) to ``stream``; errors name the file ``name``."""
    return (Xlsx if form == "xlsx" else Parquet)(stream, layout, language, name)


def _missing(package: str, extra: str, name: str) -> UsageError:
    return UsageError(
        _("{name}: .{extra} needs {package}: pip install 'dangjian-metrics[{extra}]'").format(
            name=name, extra=extra, package=package
        )
    )


def _kind(layout: Layout, column: str) -> str:
    if column in layout.decimals:
        return "decimal"
    if column in layout.reals:
        return "real"
    return "integer" if column in layout.integers else "text"


def _converted(kind: str, cells: Sequence[Any]) -> Iterator[Any]:
    if kind in ("integer", "text"):
        return iter(cells)
    return (None if cell is None else float(cell) for cell in cells)


def _fits(shown: str) -> bool:
    """Whether a sheet holds the number with all its digits."""
    significant = shown.lstrip("-0.").replace(".", "").rstrip("0")
    return len(significant) <= _EXACT and abs(Decimal(shown).adjusted()) <= _GREATEST


def _unicode(text: str) -> str:
    # A file name whose bytes are no text reaches us with lone surrogates: write them as escapes.
    return text if text.isprintable() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def _cell(text: str) -> str:
    """The text as a cell can hold it: lines end in \\n, no control characters, at most 32,767 characters.

    >>> _cell("a\\x00b\\r\\nc"), len(_cell("党" * 50_000))
    ('a�b\\nc', 32767)
    """
    if not text.isprintable():
        text = _FORBIDDEN.sub("\ufffd", _unicode(text).replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 > _LONGEST:
        # A sheet counts in UTF-16, where a sign such as 😀 counts as two.
        units = text.encode("utf-16-le")
        if len(units) > 2 * _LONGEST:
            text = units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
    # The package takes such a text for markup of its own, and writes it unescaped.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _width(text: str) -> int:
    """How wide a text shows, a Chinese character and a Chinese sign counting two; no further than needed.

    >>> _width("党支部32个")
    10
    """
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text[:_WIDEST])
