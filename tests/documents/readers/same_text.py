"""Our samples in other formats: a page of each, what LibreOffice makes of it, and the records to compare."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path

from dangjian_metrics.claims.record import COLUMNS, row
from dangjian_metrics.documents import Document, articles, read
from dangjian_metrics.extraction import extract_document

PROJECT = Path(__file__).resolve().parents[3]
SAMPLES = sorted((PROJECT / "seeds").glob("*.txt"))
HAS_OFFICE = shutil.which("soffice") is not None
_OF_THE_FILE = ("doc", "start", "end")
_ELEMENTS = {"title": "h1", "heading": "h2"}
_PAGE = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title></title></head><body>\n{}\n</body></html>\n'
)


def told(document: Document) -> list[dict[str, object]]:
    """The records of a document, but for what tells the file and the place in it."""
    found = [dict(zip(COLUMNS, row(claim), strict=True)) for claim in extract_document(document).claims]
    return [{key: value for key, value in each.items() if key not in _OF_THE_FILE} for each in found]


def copied(sample: Path) -> str:
    """A page that is laid out as its sample is: paragraphs broken, captions within sentences."""
    blocks = [
        block.strip().splitlines() for block in re.split(r"\n\s*\n", read(sample).text) if block.strip()
    ]
    return _PAGE.format("\n".join(map(_copied, blocks)))


def _copied(lines: list[str]) -> str:
    marks, _, heading = lines[0].partition(" ")
    if marks in ("#", "##"):
        return f"<h{len(marks)}>{html.escape(heading)}</h{len(marks)}>"
    return f"<p>{'<br>'.join(html.escape(line.strip()) for line in lines)}</p>"


def composed(sample: Path) -> str:
    """A page that is set as an author would: titles, headings, whole paragraphs."""
    passages = [each for article in articles(read(sample).text) for each in article.passages]
    return _PAGE.format(
        "\n".join(
            f"<{element}>{html.escape(each.text)}</{element}>"
            for each in passages
            if each.kind != "furniture"
            for element in [_ELEMENTS.get(each.kind, "p")]
        )
    )


def converted(pages: list[Path], form: str, folder: Path) -> list[Path]:
    """The pages as LibreOffice converts them, all at once; ``form`` is a suffix with its filter, if it needs one."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--infilter=HTML (StarWriter)", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, pages)], check=True, capture_output=True, timeout=240)
    return [folder / f"{page.stem}.{form.partition(':')[0]}" for page in pages]
