"""A sentence as tokens: words, their offsets, and their classes as one string. The only importer of rjieba."""

from __future__ import annotations

import re
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
    codes = "".join([table.get(word) or of_tag(tag) for word, tag in tagged])
    return Tokens(texts, _settled(texts, codes))


_GLUED = re.compile(r"[vpuoladwe]S|[wade]s|vs(?=[^naw])(?<=[vw]vs)")
_SUFFIX = str.maketrans("sS", "nn")


def _settled(texts: list[str], codes: str) -> str:
    """The codes with one-character suffixes glued (办结 率, 服务 队: both nouns) and 每 with its noun as an adverb."""
    if "S" in codes or "s" in codes:
        found = [m.start() for m in _GLUED.finditer(codes) if len(texts[m.start()]) > 1]
        letters = list(codes.translate(_SUFFIX))
        for at in found:
            letters[at] = "n"
        codes = "".join(letters)
    for word in ("每", "比"):
        if word in texts:
            codes = _around(texts, codes, word)
    return codes


def _around(texts: list[str], codes: str, word: str) -> str:
    at = texts.index(word)
    while at >= 0:
        after = codes[at + 1 : at + 2]
        if word == "每" and after and after in "nwaDgt_":
            codes = codes[:at] + "tt" + codes[at + 2 :]
        elif word == "比" and at and codes[at - 1] in "nw" and after and after in "uolyQd":
            codes = codes[:at] + "n" + codes[at + 1 :]
        at = texts.index(word, at + 1) if word in texts[at + 1 :] else -1
    return codes
