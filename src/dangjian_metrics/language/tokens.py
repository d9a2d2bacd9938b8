"""A sentence as tokens: words, their offsets, and their classes as one string. The only importer of rjieba."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from dangjian_metrics.language import words

QUANTITY, TIME, QUOTED = "\ue000", "\ue001", "\ue002"
"""Characters that stand in the text for what has already been read: quantities, times, short quotations."""


class Tokens(NamedTuple):
    """The words of a text in order, and their codes, one letter a word."""

    words: list[str]
    codes: str


@cache
def _tagger() -> Callable[[str], list[tuple[str, str]]]:
    import rjieba

    jieba = rjieba.Jieba()
    for word, code in words.classes().items():
        if code in "vwpruoa" and len(word) > 1 and not jieba.has_word(word):
            jieba.add_word(word, 3000, "v")
    tag: Callable[[str], list[tuple[str, str]]] = jieba.tag
    return tag


def tokenize(text: str) -> Tokens:
    """The tokens of a text in which quantities, times and quotations are already replaced.

    >>> t = tokenize("新建党支部\ue000，惠及群众")
    >>> t.words, t.codes
    (['新建', '党支部', '\ue000', '，', '惠及', '群众'], 'vnQ,vn')
    """
    table, of_tag = words.current(), words.of_tag
    tagged = _tagger()(text)
    texts = [word for word, _ in tagged]
    return Tokens(texts, "".join([table.get(word) or of_tag(tag) for word, tag in tagged]))
