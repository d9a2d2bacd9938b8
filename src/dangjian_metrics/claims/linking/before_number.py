"""The noun stands before the number: levels, amounts, counts after the noun."""

from __future__ import annotations

import re

from dangjian_metrics.claims.linking import behind_number, governing, memory, phrases, verbs
from dangjian_metrics.claims.linking.phrases import Phrase
from dangjian_metrics.claims.linking.place import AMOUNTS, Link, Place, codes_of, cue, is_holder, skip_adverbs
from dangjian_metrics.language import endings


def level(place: Place) -> Link | None:
    """社零额达4.8亿元 · 覆盖率为99% · 稳定在38万亩以上."""
    left = cue(place)
    first = place.clause.first
    if left < first or not (place.codes[left] == "l" or place.words[left] in ("为", "在", "至", "到")):
        return None
    end = left
    while end > first and (place.codes[end - 1] in "ldkyTtuom" or place.words[end - 1] in _HELD):
        end -= 1
    phrase = (
        phrases.of_property(place.clause, end)
        if place.quantity.kind in AMOUNTS
        else phrases.before(place.clause, end)
    )
    if phrase is None:
        return _also_level(place)
    phrase = own(place, phrase) or phrase
    entity = phrases.spelled(place.clause, phrase)
    action = (
        verbs.before(place.clause, phrase.first)
        if place.quantity.kind not in AMOUNTS or not endings.is_property(entity)
        else None
    )
    action = action or verbs.of_relative(place.clause, phrase.first)
    entity = _meant(place, entity)
    return Link("level", entity, action, property=endings.is_property(entity), noun=phrase)


def _also_level(place: Place) -> Link | None:
    """通用机场增加11个、达到25个: the level of what just changed."""
    if not place.earlier:
        return None
    _, link, at = place.earlier[-1]
    gap = place.codes[at + 1 : place.at]
    if link.entity is None or link.statistic != "change" or gap[:1] != "、" or gap.strip("、ldkyu"):
        return None
    return Link("level", link.entity, property=True)


_HELD = frozenset(("将", "第一次", "保持", "稳定", "控制", "维持"))
_TOTAL = re.compile(r"总[数量额计]|数量|人数|户数|[总共]计?")


def after_noun(place: Place) -> Link | None:
    """新建党支部32个 · 社区食堂21家 · 建筑面积4.8万平方米."""
    left = cue(place)
    while left > place.clause.first and place.codes[left] in "tTmdk":
        left -= 1
    if left > place.clause.first and place.codes[left] == "H" and _ends(place):
        left -= 1
    if left < place.clause.first or place.codes[left] not in "nwag":
        return None
    if (
        place.quantity.unit == "%"
        and place.codes[place.at + 1 : place.at + 2] == "n"
        and not endings.is_property(place.words[left])
    ):
        return None  # 企业15%所得税优惠
    found_by = phrases.of_property if place.quantity.kind in AMOUNTS else phrases.before
    phrase = own(place, found_by(place.clause, left + 1))
    if phrase is None:
        return None
    if codes_of(place, phrase).strip("w") == "":
        return _verbal(place, phrase)
    entity = phrases.spelled(place.clause, phrase)
    owner = _owner(place, phrase)
    if owner is not None:
        action = verbs.before(place.clause, owner.first)
        return Link("count after noun", phrases.spelled(place.clause, owner) + entity, action, noun=phrase)
    action = verbs.before(place.clause, phrase.first) or verbs.of_relative(place.clause, phrase.first)
    if action is not None:
        phrase, action = behind_number.completed(place, phrase, action)
        entity = phrases.spelled(place.clause, phrase)
    entity, action = governing.split(place, phrase, entity, action)
    entity = _meant(place, entity)
    action = action or memory.verb(place)
    if action is None and _is_predicated(place, phrase):
        action = place.words[phrase.last - 1]
        entity = phrases.spelled(place.clause, Phrase(phrase.first, phrase.last - 1))
    found = Link("count after noun", entity, action, verbs.role(place.clause, place.at + 1), noun=phrase)
    found.property = endings.is_property(entity)
    return _object_of_change(place, phrase, found)


def _ends(place: Place) -> bool:
    """Whether nothing that could be counted follows: 新组建省实验室、研究院等10家."""
    return place.codes[place.at + 1 : place.at + 2] in ("", *",;.:)、c")


