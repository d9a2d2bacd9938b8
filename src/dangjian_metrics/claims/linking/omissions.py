"""The noun is fronted or left out: it is found before the verb, in the group, or in what went before."""

from __future__ import annotations

from dangjian_metrics.claims.linking import memory, phrases, verbs
from dangjian_metrics.claims.linking.place import AMOUNTS, Link, Place, cue, is_holder
from dangjian_metrics.language import endings


def fronted(place: Place) -> Link | None:
    """党组织建立了1142家 · 问题诉求共收集13个: the object stands before the verb."""
    left = cue(place)
    first = place.clause.first
    if left > first and place.words[left] in ("为", "成", "到", "至") and place.codes[left - 1] in "vw":
        left -= 1
    if left < first or place.codes[left] not in "vpwuo":
        return None
    start = verbs.first_of(place.clause, left)
    action = verbs.spelled(place.clause, start, left + 1)
    end = start
    while end > first and (place.codes[end - 1] in "dkTtP" or place.words[end - 1] in ("被", "已")):
        end -= 1
    phrase = phrases.before(place.clause, end)
    entity = phrases.spelled(place.clause, phrase) if phrase else None
    if (
        place.quantity.kind == "money"
        and place.words[place.at - 1] == "了"
        and _is_payer(entity, place, phrase)
    ):
        return Link("activity", place.words[left], place.words[left])
    if entity is not None and is_holder(place, phrase) and (place.earlier or place.topic):
        entity = None
    if entity is None:
        entity = memory.same_unit(place) or memory.fitting(
            place, memory.clause_topic(place) or place.topic or memory.last_entity(place)
        )
        return Link("left out", entity, action)
    return Link("fronted noun", entity, action, noun=phrase)


def _is_payer(entity: str | None, place: Place, phrase: phrases.Phrase | None) -> bool:
    """老周垫了5万元: before what is done to money stands who does it, unless it names a level or the money."""
    if entity is None or phrase is None:
        return False
    head = place.words[phrase.last - 1]
    return not endings.is_property(head) and not endings.is_money(head)


def part(place: Place) -> Link | None:
    """其中5个 · 社区“两委”干部中有52名: a part of what was just counted."""
    codes, words, clause = place.codes, place.words, place.clause
    at = place.at - 1
    while at >= clause.first and (codes[at] in "dk" or words[at] in ("有", "的", "仅有", "还有")):
        at -= 1
    if at < clause.first:
        return None
    behind = place.at + 1
    if codes[at] == "h" and codes[behind : behind + 1] in ("n", "a") and place.quantity.kind not in AMOUNTS:
        return None  # 其中38名班子成员担任第一书记
    if codes[at] == "f" and words[at] in ("中", "里", "当中"):
        group = phrases.before(clause, at)
        if group is not None:
            role = verbs.role(clause, behind)
            return Link("part of a group", phrases.spelled(clause, group), verbs.after(clause, behind), role)
    if codes[at] == "h" or (codes[at] == "U" and words[place.at - 1] in ("的", "有")):
        entity = memory.same_unit(place) or memory.fitting(place, memory.last_entity(place) or place.topic)
        return Link("left out", entity, verbs.after(clause, behind) or verbs.of_headless(clause, at))
    return None


def left_out(place: Place) -> Link | None:
    """5个获评省级特色党支部: the noun is the nearest antecedent."""
    entity = memory.same_unit(place) or memory.fitting(
        place, memory.clause_topic(place) or place.topic or memory.last_entity(place)
    )
    action = verbs.before(place.clause, place.at) or verbs.after(place.clause, place.at + 1)
    if entity is None and action is None:
        return None
    return Link("left out", entity, action, verbs.role(place.clause, place.at + 1))
