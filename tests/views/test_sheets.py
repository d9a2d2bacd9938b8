"""Excel sheets as the programs that open them see them; what holds of both binary forms."""

from __future__ import annotations

import io
import math
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.claims.record import COLUMNS, row
from dangjian_metrics.errors import UsageError
from dangjian_metrics.views import records, sheets
from dangjian_metrics.views.layouts import CLAIMS, Row
from hostile import HOSTILE, LAYOUT, NUMBERS, filled, sheet, table
from stand_in import claim


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Any]:
    def read(rows: list[Row], *options: Any) -> Any:
        return sheet(filled("xlsx", tmp_path / "a.xlsx", rows, *options))

    return read


def test_a_sheet_holds_what_was_written(xlsx: Callable[..., Any]) -> None:
    got = list(xlsx([row(claim()), row(claim(value=Decimal("0.13"), section="=1"))], CLAIMS).values)
    assert got[0] == COLUMNS
    assert got[1] == row(claim())
    assert got[2][COLUMNS.index("section")] == "=1"
    assert got[2][COLUMNS.index("value")] == 0.13


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(xlsx: Callable[..., Any], text: str) -> None:
    cell = xlsx(table((text,))).cell(2, 1)
    assert (cell.data_type, cell.hyperlink) in {("s", None), ("inlineStr", None)}
    # openpyxl does not undo the mark of an escape; Excel and LibreOffice do
    assert cell.value.replace("_x005F_", "_").rstrip(" ") == text.rstrip(" ")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("given", [Decimal, lambda text: records.digits(Decimal(text))])
def test_numbers_are_numbers(xlsx: Callable[..., Any], number: str, given: Callable[[str], Any]) -> None:
    cell = xlsx(table(("甲", given(number), 7, 0.5))).cell(2, 2)
    assert cell.data_type == "n"
    assert cell.value == float(number)


@pytest.mark.parametrize(
    ("number", "pattern"),
    [
        ("32", "General"),
        ("1.036E+19", "0"),
        ("480000000000", "0"),
        ("1E-10", "0.0000000000"),
        ("83.2", "General"),
    ],
)
def test_numbers_are_shown_in_full(xlsx: Callable[..., Any], number: str, pattern: str) -> None:
    assert xlsx(table(("甲", Decimal(number)))).cell(2, 2).number_format == pattern


@pytest.mark.parametrize(
    "number", ["1234567890123456", "0.1234567890123456", "123456789012345678901234567890.5"]
)
def test_no_digit_is_lost(xlsx: Callable[..., Any], number: str) -> None:
    assert xlsx(table(("甲", Decimal(number)))).cell(2, 2).value == number


def test_a_number_beyond_a_sheet_is_text(xlsx: Callable[..., Any]) -> None:
    assert xlsx(table(("甲", Decimal("1E+400")))).cell(2, 2).value == "1" + "0" * 400


def test_empty_cells(xlsx: Callable[..., Any]) -> None:
    got = list(xlsx([(None,) * 4, ("", "", None, math.nan), ("末", 1, 1, 1.5)]).values)
    assert got[1:] == [(None,) * 4, (None,) * 4, ("末", 1, 1, 1.5)]


def test_the_header(xlsx: Callable[..., Any]) -> None:
    got = xlsx(table(("甲", 1), ("乙", 2)))
    assert (got.freeze_panes, got.auto_filter.ref) == ("A2", "A1:D3")
    assert all(cell.font.bold for cell in got[1])
    assert not got["A2"].font.bold


