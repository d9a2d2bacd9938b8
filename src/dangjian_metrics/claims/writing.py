"""Claims read from traditional characters, put back as the document writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.text import Passage

# How far around a number its noun is looked for.
_BEFORE, _BEHIND = 400, 200


class _Both(NamedTuple):
    """A passage as it was read and as it is written: character for character the same place."""

    read: str
    written: str


def with_headings(passages: Iterable[Passage], document: str) -> Iterator[Passage]:
    """The passages, the heading that each stands under as ``document`` writes it."""
    headings: dict[str, str] = {}
    for passage in passages:
        if passage.kind == "heading":
            headings[passage.text] = passage.of(document)
        elif passage.section is not None:
            # What is no heading of the page is the sentence with which the paragraph begins.
            section = headings.get(passage.section) or passage.of(document)[: len(passage.section)]
            yield replace(passage, section=section)
            continue
        yield passage


def as_written(claims: Iterable[tuple[Claim, int]], passage: Passage, document: str) -> list[Claim]:
    """The claims of a passage, each with where it begins, their quote, entity and sentence as ``document`` writes them.

    Everything else stays in simplified characters, so that it compares with other documents.
    """
    both = _Both(passage.text, passage.of(document))
    letters = dict(zip(reversed(both.read), reversed(both.written), strict=True))
    return [_restored(claim, at, both, letters) for claim, at in claims]


def _restored(claim: Claim, at: int, both: _Both, letters: dict[str, str]) -> Claim:
    begin = both.read.rfind(claim.sentence, 0, at + len(claim.sentence))
    return replace(
        claim,
        quote=both.written[at : at + len(claim.quote)],
        sentence=both.written[begin : begin + len(claim.sentence)],
        entity=_spelled(claim.entity, at, both, letters) if claim.entity else None,
    )


def _spelled(noun: str, at: int, both: _Both, letters: dict[str, str]) -> str:
    """The noun as written near the number; one that is put together from parts (税后利润) goes letter by letter."""
    first = max(0, at - _BEFORE)
    found = both.read.rfind(noun, first, at)
    if found < 0:
        found = both.read.find(noun, at, at + _BEHIND)
    if found >= 0:
        return both.written[found : found + len(noun)]
    return "".join(letters.get(letter, letter) for letter in noun)
