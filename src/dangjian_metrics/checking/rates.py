"""Rates against their counts in the same passage: 排查问题6个，完成整改5个，整改完成率达83%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.parts import STOP, last_told
from dangjian_metrics.checking.passages import Article, Figure, Sentence
from dangjian_metrics.checking.record import Finding, finding
from dangjian_metrics.checking.spans import Span
from dangjian_metrics.comparison import measures

_RATE = re.compile("(?:率|比例|占比|进度)$")
_QUALIFIED = re.compile(
    "(?:按期|按时|及时|限时|限期|当场|当日|即时|提前|首次|一次性?|[首一]访|重复|平均|年均|月均|预计|力争|目标)[^，。；]{0,40}$"
)
"""Signs of a rate that is of another count than the one that the passage tells: 按期办结率, 一次性化解率."""
_SHOULD = re.compile("应[^，。；]{0,6}$|应[参到签缴]")
_PLAIN = re.compile("完成|成功|群众|居民|企业|信访|事项|问题|意见|总|率$|比例$|进度$")
"""What a rate's name may hold beside the verb and the noun of its count."""
_DONE = frozenset(("完成", "实现", "参加", "参与"))
_HEDGE = "(?:约|近|超过?|达到?|为|到|仅|已|的){0,4}"
_OF_WHOLE = re.compile(f"的{_HEDGE}")
_TAKING_UP = re.compile("[，、]?占")
_ALL = "(?:总数|总量|总额|总人数|总户数|总面积)"
_OF_ALL = re.compile(
    rf"[，、（]?{_HEDGE}占(?:比|到|其)?{_HEDGE}(?:{_ALL}|全部(?=的|{_HEDGE}$)|(?:全部)?(?P<whole>[一-鿿]{{1,12}}?){_ALL}?)?{_HEDGE}"
)
_WIDER = re.compile("全国|全省|全市|全县|全区|全州|全球|世界|国内|GDP|本省|本市|总收入|同期|当年|生产总值")
"""A whole that stands in no figure of the passage."""


def rates(article: Article) -> Iterator[Finding]:
    """A rate is its count divided by the count it is taken from, as exact as it is written: in the passage before it.

    The count bears the verb of the rate's name (办结 and 办结率), and counts the same thing as the one before it. A rate that any
    two such counts bear out is right.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in rates(each)]
    >>> said("排查问题6个，完成整改5个，整改完成率达83%。"), said("排查问题6个，完成整改5个，整改完成率达85%。")
    ([], ['5个 / 6个 = 83.3%, stated 85%'])
    """
    for earlier, sentence in article.neighbours():
        for rate in sentence.figures:
            if (
                rate.is_percent
                and _RATE.search(rate.claim.entity or "")
                and not _QUALIFIED.search(sentence.ahead(rate))
            ):
                yield from _against(rate, list(_counts(rate, earlier, sentence)))


