"""Which claims of a store are told again in a copy of the text that told them first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dangjian_metrics.comparison.reprints import Print, printed
from dangjian_metrics.store.answering import Store

_AROUND = 8
"""So many claims on either side tell the text that a claim stands in."""
_TOGETHER = 500


class _Told(NamedTuple):
    """A claim as it stands in its text."""

    doc: str
    article: int
    start: int
    quote: str
    sentence: str


def copies(store: Store, groups: Iterable[Sequence[int]]) -> set[int]:
    """Of claims that say the same of the same, those that stand in a copy of the text of another, which is not among them.

    A group holds the numbers of such claims; of an article and its reprint the claim that comes first in the group is kept. In one
    article a sentence that stands there twice counts once.
    """
    found: set[int] = set()
    batch: list[Sequence[int]] = []
    for group in groups:
        batch.append(group)
        if sum(map(len, batch)) >= _TOGETHER:
            found |= _of_batch(store, batch)
            batch = []
    return found | _of_batch(store, batch)


def _of_batch(store: Store, groups: Sequence[Sequence[int]]) -> set[int]:
    told = _around(store, {number for group in groups for number in group})
    prints: dict[int, Print] = {}
    found: set[int] = set()
    for group in groups:
        kept: list[int] = []
        for number in group:
            if any(_is_copy(told, prints, number, other) for other in kept):
                found.add(number)
            else:
                kept.append(number)
    return found


def _around(store: Store, numbers: set[int]) -> dict[int, _Told]:
    """The claims of these numbers and those beside them."""
    near = {
        beside
        for number in numbers
        for beside in range(number - _AROUND, number + _AROUND + 1)
        if beside >= 0
    }
    if not near:
        return {}
    rows = store.execute(
        "SELECT id, doc, article, start, quote, sentence FROM claims"
        f" WHERE id IN ({', '.join(map(str, sorted(near)))})"
    )
    return {row[0]: _Told(*row[1:]) for row in rows}


def _is_copy(told: dict[int, _Told], prints: dict[int, Print], number: int, other: int) -> bool:
    here, there = told[number], told[other]
    if (here.doc, here.article) == (there.doc, there.article):
        apart = abs(here.start - there.start)
        return here.sentence == there.sentence and apart >= len(here.sentence)
    for each in (number, other):
        if each not in prints:
            prints[each] = _print(told, each)
    return prints[number].is_copy(prints[other])


def _print(told: dict[int, _Told], number: int) -> Print:
    """The print of what stands around a claim in its article."""
    near = list(_beside(told, number))
    return printed((each.sentence for each in near), (each.quote for each in near))


def _beside(told: dict[int, _Told], number: int) -> Iterator[_Told]:
    own = told[number]
    for beside in range(number - _AROUND, number + _AROUND + 1):
        each = told.get(beside)
        if each is not None and (each.doc, each.article) == (own.doc, own.article):
            yield each
