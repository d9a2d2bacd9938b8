"""Shares of a whole and of things."""

from __future__ import annotations

from dangjian_metrics.claims.linking import changes, memory, phrases, verbs
from dangjian_metrics.claims.linking.phrases import Phrase
from dangjian_metrics.claims.linking.place import Link, Place, skip_adverbs
from dangjian_metrics.language import endings


def genitive(place: Place) -> Link | None:
    """税后利润的40%: the whole stands before 的."""
    at = place.at - 1
    if at <= place.clause.first or place.codes[at] != "U":
        return None
    phrase = phrases.before(place.clause, at)
    if phrase is None:
        return None
    copula = place.words[phrase.first - 1] if phrase.first > place.clause.first else ""
    if copula in _COPULAS or place.codes[phrase.first - 1] == "l":
        return _of_antecedent(place, phrase)
    return Link(
        "share of a whole",
        phrases.spelled(place.clause, phrase),
        verbs.after(place.clause, place.at + 1),
        statistic="share",
        noun=phrase,
    )


_COPULAS = frozenset(("为", "是", "仅为", "相当于", "达", "约为"))


def _of_antecedent(place: Place, whole: Phrase) -> Link | None:
    """为年度计划的56.3%: the part is what was last spoken of."""
    entity = memory.last_entity(place) or place.topic
    return Link(
        "share of a whole",
        entity,
        statistic="share",
        basis=phrases.spelled(place.clause, whole),
        property=True,
    )


def share_of(place: Place) -> Link | None:
    """占村总数的46% · 占27.9%: the part, not the whole."""
    codes, first = place.codes, place.clause.first
    at = codes.rfind("z", first, place.at)
    if at < 0 or "Q" in codes[at : place.at] or any(c in "vp" for c in codes[at + 1 : place.at]):
        return None
    end = skip_adverbs(place, at)
    while end > first and codes[end - 1] == "U":
        end -= 1
    phrase = phrases.before(place.clause, end)
    entity = phrases.spelled(place.clause, phrase) if phrase else (memory.last_entity(place) or place.topic)
    whole = "".join(
        w
        for w, c in zip(place.words[at + 1 : place.at], codes[at + 1 : place.at], strict=True)
        if c not in "Udk"
    )
    verb = next((i for i in range(place.at - 1, at, -1) if codes[i] in "uo"), -1)
    direction = verbs.direction("", codes[verb]) if verb > 0 else None
    earlier = place.words[place.at - 1] in ("从", "由") or (
        place.codes[place.at - 1] in "UT" and changes.change_follows(place)
    )
    return Link(
        "share of a whole",
        entity,
        statistic="baseline" if earlier and changes.change_follows(place) else "share",
        direction=direction,
        basis=whole or None,
        property=True,
        noun=phrase,
    )


def of_thing(place: Place) -> Link | None:
    """南猛村86%的土地 · 税后40%的利润: 的 and a noun behind the share."""
    if place.codes[place.at + 1 : place.at + 2] != "U" or endings.is_property(place.words[place.at - 1]):
        return None
    found = part_of_thing(place)
    front = place.at - 1
    if found is not None and front >= place.clause.first and place.codes[front] == "a":
        found.entity = place.words[front] + (found.entity or "")
    return found


_RATES = frozenset(("比例", "比重", "速度", "标准", "水平", "概率"))


def part_of_thing(place: Place) -> Link | None:
    """40%的利润 · 八成陆域乡镇 · 九成以上当天办结."""
    if place.quantity.kind != "share" or place.quantity.unit != "%":
        return None
    start = place.at + 1
    if start < place.clause.last and place.codes[start] == "U":
        start += 1
    phrase = phrases.after(place.clause, start)
    if phrase is None:
        return None
    entity = phrases.spelled(place.clause, phrase)
    front = (
        phrases.before(place.clause, place.at - 1) if place.codes[place.at - 1 : place.at] == "U" else None
    )
    if front is not None and front.last - front.first == 1:
        entity = phrases.spelled(place.clause, front) + entity
    if entity in _RATES and front is None:
        return None
    action = verbs.before(place.clause, place.at) or verbs.after(place.clause, phrase.last)
    return Link("share of a thing", entity, action, statistic="share", noun=phrase)
