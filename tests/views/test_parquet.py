"""Parquet files as pandas, duckdb and polars see them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas
import polars
import pytest

from dangjian_metrics.views import sheets
from dangjian_metrics.views.layouts import Row
from hostile import HOSTILE, LAYOUT, NUMBERS, filled, table


def parquet_rows() -> list[Row]:
    texts = [*HOSTILE, "党" * 50_000, "a\x00b\x1f", "a\r\nb", None]
    numbers = [*NUMBERS, "0.1234567890123456789"] * 3
    return [
        (text, Decimal(number) if at % 2 else number, at, at / 7)
        for at, (text, number) in enumerate(zip(texts, numbers, strict=False))
    ] + [(None,) * 4]


def expected() -> list[Row]:
    return [
        (text, None if value is None else float(value), at, ratio)
        for text, value, at, ratio in parquet_rows()
    ]


def by_pandas(path: Path) -> list[Row]:
    frame = pandas.read_parquet(path).astype(object)
    return [
        tuple(None if pandas.isna(cell) else cell for cell in cells)
        for cells in frame.itertuples(index=False)
    ]


def by_duckdb(path: Path) -> list[Row]:
    return duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()


def by_polars(path: Path) -> list[Row]:
    return polars.read_parquet(path).rows()


@pytest.mark.parametrize("read", [by_pandas, by_duckdb, by_polars])
def test_parquet_reads_as_written(read: Callable[[Path], list[Row]], tmp_path: Path) -> None:
    assert read(filled("parquet", tmp_path / "a.parquet", parquet_rows())) == expected()


def test_types_in_parquet(tmp_path: Path) -> None:
    schema = polars.read_parquet_schema(filled("parquet", tmp_path / "a.parquet", []))
    assert {name: str(kind) for name, kind in schema.items()} == {
        "entity": "String", "value": "Float64", "start": "Int64", "ratio": "Float64",
    }  # fmt: skip
    assert tuple(schema) == LAYOUT.columns


def test_parquet_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_GROUP", 1000)
    rows: list[Row] = [("甲", at, at, None) for at in range(2500)]
    path = filled("parquet", tmp_path / "a.parquet", rows)
    assert [found[2] for found in by_duckdb(path)] == list(range(2500))
    groups = duckdb.connect().execute("SELECT DISTINCT row_group_id FROM parquet_metadata(?)", [str(path)])
    assert len(groups.fetchall()) == 3


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = filled("parquet", tmp_path / "a.parquet", table(("\udcff.txt",)))
    assert by_polars(path)[0][0] == "\\udcff.txt"
