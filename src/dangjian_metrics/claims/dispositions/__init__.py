"""What each number of a text is: a claim's quantity, or one of the things that measure nothing.

Every run of digits and every run of Chinese numerals gets exactly one disposition (docs/claims.md §1).
The tests stand in the order in which they are tried (``digits``, ``chinese``, then ``amounts`` for what
has a quantity); the first that holds decides and gives the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dangjian_metrics.claims.dispositions import chinese, digits
from dangjian_metrics.claims.dispositions.page import Page
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.times import Time

Numeral = tuple[int, int, str, str]
"""A run of digits or Chinese numerals: start, end, its disposition, and the rule that said so."""


@dataclass(slots=True)
class Sentence:
    """A sentence that holds a claim: its offsets in the folded text and the quantities in it."""

    start: int
    end: int
    quantities: list[Quantity]


@dataclass(slots=True)
class Reading:
    """The numbers of a folded text in order, the sentences with claims, the times, the short quotations."""

    text: str
    numerals: list[Numeral]
    sentences: list[Sentence]
    times: list[Time]
    quotes: list[tuple[int, int]]


# Begins with one class of characters, which is what makes the search quick.
_RUN = re.compile(
    r"[0-9〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟]"
    r"(?:(?<=[0-9])[0-9]*(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?[%‰]?"
    r"|(?<![0-9])[〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟]*)"
)


def read(text: str) -> Reading:
    """The numbers of a folded passage.

    >>> [disposition for _, _, disposition, _ in read("第一书记带动280余人，“四个一”活动惠及32个小区").numerals]
    ['ordinal', 'claim', 'label', 'label', 'claim']
    """
    numerals: list[Numeral] = []
    sentences: list[Sentence] = []
    page = Page(text)
    until = 0
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start < until:
            numerals.append((start, end, "claim", "part of a quantity"))
            continue
        verdict, reason, quantity = (
            digits.judge(page, start, end) if text[start] <= "9" else chinese.judge(page, start, end)
        )
        if quantity is not None:
            until = quantity.end
            _put(sentences, page, quantity)
        numerals.append((start, end, verdict, reason))
    return Reading(text, numerals, sentences, page.times, page.quotes)


def _put(sentences: list[Sentence], page: Page, quantity: Quantity) -> None:
    """Adds a quantity to its sentence; one that reaches over the end of a piece belongs to it whole."""
    first, last = page.sentence(quantity.start)
    if sentences and sentences[-1].end > quantity.left:
        sentences[-1].quantities.append(quantity)
        sentences[-1].end = max(sentences[-1].end, quantity.right)
    else:
        sentences.append(Sentence(min(first, quantity.left), max(last, quantity.right), [quantity]))
