"""Files as LibreOffice shows them, cell by cell."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from dangjian_metrics.views import records
from dangjian_metrics.views.layouts import Row
from hostile import HOSTILE, LAYOUT, NUMBERS, filled

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def shown(path: Path) -> list[list[str]]:
    """The cells of a file as LibreOffice shows them."""
    folder = path.parent
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    if path.suffix == ".csv":
        command.append("--infilter=CSV:44,34,76,1")
    command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"]
    command += ["--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (folder / "out" / f"{path.stem}.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def same(cell: str, wanted: str) -> bool:
    """Equal as text, or as numbers: LibreOffice shows great numbers with an exponent."""
    try:
        return cell == wanted or float(cell) == float(wanted)
    except ValueError:
        return False


def hostile_rows() -> list[Row]:
    """Cells that no format has to cut or to replace."""
    texts = [text for text in HOSTILE if not text.startswith("<r>")]
    rows = zip(texts, NUMBERS * 3, range(len(texts)), strict=False)
    return [(text, Decimal(number), at, 0.25) for text, number, at in rows] + [(None,) * 4, ("末", 1, 1, 1.5)]


def test_libreoffice_shows_a_sheet_as_written(tmp_path: Path) -> None:
    rows = hostile_rows()
    cells = shown(filled("xlsx", tmp_path / "a.xlsx", rows))
    assert cells[0] == list(LAYOUT.columns)
    assert len(cells) == len(rows) + 1
    for row_shown, wanted in zip(cells[1:], rows, strict=True):
        text, *numbers = ("" if cell is None else str(cell) for cell in wanted)
        assert row_shown[0] == text
        assert all(map(same, row_shown[1:], numbers)), (row_shown, numbers)


def test_libreoffice_shows_csv_as_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = records.writer("csv", stream, LAYOUT)
        out.header()
        out.write(hostile_rows())
    written = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    cells = shown(path)
    assert len(cells) == len(written)
    # 007 and 1e5 are numbers to whatever opens a CSV file: same lets them pass
    for row_shown, wanted in zip(cells, written, strict=True):
        assert all(map(same, row_shown, wanted)), (row_shown, wanted)
