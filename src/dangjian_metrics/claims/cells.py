"""Rows of a table in plain text: a figure alone in its cell, whose unit stands in the head of the column, is no claim.

What it counts is said elsewhere, so that a unit and a noun for it would be guesses. A cell that says its unit (32个, 增长10%)
is read as any text is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dangjian_metrics.claims.dispositions import Reading, Sentence
from dangjian_metrics.claims.quantities import Quantity

_EDGE_BEFORE = re.compile(r"(?:\t|\||[ 　]{2})[ 　]{0,8}[-+－＋]?\Z")
_EDGE_BEHIND = re.compile(r"[ 　]*(?:\Z|\t|\||[ 　]{2})")
_REACH = 8


def is_row(text: str) -> bool:
    """Whether a passage has cells: parted by tabs, by several spaces, which folding makes of ``|``."""
    return "\t" in text or "  " in text


def without_bare_figures(reading: Reading) -> Reading:
    """The reading of a row without the claims that are a number and nothing else in a cell.

    >>> from dangjian_metrics.claims import dispositions
    >>> row = without_bare_figures(dispositions.read("水渠  35.5  12个"))
    >>> [(row.text[start:end], said) for start, end, said, _ in row.numerals]
    [('35.5', 'identifier'), ('12', 'claim')]
    """
    bare = {q.start for each in reading.sentences for q in each.quantities if _is_alone(reading.text, q)}
    if not bare:
        return reading
    kept = [_without(each, bare) for each in reading.sentences]
    numerals = [
        (start, end, "identifier", "figure alone in its cell")
        if start in bare
        else (start, end, said, reason)
        for start, end, said, reason in reading.numerals
    ]
    return replace(reading, numerals=numerals, sentences=[each for each in kept if each.quantities])


def _is_alone(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.left - _REACH) : quantity.left]
    return (
        quantity.bare
        and _EDGE_BEFORE.search(before if quantity.left > _REACH else "\t" + before) is not None
        and _EDGE_BEHIND.match(text, quantity.right) is not None
    )


def _without(sentence: Sentence, bare: set[int]) -> Sentence:
    return replace(sentence, quantities=[q for q in sentence.quantities if q.start not in bare])