def test_headings_in_chinese(xlsx: Callable[..., Any], tmp_path: Path) -> None:
    assert next(xlsx([], LAYOUT, "zh").values) == ("对象", "数值", "起", "与中位数之比")
    path = filled("parquet", tmp_path / "a.parquet", [], LAYOUT, "zh")
    assert polars.read_parquet(path).columns == ["对象", "数值", "起", "与中位数之比"]


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_several_writes_leave_no_gap(form: str, tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as stream:
        out = sheets.writer(form, stream, LAYOUT, "en", "a")
        out.header()
        for rows in ([], [("甲", 1, 1, 1.5)], [], [("乙", 2, 2, 2.5), ("丙", 3, 3, 3.5)], []):
            out.write(rows)
        out.end()
    path = (tmp_path / "a").rename(tmp_path / f"a.{form}")
    got = list(sheet(path).values)[1:] if form == "xlsx" else polars.read_parquet(path).rows()
    assert got == [("甲", 1, 1, 1.5), ("乙", 2, 2, 2.5), ("丙", 3, 3, 3.5)]


def test_a_sheet_without_rows(xlsx: Callable[..., Any]) -> None:
    got = xlsx([])
    assert list(got.values) == [LAYOUT.columns]
    assert got.auto_filter.ref == "A1:D1"


def test_widths(xlsx: Callable[..., Any]) -> None:
    got = xlsx(table(("党建工作指导员", 1), ("党" * 100,)))
    assert got.column_dimensions["A"].width == pytest.approx(60, abs=1)
    got = xlsx(table(("党建工作指导员", Decimal("0.12345678901"))))
    assert got.column_dimensions["A"].width == pytest.approx(15, abs=1)
    assert got.column_dimensions["B"].width == pytest.approx(14, abs=1)
    far = xlsx([*table(("甲",)) * 1000, *table(("党" * 100,))])
    assert far.column_dimensions["A"].width < 12


@pytest.mark.parametrize(
    ("text", "length"), [("a" * 50_000, 32_767), ("党" * 50_000, 32_767), ("😀" * 50_000, 16_384)]
)
def test_a_long_cell_is_cut(xlsx: Callable[..., Any], text: str, length: int) -> None:
    value = xlsx(table((text,))).cell(2, 1).value
    assert value == text[: length - 1] + "…"
    assert len(value.encode("utf-16-le")) // 2 <= 32_767


def test_a_cell_that_just_fits(xlsx: Callable[..., Any]) -> None:
    assert xlsx(table(("党" * 32_767,))).cell(2, 1).value == "党" * 32_767


def test_signs_that_a_sheet_cannot_hold(xlsx: Callable[..., Any]) -> None:
    text = "".join(map(chr, range(32))) + "\ufffe\uffff\udcff\x7f\x85党"
    value = xlsx(table((text,))).cell(2, 1).value
    assert (
        value
        == "\ufffd" * 9 + "\t\n" + "\ufffd" * 2 + "\n" + "\ufffd" * 18 + "\ufffd" * 2 + "\\udcff\x7f\x85党"
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=30))
def test_any_text_makes_files_that_open(texts: list[str]) -> None:
    rows: list[Row] = [(text, None, at, None) for at, text in enumerate(texts)]
    for form in ("xlsx", "parquet"):
        stream = io.BytesIO()
        out = sheets.writer(form, stream, LAYOUT, "en", "a")
        out.header()
        out.write(rows)
        out.end()
        stream.seek(0)
        got = list(sheet(stream).values)[1:] if form == "xlsx" else polars.read_parquet(stream).rows()
        assert [cells[2] for cells in got] == list(range(len(texts)))


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    assert len(list(sheet(filled("xlsx", tmp_path / "a.xlsx", table(("甲",)) * 3)).values)) == 4
    with pytest.raises(UsageError) as raised:
        filled("xlsx", tmp_path / "b.xlsx", table(("甲",)) * 4)
    assert str(raised.value) == (
        "b.xlsx: an .xlsx sheet holds 3 rows below its header, and there are more: write .csv or .parquet"
    )


def test_the_rows_of_a_sheet() -> None:
    assert sheets.MOST_ROWS == 1_048_576


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_file_given_up_leaves_nothing(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with io.BytesIO() as stream:
        out = sheets.writer(form, stream, LAYOUT, "en", "a")
        out.header()
        out.write(table(("甲",)) * 60_000)
        out.discard()
    del out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_full_disk_is_said(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, _: Any) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(OSError, match="No space left"):  # noqa: PT012
        out = sheets.writer(form, Full(), LAYOUT, "en", "a")
        out.header()
        out.write(table(("甲",)))
        out.end()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("form", "package"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_package_is_said(form: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError) as raised:
        sheets.writer(form, io.BytesIO(), LAYOUT, "en", f"a.{form}")
    assert str(raised.value) == f"a.{form}: .{form} needs {package}: pip install 'dangjian-metrics[{form}]'"


def test_nothing_heavy_comes_with_the_module() -> None:
    code = "import sys, dangjian_metrics.views.sheets; print({'pyarrow', 'xlsxwriter', 'pandas'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
        == "set()\n"
    )
