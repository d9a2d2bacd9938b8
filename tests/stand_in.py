"""What the tests of views and commands share: a claim, and a reading of documents that they can foresee.

As a script it is the command ``dj-metrics`` with that reading in place of the real one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from dangjian_metrics.claims.record import Claim, Disposition
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.language.lexicon import Lexicon

Call = Callable[..., tuple[int, str, str]]
"""Runs dj-metrics: its exit status, standard output and standard error."""

_COUNT = re.compile(
    r"(?P<entity>[\u4e00-\u9fff]*?)(?P<number>\d+(?:\.\d+)?)(?P<unit>[\u4e00-\u9fff%]?)|(?P<word>一)"
)


def claim(**changes: Any) -> Claim:
    """A whole claim, with these columns changed."""
    columns: dict[str, Any] = {
        "doc": "简报.txt", "article": 1, "title": "支部串成链", "province": "山东省", "city": "潍坊市",
        "county": "安丘市", "section": None, "subject": None, "field": "党支部", "entity": "党支部",
        "role": None, "action": "新建", "value": Decimal(32), "value_to": None, "unit": "个",
        "bound": "exact", "kind": "organisation", "statistic": "value", "per": None, "direction": None,
        "basis": None, "period": None, "quote": "32个", "start": 5, "end": 8, "sentence": "新建党支部32个。",
        "rule": "count after noun",
    }  # fmt: skip
    return Claim(**{**columns, **changes})


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def extract_document(
    document: Document, lexicon: Lexicon | None = None, *, audit: bool = False
) -> Extraction:
    """Every run of digits is a claim about the characters before it; every 一 is a word."""
    found = Extraction(document.name, len(document.text), articles=1)
    for match in _COUNT.finditer(document.text):
        start, end = match.span("word" if match["word"] else "number")
        label = "word" if match["word"] else "claim"
        found.dispositions.append(
            Disposition(document.name, start, end, document.text[start:end], label, "stand-in", match.group())
        )
        if match["number"]:
            found.claims.append(_claim(document, lexicon or Lexicon.load(), match))
    found.numbers.update(number.disposition for number in found.dispositions)
    if not audit:
        found.dispositions.clear()
    return found


def _claim(document: Document, lexicon: Lexicon, match: re.Match[str]) -> Claim:
    return claim(
        doc=document.name,
        field=lexicon.field(match["entity"]),
        entity=match["entity"] or None,
        action=None,
        value=Decimal(match["number"]),
        unit=match["unit"] or None,
        quote=match["number"] + match["unit"],
        start=match.start("number"),
        end=match.end("unit"),
        sentence=document.text.strip(),
    )


if __name__ == "__main__":
    from dangjian_metrics import extraction

    extraction.extract_document = extract_document

    from dangjian_metrics.cli import main

    main()
