"""Where titles and sentences, which are kept as their author wrote them, stand in the page copy that they were read from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.store.reports import Told

_ENDS = "。！？!?\n"
_BIT = 8
"""So many characters at either end of a sentence find it again where a caption stands in its middle."""
_CAPTION = 600
"""Characters that a caption in the middle of a sentence may take."""

Span = tuple[int, int]


class Sentence(NamedTuple):
    """Where a sentence begins and ends, and the caption in its middle, from ``gap`` to ``again``; mostly there is none."""

    start: int
    end: int
    gap: int = 0
    again: int = 0


class Copy:
    """A document without its blanks, with a way back to where each character stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._origins = [at for at, character in enumerate(text) if not character.isspace()]
        self._dense = "".join(text.split())
        self._last: tuple[str, Sentence] = ("", Sentence(0, 0))

    def sentence(self, claim: Claim) -> Sentence:
        """Where the sentence of a claim stands; line breaks in its middle belong to it, a caption does not.

        >>> from dangjian_metrics import extract
        >>> text = "今年好。新建党支部32个，全部达标。完。"
        >>> (claim,) = extract(text)
        >>> found = Copy(text).sentence(claim)
        >>> text[found.start : found.end]
        '新建党支部32个，全部达标。'
        """
        wanted, last = self._last
        if wanted != claim.sentence or not last.start <= claim.start < last.end:
            self._last = (claim.sentence, self._found(claim))
        return self._last[1]

    def _found(self, claim: Claim) -> Sentence:
        wanted, at = "".join(claim.sentence.split()), bisect_left(self._origins, claim.start)
        first = self._dense.rfind(wanted, 0, at + len(wanted)) if wanted else -1
        if first >= 0 and first <= at < first + len(wanted):
            return Sentence(*self._span(first, first + len(wanted)))
        return self._broken(wanted, at) or Sentence(*self._around(claim))

    def _broken(self, wanted: str, at: int) -> Sentence | None:
        """The sentence by its two ends, without what stands between them but not in it."""
        reach = len(wanted) + _CAPTION
        first = self._dense.rfind(wanted[:_BIT], max(0, at - reach), at + _BIT)
        last = self._dense.find(wanted[-_BIT:], max(first, at - _BIT), at + reach)
        if not wanted or first < 0 or last < 0 or not first <= at < last + _BIT:
            return None
        end = min(last + _BIT, len(self._dense))
        before = self._alike(wanted, first)
        begin, behind = end - (len(wanted) - before), self._span(first, end)
        if begin <= first + before or self._dense[begin:end] != wanted[before:]:
            return Sentence(*behind)
        return Sentence(*behind, self._origins[first + before - 1] + 1, self._origins[begin])

    def _alike(self, wanted: str, first: int) -> int:
        """How many characters of the sentence stand there in one go."""
        there = self._dense[first : first + len(wanted)]
        return next((at for at, (a, b) in enumerate(zip(wanted, there, strict=False)) if a != b), len(there))

    def _around(self, claim: Claim) -> Span:
        """What stands between two ends of sentences."""
        first = max(self._text.rfind(end, 0, claim.start) for end in _ENDS) + 1
        behind = [at for end in _ENDS if (at := self._text.find(end, claim.end)) >= 0]
        return first, max(claim.end, min(behind, default=len(self._text) - 1) + 1)

    def title(self, wanted: str, after: int, before: int | None) -> Span | None:
        """Where a title stands: behind ``after``, the last one not behind ``before``, the article's first claim."""
        dense = "".join(wanted.split())
        first = bisect_left(self._origins, after)
        if not dense:
            return None
        if before is None:
            at = self._dense.find(dense, first)
        else:
            at = self._dense.rfind(dense, first, bisect_left(self._origins, before) + len(dense))
        return self._line(*self._span(at, at + len(dense))) if at >= 0 else None

    def _line(self, start: int, end: int) -> Span:
        """With the signs of a heading in front of it."""
        begin = self._text.rfind("\n", 0, start) + 1
        return (begin, end) if not self._text[begin:start].strip("# \t\u3000") else (start, end)

    def _span(self, first: int, end: int) -> Span:
        return self._origins[first], self._origins[end - 1] + 1


def articles(document: Told, copy: Copy) -> list[tuple[int, Span]]:
    """The articles whose title is found in the text, each by its place in the list, and where the title stands.

    >>> page = "市里：一\\n\\n选派3名。\\n\\n县里：二\\n\\n选派4名。"
    >>> told = Told("a.txt", "/a.txt", page, [(1, "市里：一"), (2, "县里：二")])
    >>> articles(told, Copy(page))
    [(0, (0, 4)), (1, (13, 17))]
    """
    firsts = _firsts(document)
    found: list[tuple[int, Span]] = []
    for at, (number, title) in enumerate(document.articles):
        after = found[-1][1][1] if found else 0
        if place := copy.title(title, after, firsts.get(number)):
            found.append((at, place))
    return found


def _firsts(document: Told) -> dict[int, int]:
    claims: Sequence[tuple[int, Claim]] = document.claims
    firsts: dict[int, int] = {}
    for _, claim in claims:
        firsts[claim.article] = min(claim.start, firsts.get(claim.article, claim.start))
    return firsts
