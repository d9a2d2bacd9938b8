"""The noun is fronted or left out: it is found before the verb, in the group, or in what went before."""

from __future__ import annotations

from dangjian_metrics.claims.linking import memory, phrases, verbs
from dangjian_metrics.claims.linking.place import Link, Place, cue, is_holder


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
    if entity is not None and is_holder(place, phrase) and (place.earlier or place.topic):
        entity = None
    if entity is None:
        entity = (
            memory.same_unit(place) or memory.clause_topic(place) or place.topic or memory.last_entity(place)
        )
        return Link("left out", entity, action)
    return Link("fronted noun", entity, action, noun=phrase)


def part(place: Place) -> Link | None:
    """其中5个 · 社区“两委”干部中有52名: a part of what was just counted."""
    codes, words = place.codes, place.words
    at = place.at - 1
    while at >= place.clause.first and (codes[at] in "dk" or words[at] in ("有", "的", "仅有", "还有")):
        at -= 1
    if at < place.clause.first:
        return None
    if codes[at] == "f" and words[at] in ("中", "里", "当中"):
        phrase = phrases.before(place.clause, at)
        if phrase is not None:
            entity = phrases.spelled(place.clause, phrase)
            return Link(
                "part of a group",
                entity,
                verbs.after(place.clause, place.at + 1),
                verbs.role(place.clause, place.at + 1),
            )
    if codes[at] == "h" or (codes[at] == "U" and words[place.at - 1] in ("的", "有")):
        entity = memory.same_unit(place) or memory.last_entity(place) or place.topic
        return Link(
            "left out", entity, verbs.after(place.clause, place.at + 1) or verbs.of_headless(place.clause, at)
        )
    return None


def left_out(place: Place) -> Link | None:
    """5个获评省级特色党支部: the noun is the nearest antecedent."""
    entity = memory.same_unit(place) or memory.clause_topic(place) or place.topic or memory.last_entity(place)
    action = verbs.before(place.clause, place.at) or verbs.after(place.clause, place.at + 1)
    return (
        Link("left out", entity, action, verbs.role(place.clause, place.at + 1)) if entity or action else None
    )
