"""What each number of a text is: a claim's quantity, or one of the things that measure nothing.

Every run of digits and every run of Chinese numerals gets exactly one disposition (docs/claims.md §1).
The tests stand in the order in which they are tried (``digits``, ``chinese``, then ``amounts`` for what
has a quantity); the first that holds decides and gives the reason.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dangjian_metrics.claims.dispositions import chinese, digits
from dangjian_metrics.claims.dispositions.page import Page
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.times import Time


class Numeral(NamedTuple):
    """A run of digits or Chinese numerals with what it is and the rule that said so."""

    start: int
    end: int
    disposition: str
    reason: str


class Reading(NamedTuple):
    """The numbers of a folded text in order, the quantities that are claims, the times, the short quotations."""

    text: str
    numerals: list[Numeral]
    quantities: list[Quantity]
    times: list[Time]
    quotes: list[tuple[int, int]]


_RUN = re.compile(
    r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?[%‰]?|[〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟]+"
)


def read(text: str) -> Reading:
    """The numbers of a folded passage.

    >>> [n.disposition for n in read("第一书记带动280余人，“四个一”活动惠及32个小区").numerals]
    ['ordinal', 'claim', 'label', 'claim']
    """
    numerals: list[Numeral] = []
    found: list[Quantity] = []
    page = Page(text)
    until = 0
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start < until:
            numerals.append(Numeral(start, end, "claim", "part of a quantity"))
            continue
        verdict, reason, quantity = digits.judge(page, start, end) if text[start] <= "9" else chinese.judge(page, start, end)
        if quantity is not None:
            found.append(quantity)
            until = quantity.end
        numerals.append(Numeral(start, end, verdict, reason))
    return Reading(text, numerals, found, page.times if found else [], page.quotes)
