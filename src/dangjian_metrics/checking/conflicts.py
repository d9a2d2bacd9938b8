"""The same place, field and period with different values in two articles."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from dangjian_metrics.checking import sayings, spans
from dangjian_metrics.checking.passages import Article
from dangjian_metrics.checking.record import Finding, Numbered, finding
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import measures
from dangjian_metrics.comparison.joining import when
from dangjian_metrics.comparison.record import SAME
from dangjian_metrics.comparison.rows import stated
from dangjian_metrics.language.lexicon import Lexicon

_PROPERTY = re.compile("(?:率|度|总?额|总?值|收入|人口|面积|总量|总数|里程|比重|规模|产量|储量|蓄积量|得分)$")
_WHOLE = re.compile("全[省市县区州盟旗镇乡街域]")


class Conflicts:
    """Keeps what articles say of a place, a thing and a year, and finds who says otherwise.

    Only what names its year is kept (今年以来 is another year in another article) and is of the place as a whole. Two figures differ where neither can be the other as
    rounded and hedged.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = lexicon.whole
        self._told: dict[Hashable, list[Numbered]] = {}

    def take(self, article: Article) -> Iterator[Finding]:
        """What the claims of an article say otherwise than those of the articles before."""
        here: dict[Hashable, list[Numbered]] = {}
        for each in article.claims:
            claim = each[1]
            if claim.province and claim.period and when(claim.period)[0] and _is_of_the_place(claim):
                here.setdefault(self._key(claim), []).append(each)
        for key, claims in here.items():
            # What an article tells several values of is more than one thing.
            if all(_agree(claims[0][1], claim) for _number, claim in claims):
                yield from self._against(claims[0], self._told.setdefault(key, []))

    def end(self) -> Iterator[Finding]:
        """Nothing is left to say."""
        return iter(())

    def _key(self, claim: Claim) -> Hashable:
        entity = claim.field if self._names.get(claim.entity or "") == claim.field else claim.entity
        return (
            claim.province, claim.city, claim.county, entity, stated(claim), claim.per, measures.of(claim.unit).name,
            *SAME(claim),
        )  # fmt: skip

    def _against(self, each: Numbered, told: list[Numbered]) -> Iterator[Finding]:
        claim = each[1]
        if any(_agree(claim, other) for _number, other in told):
            return
        told.append(each)
        if len(told) > 1:
            other = told[0]
            said = sayings.CONFLICT.format(here=claim.quote, there=other[1].quote, doc=other[1].doc)
            yield finding("warning", "conflict", said, [other, each])


def _is_of_the_place(claim: Claim) -> bool:
    """Whether a figure is one of the place as a whole: its property, or told of 全市 or of the place by its name.

    Two villages of a county may each have spent something in 2024.
    """
    if not claim.entity:
        return False
    ahead = claim.sentence.partition(claim.quote)[0]
    return bool(
        _PROPERTY.search(claim.entity)
        or _WHOLE.search(ahead)
        or any(name[:2] in ahead for name in (claim.county, claim.city, claim.province) if name)
    )


def _agree(one: Claim, other: Claim) -> bool:
    return spans.in_unit(other, one.unit).meets(spans.of(one))