def _meant(place: Place, entity: str) -> str:
    """What was named before, where the noun itself names nothing (占比60%, 总数突破500家)."""
    if entity in ("占比", "比重", "比例") and place.earlier:
        return memory.last_entity(place) or entity
    if place.quantity.kind not in AMOUNTS and _TOTAL.fullmatch(entity):
        return memory.same_unit(place) or entity
    return entity


def _owner(place: Place, phrase: Phrase) -> Phrase | None:
    """The noun that a determiner splits from its head: 居民 | 各类 | 诉求304件."""
    at = phrase.first - 1
    if at <= place.clause.first or place.words[at] not in _KINDS or place.codes[at - 1] != "n":
        return None
    owner = phrases.before(place.clause, at)
    return owner if owner is not None and endings.is_person(place.words[at - 1]) else None


_KINDS = frozenset(("各类", "各种", "各项"))


def _is_predicated(place: Place, phrase: Phrase) -> bool:
    """重大项目开工390个: counted things and what they did; 志愿服务12场 is one noun."""
    last = phrase.last - 1
    counts = place.quantity.kind in ("object", "organisation", "person") and place.quantity.unit not in _DEEDS
    return counts and last > phrase.first and place.codes[last - 1 : last + 1] == "nw"


_DEEDS = frozenset(("项", "次", "人次", "期", "笔", "批", "件次"))


def own(place: Place, phrase: Phrase | None) -> Phrase | None:
    """Of a phrase behind another quantity, the part that is this one's own: 35起案件 | 平均用时两天半."""
    if phrase is None or phrase.first == 0 or place.codes[phrase.first - 1] != "Q":
        return phrase
    mean = place.codes.find("m", phrase.first, phrase.last)
    quoted = next((i for i in range(phrase.first + 1, phrase.last - 1) if place.words[i][0] == "“"), -1)
    start = max(mean, quoted)
    return Phrase(start, phrase.last) if start > phrase.first else phrase


def _object_of_change(place: Place, phrase: Phrase, found: Link) -> Link:
    """降低成本九千多万元: the object of a verb of change."""
    at = phrase.first - 1
    if (
        at >= place.clause.first
        and place.codes[at] in "uo"
        and place.codes[at - 1 : at] != "v"
        and not verbs.reaches(place.words[at])
        and _changes(place, at, found)
    ):
        found.statistic, found.direction, found.action = (
            "change",
            verbs.direction("", place.codes[at]),
            None,
        )
    return found


def _changes(place: Place, verb: int, found: Link) -> bool:
    word = place.words[verb]
    return word == "净增" or (len(word) > 1 and (found.property or place.quantity.kind in AMOUNTS))


def _verbal(place: Place, phrase: Phrase) -> Link | None:
    """A verbal noun alone before the number: 预警信息累计处理546条, 已整改5个, 授课138场次, 新增就业300人."""
    entity = phrases.spelled(place.clause, phrase)
    counted = place.quantity.kind in ("object", "organisation", "person") and place.quantity.unit != "人次"
    verb = verbs.before(place.clause, phrase.first)
    antecedent = memory.same_unit(place) if counted else None
    if verb is not None and not (verb in ("完成", "实现") and antecedent):
        return Link("count after noun", entity, verb, property=place.quantity.kind in AMOUNTS, noun=phrase)
    front = (
        phrases.before(place.clause, skip_adverbs(place, phrase.first))
        if phrase.first > place.clause.first
        else None
    )
    if verb is None and front is not None and front.last < phrase.first and _fronts(place, front, counted):
        return Link("fronted noun", phrases.spelled(place.clause, front), entity, noun=front)
    antecedent = antecedent or (
        memory.clause_topic(place) if counted and place.quantity.kind != "person" else None
    )
    if antecedent is not None:
        return Link("left out", antecedent, entity)
    return Link(
        "activity",
        entity,
        entity if place.quantity.kind in ("event", "person", "money", "duration") else None,
        property=not counted,
    )


def _fronts(place: Place, front: Phrase, counted: bool) -> bool:
    """Whether a noun before the verb is its object (信息累计处理546条) and not who does it."""
    word = place.words[front.last - 1]
    if place.codes[front.last - 1] == "w" or is_holder(place, front) or endings.is_person(word):
        return False
    return counted or (place.quantity.kind == "money" and endings.is_money(word))
