"""A sentence as tokens: words, their offsets, and their classes as one string. The only importer of rjieba."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from dangjian_metrics.language import words

QUANTITY, TIME, QUOTED, CUT = "\ue000", "\ue001", "\ue002", "\ue003"
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
    text = _LEVELS.sub(CUT, text)
    texts: list[str] = []
    letters: list[str] = []
    for word, tag in _tagger()(text):
        code = table.get(word)
        if code is None:
            if word == CUT:
                continue
            code = "D" if word[0] == "第" else of_tag(tag)
        split = _split(word, tag, code, table) if len(word) in (3, 4) else 0
        if split:
            texts += (word[:split], word[split:])
            letters += (table.get(word[:split], "n"), table.get(word[split:], "n"))
            continue
        texts.append(word)
        letters.append(code)
    return Tokens(texts, _settled(texts, "".join(letters)))


_ADVERBS = frozenset("共均已再又还也正就都")


def _split(word: str, tag: str, code: str, table: dict[str, str]) -> int:
    """Where a word that hides a verb is to be read as two, else 0: 发展党员, 价格上涨, 圆满完成, 共出动."""
    if len(word) == 3:
        return 1 if word[0] in _ADVERBS and word not in table and table.get(word[1:], "n") in "vwp" else 0
    first, last = table.get(word[:2], "n"), table.get(word[2:], "n")
    if first in "dea" and last in "vw" and (code in "vw" or tag[0] in "liv"):
        return 2
    if tag[0] not in "lniv" or word in table and code not in "vw":
        return 0
    if first in "vuo" and last in "nDg" or first == "n" and last in "uo" or first == "w" and last == "n" and tag == "l":
        return 2
    return 0


# Where the tagger would glue a word to the noun before it: 网办率达 99%.
_LEVELS = re.compile(rf"(?<![多高均已约仅共计长人到])(?=(?:达到?|为|占|共){QUANTITY})|(?<=[^平高同初中对相均优上下何]等)(?=[^级待于候到次同])|(?<=中)(?=有)|(?<=村)(?=通[^知过告报])")


_GLUED = re.compile(r"[vpuoladwez]S|[wade]s|(?<=[vwna])vs(?=[^nawv]|$)")
_SUFFIX = str.maketrans("sS", "nn")


def _settled(texts: list[str], codes: str) -> str:
    """The codes with one-character suffixes glued (办结 率, 服务 队: both nouns) and 每 with its noun as an adverb."""
    if "S" in codes or "s" in codes:
        found = [m.start() for m in _GLUED.finditer(codes) if len(texts[m.start()]) > 1]
        letters = list(codes.translate(_SUFFIX))
        for at in found:
            letters[at] = "n"
        codes = "".join(letters)
    if "占" in texts:
        codes = _ratio_joined(texts, codes)
    for word in ("每", "比"):
        if word in texts:
            codes = _around(texts, codes, word)
    return codes


def _ratio_joined(texts: list[str], codes: str) -> str:
    """占 and 比 as two words are the noun 占比 (药 占比)."""
    at = texts.index("占")
    if texts[at + 1 : at + 2] != ["比"]:
        return codes
    texts[at : at + 2] = ["占比"]
    return codes[:at] + "n" + codes[at + 2 :]


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
