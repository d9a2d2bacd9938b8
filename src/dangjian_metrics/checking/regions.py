"""More than one place for one article: its claims stand in several, or its opening speaks of another one than its title."""

from __future__ import annotations

from collections.abc import Iterator

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.passages import Article
from dangjian_metrics.checking.record import Finding, Numbered, finding, place
from dangjian_metrics.claims import divisions
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.claims.regions import Region, locate


def regions(article: Article) -> Iterator[Finding]:
    """The claims of an article stand in one place, or in places one inside the other.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in regions(each)]
    >>> said("山东省安丘市：支部串成链\\n\\n四川省眉山市彭山区选派党建指导员28人。")
    ['the title says 山东省潍坊市安丘市, the first figure stands in 四川省眉山市彭山区']
    >>> said("山东省安丘市：支部串成链\\n\\n山东省潍坊市选派党建指导员28人。")
    []
    """
    yield from _several(article)
    yield from _opening(article)


def _several(article: Article) -> Iterator[Finding]:
    first: dict[Region, Numbered] = {}
    for each in article.claims:
        first.setdefault(_of(each[1]), each)
    first.pop(Region.NONE, None)
    apart = [
        each
        for region, each in first.items()
        if all(_apart(region, other) for other in first if other != region)
    ]
    if len(apart) > 1:
        said = sayings.PLACES.format(places="、".join(place(claim) for _number, claim in apart))
        yield finding("warning", "region", said, apart)


def _opening(article: Article) -> Iterator[Finding]:
    number, claim = article.claims[0]
    titled = locate(claim.title, "") if claim.title else Region.NONE
    told = locate("", claim.sentence)
    if titled.city and told.city and _apart(titled, told):
        said = sayings.OPENING.format(title=_named(titled), told=_named(told))
        yield finding("warning", "region", said, [(number, claim)])


def _of(claim: Claim) -> Region:
    return Region(claim.province, claim.city, claim.county)


def _apart(one: Region, other: Region) -> bool:
    """Whether neither place lies in the other."""
    here, there = _place(one), _place(other)
    return here != there and not divisions.inside(here, there) and not divisions.inside(there, here)


def _place(region: Region) -> divisions.Place:
    return region.province, region.city, region.county


def _named(region: Region) -> str:
    return "".join(filter(None, _place(region)))
