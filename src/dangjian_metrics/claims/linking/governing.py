"""A verbal noun at the front of a phrase: its verb (服务群众500人次) or part of the name (服务站32个)."""

from __future__ import annotations

from dangjian_metrics.claims.linking import memory, phrases, verbs
from dangjian_metrics.claims.linking.phrases import Phrase
from dangjian_metrics.claims.linking.place import Place
from dangjian_metrics.language import endings

Parts = tuple[str, str | None]
"""The entity and the action that a phrase is divided into."""

_ACTIVE = frozenset(("event", "person", "money", "duration"))


def split(place: Place, phrase: Phrase, entity: str, action: str | None) -> Parts:
    """The phrase without the verb that it begins with, and that verb, where no other governs it already."""
    codes, words, first = place.codes, place.words, phrase.first
    before = codes[first - 1] if first else ""
    if action is not None and before == "v" and (codes[first : first + 2] == "wa" or _is_pair(place, phrase)):
        return phrases.spelled(place.clause, Phrase(first + 1, phrase.last)), action + words[first]
    if action is not None and before != "p":
        return entity, action
    if before == "l":
        return entity, None
    if before == "P" and codes[phrase.last - 1] == "w" and phrase.last - first > 1:
        return words[phrase.last - 1], words[phrase.last - 1]  # 为企业减税降费446亿元
    parts = _inner(place, phrase, before) or _leading(place, phrase, entity)
    return parts if parts[1] else (parts[0], action)


def _is_pair(place: Place, phrase: Phrase) -> bool:
    """新建改建农村公路 · 走访慰问老党员: two verbs of one make, the second no part of the noun."""
    first, words = phrase.first, place.words
    if place.codes[first] != "w" or phrase.last - first < 2 or endings.takes_modifier(words[first + 1]):
        return False
    one, other = words[first - 1], words[first]
    return (one[-1] == other[-1] and other[-1] in "建开") or (one in _SEEKING and other in _SETTLING)


_SEEKING = frozenset((
    "走访", "宣传", "协调", "排查", "收集", "检查", "慰问", "摸排", "联系", "巡查", "受理", "调解", "调查", "梳理", "协助",
))  # fmt: skip
_SETTLING = frozenset((
    "慰问", "帮扶", "宣讲", "整改", "化解", "解决", "调处", "办理", "整治", "处置", "处理", "督导", "指导", "服务",
))  # fmt: skip
_ASPECTS = frozenset(("累计", "共", "共计", "已", "已经", "均已", "先后", "陆续", "相继", "再"))


def _is_done(place: Place, first: int) -> bool:
    """已开工项目88个: an adverb of aspect makes what follows a verb."""
    return first > place.clause.first and place.words[first - 1] in _ASPECTS


def _inner(place: Place, phrase: Phrase, before: str) -> Parts | None:
    """A verb inside: behind another count, a preposition, or who does it (12个村收购胡柚9600吨)."""
    codes = place.codes
    at = (
        codes.find("w", phrase.first, phrase.last - 1) if before in ("Q", "p", "P") else _acted(place, phrase)
    )
    if at <= phrase.first or endings.takes_modifier(place.words[at + 1]):
        return None
    return phrases.spelled(place.clause, Phrase(at + 1, phrase.last)), place.words[at]


def object_of(place: Place, phrase: Phrase | None) -> Phrase | None:
    """Of who, verb and object in one stretch the object (每个网格服务 | 居民)."""
    if phrase is None or endings.is_property(place.words[phrase.last - 1]):
        return phrase
    at = _acted(place, phrase)
    return Phrase(at + 1, phrase.last) if at > 0 else phrase


def _acted(place: Place, phrase: Phrase) -> int:
    """The verb of who, verb and object in one stretch (神山村接待游客, 每个网格服务居民, 市里评选“最美骑手”); -1 for none."""
    codes, words = place.codes, place.words
    each = phrase.first > 0 and words[phrase.first - 1][0] == "每"
    for at in range(phrase.first + 1, phrase.last - 1):
        if codes[at] != "w" or codes[at - 1] not in "ng" or endings.takes_modifier(words[at + 1]):
            continue
        named = words[at - 1][0] == "“" and at - 1 == place.clause.first
        if each or named or words[at + 1][0] == "“" or endings.is_holder(words[at - 1]):
            return at
    return -1


def _leading(place: Place, phrase: Phrase, entity: str) -> Parts:
    """服务群众1.2万人次: the verbal nouns at the front, unless they make one name with the noun (养老机构)."""
    codes, words, first, last = place.codes, place.words, phrase.first, phrase.last
    stop = first
    while stop < last - 1 and codes[stop] == "w":
        stop += 1
    if stop < last - 1 and words[stop] == "人员":
        return entity, None  # 失业人员再就业
    listed = endings.is_money(words[last - 1]) and memory.verb(place) is not None
    if endings.is_property(words[last - 1]) or listed:
        return entity, None  # 发放社保待遇5亿元、救助补助资金3亿元
    if (
        stop == last - 1
        and (len(words[stop]) == 1 or endings.takes_modifier(words[stop]))
        and (stop - first > 1 or not _is_done(place, first))
    ):
        if stop - first < 2:
            return entity, None
        stop = first + 1
    elif stop - first > 1 and endings.is_money(words[last - 1]):
        stop = first + 1
    if first < stop < last:
        return phrases.spelled(place.clause, Phrase(stop, last)), verbs.spelled(place.clause, first, stop)
    alone = last - first == 1 and codes[first] == "w" and place.quantity.kind in _ACTIVE
    return entity, entity if alone else None
