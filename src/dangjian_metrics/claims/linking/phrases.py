"""Noun phrases beside a quantity, found on the classes of the words (docs/linking.md).

A *clause* is a stretch of tokens between commas; positions are indices of tokens, ends exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dangjian_metrics.language import endings

# Codes that may stand inside a noun phrase: noun, verbal noun, attribute, evaluation, place, mean.
INSIDE = frozenset("nwaegm")
_TRIMMED_LEFT = frozenset("eDtgdkmf_")
_TRIMMED_RIGHT = frozenset("aegdkm_")


@dataclass(slots=True)
class Phrase:
    """The tokens of a noun phrase, end exclusive."""

    first: int
    last: int


@dataclass(slots=True)
class Clause:
    """A clause of a sentence: the words and codes of the whole sentence, and where the clause stands in it."""

    words: list[str]
    codes: str
    first: int
    last: int


def before(clause: Clause, end: int) -> Phrase | None:
    """The noun phrase that ends at ``end``; coordinated nouns (路灯、楼道灯) belong to one phrase."""
    codes, first = clause.codes, clause.first
    at = end
    while at > first:
        code = codes[at - 1]
        if code in INSIDE:
            at -= 1
        elif at == end:
            break
        elif (code in "uov" and _modifies(clause, at - 1)) or (
            code == "t"
            and codes[at] in "naw"
            and at - 1 > first
            and codes[at - 2] in "awv"
            and clause.words[at - 1][0] != "每"
        ):
            at -= 1
        elif (
            code == "f"
            and codes[at] in "na"
            and at - 1 > first
            and codes[at - 2] in "naw"
            and clause.words[at - 1][:1] in "以上"
        ):
            at -= 2
        elif code == "v" and codes[at - 2 : at - 1] == "H" and at - 1 > first:
            at -= 1  # 等促消费活动
        elif code in "c、" and at - 1 > first and codes[at - 2] in "nawg" and codes[at] in "nawgeD":
            at -= 1
        else:
            break
    return _trim(clause, at, end, head=True)


def of_property(clause: Clause, end: int) -> Phrase | None:
    """As :func:`before`, for a noun that names a property: a verb before it modifies it (高速公路通车里程)."""
    phrase = before(clause, end)
    if phrase is None or not endings.is_property(clause.words[phrase.last - 1]):
        return phrase
    codes, first = clause.codes, phrase.first
    while first > clause.first and codes[first - 1] in "vpuo" and clause.words[first - 1] not in _MAKING:
        first -= 1
        while first > clause.first and codes[first - 1] in "nwag":
            first -= 1
    return _without_holder(clause, _trim(clause, first, end, head=True) or phrase)


def _without_holder(clause: Clause, phrase: Phrase) -> Phrase:
    """Whose property it is stands apart where a word of time or a quotation begins it (社区社会企业 | 年纯收入)."""
    words = clause.words
    if phrase.last - phrase.first > 2 and words[phrase.first] in _BODIES:
        phrase = Phrase(phrase.first + 1, phrase.last)  # 县 | 财政民生支出
    for at in range(phrase.last - 2, phrase.first, -1):
        named = (
            words[at] in _YEARLY
            or (words[at][0] == "“" and at - phrase.first > 1)
            or (words[at] in KEPT_MEANS and endings.is_holder(words[at - 1]))
        )
        if named and clause.codes[at - 1] == "n" and not words[at - 1][-1].isdigit():
            return Phrase(at, phrase.last)
    return phrase


_BODIES = frozenset("省市县区镇乡村")
_YEARLY = frozenset(("年", "月", "日", "年度", "季度"))
_MAKING = frozenset(
    ("实现", "完成", "新增", "增加", "创造", "达到", "减少", "节约", "产生", "带来", "获得", "取得", "支付", "发放", "保持", "确保", "增长", "提高", "提升",
     "降低", "压减", "下降", "压缩", "争取", "推动", "带动", "节省", "净增", "扩大", "缩短", "拥有", "建成", "形成", "使", "兑现", "贡献", "突破", "力争", "收取", "新建", "新开工", "开工", "改造", "盘活", "流转", "消化", "落实", "上报", "设定", "建设", "种植")
)  # fmt: skip


def _modifies(clause: Clause, at: int) -> bool:
    """Whether a verb inside a noun phrase modifies the noun behind it (概念验证中心, 质量提升工程).

    A noun follows at once, one stands before that is no holder, and a further verb governs the whole.
    """
    codes, first = clause.codes, clause.first
    if codes[at + 1] not in "na" or at == first:
        return False
    if codes[at] in "uo":
        return codes[at - 1] in "vwn" and endings.takes_modifier(clause.words[at + 1])
    if codes[at - 1] not in "na" or endings.could_act(clause.words[at - 1]):
        return False
    start = at - 1
    while start > first and codes[start - 1] in "nawe":
        start -= 1
    return start > first and codes[start - 1] in "v"


def after(clause: Clause, start: int) -> Phrase | None:
    """The noun phrase that begins at ``start``, up to where the next predicate or clause begins."""
    codes, last = clause.codes, clause.last
    while start < last and codes[start] in "De":
        start += 1
    at = start
    while at < last:
        code = codes[at]
        if (
            code in "nwaeg"
            or (
                at == start
                and code in "uovt"
                and codes[at + 1 : at + 2] in ("n", "w")
                and endings.takes_modifier(clause.words[_end_of_nouns(codes, at + 1, last) - 1])
            )
            or (
                code in "c、"
                and at > start
                and codes[at - 1] in "nw"
                and clause.words[at] not in _WITH
                and _joins(codes, at + 1, last)
            )
            or (code in "uop" and at > start and _names_work(clause, at))
        ):
            at += 1
        elif (
            code == "f"
            and clause.words[at][:1] in "以上"
            and at > start
            and at + 1 < last
            and codes[at + 1] in "na"
        ):
            at += 2
        elif code == "U" and codes[at - 1] == "e" and at > start:
            start = at = at + 1
        else:
            break
    return _trim(clause, start, at)


def _end_of_nouns(codes: str, at: int, last: int) -> int:
    while at < last and codes[at] in "nwa":
        at += 1
    return at


def _names_work(clause: Clause, at: int) -> bool:
    """贸易促进活动: a verb between two nouns that make one name with it."""
    codes, words = clause.codes, clause.words
    if (
        at + 1 >= clause.last
        or codes[at - 1] != "n"
        or codes[at + 1] != "n"
        or endings.could_act(words[at - 1])
    ):
        return False
    return endings.takes_modifier(words[at + 1])


_WITH = frozenset(("与", "同", "跟"))


def _joins(codes: str, at: int, last: int) -> bool:
    """Whether a coordinated noun follows at ``at`` that is no head of a further count."""
    while at < last and codes[at] in "naweg":
        at += 1
    return (at < last and codes[at] not in "QH") or at == last


def _trim(clause: Clause, first: int, last: int, *, head: bool = False) -> Phrase | None:
    """The phrase without what narrows nothing at its edges; with ``head`` the right edge is sure."""
    codes = clause.codes
    while first < last and codes[first] in _TRIMMED_LEFT and not _stays(clause, first, last):
        if (
            codes[first] == "m"
            and first + 1 < last
            and codes[first + 1] in "na"
            and clause.words[first] in KEPT_MEANS
        ):
            break
        first += 1
    if (
        first + 2 < last
        and clause.words[first + 1] in _PLACE_TYPES
        and codes[first] == "n"
        and clause.words[first] not in _KINDS_OF_PLACE
    ):
        first += 2  # 唐家堡村 | 黄花种植面积
    while (
        not head
        and last > first
        and codes[last - 1] in _TRIMMED_RIGHT
        and not (codes[last - 1] in "ag" and last - first == 1)
        and codes[last - 2 : last] != "ag"  # 5条美丽河湖
    ):
        last -= 1
    while first < last and codes[first] in "c、_":
        first += 1
    return Phrase(first, last) if first < last else None


_PLACE_TYPES = frozenset("村镇乡县市区")
_KINDS_OF_PLACE = frozenset(
    (
        "行政",
        "自然",
        "示范",
        "试点",
        "空壳",
        "贫困",
        "薄弱",
        "重点",
        "中心",
        "特色",
        "文明",
        "美丽",
        "功能",
        "设",
        "安置",
    )
)
KEPT_MEANS = frozenset(("人均", "户均", "亩均", "村均", "平均"))


_NAMED_AFTER_PLACES = re.compile(
    r"(?:大学|学院|医院|银行|交易所|博物馆|图书馆|机场|海关|大桥|铁路|高速|航线|班列)$"
)


def _stays(clause: Clause, first: int, last: int) -> bool:
    """Whether a place at the front is all there is, one of a list (城镇、农村居民…), or part of a name (北京交易所)."""
    codes = clause.codes
    if codes[first] != "g":
        return False
    if not _nouns(codes, first + 1, last) or codes[first + 1] in "c、":
        return True
    named = (i for i in (first + 1, first + 2, first + 3) if i < last)
    return any(_NAMED_AFTER_PLACES.search(clause.words[i]) for i in named)


def _nouns(codes: str, first: int, last: int) -> bool:
    return any(code in "nwa" for code in codes[first:last])


def spelled(clause: Clause, phrase: Phrase) -> str:
    """The phrase as written, without quotation marks."""
    text = "".join(clause.words[phrase.first : phrase.last]).strip(" 　、")
    return text.translate(QUOTES) if "“" in text or "”" in text or '"' in text else text


QUOTES = dict.fromkeys(map(ord, '“”‘’「」『』"'))
