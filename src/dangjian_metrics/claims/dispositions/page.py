"""A folded passage under judgement: its text, and lazily its time expressions and quotations."""

from __future__ import annotations

import re
from bisect import bisect_right

from dangjian_metrics.claims import times
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.times import Time

Verdict = tuple[str, str, Quantity | None]
"""A disposition, the rule that gave it, and the quantity where it is a claim."""

_ENDLESS = 1 << 60
_LONGEST = 1500  # characters, so that time stays linear
_END = re.compile(r"[。！？][”’」』）]*|…{1,2}")
_CLOSING = frozenset("”’」』）")
_CLOSINGS = '”’」》〕"'
_QUOTED = re.compile(
    r"[“‘「《〔\"](?:(?<=“)[^“”。！？]{1,16}”|(?<=‘)[^‘’。！？]{1,12}’|(?<=「)[^「」]{1,14}」|(?<=《)[^《》]{1,60}》"
    r"|(?<=〔)[^〕]{1,8}〕|(?<=\")[^\"。！？]{1,12}\")"
)


class Page:
    """The text of a passage with what the tests of a number ask of it, in ascending order of their places.

    Time expressions are looked for only once a number asks (many passages hold only words like 统一).
    """

    __slots__ = ("_sentence", "_time_starts", "quotes", "text", "times")

    def __init__(self, text: str) -> None:
        self.text = text
        quoted = any(map(text.__contains__, _CLOSINGS))
        self.quotes = [m.span() for m in _QUOTED.finditer(text)] if quoted else []
        self._sentence = (0, 0)
        self._time_starts: list[int] | None = None
        self.times: list[Time] = []

    def sentence(self, start: int) -> tuple[int, int]:
        """The sentence that ``start`` stands in, end exclusive; one without an end is read in pieces."""
        first, last = self._sentence
        if start < last:
            return self._sentence
        text = self.text
        first = max(
            last,
            text.rfind("。", last, start) + 1,
            text.rfind("！", last, start) + 1,
            text.rfind("？", last, start) + 1,
        )
        while text[first : first + 1] in _CLOSING and first < start:
            first += 1
        first = max(first, start - _LONGEST // 2)
        end = _END.search(text, start, first + _LONGEST)
        last = end.end() if end else min(len(text), first + _LONGEST)
        self._sentence = (first, last)
        return self._sentence

    def in_time(self, start: int) -> bool:
        """Whether the character at ``start`` belongs to a time expression."""
        if self._time_starts is None:
            self.times = list(times.find(self.text))
            self._time_starts = [time[0] for time in self.times]
        at = bisect_right(self._time_starts, start) - 1
        return at >= 0 and self.times[at][1] > start

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether the stretch lies inside a short quotation."""
        if not self.quotes:
            return False
        at = bisect_right(self.quotes, (start, _ENDLESS)) - 1
        return at >= 0 and self.quotes[at][1] >= end

    def opens(self, start: int) -> bool:
        """Whether nothing but space or a bracket stands before ``start``: the place of a list number."""
        return start < 6 and not self.text[:start].strip("（( 　")
