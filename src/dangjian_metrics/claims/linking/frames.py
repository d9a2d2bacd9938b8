"""Which noun a quantity measures and by which verb: one function a shape of sentence, tried in order.

Each shape returns a :class:`Link` or None. The order and the share of each is in docs/linking.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dangjian_metrics.claims.linking import phrases, verbs
from dangjian_metrics.claims.linking.phrases import Clause, Phrase
from dangjian_metrics.claims.linking.sentence import Sentence
from dangjian_metrics.claims.quantities import Quantity, group

AMOUNTS = frozenset(("money", "area", "length", "mass", "volume", "duration", "share", "ratio", "change"))
"""Kinds of unit that value a property; the others count things."""


@dataclass(slots=True)
class Link:
    """What a quantity measures. ``property`` says that the entity names a level, not counted things."""

    rule: str
    entity: str | None = None
    action: str | None = None
    role: str | None = None
    statistic: str | None = None
    direction: str | None = None
    basis: str | None = None
    property: bool = False
    list_head: bool = False
    noun: Phrase | None = None


@dataclass(slots=True)
class Place:
    """One quantity in its clause: index of its token, the clause, what was linked before it in the sentence."""

    sentence: Sentence
    quantity: Quantity
    clause: Clause
    at: int
    earlier: list[tuple[Quantity, Link, int]]
    topic: str | None
    words: list[str]
    codes: str
    cue: int = -2


Shape = Callable[[Place], Link | None]

_SKIPPED = frozenset("dk_")


def cue(place: Place) -> int:
    """The token left of the quantity that is no adverb or particle; ``clause.first - 1`` where there is none."""
    if place.cue == -2:
        place.cue = _cue(place)
    return place.cue


def _cue(place: Place) -> int:
    at = place.at - 1
    while at >= place.clause.first and (place.codes[at] in _SKIPPED or place.words[at] == "将" and _hedged(place)):
        at -= 1
    return at


def _hedged(place: Place) -> bool:
    """Whether a hedge stands before the number: 将突破120亿元 is no 将-object."""
    return place.quantity.left < place.quantity.start


def respectively(place: Place) -> Link | None:
    """城镇、农村居民人均可支配收入分别达42870元和20365元，增长4.8%、7.5%: one each, in order."""
    words, first = place.words, place.clause.first
    if "分别" not in words:
        return None
    at = next((i for i in range(place.at - 1, first - 1, -1) if words[i] == "分别"), -1)
    if at < 0:
        return _respectively_again(place)
    names = _names(place, at) or [link.entity or "" for _, link, _ in place.earlier if link.rule == "respectively"]
    count = place.codes.count("Q", at, place.clause.last)
    if len(names) != count:
        return None
    turn = place.codes.count("Q", at, place.at)
    verb = next((i for i in range(at + 1, place.clause.last) if place.codes[i] in "uovlyQ"), at)
    direction = verbs.direction(words[verb], place.codes[verb])
    changes = direction is not None and not verbs.reaches(words[verb]) and place.codes[verb + 1 : verb + 2] != "y"
    basis = verbs.basis(place.clause, at)[0]
    action = verbs.spelled(place.clause, verb, verb + 1) if place.codes[verb] == "v" else None
    return Link("respectively", names[turn], action, statistic="change" if changes else None, direction=direction, basis=basis, property=True)


def _respectively_again(place: Place) -> Link | None:
    first = place.clause.first
    start = next((i for i in range(first, place.at) if place.codes[i] not in "dkbTt"), place.at)
    if place.codes[start] not in "uo" or first == 0 or place.codes[first - 1] != ",":
        return None
    before = [link for _, link, at in place.earlier if at < first and link.rule == "respectively"]
    turn = place.codes.count("Q", first, place.at)
    count = place.codes.count("Q", first, place.clause.last)
    if len(before) < count or turn >= count or count < 2:
        return None
    direction = verbs.direction(place.words[start], place.codes[start])
    basis = verbs.basis(place.clause, start)[0]
    return Link("respectively", before[len(before) - count + turn].entity, statistic="change", direction=direction, basis=basis, property=True)


def _names(place: Place, at: int) -> list[str]:
    """The nouns of a list, each with the head that they share (新能源汽车、工业机器人产量)."""
    _, end = verbs.basis(place.clause, at)
    phrase = phrases.before(place.clause, _skip_adverbs(place, end))
    if phrase is None:
        return []
    codes, words = place.codes, place.words
    items: list[list[str]] = [[]]
    for i in range(phrase.first, phrase.last):
        if codes[i] in "c、":
            items.append([])
        else:
            items[-1].append(words[i])
    last = items[-1]
    if any(phrases.is_property(item[-1]) for item in items[:-1] if item) or not phrases.is_property("".join(last)):
        return ["".join(item) for item in items]
    head = [w for w in last[1:] if w] if len(items[0]) == 1 and len(last) > 2 and items[0][0] in _PARALLEL else _property_head(last)
    return ["".join(item + head) for item in items[:-1]] + ["".join(last)]


_PARALLEL = frozenset(("一", "二", "三", "城镇", "农村", "城市", "国内", "国外", "线上", "线下", "男性", "女性"))


def _property_head(item: list[str]) -> list[str]:
    at = len(item) - 1 - (len(item[-1]) == 1 and len(item) > 2)  # 建成 率
    while at > 1 and (phrases.is_property(item[at - 1]) or item[at - 1] in phrases.KEPT_MEANS):
        at -= 1
    return item[at:]


def beside(place: Place) -> Link | None:
    """1862户7013人 · 670笔、61.4亿元 · 折合1亿美元: a second measure of the same noun."""
    if not place.earlier:
        return None
    _, link, at = place.earlier[-1]
    if place.words[place.at - 1] in ("折合", "约合", "合", "相当于") and link.entity:
        return Link("second measure", link.entity, None, None, property=link.property)
    gap = place.codes[at + 1 : place.at]
    if gap not in ("", "、", "d", "、d", "c") or link.entity is None or link.statistic == "baseline":
        return None
    if link.statistic == "change" and place.quantity.kind != place.earlier[-1][0].kind:
        return None
    after = place.codes[place.at + 1 : place.at + 2]
    if after and after in "naeg“" or gap == "c" and after == "w":
        return None
    return Link("second measure", link.entity, link.action, link.role, link.statistic, link.direction, link.basis, property=link.property)


# ---------------------------------------------------------------- changes


def change(place: Place) -> Link | None:
    """社零额增长10% · 增速10% · 比上年提高6.3个百分点 · 下降超14%."""
    left = cue(place)
    if left < place.clause.first:
        return None
    if place.codes[left] == "l" and left > place.clause.first and place.words[left - 1] in verbs.CHANGE_NOUNS:
        left -= 1  # 降幅达10%
    word, code = place.words[left], place.codes[left]
    direction = verbs.direction(word, code)
    if direction is None:
        return None
    if verbs.reaches(word):
        return _reached(place, left, direction)
    if code in "uo" and place.quantity.kind not in AMOUNTS and not _has_property(place, left):
        return None
    if word in verbs.COMPARATIVES and not _compared(place, left) and place.codes[left + 1] != "k":
        return None
    basis, end = verbs.basis(place.clause, left)
    phrase = _with_verb(place, phrases.of_property(place.clause, end))
    entity = phrases.spelled(place.clause, phrase) if phrase else None
    if entity is None or code == "n" and not basis:
        entity = entity or remembered_property(place)
    return Link("change", entity, statistic="change", direction=direction, basis=basis, property=True, noun=phrase)


def _with_verb(place: Place, phrase: Phrase | None) -> Phrase | None:
    """起降设施增至3592个: the verb in front belongs to the noun, the change is the predicate."""
    if phrase is not None and phrase.first - 1 == place.clause.first and place.codes[phrase.first - 1] in "vw":
        return Phrase(phrase.first - 1, phrase.last)
    return phrase


def _compared(place: Place, left: int) -> bool:
    return any(word in ("比", "较") or "比" == word[:1] for word in place.words[place.clause.first : left])


def _has_property(place: Place, left: int) -> bool:
    return left > place.clause.first


def _reached(place: Place, verb: int, direction: str) -> Link | None:
    """由15天压缩至3天 · 增加到8名: the level reached."""
    end = verb
    phrase = _source_noun(place, verb) or _with_verb(place, phrases.of_property(place.clause, _skip_adverbs(place, end)))
    entity = phrases.spelled(place.clause, phrase) if phrase else None
    if entity is None and place.earlier:
        entity = place.earlier[-1][1].entity
    entity = entity or remembered_property(place)
    return Link("level reached", entity, direction=direction, property=True, noun=phrase)


def _skip_adverbs(place: Place, end: int) -> int:
    while end > place.clause.first and place.codes[end - 1] in "dkTtm":
        end -= 1
    return end


def _source_noun(place: Place, verb: int) -> Phrase | None:
    """The noun before 由 or 从 of from–to, in this clause."""
    for at in range(verb - 1, place.clause.first, -1):
        if place.words[at] in ("由", "从", "将"):
            return phrases.of_property(place.clause, _skip_adverbs(place, at))
    return None


def reached_after_to(place: Place) -> Link | None:
    """压缩 至 3天 · 升 到 88%: verb and 到 as two words."""
    left = cue(place)
    if left <= place.clause.first or place.codes[left] not in "yPl" or place.words[left] not in ("到", "至", "为", "到了"):
        return None
    verb = left - 1
    while verb > place.clause.first and place.codes[verb] in "dk“":
        verb -= 1
    direction = verbs.direction(place.words[verb], place.codes[verb])
    if direction is None and not _from_before(place, verb):
        return None
    return _reached(place, verb, direction) if direction else _turned(place, verb)


def _from_before(place: Place, verb: int) -> bool:
    return any(w in ("由", "从", "将", "把") for w in place.words[place.clause.first : verb])


def _turned(place: Place, verb: int) -> Link | None:
    phrase = _source_noun(place, verb)
    if phrase is None:
        return None
    return Link("level reached", phrases.spelled(place.clause, phrase), property=True, noun=phrase)


def baseline(place: Place) -> Link | None:
    """由15天压缩至3天: 15天."""
    left = cue(place)
    while left >= place.clause.first and (place.codes[left] in "mtTU" or place.words[left] in ("原来", "最初")):
        left -= 1
    timed = left + 1 < place.at and place.codes[left + 1] == "T" and place.words[left + 1][0] in "由从"
    left += timed  # 从十年前的2300元
    if left < place.clause.first or not timed and place.words[left] not in ("由", "从", "由原来", "原有", "将", "将原有"):
        return None
    if not _change_follows(place):
        return None
    phrase = phrases.of_property(place.clause, _skip_adverbs(place, left))
    entity = phrases.spelled(place.clause, phrase) if phrase else None
    if entity is None:
        right = phrases.after(place.clause, place.at + 1)
        entity = phrases.spelled(place.clause, right) if right else remembered_property(place)
    return Link("baseline", entity, statistic="baseline", property=True, noun=phrase)


def _change_follows(place: Place) -> bool:
    codes, words = place.codes, place.words
    stop = min(len(codes), place.at + 12)
    for at in range(place.at + 1, stop):
        if codes[at] == "Q":
            return any(codes[i] in "uoy" or words[i][-1:] in "到至为成" for i in range(place.at + 1, at))
        if codes[at] in ";.":
            return False
    return False


def compared(place: Place) -> Link | None:
    """增速高于全市平均水平0.8个百分点 · 快于经济增速1个百分点: the standard stands between verb and number."""
    if place.quantity.unit not in ("个百分点", "%", "倍", "百分点") and place.quantity.kind not in AMOUNTS:
        return None
    for at in range(place.at - 1, place.clause.first - 1, -1):
        if place.words[at] in _COMPARES and at < place.at - 1:
            phrase = phrases.before(place.clause, _skip_adverbs(place, at))
            entity = phrases.spelled(place.clause, phrase) if phrase else remembered_property(place)
            basis = "".join(place.words[at : place.at])
            return Link("compared", entity, statistic="change", direction=verbs.direction("", place.codes[at]), basis=basis, property=True)
        if place.codes[at] not in "nwaegDtTdmU":
            return None
    return None


_COMPARES = frozenset(("高于", "低于", "高出", "快于", "慢于", "多于", "少于", "高过", "超出"))


def multiple(place: Place) -> Link | None:
    """常住人口是2016年的10倍 · 收入接近当年的10倍."""
    if place.quantity.unit != "倍" or place.codes[place.at - 1 : place.at] != "U":
        return None
    at = place.codes.rfind("l", place.clause.first, place.at)
    at = at if at >= 0 else next((i for i in range(place.at - 1, place.clause.first, -1) if place.words[i] in ("为", "接近")), -1)
    if at < 0:
        return None
    phrase = phrases.before(place.clause, _skip_adverbs(place, at))
    entity = phrases.spelled(place.clause, phrase) if phrase else remembered_property(place)
    return Link("multiple", entity, basis="".join(place.words[at + 1 : place.at - 1]), property=True, noun=phrase)


# ---------------------------------------------------------------- shares


def genitive(place: Place) -> Link | None:
    """税后利润的40%: the whole stands before 的."""
    at = place.at - 1
    if at <= place.clause.first or place.codes[at] != "U":
        return None
    phrase = phrases.before(place.clause, at)
    if phrase is None or place.codes[phrase.first - 1 : phrase.first] in ("l", "z") and phrase.first > place.clause.first:
        return None
    return Link("share of a whole", phrases.spelled(place.clause, phrase), verbs.after(place.clause, place.at + 1), statistic="share", noun=phrase)


def share_of(place: Place) -> Link | None:
    """占村总数的46% · 占27.9%: the part, not the whole."""
    codes, first = place.codes, place.clause.first
    at = codes.rfind("z", first, place.at)
    if at < 0 or "Q" in codes[at : place.at] or any(c in "vp" for c in codes[at + 1 : place.at]):
        return None
    end = _skip_adverbs(place, at)
    while end > first and codes[end - 1] == "U":
        end -= 1
    phrase = phrases.before(place.clause, end)
    entity = phrases.spelled(place.clause, phrase) if phrase else (last_entity(place) or place.topic)
    whole = "".join(w for w, c in zip(place.words[at + 1 : place.at], codes[at + 1 : place.at], strict=True) if c not in "Udk")
    verb = next((i for i in range(place.at - 1, at, -1) if codes[i] in "uo"), -1)
    direction = verbs.direction("", codes[verb]) if verb > 0 else None
    earlier = place.words[place.at - 1] in ("从", "由") or place.codes[place.at - 1] in "UT" and _change_follows(place)
    return Link("share of a whole", entity, statistic="baseline" if earlier and _change_follows(place) else "share", direction=direction, basis=whole or None, property=True, noun=phrase)


def of_thing(place: Place) -> Link | None:
    """南猛村86%的土地 · 税后40%的利润: 的 and a noun behind the share."""
    if place.codes[place.at + 1 : place.at + 2] != "U" or phrases.is_property(place.words[place.at - 1]):
        return None
    found = part_of_thing(place)
    front = place.at - 1
    if found is not None and front >= place.clause.first and place.codes[front] == "a":
        found.entity = place.words[front] + (found.entity or "")
    return found


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
    front = phrases.before(place.clause, place.at - 1) if place.codes[place.at - 1 : place.at] == "U" else None
    if front is not None and front.last - front.first == 1:
        entity = phrases.spelled(place.clause, front) + entity
    if phrases.is_property(entity) and len(entity) <= 2 and front is None and place.codes[place.at + 1] == "U":
        return None
    action = verbs.before(place.clause, place.at) or verbs.after(place.clause, phrase.last)
    return Link("share of a thing", entity, action, statistic="share", noun=phrase)


# ---------------------------------------------------------------- levels


def level(place: Place) -> Link | None:
    """社零额达4.8亿元 · 覆盖率为99% · 稳定在38万亩以上."""
    left = cue(place)
    first = place.clause.first
    if left < first or not (place.codes[left] == "l" or place.words[left] in ("为", "在", "至", "到")):
        return None
    end = left
    while end > first and place.codes[end - 1] in "ldkyTtuom" or place.words[end - 1] == "将" or end > first and place.words[end - 1] in ("保持", "稳定", "控制", "维持"):
        end -= 1
    phrase = phrases.of_property(place.clause, end) if place.quantity.kind in AMOUNTS else phrases.before(place.clause, end)
    if phrase is None:
        return None
    phrase = _own(place, phrase) or phrase
    entity = phrases.spelled(place.clause, phrase)
    action = verbs.before(place.clause, phrase.first) if place.quantity.kind not in AMOUNTS or not phrases.is_property(entity) else None
    action = action or verbs.of_relative(place.clause, phrase.first)
    if place.quantity.kind not in AMOUNTS and _TOTAL.fullmatch(entity):
        entity = same_unit(place) or entity
    return Link("level", entity, action, property=phrases.is_property(entity), noun=phrase)


_TOTAL = re.compile(r"总[数量额计]|数量|人数|户数|[总共]计?")

# ---------------------------------------------------------------- counts


def before_noun(place: Place) -> Link | None:
    """选派33名党务骨干 · 147家沿街商户由… · 近2800平方米的商圈党建中心."""
    codes, start = place.codes, place.at + 1
    while codes[start : start + 1] == "Q":
        start += 1
    if start >= place.clause.last:
        return None
    amount = place.quantity.kind in AMOUNTS
    if codes[start] == "U":
        if not amount:
            return None
        start += 1
    elif amount and _noun_adjacent(place):
        return None
    elif codes[start] == "w" and (_noun_adjacent(place) or amount and codes[start + 1 : start + 2] not in ("n", "w") and not _moved(place)):
        return None
    phrase = _counted(place, phrases.after(place.clause, start))
    if phrase is not None and codes_of(place, phrase).strip("a") == "" and codes[phrase.last : phrase.last + 2] in ("、Q", "cQ"):
        phrase = phrases.after(place.clause, phrase.last + 2)  # 4个国家级、4个自治区级区域医疗中心
    if phrase is None:
        return None
    if not amount and _noun_adjacent(place) and not _clean_head(place, phrase):
        return None
    if place.quantity.unit in ("项", "条", "个") and verbs.is_person(place.words[phrase.last - 1]) and before_clause(place) is not None:
        return None
    action = verbs.before(place.clause, _first_of_row(place)) or verbs.inherited(place) or verbs.after(place.clause, phrase.last)
    phrase, action = _completed(place, phrase, action)
    if action in ("完成", "实现") and codes[phrase.last : phrase.last + 1] == "w" and codes[start] != "w":
        end = next((i for i in range(phrase.last, place.clause.last) if codes[i] != "w"), place.clause.last)
        action = verbs.spelled(place.clause, phrase.last, end)
    if action is None and place.sentence.words[place.at].startswith("突破") and place.at == place.clause.first:
        action = "突破"
    entity = phrases.spelled(place.clause, phrase)
    return Link("count before noun", entity, action, verbs.role(place.clause, phrase.last), noun=phrase)


def _first_of_row(place: Place) -> int:
    """The first of quantities that stand side by side (53户200多名群众)."""
    at = place.at
    while at > place.clause.first and place.codes[at - 1] == "Q":
        at -= 1
    return at


def _completed(place: Place, phrase: Phrase, action: str | None) -> tuple[Phrase, str | None]:
    """完成权责清单认领4054项: 完成 and 实现 with a verbal noun give that verb."""
    last = phrase.last - 1
    if action in ("完成", "实现") and place.quantity.kind in ("object", "organisation", "person") and last > phrase.first:
        if place.codes[last] == "w" and place.codes[last - 1] in "na" and place.quantity.unit not in ("场", "次", "人次"):
            first_of_rest = last - (place.codes[last - 1] == "a" and last - 1 > phrase.first)
            return Phrase(phrase.first, first_of_rest), place.words[last]
    return phrase, action


def _moved(place: Place) -> bool:
    """把450万元融资落实到位: 把 or 将 stands before the amount."""
    return place.words[place.at - 1] in ("把", "将") and place.at > place.clause.first


def spent(place: Place) -> Link | None:
    """安排1000亿元发放育儿补贴 · 其中4.8万元投入社区建设: what the money went to."""
    codes, start = place.codes, place.at + 1
    left = cue(place)
    if place.quantity.kind != "money" or codes[start : start + 1] not in ("v", "w", "y") or start >= place.clause.last:
        return None
    if left >= place.clause.first and codes[left] not in "vhD、":
        return None
    end = start
    while end < place.clause.last and (codes[end] in "vky" or codes[end] == "w" and end == start):
        end += 1
    phrase = phrases.after(place.clause, end)
    if phrase is None:
        return None
    action = verbs.before(place.clause, place.at) or verbs.inherited(place) or place.words[start]
    return Link("spent on", phrases.spelled(place.clause, phrase), action, noun=phrase)


def people_activity(place: Place) -> Link | None:
    """带动280余人稳定就业 · 组织160余人为考生免费接驳: only the activity is measured."""
    if place.quantity.unit not in ("人", "人次", "余人") or _noun_adjacent(place):
        return None
    codes, at = place.codes, place.at + 1
    left = cue(place)
    if left < place.clause.first and place.quantity.unit == "人" and codes[at : at + 1] == "w":
        return Link("activity of people", place.words[at], place.words[at])  # 188人受伤
    if left < place.clause.first or codes[left] not in "pvf" and place.words[left] not in verbs.HOLDERS or codes[at : at + 1] not in ("d", "w", "P", "a", "e", "v"):
        return None
    last = codes.rfind("w", at, place.clause.last)
    if last < 0 or "、" in codes[at:last] or "Q" in codes[at:last]:
        return None
    action = verbs.before(place.clause, place.at) or verbs.inherited(place)
    return Link("activity of people", place.words[last], action)


def _noun_adjacent(place: Place) -> bool:
    left = place.at - 1
    return left >= place.clause.first and place.codes[left] in "nw" and place.words[left] not in verbs.HOLDERS


def _clean_head(place: Place, phrase: Phrase) -> bool:
    return place.codes[phrase.first] in "na"


def _counted(place: Place, phrase: Phrase | None) -> Phrase | None:
    """Cuts what belongs to the next predicate: a property (48家企业 | 底数) or a verb (12个村 | 收购胡柚)."""
    if phrase is None:
        return None
    codes, words = place.codes, place.words
    first, last = phrase
    if last - first > 1 and phrases.is_property(words[last - 1]) and place.quantity.kind not in AMOUNTS:
        last -= 1 + (last - first > 2 and words[last - 2][0] == "“")
    last = _predicate_inside(place, first, last)
    if last - first > 1 and words[last - 1][0] == "“" and words[last - 2][0] != "“" and codes[last - 2] in "nw":
        last -= 1  # 456个事项“全区通办”
    while last > first and codes[last - 1] in "aegm、c":
        if codes[last - 1] == "a" and last - first == 1:
            break
        last -= 1
    return Phrase(first, last) if last > first else None


_KEEPS_VERBAL = frozenset(("项", "次", "场", "种", "类", "期", "轮", "方面", "大类", "大", "场次", "件", "批", "条"))


def _predicate_inside(place: Place, first: int, last: int) -> int:
    """Where a verbal noun behind the counted noun is its predicate: 12个村 | 收购胡柚, 27家企业 | 结对."""
    codes, words, unit = place.codes, place.words, place.quantity.unit
    for at in range(first + 1, last):
        if not place.quantity.unit or codes[at] != "w" or codes[at - 1] != "n" or at + 1 < last and phrases.takes_modifier(words[at + 1]):
            continue
        head = words[at - 1]
        if at + 1 == last or codes[at:last].strip("w") == "":
            if unit not in _KEEPS_VERBAL and not phrases.takes_modifier(words[last - 1]):
                return at
        elif unit in ("家", "户") and any(verbs.is_holder(w) for w in words[first:at]):
            return next(i for i in range(first, at) if verbs.is_holder(words[i])) + 1
        elif place.quantity.kind == "person" and verbs.is_person(head) or place.quantity.kind != "person" and unit not in _KEEPS_VERBAL and verbs.is_holder(head):
            return at
    return last


def places(place: Place) -> Link | None:
    """5市14县: a place counted without a measure word is itself the noun."""
    if group(place.quantity.unit) != "places":
        return None
    action = verbs.before(place.clause, _first_of_row(place)) or verbs.inherited(place) or verbs.after(place.clause, place.at + 1)
    return Link("places", place.quantity.unit, action)


def before_clause(place: Place) -> Link | None:
    """30项由党员带头执行的具体措施 · 33名懂党务、会协调的党务骨干: a clause stands between number and noun."""
    codes = place.codes
    if place.quantity.kind in AMOUNTS or place.at + 1 >= place.clause.last or codes[place.at + 1] not in "vPpedu" + "wna":
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


def after_noun(place: Place) -> Link | None:
    """新建党支部32个 · 社区食堂21家 · 建筑面积4.8万平方米."""
    left = cue(place)
    while left > place.clause.first and place.codes[left] in "tTm":
        left -= 1
    if left < place.clause.first or place.codes[left] not in "nwag":
        return None
    if place.quantity.unit == "%" and place.codes[place.at + 1 : place.at + 2] == "n" and not phrases.is_property(place.words[left]):
        return None  # 企业15%所得税优惠
    found_by = phrases.of_property if place.quantity.kind in AMOUNTS else phrases.before
    phrase = _own(place, found_by(place.clause, left + 1))
    if phrase is None:
        return None
    if codes_of(place, phrase).strip("w") == "":
        return _verbal(place, phrase)
    entity = phrases.spelled(place.clause, phrase)
    action = verbs.before(place.clause, phrase.first) or verbs.of_relative(place.clause, phrase.first)
    if action is not None:
        phrase, action = _completed(place, phrase, action)
        entity = phrases.spelled(place.clause, phrase)
    entity, action = _split_governed(place, phrase, entity, action)
    if entity in ("占比", "比重", "比例") and place.earlier:
        entity = last_entity(place) or entity
    if action is None:
        action = verbs.inherited(place)
    found = Link("count after noun", entity, action, verbs.role(place.clause, place.at + 1), property=phrases.is_property(entity), noun=phrase)
    return _object_of_change(place, phrase, found)


def codes_of(place: Place, phrase: Phrase) -> str:
    """The codes of a phrase's tokens."""
    return place.codes[phrase.first : phrase.last]


