"""Parts: written whole or not at all, read in their order, and everything else in the folder refused or left alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars
import pyarrow
import pytest
from pyarrow import parquet

from dangjian_metrics.claims.record import COLUMNS
from dangjian_metrics.errors import StoreError
from dangjian_metrics.store import asking, opening, parts
from dangjian_metrics.store.asking import Order
from stand_in import claim


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two parts, of two claims and of one."""
    below = tmp_path / "分片"
    below.mkdir()
    parts.write(below, 2, [claim(value=3)])
    parts.write(below, 1, [claim(value=1), claim(value=2, doc="b.txt")])
    return below


def values(folder: Path) -> list[tuple[int, str]]:
    with opening.reading(folder) as store:
        return [(number, value) for number, value in asking.select(store, [], ("id", "value"))]


def test_claims_are_numbered_by_parts_and_rows(folder: Path) -> None:
    assert values(folder) == [(1, "1"), (2, "2"), (3, "3")]
    parts.write(folder, 1_000_000, [claim(value=5)])
    parts.write(folder, 999_999, [claim(value=4)])
    assert values(folder) == [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")]


def test_a_part_written_again_replaces_the_first(folder: Path) -> None:
    before = (folder / "part-000001.parquet").read_bytes()
    assert parts.write(folder, 1, [claim(value=1), claim(value=2, doc="b.txt")]).read_bytes() == before
    parts.write(folder, 1, [])
    assert values(folder) == [(1, "3")]
    assert [path.name for path in sorted(folder.iterdir())] == ["part-000001.parquet", "part-000002.parquet"]


def test_a_part_reads_elsewhere_as_it_was_written(folder: Path) -> None:
    frame = polars.read_parquet(folder / "part-000001.parquet")
    assert tuple(frame.columns) == COLUMNS
    assert frame["value"].to_list() == ["1", "2"]
    assert frame["start"].dtype == polars.Int64
    assert duckdb.connect().execute(f"SELECT count(*) FROM '{folder}/*.parquet'").fetchall() == [(3,)]


def test_what_breaks_off_leaves_the_part_that_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        StoreError, match=r"part-000001.parquet: cannot be written \(No space left on device\)"
    ):
        parts.write(folder, 1, [])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_claim_that_cannot_be_written_leaves_nothing(folder: Path) -> None:
    with pytest.raises(pyarrow.ArrowInvalid):
        parts.write(folder, 3, [claim(article="one")])
    assert sorted(path.name for path in folder.iterdir()) == ["part-000001.parquet", "part-000002.parquet"]


def test_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none/part-000001.parquet: cannot be written \(No such file"):
        parts.write(tmp_path / "none", 1, [])


@pytest.mark.parametrize("package", ["duckdb", "pyarrow"])
def test_a_package_that_is_missing_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(StoreError, match=rf"with {package}: pip install 'dangjian-metrics\[scale\]'"):
        values(folder) if package == "duckdb" else parts.write(folder, 1, [])


def test_hidden_files_and_others_are_left_alone(folder: Path) -> None:
    for name in (".part-000003.0a1b2c.tmp", ".part-000004.parquet", "notes.txt", "part-000005.parquet.tmp"):
        (folder / name).write_bytes(b"PAR1 half of it")
    assert len(values(folder)) == 3


def other(path: Path) -> None:
    parquet.write_table(pyarrow.table({"doc": ["a"], "value": [1.0]}), path)


def newer(path: Path) -> None:
    table = parquet.read_table(path.with_name("part-000001.parquet"))
    parquet.write_table(table.replace_schema_metadata({"dj_metrics_parts": "2"}), path)


def half(path: Path) -> None:
    whole = path.with_name("part-000001.parquet").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def pages_lost(path: Path) -> None:
    """A part whose columns are gone, and whose description at the end is whole."""
    whole = path.with_name("part-000001.parquet").read_bytes()
    footer = int.from_bytes(whole[-8:-4], "little") + 8
    path.write_bytes(b"PAR1" + b"\xff" * (len(whole) - footer - 4) + whole[-footer:])


def columns_lost(path: Path) -> None:
    """A part of which a column was taken away."""
    table = parquet.read_table(path.with_name("part-000001.parquet"))
    parquet.write_table(table.drop_columns(["quote"]), path)


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("part-000007.parquet", other, "is no part of a store, but another Parquet file: move it out"),
        ("claims.parquet", other, "is no part of a store (part-000001.parquet): move it out of the folder"),
        ("part-1.parquet", other, "is no part of a store"),
        ("part-000007.parquet", newer, "was made by a newer dj-metrics: update dj-metrics"),
        ("part-000007.parquet", half, "is broken or may not be read: make this part again"),
        ("part-000007.parquet", pages_lost, "is broken or may not be read: make this part again"),
        ("part-000007.parquet", columns_lost, "is broken or may not be read: make this part again"),
        ("part-000007.parquet", lambda path: path.write_bytes(b""), "is broken or may not be read"),
        ("part-000007.parquet", Path.mkdir, "is broken or may not be read"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_part_is_named(
    folder: Path, name: str, made: Callable[[Path], object], said: str
) -> None:
    made(folder / name)
    with pytest.raises(StoreError) as error, opening.reading(folder) as store:
        list(asking.select(store, [], order=Order("value")))
    assert str(error.value).startswith(f"{folder / name}: {said}")
    assert "\n" not in str(error.value)


def test_a_folder_without_parts(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder without parts"):
        values(tmp_path)


def test_many_parts(folder: Path) -> None:
    for number in range(3, 200):
        parts.write(folder, number, [claim(value=number + 1)])
    assert values(folder) == [(n, str(n)) for n in range(1, 201)]
