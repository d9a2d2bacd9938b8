"""Every form of every listing: the same rows, as a file and on a pipe, with headings in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import polars
import pytest

from dangjian_metrics.claims.record import COLUMNS
from dangjian_metrics.cli.request import Form, Request
from dangjian_metrics.errors import UsageError
from dangjian_metrics.views.dictionary import titles
from dangjian_metrics.views.layouts import CLAIMS, NUMBERS
from stand_in import Call, rows

FILES = ["csv", "json", "jsonl", "md", "xlsx", "parquet"]


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file in any form, by the names of their columns."""
    if path.suffix == ".parquet":
        return polars.read_parquet(path).to_dicts()
    if path.suffix == ".xlsx":
        header, *cells = openpyxl.load_workbook(path).active.values
        return [dict(zip(header, line, strict=True)) for line in cells]
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".md":
        header, _, *lines = ([cell.strip() for cell in line[1:-2].split("|")] for line in text.splitlines())
        return [dict(zip(header, line, strict=True)) for line in lines]
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return json.loads(text) if path.suffix == ".json" else list(rows(text))


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_form_holds_the_claims(
    call: Call, folder: Path, tmp_path: Path, form: str, language: str
) -> None:
    target = tmp_path / f"指标 表.{form}"
    status, out, err = call("extract", folder, "-o", target, "--headers", language)
    assert (status, out) == (0, "")
    assert err.startswith("2 documents")
    found = read(target)
    names = titles(CLAIMS, language)
    assert [tuple(line) for line in found] == [names, names]
    value, quote = names[COLUMNS.index("value")], names[COLUMNS.index("quote")]
    assert [(float(line[value]), line[quote]) for line in found] == [(32, "32个"), (28, "28人")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([target.name, folder.name])


@pytest.mark.parametrize("form", FILES)
def test_every_form_holds_the_numbers(call: Call, folder: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"a.{form.upper()}"
    assert call("audit", folder, "-o", target, "--headers", "zh")[:2] == (0, "")
    target = target.rename(tmp_path / f"b.{form}")
    names = titles(NUMBERS, "zh")
    assert [(tuple(line), line["数字"], line["归类"]) for line in read(target)] == [
        (names, "32", "claim"), (names, "28", "claim"), (names, "一", "word"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "md"])
def test_a_pipe_gets_what_a_file_gets(call: Call, folder: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out.txt"
    call("extract", folder, "-o", target, "--format", form, "--no-bom")
    assert call("extract", folder, "--format", form)[1] == target.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FILES)
def test_no_claims(call: Call, tmp_path: Path, form: str) -> None:
    (tmp_path / "a.txt").write_text("支部活动很受欢迎。", encoding="utf-8")
    target = tmp_path / f"out.{form}"
    assert call("extract", tmp_path / "a.txt", "-o", target)[0] == 0
    assert read(target) == []
    if form == "parquet":
        assert tuple(polars.read_parquet(target).columns) == COLUMNS
    elif form == "xlsx":
        assert list(openpyxl.load_workbook(target).active.values) == [COLUMNS]
    elif form not in {"json", "jsonl"}:
        assert "doc" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["json", "jsonl", "md"])
def test_only_csv_has_a_byte_order_mark(call: Call, folder: Path, tmp_path: Path, form: str) -> None:
    call("extract", folder, "-o", tmp_path / f"a.{form}")
    assert not (tmp_path / f"a.{form}").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_binary_form_under_any_name(call: Call, folder: Path, tmp_path: Path, form: str) -> None:
    assert call("extract", folder, "-o", tmp_path / "out.dat", "--format", form)[0] == 0
    assert len(read((tmp_path / "out.dat").rename(tmp_path / f"out.{form}"))) == 2


def test_a_sheet_has_no_formulas(call: Call, tmp_path: Path) -> None:
    (tmp_path / "=1.txt").write_text("=选派28人", encoding="utf-8")
    call("extract", tmp_path / "=1.txt", "-o", tmp_path / "a.xlsx")
    cells = openpyxl.load_workbook(tmp_path / "a.xlsx").active[2]
    assert cells[COLUMNS.index("sentence")].value == "=选派28人"
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}


@pytest.mark.parametrize("form", [Form.XLSX, Form.PARQUET])
@pytest.mark.parametrize("output", [None, "-"])
def test_bytes_go_to_a_file(form: Form, output: str | None) -> None:
    with pytest.raises(UsageError, match=f"--format {form} writes a file"):
        Request([], output, form).written_as()


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.TABLE])
def test_every_form_has_a_suffix(form: Form) -> None:
    assert Request([], f"a.{form}").written_as() is form