def _own(place: Place, phrase: Phrase | None) -> Phrase | None:
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
    if at >= place.clause.first and place.codes[at] in "uo" and place.codes[at - 1 : at] != "v" and not verbs.reaches(place.words[at]) and _changes(place, at, found):
        found.statistic, found.direction, found.action = "change", verbs.direction("", place.codes[at]), None
    return found


def _changes(place: Place, verb: int, found: Link) -> bool:
    word = place.words[verb]
    return word == "净增" or len(word) > 1 and (found.property or place.quantity.kind in AMOUNTS)


def _verbal(place: Place, phrase: Phrase) -> Link | None:
    """A verbal noun alone before the number: 预警信息累计处理546条, 已整改5个, 授课138场次, 新增就业300人."""
    entity = phrases.spelled(place.clause, phrase)
    counted = place.quantity.kind in ("object", "organisation", "person") and place.quantity.unit != "人次"
    governing = verbs.before(place.clause, phrase.first)
    antecedent = same_unit(place) if counted else None
    if governing is not None and not (governing in ("完成", "实现") and antecedent):
        return Link("count after noun", entity, governing, property=place.quantity.kind in AMOUNTS, noun=phrase)
    front = phrases.before(place.clause, _skip_adverbs(place, phrase.first)) if phrase.first > place.clause.first else None
    if governing is None and front is not None and front.last < phrase.first and _fronts(place, front, counted):
        return Link("fronted noun", phrases.spelled(place.clause, front), entity, noun=front)
    antecedent = antecedent or (clause_topic(place) if counted and place.quantity.kind != "person" else None)
    if antecedent is not None:
        return Link("left out", antecedent, entity)
    return Link("activity", entity, entity if place.quantity.kind in ("event", "person", "money", "duration") else None, property=not counted)


