"""The noun stands behind the number: counts before the noun, with or without a clause between."""

from __future__ import annotations

from dangjian_metrics.claims.linking import memory, phrases, verbs
from dangjian_metrics.claims.linking.phrases import Clause, Phrase
from dangjian_metrics.claims.linking.place import AMOUNTS, Link, Place, codes_of, first_of_row, noun_adjacent
from dangjian_metrics.claims.quantities import group
from dangjian_metrics.language import endings


def before_noun(place: Place) -> Link | None:
    """选派33名党务骨干 · 147家沿街商户由… · 近2800平方米的商圈党建中心."""
    start = _start(place)
    phrase = counted(place, phrases.after(place.clause, start)) if start is not None else None
    if phrase is not None and codes_of(place, phrase).strip("a") == "" and _row_follows(place, phrase):
        phrase = phrases.after(place.clause, phrase.last + 2)  # 4个国家级、4个自治区级区域医疗中心
    if start is None or phrase is None or not _is_counted(place, phrase):
        return None
    action = (
        verbs.before(place.clause, first_of_row(place))
        or memory.verb(place)
        or verbs.after(place.clause, phrase.last)
    )
    phrase, action = completed(place, phrase, action)
    action = _tail(place, phrase, action) if place.codes[start] != "w" else action
    if action is None and place.at == place.clause.first and place.words[place.at].startswith("突破"):
        action = "突破"
    entity = phrases.spelled(place.clause, phrase)
    return Link("count before noun", entity, action, verbs.role(place.clause, phrase.last), noun=phrase)


def _start(place: Place) -> int | None:
    """Where the noun behind the number would begin; None where what follows cannot be it."""
    codes, start = place.codes, place.at + 1
    while codes[start : start + 1] == "Q":
        start += 1
    if start >= place.clause.last:
        return None
    amount = place.quantity.kind in AMOUNTS
    if codes[start] == "U":
        hedged = place.quantity.right > place.quantity.end  # 5000只左右的红嘴鸥
        return start + 1 if amount or hedged else None
    if amount and noun_adjacent(place):
        return None
    if codes[start] == "w":
        bare = amount and codes[start + 1 : start + 2] not in ("n", "w") and not _moved(place)
        return None if bare or noun_adjacent(place) else start
    return start


def _row_follows(place: Place, phrase: Phrase) -> bool:
    return place.codes[phrase.last : phrase.last + 2] in ("、Q", "cQ")


def _is_counted(place: Place, phrase: Phrase) -> bool:
    """Whether the noun behind the number is what it counts: not where one stands before it, or a clause between."""
    if place.quantity.kind not in AMOUNTS and noun_adjacent(place) and place.codes[phrase.first] not in "na":
        return False
    of_things = place.quantity.unit in ("项", "条", "个")
    return not (of_things and endings.is_person(place.words[phrase.last - 1]) and before_clause(place))


def _tail(place: Place, phrase: Phrase, action: str | None) -> str | None:
    """完成150公里农村公路提档升级: behind 完成 and 实现 the verbal nouns that follow are the action."""
    if action not in ("完成", "实现") or place.codes[phrase.last : phrase.last + 1] != "w":
        return action
    end = next((i for i in range(phrase.last, place.clause.last) if place.codes[i] != "w"), place.clause.last)
    return verbs.spelled(place.clause, phrase.last, end)


def completed(place: Place, phrase: Phrase, action: str | None) -> tuple[Phrase, str | None]:
    """完成权责清单认领4054项: 完成 and 实现 with a verbal noun give that verb."""
    codes, last, quantity = place.codes, phrase.last - 1, place.quantity
    if (
        action not in ("完成", "实现")
        or quantity.kind not in _THINGS
        or quantity.unit in ("场", "次", "人次")
    ):
        return phrase, action
    if last == phrase.first or codes[last] != "w" or codes[last - 1] not in "na":
        return phrase, action
    rest = last - (codes[last - 1] == "a" and last - 1 > phrase.first)
    return Phrase(phrase.first, rest), place.words[last]


_THINGS = frozenset(("object", "organisation", "person"))


def _moved(place: Place) -> bool:
    """把450万元融资落实到位: 把 or 将 stands before the amount."""
    return place.words[place.at - 1] in ("把", "将") and place.at > place.clause.first


