"""A folded passage under judgement: its text, and lazily its time expressions and quotations."""

from __future__ import annotations

import re
from bisect import bisect_right

from dangjian_metrics.claims import times
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.times import Time

Verdict = tuple[str, str, Quantity | None]
"""A disposition, the rule that gave it, and the quantity where it is a claim."""

_QUOTED = re.compile(
    r"“[^“”。！？]{1,16}”|‘[^‘’。！？]{1,12}’|「[^「」]{1,14}」|《[^《》]{1,60}》|〔[^〕]{1,8}〕|\"[^\"。！？]{1,12}\""
)


class Page:
    """The text of a passage with what the tests of a number ask of it.

    Time expressions are looked for only once a number asks (most passages hold only words like 统一).
    """

    __slots__ = ("_quote_starts", "_time_starts", "_times", "quotes", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotes = [m.span() for m in _QUOTED.finditer(text)]
        self._quote_starts = [start for start, _ in self.quotes]
        self._times: list[Time] | None = None
        self._time_starts: list[int] = []

    @property
    def times(self) -> list[Time]:
        """The time expressions of the text, in order."""
        if self._times is None:
            self._times = list(times.find(self.text))
            self._time_starts = [time.start for time in self._times]
        return self._times

    def in_time(self, start: int) -> bool:
        """Whether the character at ``start`` belongs to a time expression."""
        found = self.times
        at = bisect_right(self._time_starts, start) - 1
        return at >= 0 and found[at].end > start

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether the stretch lies inside a short quotation."""
        at = bisect_right(self._quote_starts, start) - 1
        return at >= 0 and self.quotes[at][1] >= end

    def opens(self, start: int) -> bool:
        """Whether nothing but space or a bracket stands before ``start``: the place of a list number."""
        return start < 6 and not self.text[:start].strip("（( 　")