_MONEY_NOUN = re.compile(r"(?:资金|经费|基金|款|贷款|债券|补贴|补助|奖金)$")


def _fronts(place: Place, front: Phrase, counted: bool) -> bool:
    """Whether a noun before the verb is its object (信息累计处理546条) and not who does it."""
    word = place.words[front.last - 1]
    if place.codes[front.last - 1] == "w" or _is_holder(place, front) or verbs.is_person(word):
        return False
    return counted or place.quantity.kind == "money" and _MONEY_NOUN.search(word) is not None


def _split_governed(place: Place, phrase: Phrase, entity: str, action: str | None) -> tuple[str, str | None]:
    """服务群众1.2万人次: where nothing governs, the verbal noun at the front is the verb."""
    codes, words = place.codes, place.words
    if action is not None and codes[phrase.first - 1] == "v" and codes[phrase.first : phrase.first + 2] == "wa":
        return phrases.spelled(place.clause, Phrase(phrase.first + 1, phrase.last)), action + words[phrase.first]
    if action is not None and codes[phrase.first - 1] != "p":
        return entity, action
    first = phrase.first
    stop = first
    if first and codes[first - 1] == "l":
        return entity, None
    if first and codes[first - 1] == "P" and codes[phrase.last - 1] == "w" and phrase.last - first > 1:
        return words[phrase.last - 1], words[phrase.last - 1]
    if first and (codes[first - 1] in "QpP" or _subject_verb(place, phrase)):
        verb = codes.find("w", first, phrase.last - 1)
        if verb > first and not phrases.takes_modifier(words[verb + 1]):
            return phrases.spelled(place.clause, Phrase(verb + 1, phrase.last)), words[verb]
    while stop < phrase.last - 1 and codes[stop] == "w":
        stop += 1
    if phrases.is_property(words[phrase.last - 1]) and phrase.last - stop > 1:
        return entity, None
    if stop == phrase.last - 1 and phrases.takes_modifier(words[stop]):
        if stop - first < 2:
            return entity, None
        stop = first + 1
    elif stop - first > 1 and _MONEY_NOUN.search(words[phrase.last - 1]):
        stop = first + 1
    if stop > first and stop < phrase.last and not (phrases.is_property(words[phrase.last - 1]) and phrase.last - stop == 1):
        rest = Phrase(stop, phrase.last)
        return phrases.spelled(place.clause, rest), "".join(words[first:stop])
    if phrase.last - first == 1 and codes[first] == "w":
        return entity, entity if place.quantity.kind in ("event", "person", "money", "duration") else None
    return entity, None


