"""The same text says the same as a PDF, whichever program made it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dangjian_metrics.documents import read
from documents.readers.same_text import HAS_OFFICE, PROJECT, SAMPLES, composed, converted, copied, told

HERE = Path(__file__).parent / "samples"
IDS = [sample.stem for sample in SAMPLES]
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_MARGINS = """@page { size: A5; margin: 18mm; @top-center { content: "党建工作简报 第" counter(page) "期" }
  @bottom-center { content: "- " counter(page) " -" } }"""
STYLES = {
    "as the browser sets it": "",
    "indented and justified, pages with heads and feet": "p { margin: 0; text-indent: 2em; line-height: 1.8; text-align: justify }"
    + _MARGINS,
    "two columns": "body { column-count: 2; text-align: justify } p { margin: 0; text-indent: 2em } h1 { column-span: all }",
    "three columns on a wide page": "@page { size: A3 landscape } body { column-count: 3 }",
    "drawn twice, under a mark": "p { text-shadow: 0.3px 0 black } body::before { content: '内部资料'; position: fixed; top: 40%;"
    " left: 20%; font-size: 90pt; color: #ddd }",
}


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_pdf_says_what_its_sample_says(sample: Path) -> None:
    # samples/*.pdf are what Chromium makes of copied(sample), indented and justified; the outlines of their letters are taken out.
    assert told(read(HERE / f"{sample.stem}.pdf")) == told(read(sample))


def test_a_pdf_in_columns_says_what_its_sample_says() -> None:
    sample = PROJECT / "seeds" / "shenhe-chuanshan.txt"
    assert told(read(HERE / "shenhe-chuanshan.columns.pdf")) == told(read(sample))


@pytest.mark.skipif(not BROWSER, reason="Chromium is not installed")
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_what_a_browser_prints_now_says_what_its_sample_says(style: str, tmp_path: Path) -> None:
    for sample in SAMPLES[:: 2 if style else 1]:  # the browser takes a second for each
        page = tmp_path / f"{sample.stem}.html"
        page.write_text(copied(sample).replace("</head>", f"<style>{style}</style></head>"), encoding="utf-8")
        printed = read(_printed(page, heads=not style))
        assert _without_spaces(told(printed)) == _without_spaces(told(read(sample))), sample.stem


def _printed(page: Path, *, heads: bool) -> Path:
    made = page.with_suffix(".pdf")
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += [f"--user-data-dir={page.parent / 'profile'}", f"--print-to-pdf={made}"]
    command += [] if heads else ["--no-pdf-header-footer"]
    subprocess.run([*command, str(page)], check=True, capture_output=True, timeout=120)
    return made


def _without_spaces(records: list[dict[str, object]]) -> list[dict[str, object]]:
    """The records; a title that is broken at a space does not show whether there was one."""
    return [
        {
            key: "".join(str(value).split()) if key in ("title", "section") else value
            for key, value in record.items()
        }
        for record in records
    ]


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("layout", [copied, composed])
def test_what_libreoffice_prints_now_says_what_its_sample_says(
    layout: Callable[[Path], str], tmp_path: Path
) -> None:
    pages = [tmp_path / f"{sample.stem}.html" for sample in SAMPLES]
    for page, sample in zip(pages, SAMPLES, strict=True):
        page.write_text(layout(sample), encoding="utf-8")
    files = converted(pages, "pdf:writer_pdf_Export", tmp_path)
    for file, sample in zip(files, SAMPLES, strict=True):
        assert told(read(file)) == told(read(sample)), sample.stem
