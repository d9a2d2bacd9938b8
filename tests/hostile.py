"""Cells that spreadsheets and readers trip over, and files that are filled with rows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl

from dangjian_metrics.views import sheets
from dangjian_metrics.views.layouts import Layout, Row

LAYOUT = Layout(
    ("entity", "value", "start", "ratio"), decimals=("value",), integers=("start",), reals=("ratio",)
)
HOSTILE = [
    "=1+1", "@x", "+1", "-1", "＝1", "'=1", "28", "007", "1e5", "TRUE", "#N/A", "http://a.cn/", "mailto:a@b.cn", "{=1}",
    "两\n行", ' "引" ', "a|b\\c", "a,b;c\td", "😀党𠮷", "<r>x</r>", "<b>&amp;", "_x0041_", "党\u2028员", " 前后 ",
]  # fmt: skip
NUMBERS = [
    "1.036E+19", "0.1", "0", "-5", "99.07", "57500", "480000000000", "1E-7", "123456789012345", "0.00012345", "83.20"
]  # fmt: skip


def filled(form: str, path: Path, rows: list[Row], layout: Layout = LAYOUT, language: str = "en") -> Path:
    with path.open("wb") as stream:
        out = sheets.writer(form, stream, layout, language, path.name)
        try:
            out.header()
            out.write(iter(rows))
            out.end()
        finally:
            out.discard()
    return path


def sheet(path: Path | io.BytesIO) -> Any:
    return openpyxl.load_workbook(path).active


def table(*rows: Row) -> list[Row]:
    """The rows with empty cells behind them, as wide as the layout."""
    return [(*cells, *(None,) * (4 - len(cells))) for cells in rows]