def _subject_verb(place: Place, phrase: Phrase) -> bool:
    """神山村接待游客: holder, verb, object in one stretch."""
    codes, words = place.codes, place.words
    return any(
        codes[i] == "w" and codes[i - 1] in "ng" and verbs.is_holder(words[i - 1]) and not phrases.takes_modifier(words[i + 1])
        for i in range(phrase.first + 1, phrase.last - 1)
    )


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
    return Link("times", noun or verb, verb)


def activity(place: Place) -> Link | None:
    """授课138场次 · 返还286万元 · 带动300多人就业: only the activity is measured."""
    left = cue(place)
    if left >= place.clause.first and place.codes[left] == "w" and place.quantity.kind in ("event", "money", "duration"):
        return Link("activity", place.words[left], place.words[left])
    return None


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
    if entity is not None and _is_holder(place, phrase) and (place.earlier or place.topic):
        entity = None
    if entity is None:
        entity = same_unit(place) or clause_topic(place) or place.topic or last_entity(place)
        return Link("left out", entity, action)
    return Link("fronted noun", entity, action, noun=phrase)


def _is_holder(place: Place, phrase: Phrase | None) -> bool:
    return phrase is not None and (place.codes[phrase.last - 1] == "g" or verbs.is_holder(place.words[phrase.last - 1]))


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
            return Link("part of a group", entity, verbs.after(place.clause, place.at + 1), verbs.role(place.clause, place.at + 1))
    if codes[at] == "h" or codes[at] == "U" and words[place.at - 1] in ("的", "有"):
        entity = same_unit(place) or last_entity(place) or place.topic
        return Link("left out", entity, verbs.after(place.clause, place.at + 1) or verbs.of_headless(place.clause, at))
    return None


