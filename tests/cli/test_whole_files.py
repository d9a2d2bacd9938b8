"""A file in any form is there whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from dangjian_metrics.cli import output
from dangjian_metrics.views import sheets
from dangjian_metrics.views.layouts import Row
from stand_in import Call


@pytest.mark.parametrize("form", ["json", "xlsx", "parquet"])
def test_nothing_read_leaves_no_file(call: Call, tmp_path: Path, form: str) -> None:
    assert call("extract", "no.txt", "-o", tmp_path / f"out.{form}")[0] == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["csv", "json", "md", "xlsx", "parquet"])
@pytest.mark.parametrize("failing", [ZeroDivisionError, KeyboardInterrupt])
def test_a_failure_half_way_leaves_nothing(
    call: Call,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    failing: type[BaseException],
) -> None:
    target, write = tmp_path / f"out.{form}", output.Sink.write
    target.write_bytes(b"old")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def failing_later(sink: output.Sink, rows: Iterable[Row]) -> None:
        if sink.used:
            raise failing
        write(sink, rows)

    monkeypatch.setattr(output.Sink, "write", failing_later)
    if failing is KeyboardInterrupt:
        assert call("extract", folder, "-o", target) == (130, "", "")
    else:
        with pytest.raises(failing):
            call("extract", folder, "-o", target)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([target.name, folder.name])


def test_more_rows_than_a_sheet_holds(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    status, _, err = call("extract", folder, "-o", tmp_path / "out.xlsx")
    assert status == 2
    assert "out.xlsx: an .xlsx sheet holds 1 rows below its header, and there are more: write .csv" in err
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize(("form", "package"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_package(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    status, out, err = call("extract", folder, "-o", tmp_path / f"out.{form}")
    assert (status, out) == (2, "")
    assert f"out.{form}: .{form} needs {package}: pip install 'dangjian-metrics[{form}]'" in err
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize("form", ["json", "md", "xlsx", "parquet"])
def test_any_output_over_a_document(call: Call, tmp_path: Path, form: str) -> None:
    document = tmp_path / "a.md"
    document.write_text("选派28人", encoding="utf-8")
    status, _, err = call("extract", tmp_path, "-o", document, "--format", form)
    assert status == 2
    assert "a.md: is one of the documents to read" in err
    assert document.read_text(encoding="utf-8") == "选派28人"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize(
    "command",
    [
        ["query"],
        ["fields"],
        ["sources"],
        ["sql", "select 1"],
        ["compare", "--field", "党支部"],
        ["extract", "."],
    ],
)
def test_the_store_is_not_written_over(call: Call, folder: Path, tmp_path: Path, command: list[str]) -> None:
    store = tmp_path / "claims.csv"
    assert call("extract", folder, "--store", store)[0] == 0
    before = store.read_bytes()
    status, out, err = call(*command, "--store", store, "-o", store)
    assert (status, out, err) == (
        2, "", f"dj-metrics: error: {store}: is the store itself: choose another name for -o\n",
    )  # fmt: skip
    assert store.read_bytes() == before