def counted(place: Place, phrase: Phrase | None) -> Phrase | None:
    """Cuts what belongs to the next predicate: a property (48家企业 | 底数) or a verb (12个村 | 收购胡柚)."""
    if phrase is None:
        return None
    codes, words = place.codes, place.words
    first, last = phrase.first, phrase.last
    if last - first > 1 and endings.is_property(words[last - 1]) and place.quantity.kind not in AMOUNTS:
        last = _without_property(words, first, last)
    last = _predicate_inside(place, first, last)
    if (
        last - first > 1
        and words[last - 1][0] == "“"
        and words[last - 2][0] != "“"
        and codes[last - 2] in "nw"
    ):
        last -= 1  # 456个事项“全区通办”
    while last > first and codes[last - 1] in "aegm、c":
        if (codes[last - 1] == "a" and last - first == 1) or codes[last - 2 : last] == "ag":
            break
        last -= 1
    return Phrase(first, last) if last > first else None


def _without_property(words: list[str], first: int, last: int) -> int:
    """Where the counted noun ends before its property: 15个行政村 | 集体经营性收入总额."""
    holder = next((i for i in range(first, last - 2) if endings.is_holder(words[i])), -1)
    if holder >= 0:
        return holder + 1
    return last - 1 - (last - first > 2 and words[last - 2][0] == "“")


_KEEPS_VERBAL = frozenset(
    ("项", "次", "场", "种", "类", "期", "轮", "方面", "大类", "大", "场次", "件", "批", "条")
)


def _predicate_inside(place: Place, first: int, last: int) -> int:
    """Where a verbal noun behind the counted noun is its predicate: 12个村 | 收购胡柚, 27家企业 | 结对."""
    codes, words, unit = place.codes, place.words, place.quantity.unit
    for at in range(first + 1, last):
        if (
            not place.quantity.unit
            or codes[at] != "w"
            or codes[at - 1] != "n"
            or (at + 1 < last and endings.takes_modifier(words[at + 1]))
        ):
            continue
        head = words[at - 1]
        if at + 1 == last or codes[at:last].strip("w") == "":
            if unit not in _KEEPS_VERBAL and not endings.takes_modifier(words[last - 1]):
                return at
        elif unit in ("家", "户") and (actor := _actor(words, first, at)) is not None:
            return actor + 1
        elif (place.quantity.kind == "person" and endings.is_person(head)) or (
            place.quantity.kind != "person" and unit not in _KEEPS_VERBAL and endings.is_holder(head)
        ):
            return at
    return last


def _actor(words: list[str], first: int, last: int) -> int | None:
    """The first noun that names who could act (农户 | 参与积分评比)."""
    return next(
        (i for i in range(first, last) if endings.is_holder(words[i]) or endings.is_person(words[i])), None
    )


def places(place: Place) -> Link | None:
    """5市14县: a place counted without a measure word is itself the noun."""
    if group(place.quantity.unit) != "places":
        return None
    action = (
        verbs.before(place.clause, first_of_row(place))
        or memory.verb(place)
        or verbs.after(place.clause, place.at + 1)
    )
    return Link("places", place.quantity.unit, action)


def before_clause(place: Place) -> Link | None:
    """30项由党员带头执行的具体措施 · 33名懂党务、会协调的党务骨干: a clause stands between number and noun."""
    codes = place.codes
    if (
        place.quantity.kind in AMOUNTS
        or place.at + 1 >= place.clause.last
        or codes[place.at + 1] not in "vPpedu" + "wna"
    ):
        return None
    stop = _stop(codes, place.at + 1)
    at = codes.rfind("U", place.at + 1, stop)
    if at < 0 or "Q" in codes[place.at + 1 : at]:
        return None
    wide = Clause(place.words, codes, place.clause.first, stop)
    phrase = phrases.after(wide, at + 1)
    if phrase is None and codes[at + 1 : at + 2] in ("v", "u", "o"):
        phrase = phrases.after(wide, at + 2)
        phrase = phrase and Phrase(at + 1, phrase.last)
    if phrase is None:
        return None
    entity = phrases.spelled(wide, phrase)
    action = verbs.before(place.clause, place.at) or verbs.after(wide, phrase.last)
    return Link("clause before noun", entity, action, verbs.role(wide, phrase.last), noun=phrase)


def _stop(codes: str, start: int) -> int:
    return min((i for i in (codes.find(c, start) for c in ",;.:") if i >= 0), default=len(codes))
