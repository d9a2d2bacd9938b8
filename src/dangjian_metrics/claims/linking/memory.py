"""What was linked before in the sentence, for a noun that is left out."""

from __future__ import annotations

from dangjian_metrics.claims.linking import phrases
from dangjian_metrics.claims.linking.phrases import Clause
from dangjian_metrics.claims.linking.place import AMOUNTS, Place
from dangjian_metrics.language import endings


def same_unit(place: Place) -> str | None:
    """The entity last counted in the same unit in this sentence, unless it only modifies another noun (21个部门的报表)."""
    for quantity, link, _ in reversed(place.earlier):
        if (
            link.noun is not None
            and place.codes[link.noun.last : link.noun.last + 1] == "U"
            and link.rule == "count before noun"
        ):
            continue
        if (
            quantity.unit == place.quantity.unit
            and link.entity
            and not (link.property and place.quantity.kind not in AMOUNTS)
        ):
            return link.entity
    return None


def fitting(place: Place, entity: str | None) -> str | None:
    """The antecedent, unless it cannot be what is left out: 农村劳动力 earns no 14.2亿元 of itself, 采纳率 is no 场.

    Money is of a level or of money; persons, bodies, events and things are none of a level, and what was counted as one
    of them is not counted as another.
    """
    kind = place.quantity.kind
    if entity is None or kind not in _COUNTED_KINDS:
        return entity
    if kind == "money":
        fits = endings.is_property(entity) or endings.is_money(entity)
    else:
        fits = not endings.is_property(entity) and (kind == "person" or not endings.is_person(entity))
    counted = {quantity.kind for quantity, link, _ in place.earlier if link.entity == entity}
    return entity if fits and (not counted or kind in counted) else None


_COUNTED_KINDS = frozenset(("money", "person", "organisation", "object", "event"))


def clause_topic(place: Place) -> str | None:
    """The noun that the clause before left for this one: its 把-object, its passive subject, or its last noun."""
    end = place.clause.first - 1
    if end <= 0 or place.codes[end] != ",":
        return None
    first = max(place.codes.rfind(mark, 0, end) for mark in ",;.:") + 1
    clause = Clause(place.words, place.codes, first, end)
    for at in range(first, end):
        if place.words[at] in _RECORDS and at > first:
            phrase = phrases.of_property(clause, at)
            return phrases.spelled(clause, phrase) if phrase else None
        if place.words[at] in ("把", "将"):
            phrase = phrases.after(clause, at + 1)
            return phrases.spelled(clause, phrase) if phrase else None
        if place.words[at] == "被":
            phrase = phrases.before(clause, at)
            return phrases.spelled(clause, phrase) if phrase else None
    phrase = phrases.before(clause, end)
    if "Q" in place.codes[first:end]:
        return None
    if (
        phrase is None
        or place.codes[phrase.first : phrase.last].strip("w") == ""
        or place.codes[phrase.last - 1] == "g"
    ):
        return None
    return phrases.spelled(clause, phrase)


# What is said of a figure and names nothing that is counted: 进出口总值创历史新高，达到5379亿元.
_RECORDS = frozenset(("创", "创下", "刷新", "居", "位居", "稳居", "跃居", "列", "位列", "再创", "首创"))


def last_entity(place: Place) -> str | None:
    """The entity last linked in this sentence."""
    return next((link.entity for _, link, _ in reversed(place.earlier) if link.entity), None)


def remembered_property(place: Place) -> str | None:
    """The property (or thing) whose level was last stated, which a change without a noun refers to."""
    return last_entity(place) or place.topic


def verb(place: Place) -> str | None:
    """The verb of the list that this quantity continues (组建楼栋长428人、党小组长96人)."""
    if not place.earlier:
        return None
    _, link, at = place.earlier[-1]
    between = place.codes[at + 1 : place.at]
    if (
        link.action is None
        or (between[-1:] == "U" and link.action == "来自")
        or any(c in ",;.vpPl" for c in between)
    ):
        return None
    return link.action if any(c in "、c" for c in between) else None
