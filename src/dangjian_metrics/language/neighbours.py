"""What neighbours say of a word: suffixes are glued, and words that only their place tells get their class."""

from __future__ import annotations

import re

import regex

from dangjian_metrics.language import words
from dangjian_metrics.language.marks import QUANTITY

DONE = "了" + QUANTITY
"""What is done to a quantity: 领 | 了 6480元."""

_GLUED = re.compile(r"[vpuoladwez]S|[wade]s|(?<=[vwna])vs(?=[^nawv]|$)|(?<=、)[vw]s(?=Q)")
_SUFFIX = str.maketrans("sS", "nn")


def settled(text: str, texts: list[str], codes: str) -> str:
    """The codes once neighbours are known: suffixes glued (办结 率, 服务 队), 每 with its noun an adverb, 占 比 a noun."""
    if "S" in codes or "s" in codes:
        found = [m.start() for m in _GLUED.finditer(codes) if len(texts[m.start()]) > 1]
        codes = codes.translate(_SUFFIX)
        for at in found:
            codes = _recoded(codes, at, "n")
    codes = _read_again(text, texts, codes)
    if "占比" in text and "占" in texts:
        codes = _ratio_joined(texts, codes)
    for word in "每比":
        if word in text and word in texts:
            codes = _with_neighbours(texts, codes, word)
    return codes


def _recoded(codes: str, at: int, code: str) -> str:
    return codes[:at] + code + codes[at + 1 :]


def _read_again(text: str, texts: list[str], codes: str) -> str:
    """The codes of words whose neighbours say that they are nouns, or only narrow one."""
    if "各" in text and _OF_ALL_KINDS.search(codes):
        codes = _kinds(texts, codes)
    if _LIKE_ADJECTIVES.search(codes):
        codes = _heads(texts, codes)
    if "地区" in text or "区域" in text:
        codes = _areas(texts, codes)
    if "组织" in text:
        codes = _organisations(texts, codes)
    if DONE in text:
        codes = _done(texts, codes)
    if "到位" in text or "衔接" in text or "授权" in text:
        codes = _participles(texts, codes)
    return codes


_OF_ALL_KINDS = re.compile("Dw|Dv(?=n)")
_LIKE_ADJECTIVES = regex.compile("(?<=[nw])a(?=[^nawegDQfc、])")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两几数半0123456789")


def _kinds(texts: list[str], codes: str) -> str:
    """各类 诉求: behind 各 a verbal noun is a noun."""
    for found in _OF_ALL_KINDS.finditer(codes):
        if texts[found.start()][0] == "各":
            codes = _recoded(codes, found.end() - 1, "n")
    return codes


def _done(texts: list[str], codes: str) -> str:
    """垫 了 5万元: what is done to a quantity is a verb, whatever else the word may be."""
    table = words.current()
    for found in _DONE.finditer(codes):
        at = found.start()
        if texts[at + 1] == "了" and (codes[at] == "w" or texts[at] not in table):
            codes = _recoded(codes, at, "v")
    return codes


_DONE = re.compile("[nw](?=kQ)")


def _heads(texts: list[str], codes: str) -> str:
    """政府 合同 已纳入: where no noun follows, what the tagger alone calls an adjective is the noun."""
    table = words.current()
    for found in _LIKE_ADJECTIVES.finditer(codes):
        at = found.start()
        if texts[at] not in table and texts[at][0] not in _NUMERALS:
            codes = _recoded(codes, at, "n")
    return codes


def _participles(texts: list[str], codes: str) -> str:
    """引进 到位 资金: between a verb and a noun they say which."""
    for at in range(1, len(texts) - 1):
        if texts[at] in ("到位", "衔接", "授权") and codes[at - 1] in "vw" and codes[at + 1] == "n":
            codes = _recoded(codes, at, "a")
    return codes


def _areas(texts: list[str], codes: str) -> str:
    """长三角 地区: with the place before it one place."""
    for at in range(1, len(texts)):
        if texts[at] in ("地区", "区域") and codes[at - 1] == "g":
            codes = _recoded(codes, at, "g")
    return codes


def _organisations(texts: list[str], codes: str) -> str:
    """服务 组织 达到: between a noun and no object 组织 is no verb."""
    for at in range(1, len(texts)):
        if texts[at] == "组织" and codes[at - 1] in "nwa" and codes[at + 1 : at + 2] in _NO_OBJECTS:
            codes = _recoded(codes, at, "n")
    return codes


_NO_OBJECTS = ("", *",.;:、cfUlyuo")


def _ratio_joined(texts: list[str], codes: str) -> str:
    """占 and 比 as two words are the noun 占比 (药 占比)."""
    for at in range(len(texts) - 2, -1, -1):
        if texts[at] == "占" and texts[at + 1] == "比":
            texts[at : at + 2] = ["占比"]
            codes = codes[:at] + "n" + codes[at + 2 :]
    return codes


def _with_neighbours(texts: list[str], codes: str, word: str) -> str:
    """每 and the noun behind it say per what; 比 between a noun and a figure is a suffix (收入比)."""
    for at in [i for i, text in enumerate(texts) if text == word]:
        after = codes[at + 1 : at + 2]
        if not after:
            continue
        if word == "每" and after in "nwaDgt_":
            codes = codes[:at] + "tt" + codes[at + 2 :]
        elif (
            word == "比"
            and at
            and codes[at - 1] in "nw"
            and (after in "uolyQd" or texts[at + 1] in ("由", "从"))
        ):
            codes = _recoded(codes, at, "n")
    return codes
