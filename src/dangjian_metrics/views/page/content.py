"""What the page shows, packed: words that repeat stand once, claims are rows, sentences are places in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dangjian_metrics.claims.record import DISPOSITIONS, Claim
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.filters import KINDS
from dangjian_metrics.store.reports import Number, Told
from dangjian_metrics.views.figures import figure
from dangjian_metrics.views.page.offsets import utf16
from dangjian_metrics.views.page.places import Copy, articles

COLUMNS = (
    "id", "start", "length", "back", "long", "gap", "caption", "place", "field", "entity", "role", "subject", "action", "value",
    "figure", "kind", "period",
)  # fmt: skip
"""The cells of a claim's row: ``start`` counts on from the claim before, ``back`` is how far before it its sentence
begins and ``long`` that sentence's length, from ``gap`` on in it stands a caption so long; words stand for their place in the table of strings."""

_GREATEST = Decimal("1e300")
_MARKUP = re.compile(
    "[<>&\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def embedded(content: Any) -> str:
    r"""The content as JSON in which nothing can end the script that it stands in, or turn the text around.

    >>> embedded(["</script>", "a\u202eb"])
    '["\\u003c/script\\u003e","a\\u202eb"]'
    """
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _MARKUP.sub(lambda match: _escaped(match[0]), plain)


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x9F else f"\\u{ord(character):04x}"


def packed(documents: Sequence[Told], lexicon: Lexicon) -> dict[str, Any]:
    """The documents with their texts, articles, numbers and claims; roles under the name of their field."""
    strings, manners = Strings(), Strings()
    shown = [_document(document, strings, manners, lexicon) for document in documents]
    return {
        "columns": COLUMNS,
        "kinds": KINDS,
        "dispositions": DISPOSITIONS,
        "documents": shown,
        "manners": [said.split("\t", 1) for said in manners.listed[1:]],
        "strings": strings.listed,
    }


class Strings:
    """Words, each once; the first stands for none."""

    def __init__(self) -> None:
        self.listed: list[str] = [""]
        self._known = {"": 0}

    def number(self, word: str | None) -> int:
        """The place of a word in the table."""
        known = self._known.get(word or "")
        if known is None:
            known = self._known[word or ""] = len(self.listed)
            self.listed.append(word or "")
        return known


def _document(document: Told, strings: Strings, manners: Strings, lexicon: Lexicon) -> list[Any]:
    units, copy = utf16(document.text), Copy(document.text)
    heads = [
        [units(start), units(end), document.articles[at][1]] for at, (start, end) in articles(document, copy)
    ]
    titles = [] if heads else [title for _, title in document.articles[:1]]
    numbers: list[int] = []
    last = 0
    for number in document.numbers:
        start, end, manner = _number(number, manners)
        numbers += (units(start) - last, units(end) - units(start), manner)
        last = units(start)
    return [document.doc, document.text, heads, titles, numbers, _claims(document, copy, strings, lexicon)]


def _number(number: Number, manners: Strings) -> tuple[int, int, int]:
    start, end, disposition, reason = number
    return start, end, manners.number(f"{disposition}\t{reason}") - 1


def _claims(document: Told, copy: Copy, strings: Strings, lexicon: Lexicon) -> list[list[Any]]:
    units, last = utf16(document.text), 0
    rows: list[list[Any]] = []
    for id_, claim in sorted(document.claims, key=lambda each: each[1].start):
        start, end = units(claim.start), units(claim.end)
        first, behind, gap, again = map(units, copy.sentence(claim))
        place = "\t".join(level or "" for level in (claim.province, claim.city, claim.county)).rstrip("\t")
        role = lexicon.field(claim.role) or claim.role if claim.role else None
        said = (claim.field, claim.entity, role, claim.subject, claim.action)
        rows.append(
            [
                id_, start - last, end - start, start - first, behind - first,
                gap - first if gap else 0, again - gap, strings.number(place), *map(strings.number, said),
                _value(claim), strings.number(figure(claim)), KINDS.index(claim.kind) if claim.kind in KINDS else -1,
                strings.number(claim.period),
            ]
        )  # fmt: skip
        last = start
    return rows


def _value(claim: Claim) -> int | float:
    """The number to sort by."""
    value = max(min(claim.value, _GREATEST), -_GREATEST)
    return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
