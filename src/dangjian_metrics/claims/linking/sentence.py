"""A sentence made ready for linking: its tokens, with quantities, times and short quotations as one token each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.times import Time
from dangjian_metrics.language import marks, tokens


@dataclass(slots=True)
class Sentence:
    """Words and codes of a sentence; ``at`` gives the token of each quantity, ``times`` (token, words, is a period).

    ``text`` is the sentence as it was tagged, for quick tests of what it cannot hold.
    """

    text: str
    words: list[str]
    codes: str
    quantities: Sequence[Quantity]
    at: list[int]
    times: list[tuple[int, str, bool]]


_ASIDE = re.compile(r" ?（[^（）0-9，。；]{1,12}） ?")  # 居民消费价格指数（CPI）: says the same again
_CLAUSE_END = re.compile("[，；。！？]")
_MARK = re.compile("[QTq]")
# What a font without Unicode leaves of its signs may look like our own marks; half a pair no tagger takes.
_NO_TEXT = re.compile("[\ue000-\ue003\ud800-\udfff]")


@dataclass(slots=True)
class Found:
    """What was already read in a sentence, each in order: quantities, times, short quotations."""

    quantities: Sequence[Quantity]
    times: Sequence[Time]
    quotes: Sequence[tuple[int, int]]


def read(folded: str, text: str, bounds: tuple[int, int], found: Found, *, whole: bool = False) -> Sentence:
    """The sentence between the ``bounds`` of ``text``; ``folded`` is the same text folded, spans are offsets in it.

    Where spans overlap the first wins: a quantity before a time before a quotation. Unless it is asked for
    ``whole`` it ends with the clause of the last quantity: what is said behind that links no number.
    """
    start, end = bounds
    if _NO_TEXT.search(folded, start, end):
        folded = _NO_TEXT.sub(" ", folded)
    quantities, times = found.quantities, found.times
    if quantities and not whole:
        close = _CLAUSE_END.search(folded, quantities[-1].right, end)
        end = close.end() if close is not None else end
    spans = [(q.left, 0, q.right, marks.QUANTITY, True) for q in quantities]
    spans += [(t.start, 1, t.end, marks.TIME, t.period) for t in times]
    spans += [(first, 2, last, marks.QUOTED, True) for first, last in found.quotes]
    if "（" in folded:
        spans += [(m.start(), 3, m.end(), "", True) for m in _ASIDE.finditer(folded, start, end)]
    spans.sort()
    pieces: list[str] = []
    surfaces: list[tuple[str, bool]] = []
    at = start
    for first, _, last, mark, governs in spans:
        if first < at or last > end:
            continue
        pieces += (folded[at:first], mark)
        if mark:
            surfaces.append((text[first:last], governs))
        at = last
    pieces.append(folded[at:end])
    tagged = "".join(pieces)
    return _filled(tagged, tokens.tokenize(tagged), surfaces, quantities)


def _filled(
    text: str, found: tokens.Tokens, surfaces: list[tuple[str, bool]], quantities: Sequence[Quantity]
) -> Sentence:
    """Puts back what the marks stand for."""
    words, codes = found.words, found.codes
    at: list[int] = []
    times: list[tuple[int, str, bool]] = []
    for mark, (surface, governs) in zip(_MARK.finditer(codes), surfaces, strict=False):
        i = mark.start()
        words[i] = surface
        if mark[0] == "Q":
            at.append(i)
        elif mark[0] == "T":
            times.append((i, surface, governs))
    return Sentence(text, words, codes.replace("q", "n"), quantities, at, times)
