"""Rows for programs and spreadsheets as text: CSV, JSON, JSON lines and Markdown, written as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import IO, Any, Protocol

from dangjian_metrics.views.dictionary import titles
from dangjian_metrics.views.figures import digits
from dangjian_metrics.views.layouts import CLAIMS, NUMBERS, Layout, Row, batches
from dangjian_metrics.views.separated import Csv

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


def _encoder(
    layout: Layout, name: str, text: Callable[[str], str], empty: str = "null"
) -> Callable[[Any], str]:
    if name in layout.decimals or name in layout.reals:
        return lambda number: digits(number) or empty
    return str if name in layout.integers else text


def _each(encode: Callable[[Any], str], cells: Sequence[Any], empty: str = "null") -> Iterator[str]:
    encoded = {cell: empty if cell is None else encode(cell) for cell in set(cells)}
    return map(encoded.__getitem__, cells)


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
