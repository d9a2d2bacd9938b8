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

from dangjian_metrics.language import endings, units, words

QUANTITY, TIME, QUOTED, CUT = "\ue000", "\ue001", "\ue002", "\ue003"
"""Characters that stand in the text for what has already been read (quantities, times, short
quotations), and for a border between words that the tagger must not cross."""


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
    return Tokens(texts, _settled(text, texts, line))


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
_DONE_SIGN = "了" + QUANTITY  # 领 | 了 6480元
_OTHERS = re.compile(r"(?<=中)(?=有)|(?<=村)(?=通[^知过告报])|(?<=到村)(?=任)")


def _bordered(text: str) -> str:
    """The text with borders where the tagger is known to cross them."""
    if _LEVEL_SIGN.search(text):
        text = _LEVELS.sub(CUT, text)
    if "等" in text:
        text = _BEHIND_LIST.sub(CUT, text)
    if "新增" in text:
        text = _ADDED.sub(CUT, text)
    if _DONE_SIGN in text:
        text = text.replace(_DONE_SIGN, CUT + _DONE_SIGN)
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


_GLUED = re.compile(r"[vpuoladwez]S|[wade]s|(?<=[vwna])vs(?=[^nawv]|$)|(?<=、)[vw]s(?=Q)")
_SUFFIX = str.maketrans("sS", "nn")


def _settled(text: str, texts: list[str], codes: str) -> str:
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
    if _DONE_SIGN in text:
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
