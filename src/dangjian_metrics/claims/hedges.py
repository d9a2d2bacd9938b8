"""Hedges beside a number: how the text bounds it, in front or behind (docs/claims.md §2, ``bound``)."""

from __future__ import annotations

import re

from dangjian_metrics.language import tables

_TABLE = tables.load("hedges")
_BEFORE = {word: bound for bound, words in _TABLE["before"].items() for word in words}
_BEHIND = {word: bound for bound, words in _TABLE["behind"].items() for word in words}
_BEFORE_LENGTHS = sorted({len(word) for word in _BEFORE}, reverse=True)
_BEHIND_LENGTHS = sorted({len(word) for word in _BEHIND}, reverse=True)
_BEFORE_LAST = frozenset(word[-1] for word in _BEFORE)
_BEHIND_FIRST = frozenset(word[0] for word in _BEHIND)


def before(text: str, start: int) -> tuple[int, str | None]:
    """Where the hedge in front of ``start`` begins, and its bound; ``start`` and None where there is none.

    >>> before("投入近280万元", 3), before("附近48家", 2), before("每季度至少召开1次", 7)
    ((2, 'nearly'), (2, None), (7, 'at_least'))
    """
    if text[start - 1 : start] in _BEFORE_LAST:
        for length in _BEFORE_LENGTHS:
            bound = _BEFORE.get(text[start - length : start]) if start >= length else None
            if bound is not None and (length > 1 or _is_word(text, start)):
                return start - length, bound
    if _APART_SIGNS.isdisjoint(text[start - _REACH if start > _REACH else 0 : start]):
        return start, None
    apart = _APART.search(text, max(0, start - _REACH), start)
    return start, apart and _BEFORE[apart[1] or apart[2]]


def behind(text: str, end: int) -> tuple[int, str | None]:
    """Where the hedge behind ``end`` ends, and its bound; ``end`` and None where there is none.

    >>> behind("3200元左右", 5), behind("3家内资企业", 2)
    ((7, 'about'), (2, None))
    """
    if text[end : end + 1] not in _BEHIND_FIRST:
        return end, None
    for length in _BEHIND_LENGTHS:
        word = text[end : end + length]
        bound = _BEHIND.get(word) if len(word) == length else None
        if bound is not None and not (length == 1 and text[end + 1 : end + 2] in _BEGINS.get(word, ())):
            return end + length, bound
    return end, None


_REACH = 14  # characters
# 每季度至少召开1次, 约占受灾农户的三分之二: the hedge stands before the verb.
_APART_SIGNS = frozenset("少多约近")
_APART = re.compile(r"(至少|至多|最多|不少于)[^，。；、\d的]{1,5}$|(约(?=占)|接近)[^，。；、\d]{1,10}$")
# One-character hedges that begin another word there: 8个多元主体.
_BEGINS = {"多": {*"元功方边种样层彩数次举项措地部年家个"}, "许": {*"可多"}, "余": {*"额热姚杭"}}
# One-character hedges that end another word: 附近, 节约, 侦破.
_ENDS = {"近": "附最靠临亲贴相邻", "约": "节合预制公签履条违邀租契", "破": "侦打爆攻残", "超": "反赶"}


def _is_word(text: str, start: int) -> bool:
    hedge, ahead = text[start - 1], text[start - 2 : start - 1]
    if hedge in "上过":  # 上千, 过百: only before an order of magnitude
        return text[start] in "百千万亿半"
    return not (ahead and ahead in _ENDS.get(hedge, ""))