def _counts(rate: Figure, earlier: Sentence | None, sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    """The part and the whole that a rate may be of, the nearest first."""
    behind = [*_right_behind(sentence, rate), *_passage(sentence, rate)]
    further = last_told(earlier) if not STOP.search(sentence.text, 0, rate.start) else []
    for at, part in enumerate(behind):
        if part.is_level and part.claim.kind != "duration" and _named(rate, part):
            yield from (
                (part, whole)
                for whole in (*behind[at + 1 :], *further)
                if _is_whole(part, whole, rate) and _differ(part, whole, sentence)
            )


def _right_behind(sentence: Sentence, rate: Figure) -> list[Figure]:
    """The figure behind a rate: 收集诉求100件，办结率90%，办结90件."""
    at = sentence.figures.index(rate) + 1
    behind = sentence.figures[at : at + 1]
    return [each for each in behind if not STOP.search(sentence.between(rate, each))]


def _passage(sentence: Sentence, figure: Figure) -> list[Figure]:
    """The figures before this one, the nearest first, as far as no sentence or ；ends between."""
    return [each for each in sentence.before(figure) if not STOP.search(sentence.between(each, figure))]


def _named(rate: Figure, part: Figure) -> bool:
    """Whether the name of the rate holds the verb of the part: 办结9052件 and 办结率."""
    verb = part.claim.action or ""
    if (
        verb == "完成"
        or len(verb) < 2
        or not any(verb[at : at + 2] in (rate.claim.entity or "") for at in range(len(verb) - 1))
    ):
        return _is_activity(part, rate)
    # 按期办结率, 一次化解率 are of another count than 办结 and 化解
    said = f"{verb}{part.claim.entity or ''}"
    return all(sign in said for sign in _PLAIN.sub("", rate.claim.entity or ""))


def _is_activity(part: Figure, rate: Figure) -> bool:
    """Whether the part counts what the rate is named after: 完成整改5个, 参加投票7600人 and 投票率, 合格1176批次 and 合格率."""
    entity, name = part.claim.entity or "", rate.claim.entity or ""
    return len(entity) > 1 and (name == f"{entity}率" or (part.claim.action in _DONE and entity in name))


def _is_whole(part: Figure, whole: Figure, rate: Figure) -> bool:
    """Whether both count the same thing, one of them no less of it."""
    one, other = part.claim, whole.claim
    return (
        whole.is_level
        and part.like(whole)
        and (one.entity == other.entity or _is_activity(part, rate))
        and other.value > 0
        and one.value <= other.value
    )


def _differ(part: Figure, whole: Figure, sentence: Sentence) -> bool:
    """Whether the two are told by two verbs, or as what should be and what is: 应参会860名，实际参会817名."""
    if part.claim.action != whole.claim.action or part.claim.entity != whole.claim.entity:
        return True
    both = whole in sentence.figures and part in sentence.figures
    return both and _SHOULD.search(sentence.ahead(whole)) is not None and "实" in sentence.ahead(part)


def shares(article: Article) -> Iterator[Finding]:
    """占 so many percent is the count before it divided by the whole, which stands before 其中, or is named behind 占.

    A share of what no figure of the passage tells (占全省的…) is not looked at.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in shares(each)]
    >>> said("现有职工2318人，其中党员647名，占27.9%。"), said("现有职工2318人，其中党员647名，占37.9%。")
    ([], ['647名 / 2318人 = 27.9%, stated 37.9%'])
    """
    for earlier, sentence in article.neighbours():
        for share in sentence.figures[1:]:
            yield from _of_counted(share, sentence)
            said = _OF_ALL.fullmatch(sentence.ahead(share)) if share.is_percent else None
            if said and not _WIDER.search(said[0]):
                yield from _against(share, list(_wholes(share, said["whole"], earlier, sentence)), "share")


def _of_counted(share: Figure, sentence: Sentence) -> Iterator[Finding]:
    """办结86件，占受理总量100件的86%: the whole stands with its count behind 占."""
    before = sentence.before(share)
    if len(before) < 2:
        return
    whole, part = before[:2]
    if (
        share.is_percent
        and part.is_level
        and whole.is_level
        and part.like(whole)
        and whole.claim.value > 0
        and _OF_WHOLE.fullmatch(sentence.ahead(share))
        and _TAKING_UP.match(sentence.between(part, whole))
    ):
        yield from _against(share, [(part, whole)], "share")


def _wholes(
    share: Figure, named: str | None, earlier: Sentence | None, sentence: Sentence
) -> Iterator[tuple[Figure, Figure]]:
    """The part, which stands right before its share, and the wholes that it may be of, the nearest first."""
    part, *behind = sentence.before(share)
    if not part.is_level:
        return
    wholes = [*behind, *last_told(earlier)]
    found = [each for each in wholes if each.is_level and part.like(each) and _holds(each, part)]
    nearest = next((each for each in found if each in behind), None)
    if nearest and (_called(nearest, named) if named else _split(sentence, nearest, part)):
        yield from ((part, whole) for whole in found)


def _holds(whole: Figure, part: Figure) -> bool:
    return whole.claim.value > 0 and part.within(whole.claim.unit).low <= whole.claim.value


def _called(whole: Figure, name: str) -> bool:
    """Whether the whole is what stands behind 占."""
    entity = whole.claim.entity or ""
    return len(entity) > 1 and (entity.endswith(name) or name.endswith(entity))


def _split(sentence: Sentence, whole: Figure, part: Figure) -> bool:
    """Whether the sentence says that one is a part of the other."""
    between = sentence.between(whole, part)
    return not STOP.search(between) and ("其中" in between or whole.claim.entity == part.claim.entity)


def _against(rate: Figure, counts: list[tuple[Figure, Figure]], rule: str = "rate") -> Iterator[Finding]:
    """The finding that no counts bear out the rate; it names the nearest."""
    if not counts or any(_percent(part, whole).meets(rate.span) for part, whole in counts):
        return
    part, whole = counts[0]
    exact = 100 * measures.converted(part.claim.value, part.claim.unit, whole.claim.unit) / whole.claim.value
    yield finding(
        "error",
        rule,
        sayings.RATE.format(part=part.quote, whole=whole.quote, found=rounded(exact), stated=rate.quote),
        [whole.numbered, part.numbered, rate.numbered],
    )


def _percent(part: Figure, whole: Figure) -> Span:
    return part.within(whole.claim.unit).over(whole.span).times(100)


def rounded(percent: Decimal) -> str:
    """A percentage to one decimal, without a zero at its end.

    >>> rounded(Decimal("83.3333")), rounded(Decimal(60))
    ('83.3', '60')
    """
    return f"{percent:.1f}".removesuffix(".0")
