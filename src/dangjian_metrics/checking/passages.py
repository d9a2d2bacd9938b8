"""The claims of a store as they stand together: article by article, sentence by sentence, each figure at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise

from dangjian_metrics.checking import spans
from dangjian_metrics.checking.record import Numbered
from dangjian_metrics.checking.spans import Span
from dangjian_metrics.claims.folding import fold
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import measures
from dangjian_metrics.language.traditional import simplified

_EACH = re.compile("[每均][^，、。；]{0,30}$")
_OF_EACH = re.compile("(?:可支配收入|纯收入|工资|薪酬|标准|价格?|成本|均量)$")
"""What is told of each one, under whatever name."""
_LEVELS = frozenset(("value", "cumulative"))


@dataclass(eq=False)
class Figure:
    """A claim at its place in the sentence, which it takes from ``start`` to ``end``."""

    number: int
    claim: Claim
    start: int
    end: int

    @property
    def numbered(self) -> Numbered:
        """The claim behind its number."""
        return self.number, self.claim

    @property
    def quote(self) -> str:
        """The figure as written."""
        return self.claim.quote

    @cached_property
    def span(self) -> Span:
        """What it may be."""
        return spans.of(self.claim)

    @cached_property
    def measure(self) -> str:
        """What its unit measures: ``area``, ``money`` …, ``人次``."""
        return measures.of(self.claim.unit).name

    @property
    def is_level(self) -> bool:
        """Whether it is so much of something, not a mean, a change or an earlier level."""
        return self.claim.statistic in _LEVELS and self.claim.unit != "%"

    @property
    def is_percent(self) -> bool:
        """Whether it is a share in percent."""
        return self.claim.unit == "%" and self.claim.statistic == "share"

    def like(self, other: Figure) -> bool:
        """Whether both count or measure in the same way, so that one may be a part of the other."""
        return self.measure == other.measure and self.claim.per == other.claim.per

    def within(self, unit: str | None) -> Span:
        """What it may be in another unit of its measure."""
        return self.span if unit == self.claim.unit else spans.in_unit(self.claim, unit)


@dataclass(eq=False)
class Sentence:
    """A sentence in simplified characters and marks of one width, with its figures from left to right."""

    text: str
    figures: list[Figure]

    def between(self, one: Figure, other: Figure) -> str:
        """What stands between two figures."""
        return self.text[one.end : other.start]

    def ahead(self, figure: Figure) -> str:
        """What stands between the figure before and this one."""
        at = self.figures.index(figure)
        return self.text[self.figures[at - 1].end if at else 0 : figure.start]

    def wholes(self, figures: Iterable[Figure]) -> list[Figure]:
        """Those of the figures that are so much of something as a whole; not 每千人6.6批次, 每股260元."""
        return [
            each
            for each in figures
            if each.is_level
            and not _EACH.search(self.ahead(each))
            and not _OF_EACH.search(each.claim.entity or "")
        ]

    def before(self, figure: Figure) -> list[Figure]:
        """The figures before this one, the nearest first."""
        return self.figures[: self.figures.index(figure)][::-1]


@dataclass(eq=False)
class Article:
    """The claims of an article that a check looks at, in the order of reading."""

    doc: str
    number: int
    claims: Sequence[Numbered]
    sentences: list[Sentence] = field(default_factory=list)

    def neighbours(self) -> Iterator[tuple[Sentence | None, Sentence]]:
        """Each sentence behind the one before it."""
        yield from pairwise([None, *self.sentences])


def articles(claims: Iterable[Numbered]) -> Iterator[Article]:
    """The claims, which come in the order of reading, article by article.

    >>> from dangjian_metrics import extract
    >>> claims = enumerate(extract("收集诉求13个，已解决9个。选派干部28人。"), 1)
    >>> [[figure.quote for figure in sentence.figures] for each in articles(claims) for sentence in each.sentences]
    [['13个', '9个'], ['28人']]
    """
    for (doc, number), group in groupby(claims, key=lambda each: (each[1].doc, each[1].article)):
        found = list(group)
        yield Article(doc, number, found, list(_sentences(found)))


def _sentences(claims: Sequence[Numbered]) -> Iterator[Sentence]:
    for text, group in groupby(claims, key=lambda each: each[1].sentence):
        held: list[Numbered] = []
        for each in group:
            # The same sentence may stand there twice, one behind the other.
            if held and each[1].start - held[0][1].start > 2 * len(text):
                yield _sentence(text, held)
                held = []
            held.append(each)
        yield _sentence(text, held)


def _sentence(text: str, claims: Sequence[Numbered]) -> Sentence:
    """The sentence with those of its figures that are found in it."""
    plain, at, figures = fold(simplified(text)), 0, []
    for number, claim in sorted(claims, key=lambda each: each[1].start):
        quote = fold(simplified(claim.quote))
        start = plain.find(quote, at)
        if start >= 0:
            figures.append(Figure(number, claim, start, start + len(quote)))
            at = start + len(quote)
    return Sentence(plain, figures)
