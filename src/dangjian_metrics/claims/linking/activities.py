"""Only an activity is measured, or what money went to."""

from __future__ import annotations

from dangjian_metrics.claims.linking import memory, phrases, verbs
from dangjian_metrics.claims.linking.place import Link, Place, cue, noun_adjacent


def times(place: Place) -> Link | None:
    """14次上门协商 · 3次亲临云南考察: how often something was done."""
    codes, words = place.codes, place.words
    if place.quantity.unit not in ("次", "回", "遍", "趟"):
        return None
    at = place.at + 1
    while at < place.clause.last and codes[at] in "d“":
        at += 1
    end = at
    while end < place.clause.last and codes[end] in "vpw":
        end += 1
    if end == at:
        return None
    verb = "".join(words[at:end])
    phrase = phrases.after(place.clause, end)
    noun = phrases.spelled(place.clause, phrase) if phrase and codes[at] == "v" and end - at == 1 else None
    governing = verbs.before(place.clause, place.at) if codes[at] == "w" else None
    return Link("times", noun or verb, governing if governing and governing not in verbs.GENERIC else verb)


def activity(place: Place) -> Link | None:
    """授课138场次 · 返还286万元 · 带动300多人就业: only the activity is measured."""
    left = cue(place)
    if (
        left >= place.clause.first
        and place.codes[left] == "w"
        and place.quantity.kind in ("event", "money", "duration")
    ):
        return Link("activity", place.words[left], place.words[left])
    return None


def people_activity(place: Place) -> Link | None:
    """带动280余人稳定就业 · 组织160余人为考生免费接驳: only the activity is measured."""
    if place.quantity.unit not in ("人", "人次", "余人") or noun_adjacent(place):
        return None
    codes, at = place.codes, place.at + 1
    left = cue(place)
    alone = codes[at : at + 1] == "w" or (codes[at : at + 1] == "v" and at + 1 == place.clause.last)
    if left < place.clause.first and place.quantity.unit == "人" and alone:
        return Link("activity of people", place.words[at], place.words[at])  # 188人受伤
    if (
        left < place.clause.first
        or (codes[left] not in "pvf" and place.words[left] not in verbs.HOLDERS)
        or codes[at : at + 1] not in ("d", "w", "P", "a", "e", "v")
    ):
        return None
    last = codes.rfind("w", at, place.clause.last)
    if last < 0 and codes[at] == "v" and at + 1 == place.clause.last:
        last = at  # 袭击造成2人受伤
    if last < 0 or "、" in codes[at:last] or "Q" in codes[at:last]:
        return None
    action = verbs.before(place.clause, place.at) or memory.verb(place)
    return Link("activity of people", place.words[last], action)


def spent(place: Place) -> Link | None:
    """安排1000亿元发放育儿补贴 · 其中4.8万元投入社区建设: what the money went to."""
    codes, start = place.codes, place.at + 1
    left = cue(place)
    if (
        place.quantity.kind != "money"
        or codes[start : start + 1] not in ("v", "w", "y")
        or start >= place.clause.last
    ):
        return None
    if left >= place.clause.first and codes[left] not in "vhD、":
        return None
    end = start
    while end < place.clause.last and (codes[end] in "vky" or (codes[end] == "w" and end == start)):
        end += 1
    phrase = phrases.after(place.clause, end)
    if phrase is None:
        return None
    action = verbs.before(place.clause, place.at) or memory.verb(place) or place.words[start]
    return Link("spent on", phrases.spelled(place.clause, phrase), action, noun=phrase)
