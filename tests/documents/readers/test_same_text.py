"""The same text says the same, whatever format it comes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dangjian_metrics.documents import read
from documents.readers.same_text import HAS_OFFICE, SAMPLES, composed, converted, copied, told

HERE = Path(__file__).parent
IDS = [sample.stem for sample in SAMPLES]
LAYOUTS = [copied, composed]


def test_the_samples_are_here_and_say_something() -> None:
    assert len(SAMPLES) == 5
    assert all(told(read(sample)) for sample in SAMPLES)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_another_encoding_says_the_same(sample: Path, encoding: str, tmp_path: Path) -> None:
    page = tmp_path / sample.name
    page.write_bytes(sample.read_text(encoding="utf-8").encode(encoding))
    assert told(read(page)) == told(read(sample))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_page_says_what_its_sample_says(
    sample: Path, layout: Callable[[Path], str], tmp_path: Path
) -> None:
    page = tmp_path / f"{sample.stem}.html"
    page.write_text(layout(sample), encoding="utf-8")
    assert told(read(page)) == told(read(sample))


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_word_file_says_what_its_sample_says(sample: Path) -> None:
    # samples/*.docx are what LibreOffice makes of copied(sample)
    assert told(read(HERE / "samples" / f"{sample.stem}.docx")) == told(read(sample))


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_word_files_made_now_say_what_their_samples_say(
    layout: Callable[[Path], str], tmp_path: Path
) -> None:
    pages = [tmp_path / f"{sample.stem}.html" for sample in SAMPLES]
    for page, sample in zip(pages, SAMPLES, strict=True):
        page.write_text(layout(sample), encoding="utf-8")
    files = converted(pages, "docx:MS Word 2007 XML", tmp_path)
    for file, sample in zip(files, SAMPLES, strict=True):
        assert told(read(file)) == told(read(sample)), sample.stem
