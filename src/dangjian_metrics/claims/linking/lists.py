"""Figures in a row: 分别, and a second measure of the same noun."""

from __future__ import annotations

from dangjian_metrics.claims.linking import phrases, verbs
from dangjian_metrics.claims.linking.place import Link, Place, skip_adverbs
from dangjian_metrics.language import endings


def respectively(place: Place) -> Link | None:
    """城镇、农村居民人均可支配收入分别达42870元和20365元，增长4.8%、7.5%: one each, in order."""
    words, first = place.words, place.clause.first
    if "分别" not in place.sentence.text:
        return None
    at = next((i for i in range(place.at - 1, first - 1, -1) if words[i] == "分别"), -1)
    if at < 0:
        return _respectively_again(place)
    count = place.codes.count("Q", at, place.clause.last)
    names = (
        _names(place, at)
        or [
            link.entity or ""
            for _, link, where in place.earlier
            if link.rule == "respectively" and where < at
        ][-count:]
    )
    if len(names) != count:
        return None
    turn = place.codes.count("Q", at, place.at)
    verb = next((i for i in range(at + 1, place.clause.last) if place.codes[i] in "uovlyQ"), at)
    direction = verbs.direction(words[verb], place.codes[verb])
    changes = (
        direction is not None and not verbs.reaches(words[verb]) and place.codes[verb + 1 : verb + 2] != "y"
    )
    basis = verbs.basis(place.clause, at)[0]
    action = verbs.spelled(place.clause, verb, verb + 1) if place.codes[verb] == "v" else None
    return Link(
        "respectively",
        names[turn],
        action,
        statistic="change" if changes else None,
        direction=direction,
        basis=basis,
        property=True,
    )


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
    return Link(
        "respectively",
        before[len(before) - count + turn].entity,
        statistic="change",
        direction=direction,
        basis=basis,
        property=True,
    )


def _names(place: Place, at: int) -> list[str]:
    """The nouns of a list, each with the head that they share (新能源汽车、工业机器人产量)."""
    _, end = verbs.basis(place.clause, at)
    phrase = phrases.before(place.clause, skip_adverbs(place, end))
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
    if any(endings.is_property(item[-1]) for item in items[:-1] if item) or not endings.is_property(
        "".join(last)
    ):
        return [_bare("".join(item)) for item in items]
    head = (
        [last[0][len(items[0][0]) :], *last[1:]]
        if len(items[0]) == 1 and len(last) > 2 and items[0][0] in _PARALLEL
        else _property_head(last)
    )
    return [*(_bare("".join(item + head)) for item in items[:-1]), _bare("".join(last))]


def _bare(name: str) -> str:
    return name.translate(phrases.QUOTES)


_PARALLEL = frozenset(
    ("一", "二", "三", "城镇", "农村", "城市", "国内", "国外", "线上", "线下", "男性", "女性")
)


def _property_head(item: list[str]) -> list[str]:
    at = len(item) - 1 - (len(item[-1]) == 1 and len(item) > 2)  # 建成 率
    while at > 1 and (endings.is_property(item[at - 1]) or item[at - 1] in phrases.KEPT_MEANS):
        at -= 1
    return item[at:]


def beside(place: Place) -> Link | None:
    """1862户7013人 · 670笔、61.4亿元 · 折合1亿美元: a second measure of the same noun."""
    if not place.earlier:
        return None
    _, link, at = place.earlier[-1]
    own_noun = place.at - 2 >= place.clause.first and place.codes[place.at - 2] in "nw"
    if place.words[place.at - 1] in ("折合", "约合", "合", "相当于") and link.entity and not own_noun:
        return Link("second measure", link.entity, None, None, property=link.property)
    gap = place.codes[at + 1 : place.at]
    if gap not in ("", "、", "d", "、d", "c") or link.entity is None or link.statistic == "baseline":
        return None
    if link.statistic == "change" and place.quantity.kind != place.earlier[-1][0].kind:
        return None
    after = place.codes[place.at + 1 : place.at + 2]
    if (after and after in "naeg“") or (gap == "c" and after == "w"):
        return None
    return Link(
        "second measure",
        link.entity,
        link.action,
        link.role,
        link.statistic,
        link.direction,
        link.basis,
        property=link.property,
    )