def left_out(place: Place) -> Link | None:
    """5个获评省级特色党支部: the noun is the nearest antecedent."""
    entity = same_unit(place) or clause_topic(place) or place.topic or last_entity(place)
    action = verbs.before(place.clause, place.at) or verbs.after(place.clause, place.at + 1)
    return Link("left out", entity, action, verbs.role(place.clause, place.at + 1)) if entity or action else None


# ---------------------------------------------------------------- memory


def same_unit(place: Place) -> str | None:
    """The entity last counted in the same unit in this sentence, unless it only modifies another noun (21个部门的报表)."""
    for quantity, link, _ in reversed(place.earlier):
        if link.noun is not None and place.codes[link.noun.last : link.noun.last + 1] == "U" and link.rule == "count before noun":
            continue
        if quantity.unit == place.quantity.unit and link.entity and not (link.property and place.quantity.kind not in AMOUNTS):
            return link.entity
    return None


def clause_topic(place: Place) -> str | None:
    """The noun that the clause before left for this one: its 把-object, its passive subject, or its last noun."""
    end = place.clause.first - 1
    if end <= 0 or place.codes[end] != ",":
        return None
    first = max(place.codes.rfind(mark, 0, end) for mark in ",;.:") + 1
    clause = Clause(place.words, place.codes, first, end)
    for at in range(first, end):
        if place.words[at] in ("把", "将"):
            phrase = phrases.after(clause, at + 1)
            return phrases.spelled(clause, phrase) if phrase else None
        if place.words[at] == "被":
            phrase = phrases.before(clause, at)
            return phrases.spelled(clause, phrase) if phrase else None
    phrase = phrases.before(clause, end)
    if "Q" in place.codes[first:end]:
        return None
    if phrase is None or place.codes[phrase.first : phrase.last].strip("w") == "" or place.codes[phrase.last - 1] == "g":
        return None
    return phrases.spelled(clause, phrase)


