"""A value thousands of times off: 万 lost or doubled, beside its peers or in its own article."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.passages import Article
from dangjian_metrics.checking.record import Finding, Numbered, finding, plain
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import measures
from dangjian_metrics.comparison.rows import stated
from dangjian_metrics.store import asking
from dangjian_metrics.store.answering import Condition, Store

_KINDS = frozenset(("person", "organisation", "object", "event", "money", "area", "length", "mass", "volume"))
_FAR, _GAP = 1000, 100
_PEERS = 5
_SLIPS = (Decimal(10) ** 4, Decimal(10) ** 8)
"""What 万 or 亿 too many or too few makes of a number."""
_DIGITS = 2
"""Numbers of fewer digits are alike by chance: 5万元 and 5元."""


def slips(article: Article) -> Iterator[Finding]:
    """The same thing is told in one article with the same digits, once by 万 or 亿 more: 投入480万元 and 投入480元.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in slips(each)]
    >>> said("投入资金485万元。全年投入资金485元。"), said("投入资金485万元。投入资金320元。")
    (['485万元 and 485元 are 10000 times apart'], [])
    """
    first: dict[tuple[object, ...], Numbered] = {}
    for each in article.claims:
        claim = each[1]
        if claim.kind not in _KINDS or not claim.entity or len(_significant(claim.value)) < _DIGITS:
            continue
        key = claim.entity, claim.action, claim.unit, stated(claim), claim.per, _significant(claim.value)
        other = first.setdefault(key, each)
        ratio = max(claim.value, other[1].value) / min(claim.value, other[1].value)
        if ratio in _SLIPS:
            said = sayings.SLIP.format(one=other[1].quote, other=claim.quote, times=plain(ratio))
            yield finding("warning", "outlier", said, [other, each])


def _significant(value: Decimal) -> str:
    """The digits of a number without the zeros around them.

    >>> _significant(Decimal("4800000")), _significant(Decimal("0.480"))
    ('48', '48')
    """
    return "".join(map(str, value.as_tuple().digits)).strip("0")


@dataclass(slots=True)
class _Peers:
    """The claims that count alike: in how many articles, all their values, the two least and two greatest of them with their claims."""

    articles: int = 0
    last: int = -1
    values: array[float] = field(default_factory=lambda: array("d"))
    least: list[tuple[Decimal, int]] = field(default_factory=list)
    greatest: list[tuple[Decimal, int]] = field(default_factory=list)

    def add(self, article: int, each: Numbered) -> None:
        """Takes a claim of the article of this number."""
        if article != self.last:
            self.articles += 1
            self.last = article
        number, value = each[0], each[1].value
        self.values.append(float(value))
        if all(value != other for other, _number in self.least):
            self.least = sorted((*self.least, (value, number)))[:2]
        if all(value != other for other, _number in self.greatest):
            self.greatest = sorted((*self.greatest, (value, number)), reverse=True)[:2]

    def far(self) -> Iterator[int]:
        """The claims of the least and the greatest, where they are thousands of times off the middle, and far off the next as well."""
        if self.articles < _PEERS or len(set(self.values)) < _PEERS:
            return
        middle = Decimal(median(self.values))
        (most, large), (next_most, _) = self.greatest
        (least, small), (next_least, _) = self.least
        if most >= _FAR * middle and most >= _GAP * next_most:
            yield large
        if middle >= _FAR * least and next_least >= _GAP * least:
            yield small


class Outliers:
    """Keeps the values of each field, stated alike in places of one rank, until all claims were seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._peers: dict[tuple[object, ...], _Peers] = {}
        self._articles = 0

    def take(self, article: Article) -> Iterator[Finding]:
        """Takes the claims of an article; what they are is known at the end."""
        self._articles += 1
        for each in article.claims:
            claim = each[1]
            if claim.kind in _KINDS and claim.province and (claim.field or claim.entity) and claim.value > 0:
                self._peers.setdefault(_key(claim), _Peers()).add(self._articles, each)
        return iter(())

    def end(self) -> Iterator[Finding]:
        """The values that are a thousand times more, or less, than those of five articles or more."""
        for peers in self._peers.values():
            for number in peers.far():
                for each in asking.claims(self._store, [Condition("", "id = ?", (number,))]):
                    yield _off(each, Decimal(median(peers.values)))


def _off(each: Numbered, middle: Decimal) -> Finding:
    claim = each[1]
    ratio = max(claim.value, middle) / min(claim.value, middle)
    said = (sayings.FAR_LESS if claim.value < middle else sayings.FAR_MORE).format(
        value=claim.quote,
        times=round(ratio),
        middle=f"{plain(middle)}{claim.unit or ''}",
        field=claim.field or claim.entity,
    )
    return finding("warning", "outlier", said, [each])


def _key(claim: Claim) -> tuple[object, ...]:
    rank = 3 if claim.county else 2 if claim.city else 1
    return (
        claim.field or claim.entity, measures.of(claim.unit), claim.statistic, claim.direction, claim.per, claim.action, rank
    )  # fmt: skip
