"""Gold files written from records: a draft to correct, or what reviewers decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dangjian_metrics.claims.record import Claim, Disposition
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.documents import Document, articles
from dangjian_metrics.evaluation.gold import REGION
from dangjian_metrics.extraction import Extraction, Head
from dangjian_metrics.language.traditional import simplified

Page = dict[str, Any]
Other = tuple[int, int, str]
"""A number that is no claim: start, end, its class."""

_LISTED = ("entity", "action", "period")
"""Columns that often have several right answers, and so stand as a list from the beginning."""
_ENTRY = (
    "start", "end", "quote", "value", "value_to", "unit", "bound", "entity", "role", "action", "statistic", "direction",
    "basis", "per", "period",
)  # fmt: skip


def drafted(document: Document, found: Extraction) -> Page:
    """The gold file that says of a document what was found in it: ``found`` with the disposition of every number.

    >>> from dangjian_metrics.extraction import extract_document
    >>> text = Document("简报.txt", "新建党支部32个，一批。")
    >>> page = drafted(text, extract_document(text, audit=True))
    >>> page["claims"][0]["entity"], page["others"][0]["class"]
    (['党支部'], 'word')
    """
    numbers = others(found.dispositions)
    return page(document.name, document.text, found.heads, found.claims, numbers, notes=True)


def page(
    name: str,
    text: str,
    heads: Sequence[Head],
    claims: Sequence[Claim],
    others: Iterable[Other],
    *,
    partial: bool = False,
    notes: bool = False,
) -> Page:
    """The gold file of a document: its articles, its claims and its other numbers in the order of the text.

    ``heads`` are the titles and places of its articles, as far as they are known. With ``notes`` each claim has its sentence beside it, for whoever corrects it.
    """
    listed = _articles(text, heads)
    ordered = sorted(claims, key=lambda claim: (claim.start, claim.end))
    return {
        "document": name.replace("\\", "/").rpartition("/")[2],
        **({"partial": True} if partial else {}),
        "articles": listed,
        "claims": [_entry(claim, listed, notes=notes) for claim in ordered],
        "others": [
            {"start": start, "end": end, "quote": text[start:end], "class": class_}
            for start, end, class_ in sorted(others)
        ],
    }


def others(numbers: Iterable[Disposition]) -> list[Other]:
    """The numbers that are no claims, as a gold file names them."""
    return [(each.start, each.end, each.disposition) for each in numbers if each.disposition != "claim"]


def written(page: Mapping[str, Any]) -> str:
    """A gold file as text, an answer on a line."""
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _articles(text: str, heads: Sequence[Head]) -> list[dict[str, Any]]:
    """The articles of a text, each with its title, its place and where it begins."""
    known = {head.number: head for head in heads}
    found = []
    for article in articles(simplified(text)):
        head = known.get(article.number) or Head(article.number, article.title, Region.NONE)
        places = {name: getattr(head.region, name) for name in REGION}
        found.append({"title": head.title, **places, "start": article.start})
    return found


def _entry(claim: Claim, articles_: Sequence[Mapping[str, Any]], *, notes: bool) -> dict[str, Any]:
    entry = {name: getattr(claim, name) for name in _ENTRY}
    entry |= {name: [entry[name]] for name in _LISTED}
    entry |= {name: _number(entry[name]) for name in ("value", "value_to")}
    begun = [head for head in articles_ if head["start"] <= claim.start] or articles_[:1]
    article = begun[-1] if begun else {}
    if any(article.get(name) != getattr(claim, name) for name in REGION):
        entry |= {name: getattr(claim, name) for name in REGION}
    if notes:
        entry["sentence"] = claim.sentence
    return entry


def _number(value: Decimal | None) -> int | float | str | None:
    """A value as JSON holds it; one that a float would round stands as its digits.

    >>> _number(Decimal(28)), _number(Decimal("83.22")), _number(Decimal("0.12345678901234567891"))
    (28, 83.22, '0.12345678901234567891')
    """
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")
