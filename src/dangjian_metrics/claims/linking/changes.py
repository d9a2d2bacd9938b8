"""Changes, and the levels that they start from and reach."""

from __future__ import annotations

from dangjian_metrics.claims.linking import governing, memory, phrases, verbs
from dangjian_metrics.claims.linking.phrases import Phrase
from dangjian_metrics.claims.linking.place import AMOUNTS, Link, Place, cue, skip_adverbs


def change(place: Place) -> Link | None:
    """社零额增长10% · 增速10% · 比上年提高6.3个百分点 · 下降超14%."""
    left = cue(place)
    if left < place.clause.first:
        return None
    if place.codes[left] == "l" or place.words[left] == "为":
        left = _change_noun(place, left)
    word, code = place.words[left], place.codes[left]
    direction = verbs.direction(word, code)
    if direction is None:
        return None
    if verbs.reaches(word):
        return _reached(place, left, direction)
    if code in "uo" and place.quantity.kind not in AMOUNTS and left == place.clause.first:
        return None
    if word in verbs.COMPARATIVES and not _compared(place, left) and place.codes[left + 1] != "k":
        return None
    basis, end = verbs.basis(place.clause, left)
    phrase = _part(place, _with_verb(place, phrases.of_property(place.clause, end)))
    entity = phrases.spelled(place.clause, phrase) if phrase else None
    entity = entity or memory.remembered_property(place)
    return Link(
        "change", entity, statistic="change", direction=direction, basis=basis, property=True, noun=phrase
    )


def _change_noun(place: Place, left: int) -> int:
    """降幅达10% · 增速最高达到25.6%: the noun of change before the verb that gives its size, else the verb."""
    at = left - 1
    while at > place.clause.first and place.codes[at] in "dk":
        at -= 1
    return at if at >= place.clause.first and place.words[at] in verbs.CHANGE_NOUNS else left


def _part(place: Place, phrase: Phrase | None) -> Phrase | None:
    """高新技术产业产值占规上工业比重提高…: of a share the part, not the whole."""
    if phrase is None or place.words[phrase.last - 1] not in ("比重", "比例"):
        return phrase
    at = phrase.first - 1
    while at > place.clause.first and place.codes[at] in "dD":
        at -= 1
    if at <= place.clause.first or place.codes[at] != "z":
        return phrase
    return phrases.before(place.clause, at) or phrase


def _with_verb(place: Place, phrase: Phrase | None) -> Phrase | None:
    """起降设施增至3592个: the verb in front belongs to the noun, the change is the predicate."""
    if (
        phrase is not None
        and phrase.first - 1 == place.clause.first
        and place.codes[phrase.first - 1] in "vw"
    ):
        return Phrase(phrase.first - 1, phrase.last)
    return phrase


def _compared(place: Place, left: int) -> bool:
    return any(word in ("比", "较") or word[:1] == "比" for word in place.words[place.clause.first : left])


def _reached(place: Place, verb: int, direction: str) -> Link | None:
    """由15天压缩至3天 · 增加到8名: the level reached."""
    end = verb
    phrase = _source_noun(place, verb) or _with_verb(
        place, phrases.of_property(place.clause, skip_adverbs(place, end))
    )
    phrase = _part(place, phrase)
    entity = phrases.spelled(place.clause, phrase) if phrase else None
    if entity is None and place.earlier:
        entity = place.earlier[-1][1].entity
    entity = entity or memory.remembered_property(place)
    return Link("level reached", entity, direction=direction, property=True, noun=phrase)


def _source_noun(place: Place, verb: int) -> Phrase | None:
    """The noun before 由 or 从 of from–to, in this clause."""
    for at in range(verb - 1, place.clause.first, -1):
        if place.words[at] in ("由", "从", "将"):
            return governing.object_of(place, phrases.of_property(place.clause, skip_adverbs(place, at)))
    return None


def reached_after_to(place: Place) -> Link | None:
    """压缩 至 3天 · 升 到 88%: verb and 到 as two words."""
    left = cue(place)
    if (
        left <= place.clause.first
        or place.codes[left] not in "yPl"
        or place.words[left] not in ("到", "至", "为", "到了")
    ):
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
    if place.codes.find("Q", place.at + 1, place.at + _FAR) < 0:
        return None
    left = cue(place)
    while left >= place.clause.first and (
        place.codes[left] in "mtTU" or place.words[left] in ("原来", "最初")
    ):
        left -= 1
    timed = left + 1 < place.at and place.codes[left + 1] == "T" and place.words[left + 1][0] in "由从"
    left += timed  # 从十年前的2300元
    if left < place.clause.first or (
        not timed and place.words[left] not in ("由", "从", "由原来", "原有", "将", "将原有")
    ):
        return None
    if not change_follows(place):
        return None
    phrase = governing.object_of(place, phrases.of_property(place.clause, skip_adverbs(place, left)))
    entity = phrases.spelled(place.clause, phrase) if phrase else None
    if entity is None:
        right = phrases.after(place.clause, place.at + 1)
        entity = phrases.spelled(place.clause, right) if right else memory.remembered_property(place)
    return Link("baseline", entity, statistic="baseline", property=True, noun=phrase)


_FAR = 12  # tokens from the level left to the level reached


def change_follows(place: Place) -> bool:
    codes, words = place.codes, place.words
    stop = min(len(codes), place.at + _FAR)
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
            phrase = phrases.before(place.clause, skip_adverbs(place, at))
            entity = phrases.spelled(place.clause, phrase) if phrase else memory.remembered_property(place)
            basis = "".join(place.words[at : place.at])
            return Link(
                "compared",
                entity,
                statistic="change",
                direction=verbs.direction("", place.codes[at]),
                basis=basis,
                property=True,
            )
        if place.codes[at] not in "nwaegDtTdmU":
            return None
    return None


_COMPARES = frozenset(("高于", "低于", "高出", "快于", "慢于", "多于", "少于", "高过", "超出"))


def multiple(place: Place) -> Link | None:
    """常住人口是2016年的10倍 · 收入接近当年的10倍."""
    if place.quantity.unit != "倍" or place.codes[place.at - 1 : place.at] != "U":
        return None
    at = place.codes.rfind("l", place.clause.first, place.at)
    at = (
        at
        if at >= 0
        else next(
            (i for i in range(place.at - 1, place.clause.first, -1) if place.words[i] in ("为", "接近")), -1
        )
    )
    if at < 0:
        return None
    phrase = phrases.before(place.clause, skip_adverbs(place, at))
    entity = phrases.spelled(place.clause, phrase) if phrase else memory.remembered_property(place)
    return Link(
        "multiple", entity, basis="".join(place.words[at + 1 : place.at - 1]), property=True, noun=phrase
    )
