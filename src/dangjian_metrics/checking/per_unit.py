"""What falls to each against the total: 发放补贴100万元，惠及50户，户均2万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.parts import STOP
from dangjian_metrics.checking.passages import Article, Figure, Sentence
from dangjian_metrics.checking.record import Finding, finding, plain
from dangjian_metrics.checking.spans import Span
from dangjian_metrics.comparison.measures import converted

_EACH = re.compile(
    "(?:(?P<of>[户人村亩])均|平均每(?:个)?(?P<each>[户人名村亩]))(?P<what>[一-鿿]{0,8}?)(?:约|近|超过?|达到?|为|有){0,4}$"
)
_OF_EACH = re.compile("平均每[个名家支处所项户](?P<noun>[一-鿿]{2,10})$")
_MONTHS = {
    "全年": 12,
    "上半年": 6,
    "下半年": 6,
    "前三季度": 9,
    "一季度": 3,
    "二季度": 3,
    "三季度": 3,
    "四季度": 3,
}
_COUNTS = {"户": "户", "人": "人名位", "名": "人名位", "亩": "亩"}


def per_unit(article: Article) -> Iterator[Finding]:
    """What falls to each is the total divided by how many there are, all three in one passage and about the same thing.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in per_unit(each)]
    >>> said("发放补贴100万元，惠及农户50户，户均补贴2万元。"), said("发放补贴100万元，惠及农户50户，户均补贴3万元。")
    ([], ['100万元 / 50户 = 20000元, stated 3万元'])
    """
    for sentence in article.sentences:
        for mean in sentence.figures[1:]:
            if mean.claim.statistic == "mean":
                yield from _against(mean, sentence)
                yield from _each_month(mean, sentence)


def _against(mean: Figure, sentence: Sentence) -> Iterator[Finding]:
    """The finding that no total divided by a count before it is the mean; it names the nearest."""
    before, ahead = _before(mean, sentence), sentence.ahead(mean)
    totals = [figure for figure in before if figure.measure == mean.measure]
    if each := _EACH.search(ahead):
        counts = [figure for figure in before if _counts(figure, each["of"] or each["each"])]
    elif each := _OF_EACH.search(ahead):
        counts = [figure for figure in before if _is_called(figure, each["noun"])]
    else:
        return
    what = each.groupdict().get("what") or ""
    pairs = [(total, count) for total in totals for count in counts if total is not count]
    about = [pair for pair in pairs if _same(pair[0], mean, what)]
    if about and not any(
        total.within(mean.claim.unit).over(count.span).meets(mean.span) for total, count in pairs
    ):
        total, count = about[0]
        found = converted(total.claim.value, total.claim.unit, mean.claim.unit) / count.claim.value
        said = sayings.EACH.format(
            total=total.quote,
            count=count.quote,
            found=f"{plain(found)}{mean.claim.unit or ''}",
            stated=mean.quote,
        )
        yield finding("error", "per-unit", said, [total.numbered, count.numbered, mean.numbered])


def _before(mean: Figure, sentence: Sentence) -> list[Figure]:
    """The wholes in the passage before a mean, the nearest first."""
    return [
        figure
        for figure in sentence.wholes(sentence.before(mean))
        if figure.claim.value > 0 and not STOP.search(sentence.between(figure, mean))
    ]


def _each_month(mean: Figure, sentence: Sentence) -> Iterator[Finding]:
    """全年接待1200人次，月均接待100人次: what falls to each month of a span whose months are known."""
    months = _MONTHS.get(mean.claim.period or "")
    if mean.claim.per != "month" or not months:
        return
    for total in _before(mean, sentence):
        alike = total.measure == mean.measure and total.claim.period == mean.claim.period
        if not alike or not _same(total, mean, "") or total.claim.per:
            continue
        span = total.within(mean.claim.unit).over(Span(Decimal(months), Decimal(months)))
        if not span.meets(mean.span):
            found = converted(total.claim.value, total.claim.unit, mean.claim.unit) / months
            said = sayings.EACH_MONTH.format(
                total=total.quote,
                count=months,
                found=f"{plain(found)}{mean.claim.unit or ''}",
                stated=mean.quote,
            )
            yield finding("error", "per-unit", said, [total.numbered, mean.numbered])
        return


def _is_called(figure: Figure, said: str) -> bool:
    """Whether the name of what is counted ends with the first words of what is said: 党支部 and 支部拥有党员."""
    entity = figure.claim.entity or ""
    return any(entity.endswith(said[:size]) for size in range(2, len(said) + 1))


def _counts(figure: Figure, what: str) -> bool:
    """Whether a figure says how many households, persons, villages there are."""
    if what == "村":
        return (figure.claim.entity or "").endswith("村") or figure.claim.unit == "村"
    return (figure.claim.unit or "") in _COUNTS[what]


def _same(total: Figure, mean: Figure, what: str) -> bool:
    """Whether the total is of what falls to each: its name or its verb stands in that of the mean."""
    name = f"{total.claim.entity or ''} {total.claim.action or ''}"
    said = f"{what} {mean.claim.entity or ''}"
    return any(said[at : at + 2] in name for at in range(len(said) - 1) if " " not in said[at : at + 2])