def last_entity(place: Place) -> str | None:
    """The entity last linked in this sentence."""
    return next((link.entity for _, link, _ in reversed(place.earlier) if link.entity), None)


def remembered_property(place: Place) -> str | None:
    """The property (or thing) whose level was last stated, which a change without a noun refers to."""
    return last_entity(place) or place.topic


_SHARES: tuple[Shape, ...] = (
    respectively, beside, share_of, baseline, reached_after_to, compared, change, multiple, genitive, part, level, of_thing, after_noun, part_of_thing,
    fronted, left_out,
)  # fmt: skip
_AMOUNTS: tuple[Shape, ...] = (
    respectively, beside, baseline, reached_after_to, compared, change, multiple, part, spent, level, before_noun, after_noun, activity,
    fronted, left_out,
)  # fmt: skip
_COUNTS: tuple[Shape, ...] = (
    respectively, beside, baseline, reached_after_to, compared, change, part, places, times, before_noun, before_clause,
    people_activity, level, after_noun, activity, fronted, left_out,
)  # fmt: skip


def link(place: Place) -> Link:
    """The first shape that fits; an uncertain noun is left empty and said so."""
    kind = place.quantity.kind
    order = (_SHARES if place.quantity.unit == "%" else _AMOUNTS) if kind in AMOUNTS else _COUNTS
    for shape in order:
        found = shape(place)
        if found is not None and (found.entity or shape in (left_out, fronted)):
            return found
    return Link("no noun found")
