"""How a figure is stated: cumulative, mean, share; since when; per what."""

from __future__ import annotations

import re

from dangjian_metrics.claims.linking import phrases
from dangjian_metrics.claims.linking.place import Link, Place
from dangjian_metrics.language import endings

_CUMULATIVE = frozenset(("累计", "共", "总计", "共计", "合计", "累积", "一共", "总共", "累计已", "已累计"))
_DONE = frozenset(("已", "已经", "均已", "现已", "业已", "早已"))
_TO_DATE = re.compile(r"^(?:截至|目前|至今|迄今|到目前)")
_MEANS = {
    "人均": "person", "户均": "household", "月均": "month", "年均": "year", "日均": "day", "亩均": "mu", "村均": "village",
    "周均": "week", "季均": "quarter", "平均": None, "场均": "event", "班均": "class", "件均": "item", "生均": "student", "校均": "school",
}  # fmt: skip
_EACH = re.compile(
    r"每(?:个|名|位|家|一)?(平方米|季度|学期|公斤|行政村|[年月天日周季户人村亩吨次餐条股班家镇乡校])"
)
_EACH_WORDS = {
    "年": "year", "月": "month", "天": "day", "日": "day", "周": "week", "季": "quarter", "季度": "quarter", "学期": "semester",
    "户": "household", "人": "person", "村": "village", "行政村": "village", "亩": "mu", "吨": "ton", "次": "occasion", "餐": "meal",
    "平方米": "square metre", "公斤": "kilogram", "条": "item", "股": "share", "班": "class", "家": "organisation",
    "镇": "township", "乡": "township", "校": "school",
}  # fmt: skip
_LEVELS = re.compile(r"(?:率|比例|比重|度|占比|感)$")


def statistic(place: Place, link: Link) -> str:
    """One of docs/claims.md §4 for a linked quantity."""
    if link.statistic in ("change", "baseline"):
        return link.statistic
    if mean_word(place) is not None or (
        link.entity is not None and "均" in link.entity and _MEAN_INSIDE.search(link.entity)
    ):
        return "mean"
    if link.statistic == "share" or (place.quantity.unit == "%" and place.quantity.kind == "share"):
        return "share"
    return "cumulative" if is_cumulative(place, link) else "value"


_MEAN_INSIDE = re.compile(r"[人户亩村月日年生]均|平均")
_TOGETHER = re.compile(r"(?<![公社一总])共(?![同享建治产识和青鸣振赢商议富])")


def is_cumulative(place: Place, link: Link) -> bool:
    """Whether 累计, 共, or 已 up to a named date governs the quantity."""
    text = place.sentence.text
    if not (place.sentence.times or "计" in text or "共" in text or "累" in text):
        return False
    words = place.words[place.clause.first : place.at]
    if not _CUMULATIVE.isdisjoint(words):
        return True
    if "共" in place.sentence.text and _TOGETHER.search("".join(words)):
        return True
    if not place.sentence.times or (link.property and link.rule != "activity"):
        return False
    if _DONE.isdisjoint(place.words[place.clause.first : place.clause.last]):
        return False
    when = period(place) or _period_behind(place)
    return when is not None and _TO_DATE.match(when) is not None


def _period_behind(place: Place) -> str | None:
    """其中5个目前已完成整改: the time behind the number, in its clause."""
    return next(
        (
            words
            for at, words, governs in place.sentence.times
            if governs and place.at < at < place.clause.last
        ),
        None,
    )


def mean_word(place: Place) -> str | None:
    """The word that makes the figure a mean (人均, 月均), with no other quantity between."""
    if "均" not in place.sentence.text:
        return None
    codes, words = place.codes, place.words
    first = codes.rfind("Q", place.clause.first, place.at)
    while first >= 0 and codes[first + 1] == "、":  # one mean over a list
        first = codes.rfind("Q", place.clause.first, first)
    for at in range(place.at - 1, max(first, place.clause.first - 1), -1):
        word = words[at]
        if codes[at] == "m" and word in _MEANS:
            return word
        if word[1:2] == "均" and word[:2] in _MEANS:
            return word[:2]
    return None


def per(place: Place) -> str | None:
    """Per what a mean or a rate is stated, in English (month, household, …)."""
    if place.quantity.per:
        return place.quantity.per
    word = mean_word(place)
    if word is not None and _MEANS[word]:
        return _MEANS[word]
    if "每" not in place.sentence.text:
        return None
    said = "".join(place.words[place.clause.first : place.at])
    each = _EACH.findall(said)
    return _EACH_WORDS.get(each[-1]) if each else None


def period(place: Place) -> str | None:
    """The words that say when, the nearest before the quantity, within its part of the sentence."""
    if not place.sentence.times:
        return None
    codes = place.codes
    part = codes.rfind(";", max(0, place.at - _FAR), place.at)
    for at, words, governs in reversed(place.sentence.times):
        if at < max(part, place.at - _FAR):
            return None
        if at < place.at and governs and not _compares(place, at) and not _belongs_elsewhere(place, at):
            return None if _running_total(place, at) else words
    return _period_behind(place) if place.codes[place.at - 1 : place.at] == "h" else None


_FAR = 300  # tokens


def _belongs_elsewhere(place: Place, at: int) -> bool:
    """由上年的57起降至19起: a time before 的 governs only the number behind it."""
    return place.codes[at + 1 : at + 2] == "U" and place.codes[at + 2 : at + 3] == "Q" and at + 2 != place.at


def _compares(place: Place, at: int) -> bool:
    return at > 0 and place.words[at - 1] in ("比", "较", "与", "同", "是", "相比", "接近")


def _running_total(place: Place, at: int) -> bool:
    """累计达: a running total takes no period from an earlier clause."""
    if at >= place.clause.first:
        return False
    words = place.words[place.clause.first : place.at]
    return any(w in _CUMULATIVE or w == "总数" for w in words) and any(w[:1] == "达" for w in words)


def subject(place: Place, link: Link) -> str | None:
    """Who or what holds the figure, where its clause names a body before the noun and its verb.

    A place alone is none: the region says it.
    """
    first, limit = place.clause.first, link.noun.first if link.noun is not None else place.at
    while first < limit and place.codes[first] in "tTdD&":
        first += 1
    if first >= limit or place.codes[first] not in "nwaegD":
        return None
    phrase = phrases.after(place.clause, first)
    if phrase is None or phrase.last > limit or set(place.codes[phrase.first : phrase.last]) == {"g"}:
        return None
    name = phrases.spelled(place.clause, phrase)
    acts = endings.is_holder(place.words[phrase.last - 1]) and place.codes[phrase.last - 1] != "w"
    return name if acts and name != link.entity else None
