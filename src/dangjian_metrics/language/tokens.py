"""A sentence as tokens: words and their classes as one string. The only importer of rjieba.

The tagger is quick but a quarter of what governs or is counted carries a surprising class, so the
table of ``words.toml`` is laid over its tags; words that hide a verb are read as two, one-character
suffixes are glued to the word that they make a noun of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

import regex

from dangjian_metrics.language import endings, neighbours, units, words
from dangjian_metrics.language.marks import CUT, QUANTITY


@dataclass(slots=True)
class Tokens:
    """The words of a text in order, and their codes, one letter a word."""

    words: list[str]
    codes: str


def tokenize(text: str) -> Tokens:
    """The tokens of a text in which quantities, times and quotations are already replaced.

    >>> t = tokenize("新建党支部\ue000，惠及群众")
    >>> t.words, t.codes
    (['新建', '党支部', '\ue000', '，', '惠及', '群众'], 'vnQ,vn')
    """
    known = _KNOWN[words.nouns_known()]
    bordered = _bordered(text)
    tagged = _tagger(words.nouns_known())(bordered)
    texts = list(map(_WORD, tagged))
    try:
        codes = list(map(known.__getitem__, texts))
    except KeyError:
        codes = [known.get(word) or _learn(known, word, tag) for word, tag in tagged]
    line = "".join(codes)
    if len(line) != len(texts) or CUT in bordered:
        texts, line = _divided(texts, codes)
    return Tokens(texts, neighbours.settled(text, texts, line))


_WORD = itemgetter(0)


def _divided(texts: list[str], codes: list[str]) -> tuple[list[str], str]:
    """Borders taken out, and the words that have two codes read as two (发展 党员)."""
    pieces: list[str] = []
    done = 0
    for i in [i for i, code in enumerate(codes) if code == _NOTHING or len(code) == 2]:
        pieces += texts[done:i]
        done, word = i + 1, texts[i]
        if word != CUT:
            at = 1 if len(word) == 3 else 2
            pieces += (word[:at], word[at:])
    pieces += texts[done:]
    return pieces, "".join(codes).replace(_NOTHING, "")


@cache
def _tagger(nouns: bool) -> Callable[[str], list[tuple[str, str]]]:
    """The tagger, taught the listed words that it would cut in two."""
    import rjieba

    jieba = rjieba.Jieba()
    listed = {
        word: code
        for word, code in words.classes(nouns).items()
        if code in "vwpruoanm" and (len(word) == 2 if code == "m" else len(word) > 1)
    }
    whole = set(jieba.cut("，".join(listed)))  # one call, as there are thousands of words
    for word in listed.keys() - whole:
        jieba.add_word(word, 3000, "n" if listed[word] == "n" else "v")
    tag: Callable[[str], list[tuple[str, str]]] = jieba.tag
    return tag


_NOTHING = "\0"  # the code of a border
_MOST_KNOWN = 50_000


# The codes of the words met so far, with and without the listed nouns; two for a word to be read as two.
# The tagger gives a word the same tag everywhere, so what was met first makes no difference.
_KNOWN: dict[bool, dict[str, str]] = {True: {CUT: _NOTHING}, False: {CUT: _NOTHING}}


def _learn(known: dict[str, str], word: str, tag: str) -> str:
    if len(known) >= _MOST_KNOWN:
        known.clear()
        known[CUT] = _NOTHING
    table = words.current()
    code = table.get(word) or (_ordinal(word) if word[0] == "第" else _unlisted(word, tag))
    at = _split(word, tag, code, table)
    known[word] = table.get(word[:at], "n") + table.get(word[at:], "n") if at else code
    return known[word]


# Where the tagger would glue two words: 网办率 | 达 99%, 等 | 促消费活动, 干部中 | 有, 建制村 | 通客车.
_LEVELS = regex.compile(rf"(?<![多高均已约仅共计长人到])(?=(?:达到?|为|占|共){QUANTITY})")
_LEVEL_SIGN = re.compile(f"[达到为占共]{QUANTITY}")
_BEHIND_LIST = re.compile(r"(?<=[^平高同初中对相均优上下何]等)(?=[^级待于候到次同])")
_ADDED = re.compile(r"(?<=新增)(?=[^长量幅的了加])")
_OTHERS = re.compile(r"(?<=中)(?=有)|(?<=村)(?=通[^知过告报])|(?<=到村)(?=任)")


def _bordered(text: str) -> str:
    """The text with borders where the tagger is known to cross them."""
    if _LEVEL_SIGN.search(text):
        text = _LEVELS.sub(CUT, text)
    if "等" in text:
        text = _BEHIND_LIST.sub(CUT, text)
    if "新增" in text:
        text = _ADDED.sub(CUT, text)
    if neighbours.DONE in text:
        text = text.replace(neighbours.DONE, CUT + neighbours.DONE)
    if "中有" in text or "村通" in text or "到村任" in text:
        text = _OTHERS.sub(CUT, text)
    return text


_SPOTS = re.compile(r"(?:[村镇乡县市区屯寨厂矿店院街校家][里上]|[湖江河海路山]上)$")


def _unlisted(word: str, tag: str) -> str:
    """The code of a word that is not listed: 忙着 is a verb, 厂里 and 镇上 are places, else as tagged."""
    if len(word) > 1 and word[-1] == "着":
        return "v"
    if len(word) == 2 and word[0] == "每":
        return "t"
    if tag == "z" and len(word) > 2 and len(set(word)) == len(word):
        return "n"  # 撂荒地, beside 绿油油
    return "g" if len(word) == 2 and _SPOTS.match(word) else words.of_tag(tag)


def _ordinal(word: str) -> str:
    """第一 narrows a noun (第一书记); 第二轮 with its measure word stands outside; 第二产业 is a noun.

    >>> _ordinal("第一"), _ordinal("第二轮"), _ordinal("第二产业")
    ('a', 'D', 'n')
    """
    counted = word.lstrip("第〇一二三四五六七八九十百0123456789")
    if not counted:
        return "a" if len(word) > 1 else "D"
    return "n" if len(counted) > 1 and units.get(counted) is None else "D"


_ADVERBS = frozenset("共均已再又还也正就都可")


def _split(word: str, tag: str, code: str, table: dict[str, str]) -> int:
    """Where a word that hides a verb is to be read as two, else 0: 发展党员, 价格上涨, 圆满完成, 共出动."""
    if len(word) == 3:
        return 1 if word[0] in _ADVERBS and word not in table and table.get(word[1:], "n") in "vwp" else 0
    if len(word) != 4:
        return 0
    first, last = table.get(word[:2], "n"), table.get(word[2:], "n")
    if first == "b" and last in "uo":
        return 2
    if first in "dea" and last in "vw" and (code in "vw" or tag[0] in "liv"):
        return 2
    if tag[0] not in "lniv" or (word in table and code not in "vw"):
        return 0
    hides = (
        (first in "vuo" and last in "nDg")
        or (first == "n" and last in "uo")
        or (first == "w" and last == "n" and tag == "l" and endings.is_person(word[2:]))
    )
    return 2 if hides else 0
