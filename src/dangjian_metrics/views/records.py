"""Rows for programs and spreadsheets as text: CSV, JSON, JSON lines and Markdown, written as they come."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from json.encoder import encode_basestring
from typing import IO, Any, Protocol

from dangjian_metrics.views.dictionary import titles
from dangjian_metrics.views.figures import plain
from dangjian_metrics.views.layouts import CLAIMS, NUMBERS, Layout, Row

__all__ = [
    "CLAIMS",
    "NUMBERS",
    "Csv",
    "Json",
    "JsonLines",
    "Layout",
    "Markdown",
    "Records",
    "Row",
    "batches",
    "digits",
    "lines",
    "titles",
    "writer",
]

_RISKY = frozenset("=+-@\t\r\n＝＋－＠")
"""A spreadsheet runs a cell that begins with one of these as a formula."""

_BATCH = 1000
# JSON allows them as they are, but many readers of lines break lines at them.
_LINE_BREAKS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}


class Records(Protocol):
    """A target that takes rows: once the header, then batch after batch, then the end."""

    def header(self) -> None:
        """Writes what stands before the first row."""

    def write(self, rows: Iterable[Row]) -> None:
        """Writes the rows in their order."""

    def end(self) -> None:
        """Writes what stands behind the last row."""


class JsonLines:
    """One JSON object a line; empty is null, numbers are exact literals.

    >>> import sys
    >>> JsonLines(sys.stdout, NUMBERS).write([("a.txt", 2, 4, "28", "claim", "count", "28人")])
    {"doc": "a.txt", "start": 2, "end": 4, "number": "28", "disposition": "claim", "reason": "count", "context": "28人"}
    """

    _between = "\n"

    def __init__(self, stream: IO[str], layout: Layout, language: str = "en") -> None:
        self._stream = stream
        self._encoders = [_encoder(layout, name, encode_basestring) for name in layout.columns]
        keys = (encode_basestring(title).replace("%", "%%") for title in titles(layout, language))
        self._template = "{" + ", ".join(f"{key}: %s" for key in keys) + "}"

    def header(self) -> None:
        """Nothing: a JSON line names its own columns."""

    def write(self, rows: Iterable[Row]) -> None:
        """Writes the rows in their order."""
        for columns in batches(rows, _BATCH):
            encoded = [_each(encode, cells) for encode, cells in zip(self._encoders, columns, strict=True)]
            text = self._between.join(map(self._template.__mod__, zip(*encoded, strict=True)))
            for sign, escape in _LINE_BREAKS.items():
                if sign in text:
                    text = text.replace(sign, escape)
            self._put(text)

    def end(self) -> None:
        """Nothing: the last line is as the others."""

    def _put(self, text: str) -> None:
        self._stream.write(text + "\n")


class Json(JsonLines):
    """One JSON array, an object a line; ``[]`` without rows.

    >>> import sys
    >>> array = Json(sys.stdout, Layout(("field", "value"), decimals=("value",)), "zh")
    >>> array.write([("党支部", "32"), ("企业", None)]); array.end()
    [
    {"指标": "党支部", "数值": 32},
    {"指标": "企业", "数值": null}
    ]
    """

    _between = ",\n"
    _begun = False

    def end(self) -> None:
        """Closes the array."""
        self._stream.write("\n]\n" if self._begun else "[]\n")

    def _put(self, text: str) -> None:
        self._stream.write((self._between if self._begun else "[\n") + text)
        self._begun = True


class Csv:
    """CSV with a header; empty is an empty cell, numbers are plain digits, formulas are defused."""

    def __init__(self, stream: IO[str], layout: Layout, language: str = "en") -> None:
        self._stream = stream
        self._titles = titles(layout, language)
        self._decimals = layout.places((*layout.decimals, *layout.reals))
        self._strange = layout.strange

    def header(self) -> None:
        """Writes the names of the columns."""
        self._stream.write(_csv([tuple(map(_defused, self._titles))]))

    def write(self, rows: Iterable[Row]) -> None:
        """Writes the rows in their order."""
        for columns in batches(rows, _BATCH):
            for at in self._decimals:
                columns[at] = [None if cell is None else digits(cell) for cell in columns[at]]
            for at in self._strange:
                if any(cell and cell[0] in _RISKY for cell in set(columns[at])):
                    columns[at] = list(map(_defused, columns[at]))
            self._stream.write(_csv(list(zip(*columns, strict=True))))

    def end(self) -> None:
        """Nothing: the last row is as the others."""


class Markdown:
    """A Markdown table; numbers stand to the right, signs that Markdown would act upon are escaped.

    >>> import sys
    >>> table = Markdown(sys.stdout, Layout(("field", "value"), decimals=("value",)))
    >>> table.header(); table.write([("站|所", "32")])
    | field | value |
    | --- | ---: |
    | 站\\|所 | 32 |
    """

    def __init__(self, stream: IO[str], layout: Layout, language: str = "en") -> None:
        self._stream = stream
        self._titles = titles(layout, language)
        self._rules = ["---:" if name in layout.numeric else "---" for name in layout.columns]
        self._encoders = [_encoder(layout, name, _marked, empty="") for name in layout.columns]

    def header(self) -> None:
        """Writes the names of the columns and the rule below them."""
        self._stream.writelines(map(_bars, (map(_marked, self._titles), self._rules)))

    def write(self, rows: Iterable[Row]) -> None:
        """Writes the rows in their order."""
        for columns in batches(rows, _BATCH):
            cells = [
                _each(encode, column, "") for encode, column in zip(self._encoders, columns, strict=True)
            ]
            self._stream.write("".join(map(_bars, zip(*cells, strict=True))))

    def end(self) -> None:
        """Nothing: the last row is as the others."""


def digits(number: Decimal | float | str) -> str:
    """A number in plain decimal digits; what is no finite number gives the empty text.

    >>> digits(Decimal("1.036E+19")), digits("83.2"), digits(1e-7), digits(float("nan"))
    ('10360000000000000000', '83.2', '0.0000001', '')
    """
    if isinstance(number, str):
        return number
    if isinstance(number, Decimal):
        return plain(number)
    return plain(Decimal(repr(number))) if math.isfinite(number) else ""


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Sequence[Any]]]:
    """The rows as columns, ``size`` rows at a time: a column repeats itself, and each text is treated once.

    >>> list(batches([("甲", 1), ("乙", 2), ("丙", 3)], 2))
    [[('甲', '乙'), (1, 2)], [('丙',), (3,)]]
    """
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield list(zip(*batch, strict=True))


def _encoder(
    layout: Layout, name: str, text: Callable[[str], str], empty: str = "null"
) -> Callable[[Any], str]:
    if name in layout.decimals or name in layout.reals:
        return lambda number: digits(number) or empty
    return str if name in layout.integers else text


def _each(encode: Callable[[Any], str], cells: Sequence[Any], empty: str = "null") -> Iterator[str]:
    encoded = {cell: empty if cell is None else encode(cell) for cell in set(cells)}
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


# ~ strikes out (3~5人, 6~8人) and $ sets a formula on the pages where such tables are shown.
_MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\|<`*[~$"} | {"\n": "<br>", "\r": "<br>"})


def _marked(cell: str) -> str:
    return cell.replace("\r\n", "\n").translate(_MARKS)


def _bars(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def writer(form: str, stream: IO[str], layout: Layout, language: str = "en") -> Records:
    """What writes rows as ``form`` (csv, json, jsonl or md) to ``stream``; ``language`` is that of the headings."""
    forms: dict[str, Callable[[IO[str], Layout, str], Records]] = {
        "csv": Csv, "json": Json, "jsonl": JsonLines, "md": Markdown,
    }  # fmt: skip
    return forms[form](stream, layout, language)


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
