"""A sentence made ready for linking: its tokens, with quantities, times and short quotations as one token each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.times import Time
from dangjian_metrics.language import tokens


class Sentence(NamedTuple):
    """Words and codes of a sentence; ``at`` gives the token of each quantity, ``times`` (token, words, is a period)."""

    words: list[str]
    codes: str
    quantities: Sequence[Quantity]
    at: list[int]
    times: list[tuple[int, str, bool]]


_RANK = {tokens.QUANTITY: 0, tokens.TIME: 1, tokens.QUOTED: 2, "": 3}
_ASIDE = re.compile(r"（[^（）0-9，。；]{1,12}）")  # 居民消费价格指数（CPI）: says the same again


def read(
    folded: str, text: str, start: int, end: int, quantities: Sequence[Quantity], times: Sequence[Time], quotes: Sequence[tuple[int, int]]
) -> Sentence:
    """The sentence ``text[start:end]``; ``folded`` is the same text folded, spans are offsets in it."""
    spans = [(q.left, q.right, tokens.QUANTITY, "") for q in quantities]
    spans += [(t.start, t.end, tokens.TIME, "T" if t.period else "t") for t in times]
    spans += [(a, b, tokens.QUOTED, "") for a, b in quotes]
    spans += [(m.start(), m.end(), "", "") for m in _ASIDE.finditer(folded, start, end)]
    spans.sort(key=lambda span: (span[0], _RANK[span[2]]))
    pieces: list[str] = []
    surfaces: list[tuple[str, str]] = []
    at = start
    for first, last, mark, note in spans:
        if first < at or last > end:
            continue
        pieces.append(folded[at:first])
        pieces.append(mark)
        if mark:
            surfaces.append((text[first:last], note))
        at = last
    pieces.append(folded[at:end])
    return _filled(tokens.tokenize("".join(pieces)), surfaces, quantities)


def _filled(read_tokens: tokens.Tokens, surfaces: list[tuple[str, str]], quantities: Sequence[Quantity]) -> Sentence:
    """Puts back what the marks stand for."""
    words, codes = read_tokens
    at: list[int] = []
    times: list[tuple[int, str, bool]] = []
    waiting = iter(surfaces)
    for i, word in enumerate(words):
        if "\ue000" <= word <= "\ue002":
            surface, note = next(waiting)
            if word == tokens.QUANTITY:
                at.append(i)
            elif word == tokens.TIME:
                times.append((i, surface, note == "T"))
            words[i] = surface
    return Sentence(words, codes, quantities, at, times)
